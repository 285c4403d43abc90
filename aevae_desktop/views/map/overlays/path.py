"""The path from A to B as a line, its ends marked."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from aevae_desktop.session.state import F64, Anchor
from aevae_desktop.views import theme as themes
from aevae_desktop.views.map.scene import FAR, Scene

END = 6.0  # px, radius of an end
LETTER = 17.0  # px from an end to its letter
STRAIGHT = 0.25  # px a straight line may bend


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw the line, and whichever ends are set."""
    film = scene.pane.film
    if film is not None:
        points = [QPointF(x, y) for x, y in _corners(scene.view.to_px(film.xy).clip(-FAR, FAR))]
        lines = [QLineF(a, b) for a, b in pairwise(points)]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((scene.theme.map, 5.0), (scene.theme.accent, 2.0)):
            # flat single lines: Qt strokes a polyline, or round caps, eight times as slowly
            painter.setPen(QPen(QColor(colour), width, c=Qt.PenCapStyle.FlatCap))
            painter.drawLines(lines)
    a, b = place(scene, scene.state.path.a), place(scene, scene.state.path.b)
    for letter, at, other in (("A", a, b), ("B", b, a)):
        if at is not None:
            _end(painter, scene, at, other, letter)


def _corners(px: F64) -> list[list[float]]:
    """The points of a line that are needed to draw it, px: its ends alone where it is straight."""
    start, way = px[0], px[-1] - px[0]
    length = max(float(np.hypot(*way)), 1e-9)
    bend = np.abs((px - start) @ np.array([-way[1], way[0]])) / length
    corners: list[list[float]] = (px[[0, -1]] if bend.max() < STRAIGHT else px).tolist()
    return corners


def place(scene: Scene, anchor: Anchor | None) -> QPointF | None:
    """Where an end of the path is in this pane, px; None where this model cannot place it."""
    if anchor is None or scene.pane.model is None:
        return None
    z = anchor.z[scene.index]
    if z is None or len(z) != scene.pane.model.manifest.latent_dim:
        return None
    return scene.point(scene.pane.model.plane.project(z[None])[0])


def _end(painter: QPainter, scene: Scene, at: QPointF, other: QPointF | None, letter: str) -> None:
    """A ring, and its letter on the side that looks away from the other end."""
    painter.setBrush(QColor(scene.theme.map))
    painter.setPen(QPen(QColor(scene.theme.accent), 2.5))
    painter.drawEllipse(at, END, END)
    way = QPointF(1.0, -1.0) if other is None or other == at else at - other
    length = math.hypot(way.x(), way.y())
    box = QRectF(0, 0, 16, 16)
    box.moveCenter(at + way * (LETTER / length))
    plate = QColor(scene.theme.map)
    plate.setAlpha(220)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(plate)
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(themes.font(11, strong=True))
    painter.setPen(QColor(scene.theme.accent))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
