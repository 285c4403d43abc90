"""A mode may have a page in the place of the maps, which it borrows: made late, and left alone while hidden."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from aevae_desktop.features import FEATURES
from aevae_desktop.features.feature import Feature, PanelRow, Place
from aevae_desktop.features.path.panels.filmstrip import Filmstrip
from aevae_desktop.features.points.legend import Legend
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import EMPTY, Mode, SessionState
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.controls import button
from aevae_desktop.ui.widgets.layouts import vbox
from aevae_desktop.ui.widgets.panel import Page
from tests.window_fixtures import opened, pixels


class OwnPage(Page):
    """A button, and under it the maps."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.heard: list[tuple[SessionState, SessionState]] = []
        self.theme, self.presented = themes.CONTRAST, False
        self.button = button("Button", "own.button", "A button", lambda: None)
        self.setFocusProxy(self.button)
        self.column = vbox(self.button, of=self)

    def apply_theme(self, theme: themes.Theme) -> None:
        self.theme = theme

    def lend(self, maps: QWidget) -> None:
        self.column.addWidget(maps, 1)
        maps.show()

    def present(self, on: bool) -> None:
        self.presented = on

    def render_state(self, old: SessionState, new: SessionState) -> None:
        self.heard.append((old, new))


@pytest.fixture
def paged(qapp: Any, tiny_bundle: Any) -> Iterator[Any]:
    """A window in which Draw has a page."""
    row = PanelRow(f"{__name__}:OwnPage", Place.PAGE, 10, mode=Mode.DRAW)
    yield from opened([str(tiny_bundle())], (*FEATURES, Feature("own", panels=(row,))))


def turn(window: Any, mode: Mode) -> None:
    window.session.set_mode(mode)
    assert window.wait_idle(20_000)


def test_it_is_made_when_its_mode_first_comes_and_once(paged: Any) -> None:
    assert paged.findChild(OwnPage) is None
    for mode in (Mode.DRAW, Mode.EXPLORE, Mode.DRAW):
        turn(paged, mode)
    assert len(paged.findChildren(OwnPage)) == 1
    assert paged.panel(OwnPage).theme is paged.theme is themes.DARK


def test_the_maps_are_within_it_and_come_back_as_they_were(paged: Any) -> None:
    before, canvas = pixels(paged), paged.canvas(0)
    turn(paged, Mode.DRAW)
    page = paged.panel(OwnPage)
    assert page.isVisible()
    assert page.isAncestorOf(canvas)
    assert canvas.isVisible()
    assert canvas.height() > page.height() // 2
    assert not paged.panel(Legend).isVisible()
    assert not paged.panel(Filmstrip).isVisible()
    turn(paged, Mode.EXPLORE)
    assert not page.isVisible()
    assert not page.isAncestorOf(canvas)
    QApplication.processEvents()
    assert (pixels(paged) == before).mean() > 0.999


def test_it_hears_of_changes_while_it_is_shown_and_is_drawn_from_nothing(paged: Any) -> None:
    turn(paged, Mode.DRAW)
    page, session = paged.panel(OwnPage), paged.session
    assert page.heard[0][0] is EMPTY
    session.controller(ProbeController).probe(0, 0.1, 0.2)
    assert page.heard[-1][1] is session.state
    turn(paged, Mode.EXPLORE)
    page.heard.clear()
    session.controller(ProbeController).probe(0, 0.3, 0.2)
    assert page.heard == []
    turn(paged, Mode.DRAW)
    assert page.heard[0][0] is EMPTY


def test_the_keyboard_goes_along_and_through_it(paged: Any) -> None:
    paged.activateWindow()
    paged.canvas(0).setFocus()
    turn(paged, Mode.DRAW)
    page = paged.panel(OwnPage)
    assert page.button.hasFocus()
    QTest.keyClick(page.button, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert paged.canvas(0).hasFocus()
    QTest.keyClick(paged.canvas(0), Qt.Key.Key_F6)
    assert page.button.hasFocus()
    turn(paged, Mode.EXPLORE)
    assert paged.canvas(0).hasFocus() or paged.focusWidget() is not page.button


def test_a_page_that_comes_in_a_presentation_is_told(paged: Any) -> None:
    paged.toggle_presentation()
    turn(paged, Mode.DRAW)
    assert paged.panel(OwnPage).presented
    paged.toggle_presentation()
    assert not paged.panel(OwnPage).presented
