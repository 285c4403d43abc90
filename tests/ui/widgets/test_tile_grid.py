"""How the keyboard and the pointer go about on a sheet whose last row is shorter."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from aevae_desktop.ui.widgets.tile_grid import TileGrid

Keys = Qt.Key


class Numbers(TileGrid):
    """Twenty-three tiles of 10 px, ten in a row."""

    def count(self) -> int:
        return 23

    def across(self) -> int:
        return 10

    def box(self, place: int) -> QRect:
        return QRect(place % 10 * 10, place // 10 * 10, 10, 10)


class AtOnce(Numbers):
    AT_ONCE = True


@pytest.fixture(params=[Numbers, AtOnce])
def sheet(request: Any, qtbot: Any) -> Any:
    made = request.param("numbers", "Numbers")
    made.came = []
    made.chosen.connect(made.came.append)
    qtbot.addWidget(made)
    made.resize(100, 30)
    return made


def test_keys_go_from_tile_to_tile(sheet: Any) -> None:
    wanted = [(Keys.Key_Up, 0), (Keys.Key_Left, 0), (Keys.Key_Right, 1), (Keys.Key_Down, 11), (Keys.Key_Down, 21),
              (Keys.Key_Down, 21), (Keys.Key_End, 22), (Keys.Key_Right, 22), (Keys.Key_Up, 12), (Keys.Key_Right, 13),
              (Keys.Key_Down, 22), (Keys.Key_Home, 0)]  # fmt: skip
    for key, place in wanted:
        QTest.keyClick(sheet, key)
        assert sheet._here == place, key
    at_once = [place for _, place in wanted]
    assert sheet.came == (at_once if sheet.AT_ONCE else [])
    QTest.keyClick(sheet, Keys.Key_End)
    QTest.keyClick(sheet, Keys.Key_Return)
    assert sheet.came == ([*at_once, 22] if sheet.AT_ONCE else [22])


def test_a_click_chooses_once_and_other_keys_are_left_to_the_window(sheet: Any, qtbot: Any) -> None:
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(25, 15))
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(95, 25))  # where there is no tile
    QTest.mouseClick(sheet, Qt.MouseButton.RightButton, pos=QPoint(5, 5))
    assert sheet.came == [12]
    heard: list[int] = []

    class Around(QWidget):
        def keyPressEvent(self, event: Any) -> None:
            heard.append(event.key())

    around = Around()
    qtbot.addWidget(around)
    sheet.setParent(around)
    for key in (Keys.Key_X, Keys.Key_Space):
        QTest.keyClick(sheet, key)
    assert heard == ([Keys.Key_X, Keys.Key_Space] if sheet.AT_ONCE else [Keys.Key_X])
    sheet.setParent(None)  # each is taken down by itself
