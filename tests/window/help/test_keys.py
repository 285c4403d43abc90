"""The keys, as the rows have them."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QGridLayout, QLabel, QToolButton, QWidget

from aevae_desktop.features import FEATURES
from aevae_desktop.features.feature import all_actions, rows
from aevae_desktop.ui import keys
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.action import MENUS
from aevae_desktop.window import palette
from aevae_desktop.window.actions import OWN, install
from aevae_desktop.window.help.key_button import ASKING, KeyButton
from aevae_desktop.window.help.keys import ASK, CLASSES, HOW, MOUSE
from aevae_desktop.window.keymap import CHANGED, LETTERS, readable
from aevae_desktop.window.window import Window

PARTS = ((QCheckBox, "help.letters"), (QAction, "action.layers"), (QAction, "action.quit"))


def test_every_key_of_a_menu_is_listed_under_it(window: Any) -> None:
    window.open_card("help")
    tables = [made for made in grids(window.dock.cards["help"].layout()) if made.count() > 1]
    said = [[text(table, k) for k in range(table.count())] for table in tables]
    for table, menu in zip(said[1:-1], MENUS, strict=True):
        rows = [row for row in window.commands if row.menu == menu and row.shown_keys]
        assert table == [text for row in rows for text in (row.shown_keys, row.title)]
    assert said[0] == [text for row in MOUSE for text in row]
    assert said[-1] == [text for row in CLASSES for text in row]


def grids(layout: Any) -> list[QGridLayout]:
    return [found for k in range(layout.count()) if isinstance(found := layout.itemAt(k).layout(), QGridLayout)]


def text(table: QGridLayout, k: int) -> str:
    return str(table.itemAt(k).widget().text())  # type: ignore[attr-defined]


def test_keys_of_a_single_character_can_be_switched_off_for_good(window: Any) -> None:
    window.open_card("help")
    letters, layers, quit_ = (window.findChild(kind, name) for kind, name in PARTS)
    assert letters.isChecked()
    press(window.canvas(0), Qt.Key.Key_L)
    assert window.dock.cards["layers"].isVisible()
    letters.click()
    press(window.canvas(0), Qt.Key.Key_L)
    assert window.dock.cards["layers"].isVisible()
    assert layers.shortcuts() == []
    assert quit_.shortcuts() == [QKeySequence("Ctrl+Q")]
    assert window.session.settings.value(LETTERS) is False
    other = QWidget()
    made = install(other, window.commands, lambda row: None, letters=False)
    assert made["layers"].shortcuts() == []
    letters.click()
    press(window.canvas(0), Qt.Key.Key_L)
    assert window.dock.cards["layers"].isHidden()


def press(widget: QWidget, key: Qt.Key) -> None:
    widget.setFocus()
    QTest.keyClick(widget, key)
    QApplication.processEvents()


def row_of(window: Any, name: str) -> KeyButton:
    window.open_card("help")
    QApplication.processEvents()
    return window.findChild(KeyButton, f"help.key.{name}")


def said(window: Any) -> str:
    return str(window.findChild(QLabel, "help.said").text())


def change(window: Any, name: str, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(row_of(window, name), Qt.MouseButton.LeftButton)
    QTest.keyClick(QApplication.focusWidget(), key, held)
    QApplication.processEvents()


def test_a_key_can_be_changed_and_is_said_everywhere(window: Any) -> None:
    layers, button = window.dock.cards["layers"], window.findChild(QToolButton, "layers.button")
    change(window, "layers", Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert said(window) == "The key of “Layers” is Ctrl+J now."
    press(window.canvas(0), Qt.Key.Key_L)
    assert layers.isHidden()
    QTest.keyClick(window.canvas(0), Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert layers.isVisible()
    assert row_of(window, "layers").text() == "Ctrl+J"
    assert button.toolTip() == "What the maps draw (Ctrl+J)"
    assert window.findChild(QAction, "action.layers").shortcut() == QKeySequence("Ctrl+J")
    assert next(row for row in palette.everything(window) if row.name == "layers").shown_keys == "Ctrl+J"
    assert window.session.settings.value(CHANGED) == {"layers": "Ctrl+J"}
    window.findChild(QToolButton, "help.reset").click()
    assert button.toolTip() == "What the maps draw (L)"
    assert window.session.settings.value(CHANGED) is None
    press(window.canvas(0), Qt.Key.Key_L)
    assert layers.isHidden()


def test_a_key_that_is_taken_is_refused_in_a_line(window: Any) -> None:
    change(window, "layers", Qt.Key.Key_M)
    assert said(window) == "M is the key of “Models”. Choose another one."
    change(window, "layers", Qt.Key.Key_Space)
    assert said(window) == "Space works buttons, lists and maps. Choose another key."
    change(window, "layers", Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    assert said(window) == "Alt+F opens the menu File. Choose another key."
    change(window, "layers", Qt.Key.Key_3)
    assert said(window) == "3 is the key of “Class 3 on or off”. Choose another one."
    assert window.session.settings.value(CHANGED) is None
    press(window.canvas(0), Qt.Key.Key_L)
    assert window.dock.cards["layers"].isVisible()


def test_one_waits_for_a_key_until_esc_or_another_place(window: Any) -> None:
    layers = row_of(window, "layers")
    QTest.mouseClick(layers, Qt.MouseButton.LeftButton)
    QTest.keyClick(layers, Qt.Key.Key_Shift)
    assert (layers.text(), said(window)) == (ASKING, ASK)
    QTest.keyClick(layers, Qt.Key.Key_Escape)
    assert (layers.text(), said(window)) == ("L", HOW)
    assert window.dock.cards["help"].isVisible()
    QTest.mouseClick(layers, Qt.MouseButton.LeftButton)
    window.canvas(0).setFocus()
    QApplication.processEvents()
    assert layers.text() == "L"


def test_a_key_of_its_own_comes_back_with_all_the_others(window: Any) -> None:
    change(window, "play", Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    play = window.findChild(QToolButton, "path.play")
    assert play.toolTip() == "Play the morph (Ctrl+Alt+K)"
    assert window.findChild(QAction, "action.play").text() == "Play or pause"
    change(window, "play", Qt.Key.Key_Space)
    assert play.toolTip() == "Play the morph (Space)"
    assert window.findChild(QAction, "action.play").text() == "Play or pause\tSpace"
    assert window.session.settings.value(CHANGED) is None


def test_the_keyboard_reaches_every_row(window: Any) -> None:
    first = row_of(window, "open")
    buttons = window.findChildren(KeyButton)
    stops = [each for each in buttons if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(stops) == 1
    stops[0].setFocus()
    for _ in buttons:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    last = QApplication.focusWidget()
    assert isinstance(last, KeyButton)
    assert last is not first
    QTest.keyClick(last, Qt.Key.Key_Space)
    assert last.text() == ASKING


@pytest.mark.parametrize(
    ("kept", "found", "told"),
    [
        ({"layers": "Ctrl+J"}, {"layers": "Ctrl+J"}, ""),
        ({"layers": "C", "points": "L"}, {"layers": "C", "points": "L"}, ""),
        ({"layers": "M", "points": "Ctrl+J"}, {"points": "Ctrl+J"}, "1, the first of “layers”"),
        ({"nothing": "Ctrl+J"}, {}, "1, the first of “nothing”"),
        ({"layers": "Foo", "points": 7, "models": "Ctrl+K, C", "help": ""}, {}, "4, the first of “layers”"),
        ({"layers": "Left"}, {}, "1, the first of “layers”"),
        (["layers"], {}, "not readable"),
    ],
)
def test_what_the_settings_say_is_looked_at(kept: object, found: object, told: str) -> None:
    changes, line = readable(rows((OWN, *FEATURES), all_actions), kept)
    assert changes == found
    assert told in line
    assert bool(line) == bool(told)


def test_a_changed_key_is_there_at_the_next_start(window: Any) -> None:
    window.session.settings.put(CHANGED, {"layers": "Ctrl+J", "nothing": "Ctrl+M"})
    second = Window(window.session, themes.DARK)
    assert second.findChild(QToolButton, "layers.button").toolTip() == "What the maps draw (Ctrl+J)"
    assert window.session.state.notice.endswith("1, the first of “nothing”.")
    keys.tell({})


def test_texts_say_keys_in_brackets_alone() -> None:
    keys.tell({"L": "Ctrl+J", ".": "Shift+F"})
    try:
        assert keys.said("Layers (L), not L; next (. and ,)") == "Layers (Ctrl+J), not L; next (Shift+F and ,)"
    finally:
        keys.tell({})
