"""A square on every mark."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QRegion

from aevae_desktop.session.state import SessionState
from aevae_desktop.ui.map.scene import Scene, around
from tests.features.dummy.state import Marks

COLOUR, SIDE = 0x00FF00, 8


def reads(state: SessionState, _: int) -> tuple[object, ...]:
    return (state.part(Marks),)


def draw(painter: QPainter, scene: Scene) -> None:
    for square in _squares(scene):
        painter.fillRect(square, QColor(COLOUR))


def region(scene: Scene) -> QRegion:
    whole = QRegion()
    for square in _squares(scene):
        whole += square
    return whole


def _squares(scene: Scene) -> list[QRect]:
    return [around(scene.point(xy), SIDE / 2).toAlignedRect() for xy in scene.state.part(Marks).places]
