"""The path as a line through its way-points, each a ring with its letter; other kinds of path beside it, dashed."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from aevae_desktop.session.course import LETTERS, Anchor
from aevae_desktop.session.state import F64
from aevae_desktop.views import theme as themes
from aevae_desktop.views.map.scene import FAR, Scene

END = 6.0  # px, radius of a way-point
LETTER = 17.0  # px from a way-point to its letter
STRAIGHT = 0.25  # px a straight line may bend


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw the lines, and whichever way-points this model can place."""
    course = scene.state.path.course
    for kind in sorted(scene.pane.trails, key=lambda kind: kind == course.kind):
        points = [QPointF(x, y) for x, y in _corners(scene.view.to_px(scene.pane.trails[kind].xy).clip(-FAR, FAR))]
        _line(painter, scene, [QLineF(a, b) for a, b in pairwise(points)])
    places = [place(scene, anchor) for anchor in course.anchors]
    for i, at in enumerate(places):
        if at is not None:
            _ring(painter, scene, at, _away(places, i), LETTERS[i], chosen=i == scene.state.path.current)


def place(scene: Scene, anchor: Anchor) -> QPointF | None:
    """Where a way-point is in this pane, px; None where this model cannot place it."""
    if scene.pane.model is None:
        return None
    z = anchor.z[scene.index]
    if z is None or len(z) != scene.pane.model.manifest.latent_dim:
        return None
    return scene.point(scene.pane.model.plane.project(z[None])[0])


def _line(painter: QPainter, scene: Scene, lines: list[QLineF]) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((scene.theme.map, 5.0), (scene.theme.accent, 2.0)):
        # flat single lines: Qt strokes a polyline, or round caps, eight times as slowly
        painter.setPen(QPen(QColor(colour), width, c=Qt.PenCapStyle.FlatCap))
        painter.drawLines(lines)


def _corners(px: F64) -> list[list[float]]:
    """The points of a line that are needed to draw it, px: its ends alone where it is straight."""
    start, way = px[0], px[-1] - px[0]
    length = max(float(np.hypot(*way)), 1e-9)
    bend = np.abs((px - start) @ np.array([-way[1], way[0]])) / length
    corners: list[list[float]] = (px[[0, -1]] if bend.max() < STRAIGHT else px).tolist()
    return corners


def _away(places: list[QPointF | None], i: int) -> QPointF:
    """The direction in which the letter of way-point ``i`` stands: away from those beside it on the path."""
    at = places[i]
    beside = [p for p in (*places[max(i - 1, 0) : i], *places[i + 1 : i + 2]) if p is not None and p != at]
    if at is None or not beside:
        return QPointF(1.0, -1.0)
    ways = [(at - p) / math.hypot((at - p).x(), (at - p).y()) for p in beside]
    way = ways[0] + ways[-1]
    return way if math.hypot(way.x(), way.y()) > 0.1 else QPointF(-ways[0].y(), ways[0].x())


def _ring(painter: QPainter, scene: Scene, at: QPointF, way: QPointF, letter: str, chosen: bool) -> None:
    """A ring, filled where the keys speak to it, and its letter."""
    painter.setBrush(QColor(scene.theme.accent if chosen else scene.theme.map))
    painter.setPen(QPen(QColor(scene.theme.accent), 2.5))
    painter.drawEllipse(at, END, END)
    box = QRectF(0, 0, 16, 16)
    box.moveCenter(at + way * (LETTER / math.hypot(way.x(), way.y())))
    plate = QColor(scene.theme.map)
    plate.setAlpha(220)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(plate)
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(themes.font(11, strong=True))
    painter.setPen(QColor(scene.theme.accent))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
