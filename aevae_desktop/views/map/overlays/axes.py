"""Latent coordinates along the lower and left edges: thin marks, quiet numbers."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF
from PySide6.QtGui import QColor, QPainter, QPen

from aevae_desktop.core.ticks import ticks
from aevae_desktop.views.map import stamps
from aevae_desktop.views.map.scene import Scene

MARK = 5.0  # px, length of a tick mark
APART = 90  # px, the least distance of two numbers
CORNER = 26.0  # px kept free where the axes meet


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw both axes."""
    x0, y0, x1, y1 = scene.view.bounds()
    width, height = scene.view.width, scene.view.height
    marks = []
    for x, text in _places(scene, 0, x0, x1, width):
        stamp = stamps.number(text, scene.theme, scene.ratio)
        if x - stamp.width / 2 > CORNER and x + stamp.width / 2 < width - 3:
            marks.append(QLineF(x, height - MARK, x, height))
            stamp.put(painter, x, height - MARK - 2 - stamp.height / 2)
    for y, text in _places(scene, 1, y0, y1, height):
        if 10 < y < height - CORNER:
            stamp = stamps.number(text, scene.theme, scene.ratio)
            marks.append(QLineF(0, y, MARK, y))
            stamp.put(painter, MARK + 1 + stamp.width / 2, y)
    painter.setPen(QPen(QColor(scene.theme.muted), 1))
    painter.drawLines(marks)


def _places(scene: Scene, axis: int, low: float, high: float, px: float) -> list[tuple[float, str]]:
    """Where the ticks of an axis lie, px along it, and what they say."""
    values, labels = ticks(low, high, max(2, int(px // APART)))
    points = np.zeros((len(values), 2))
    points[:, axis] = values
    return list(zip(scene.view.to_px(points)[:, axis].tolist(), labels, strict=True))
