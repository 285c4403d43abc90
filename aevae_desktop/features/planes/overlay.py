"""Latent coordinates along the lower and left edges: thin marks, quiet numbers."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLineF
from PySide6.QtGui import QColor, QPainter, QPen

from aevae_desktop.core.map.ticks import ticks
from aevae_desktop.ui import words
from aevae_desktop.ui.map import stamps
from aevae_desktop.ui.map.scene import Scene

MARK = 5.0  # px, length of a tick mark
APART = 90  # px, the least distance of two numbers
CORNER = 26.0  # px kept free where the axes meet


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw both axes."""
    theme, ratio, view = scene.theme, scene.ratio, scene.view
    x0, y0, x1, y1 = view.bounds()
    width, height = view.width, view.height
    model = scene.pane.model
    marks, line = [], model is not None and model.plane.d == 1
    for value, text in _ticks(x0, x1, width):
        x = (value - view.cx) * view.scale + width / 2
        stamp = stamps.number(text, theme.muted, theme.map, ratio)
        if x - stamp.width / 2 > CORNER and x + stamp.width / 2 < width - 3:
            marks.append(QLineF(x, height - MARK, x, height))
            stamp.put(painter, x, height - MARK - 2 - stamp.height / 2)
    for value, text in () if line else _ticks(y0, y1, height):  # the height on a line means nothing
        y = (view.cy - value) * view.scale + height / 2
        if CORNER < y < height - CORNER:
            stamp = stamps.number(text, theme.muted, theme.map, ratio)
            marks.append(QLineF(0, y, MARK, y))
            stamp.put(painter, MARK + 1 + stamp.width / 2, y)
    painter.setPen(QPen(QColor(theme.muted), 1))
    painter.drawLines(marks)
    if model is not None:
        _name(painter, scene, *words.axis_names(model))


def _name(painter: QPainter, scene: Scene, across: str, up: str) -> None:
    """What the axes are, at their far ends."""
    theme, view = scene.theme, scene.view
    right = stamps.number(across, theme.text, theme.map, scene.ratio)
    right.put(painter, view.width - right.width / 2 - 6, view.height - MARK - 4 - 1.5 * right.height)
    if up:
        top = stamps.number(up, theme.text, theme.map, scene.ratio)
        top.put(painter, MARK + 1 + top.width / 2, 6 + top.height / 2)


def _ticks(low: float, high: float, px: float) -> Iterable[tuple[float, str]]:
    """The ticks of an axis, map units, and what they say."""
    values, labels = ticks(low, high, max(2, int(px // APART)))
    return zip(values.tolist(), labels, strict=True)
