"""Rows, columns and grids: every part in its place, with what it was given."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from aevae_desktop.ui.widgets.layouts import grid, hbox, vbox


def test_parts_stand_in_order_and_take_the_room_they_were_given(qtbot: Any) -> None:
    whole, first, second, third = QWidget(), QLabel("one"), QLabel("two"), QLabel("three")
    qtbot.addWidget(whole)
    vbox(hbox(first, 20, (second, 1), third, gap=5), None, edges=(1, 2, 3, 4), of=whole)
    whole.resize(300, 100)
    whole.layout().setGeometry(whole.rect())
    assert (first.x(), first.y()) == (1, 2)
    assert second.x() == first.geometry().right() + 1 + 20 + 5
    assert third.geometry().right() + 1 == 300 - 3
    assert second.width() > second.sizeHint().width()


def test_a_cell_may_be_empty_span_columns_or_keep_to_a_side(qtbot: Any) -> None:
    whole, name, wide, left, right = QWidget(), QLabel("a long name"), QLabel("across"), QLabel("l"), QLabel("right")
    qtbot.addWidget(whole)
    grid((name, right), ((wide, 1, 2),), (None, (left, 1, 1, Qt.AlignmentFlag.AlignRight)), gaps=(7, 3), of=whole)
    whole.resize(300, 100)
    whole.layout().setGeometry(whole.rect())
    assert right.x() == name.geometry().right() + 1 + 7
    assert wide.width() == 300
    assert left.x() > right.x()
    assert left.geometry().right() == right.geometry().right()
