"""Latent coordinates along the lower and left edges: thin marks, quiet numbers."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from aevae_desktop.core.ticks import ticks
from aevae_desktop.views import theme as themes
from aevae_desktop.views.map.scene import Scene

MARK = 5.0  # px, length of a tick mark
APART = 90  # px, the least distance of two numbers
CORNER = 26.0  # px kept free where the axes meet


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw both axes."""
    font = themes.font(11, tabular=True)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    x0, y0, x1, y1 = scene.view.bounds()
    width, height = scene.view.width, scene.view.height
    for value, text in zip(*ticks(x0, x1, max(2, int(width // APART))), strict=True):
        x = scene.point((value, 0.0)).x()
        size = metrics.horizontalAdvance(text)
        if x - size / 2 > CORNER and x + size / 2 < width - 6:
            _mark(painter, scene, QLineF(x, height - MARK, x, height))
            _number(
                painter, scene, QRectF(x - size / 2, height - MARK - 3 - metrics.height(), size, metrics.height()), text
            )
    for value, text in zip(*ticks(y0, y1, max(2, int(height // APART))), strict=True):
        y = scene.point((0.0, value)).y()
        if 10 < y < height - CORNER:
            _mark(painter, scene, QLineF(0, y, MARK, y))
            size = metrics.horizontalAdvance(text)
            _number(painter, scene, QRectF(MARK + 4, y - metrics.height() / 2, size, metrics.height()), text)


def _mark(painter: QPainter, scene: Scene, line: QLineF) -> None:
    painter.setPen(QPen(QColor(scene.theme.muted), 1))
    painter.drawLine(line)


def _number(painter: QPainter, scene: Scene, box: QRectF, text: str) -> None:
    plate = QColor(scene.theme.map)
    plate.setAlpha(190)  # legible over a crowd of points
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(plate)
    painter.drawRoundedRect(box.adjusted(-3, -1, 3, 1), 3, 3)
    painter.setPen(QColor(scene.theme.muted))
    painter.drawText(box.translated(QPointF(0, 0)), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)
