"""The keys, as the rows have them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QGridLayout, QLabel, QWidget

from aevae_desktop.ui.action import MENUS
from aevae_desktop.window.actions import install
from aevae_desktop.window.help.keys import CLASSES, LETTERS, MOUSE, sections

PARTS = ((QCheckBox, "help.letters"), (QAction, "action.layers"), (QAction, "action.quit"))


def test_every_key_of_a_menu_is_listed_under_it(window: Any) -> None:
    tables = [part for part in sections(window.commands) if isinstance(part, QGridLayout)]
    said = [[label.text() for label in labels(table)] for table in tables]
    for table, menu in zip(said[1:-1], MENUS, strict=True):
        rows = [row for row in window.commands if row.menu == menu and row.shown_keys]
        assert table == [text for row in rows for text in (row.shown_keys, row.title)]
    assert said[0] == [text for row in MOUSE for text in row]
    assert said[-1] == [text for row in CLASSES for text in row]


def labels(table: QGridLayout) -> list[QLabel]:
    found = [table.itemAt(k).widget() for k in range(table.count())]
    return [each for each in found if isinstance(each, QLabel)]


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
