"""The command palette: some words of a name find what can be done, and the keyboard alone does it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTreeWidget

from aevae_desktop.session.state import Mode
from aevae_desktop.ui.action import EDIT, FILE, VIEW, Action
from aevae_desktop.window.palette import Palette, everything, matching

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def row(title: str, menu: str = VIEW) -> Action:
    return Action(title, title, (), lambda w: None, menu=menu)


ROWS = [row("A stored sample at random"), row("Zoom in"), row("Samplers", FILE), row("Select samples", EDIT)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [0, 1, 2, 3]),
        ("SAMPLE", [2, 0, 3]),  # one begins with it; the others have a word that does
        ("random stored", [0]),
        ("edit sam", [3]),  # of its menu
        ("oom", [1]),
        ("sample zoom", []),
    ],
)
def test_every_word_must_be_there_and_beginnings_come_first(typed: str, found: list[int]) -> None:
    assert [ROWS.index(each) for each in matching(ROWS, typed)] == found


@pytest.fixture
def palette(window: Any) -> Any:
    window.activateWindow()
    window.canvas(0).setFocus()
    QTest.keyClick(window.canvas(0), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    made = window.findChild(Palette)
    assert made.isVisible()
    yield made
    made.close()


def line(palette: Any) -> QLineEdit:
    found = palette.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def titles(palette: Any) -> list[str]:
    tree = palette.findChild(QTreeWidget)
    return [tree.topLevelItem(i).text(0) for i in range(tree.topLevelItemCount())]


def chosen(palette: Any) -> str:
    return str(palette.findChild(QTreeWidget).currentItem().text(0))


def test_words_and_enter_change_the_mode(window: Any, palette: Any) -> None:
    QTest.keyClicks(line(palette), "mode dr")
    assert chosen(palette) == "Draw mode"
    QTest.keyClick(line(palette), Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert window.session.state.mode is Mode.DRAW
    assert window.focusWidget() is window.canvas(0)


def test_the_arrows_choose_and_escape_does_nothing(window: Any, palette: Any) -> None:
    QTest.keyClicks(line(palette), "zoom")
    first = chosen(palette)
    QTest.keyClick(line(palette), Qt.Key.Key_Down)
    second = chosen(palette)
    QTest.keyClick(line(palette), Qt.Key.Key_Up)
    assert (first, second, chosen(palette)) == ("Zoom in", "Zoom out", "Zoom in")
    assert first in line(palette).accessibleDescription()
    before = window.session.state
    QTest.keyClick(line(palette), Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.session.state is before


def test_what_cannot_be_done_is_passed_over(window: Any, palette: Any) -> None:
    QTest.keyClicks(line(palette), "undo")
    assert titles(palette) == ["Undo", "Undo the selection"]
    before = window.session.state
    QTest.keyClick(line(palette), Qt.Key.Key_Return)
    assert palette.isVisible()
    assert window.session.state is before


def test_a_layer_is_switched(window: Any, palette: Any) -> None:
    was = window.session.state.layers["classes"].on
    QTest.keyClicks(line(palette), "layer regions")
    QTest.keyClick(line(palette), Qt.Key.Key_Return)
    assert window.session.state.layers["classes"].on is not was


def test_a_model_is_opened_on_the_map_that_is_named(window: Any, palette: Any) -> None:
    QTest.keyClicks(line(palette), "left vae-tiny")
    assert titles(palette) == ["Open on left map: vae-tiny"]
    QTest.keyClick(line(palette), Qt.Key.Key_Return)
    assert window.wait_idle(60_000)
    assert window.session.state.panes[0].model.manifest.id == "vae-tiny"


def test_all_actions_are_listed(window: Any) -> None:
    assert {row.name for row in window.commands} <= {row.name for row in everything(window)}
