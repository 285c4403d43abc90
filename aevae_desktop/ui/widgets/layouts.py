"""Rows, columns and grids of widgets, each in one expression."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

Part = QWidget | QLayout | int | None | tuple[Any, ...]
Edges = tuple[int, int, int, int]  # px: left, top, right, bottom
NO_EDGES: Edges = (0, 0, 0, 0)
B = TypeVar("B", bound=QBoxLayout)


def hbox(*parts: Part, gap: int = 6, edges: Edges = NO_EDGES, of: QWidget | None = None) -> QHBoxLayout:
    """``parts`` from left to right, the layout ``of`` a widget or to be put into another; see ``vbox``."""
    return _filled(QHBoxLayout() if of is None else QHBoxLayout(of), parts, gap, edges)


def vbox(*parts: Part, gap: int = 8, edges: Edges = NO_EDGES, of: QWidget | None = None) -> QVBoxLayout:
    """``parts`` from top to bottom, ``gap`` px apart (-1: as the style has it).

    A part is a widget or a layout, perhaps with its stretch and alignment: ``(widget, 1)``; px that stay free; or
    None for all the room there is.
    """
    return _filled(QVBoxLayout() if of is None else QVBoxLayout(of), parts, gap, edges)


def grid(*rows: Sequence[Part], gaps: tuple[int, int] = (6, 4), of: QWidget | None = None) -> QGridLayout:
    """Cells row by row, ``gaps`` px apart across and down; a tuple has its row span, column span and alignment."""
    made = QGridLayout() if of is None else QGridLayout(of)
    made.setContentsMargins(*NO_EDGES)
    made.setHorizontalSpacing(gaps[0])
    made.setVerticalSpacing(gaps[1])
    for r, cells in enumerate(rows):
        for c, cell in enumerate(cells):
            what, *how = cell if isinstance(cell, tuple) else (cell,)
            if what is not None:
                (made.addLayout if isinstance(what, QLayout) else made.addWidget)(what, r, c, *how)
    return made


def square_policy(upwards: QSizePolicy.Policy) -> QSizePolicy:
    """As wide as there is room, as high as that asks for."""
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, upwards)
    policy.setHeightForWidth(True)
    return policy


def _filled(box: B, parts: Sequence[Part], gap: int, edges: Edges) -> B:
    box.setSpacing(gap)
    box.setContentsMargins(*edges)
    for part in parts:
        what, *how = part if isinstance(part, tuple) else (part,)
        if what is None:
            box.addStretch(1)
        elif isinstance(what, int):
            box.addSpacing(what)
        else:
            (box.addLayout if isinstance(what, QLayout) else box.addWidget)(what, *how)
    return box
