"""The keys, as the rows have them."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QGridLayout, QLabel

from aevae_desktop.ui.action import MENUS
from aevae_desktop.window.help import CLASSES, MOUSE, sections


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
