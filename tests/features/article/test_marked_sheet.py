"""A sheet fills its room with tiles of one size; marked ones differ by their shape, too."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from aevae_desktop.features.article.panels.marked_sheet import MarkedSheet
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.layouts import vbox
from tests.window_fixtures import pixels

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
WORDS = ("a digit", "no digit")


@pytest.fixture
def sheet(qtbot: Any) -> Any:
    """``sheet(count, width, height)``: a sheet of so many grey images, every third marked."""

    held: list[QWidget] = []

    def show(count: int = 100, width: int = 520, height: int = 300) -> MarkedSheet:
        holder, made = QWidget(), MarkedSheet("sheet", "Decoded codes")
        qtbot.addWidget(holder)
        vbox((made, 1), of=holder)
        made.apply_theme(themes.DARK)
        made.show_tiles(count, np.full((count, 28, 28), 200, np.uint8), np.arange(count) % 3 == 0, WORDS)
        holder.resize(width, height)
        holder.show()
        QApplication.processEvents()
        held.append(holder)
        return made

    return show


@pytest.mark.parametrize("size", [(520, 300), (300, 520), (900, 200), (200, 200)])
@pytest.mark.parametrize("count", [1, 7, 60, 100])
def test_all_tiles_are_inside_and_none_over_another(sheet: Any, size: tuple[int, int], count: int) -> None:
    made = sheet(count, *size)
    boxes = [made.box(place) for place in range(count)]
    assert all(made.rect().contains(box) for box in boxes)
    assert len({box.size().toTuple() for box in boxes}) == 1
    assert not any(a.intersects(b) for k, a in enumerate(boxes) for b in boxes[k + 1 :])


def test_a_hundred_stand_in_full_rows(sheet: Any) -> None:
    made = sheet(100, 446, 548)
    assert made.across() == 10  # nine in a row would be a px larger, and leave one tile alone
    assert made.box(0).width() == 40


def test_it_wants_no_more_height_than_its_tiles_take(sheet: Any) -> None:
    made = sheet(100, 520, 800)
    below = made.box(99).bottom()
    assert made.maximumHeight() - below < 20


def test_marked_tiles_have_a_frame_and_a_corner_and_others_have_neither(sheet: Any) -> None:
    made = sheet()
    seen = (pixels(made) & 0xFFFFFF) == QColor(themes.DARK.fair).rgb() & 0xFFFFFF
    for place in (0, 1, 3, 5):
        box = made.box(place)
        tile = seen[box.top() : box.bottom() + 1, box.left() : box.right() + 1]
        inner = tile[3:-3, 3:-3]
        assert bool(tile[0].any()) is bool(place % 3 == 0)
        assert bool(inner.any()) is bool(place % 3 == 0)  # the corner, which no frame is


def test_a_click_and_enter_choose_a_tile(sheet: Any, qtbot: Any) -> None:
    made = sheet()
    with qtbot.waitSignal(made.chosen) as clicked:
        QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=made.box(17).center())
    assert clicked.args == [17]
    QTest.keyClick(made, Qt.Key.Key_Down)
    with qtbot.waitSignal(made.chosen) as pressed:
        QTest.keyClick(made, Qt.Key.Key_Return)
    assert pressed.args == [17 + made.across()]


def test_it_says_how_many_are_marked_and_what_each_is(sheet: Any) -> None:
    made = sheet(10)
    assert made.accessibleDescription() == "10 images; 4 no digit"
    assert made.tip(0).startswith("No digit.")
    assert made.tip(1).startswith("A digit.")
