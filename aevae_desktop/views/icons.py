"""The few icons, drawn as paths: no image files, sharp at any scale."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPixmap, QPolygonF, QTransform

SIDE = 64  # px drawn at, scaled down by Qt


def play(colour: str) -> QIcon:
    """A triangle."""
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(20, 12), QPointF(54, 32), QPointF(20, 52)]))
    path.closeSubpath()
    return _icon(path, colour)


def pause(colour: str) -> QIcon:
    """Two bars."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(16, 12, 11, 40), 3, 3)
    path.addRoundedRect(QRectF(37, 12, 11, 40), 3, 3)
    return _icon(path, colour)


def moon(colour: str) -> QIcon:
    """A crescent: go to the dark theme."""
    disc, bite = QPainterPath(), QPainterPath()
    disc.addEllipse(QPointF(31, 33), 21, 21)
    bite.addEllipse(QPointF(41, 25), 18, 18)
    return _icon(disc.subtracted(bite), colour)


def sun(colour: str) -> QIcon:
    """A disc with rays: go to the light theme."""
    path = QPainterPath()
    path.addEllipse(QPointF(32, 32), 12, 12)
    ray = QPainterPath()
    ray.addRoundedRect(QRectF(-2.5, -28, 5, 10), 2, 2)
    for step in range(8):
        path.addPath(_turned(ray, 45.0 * step))
    return _icon(path, colour)


def app_icon() -> QIcon:
    """Two clusters and the way between them."""
    pixmap = QPixmap(SIDE, SIDE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#14171c"))
    painter.drawRoundedRect(QRectF(2, 2, 60, 60), 14, 14)
    for x, y, r, colour in ((20, 42, 11, "#6ea8fe"), (44, 22, 11, "#f28e4b"), (33, 31, 4, "#e8ecf2")):
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QPointF(x, y), r, r)
    painter.end()
    return QIcon(pixmap)


def _turned(path: QPainterPath, degrees: float) -> QPainterPath:
    return QTransform().translate(32, 32).rotate(degrees).map(path)


def _icon(path: QPainterPath, colour: str) -> QIcon:
    pixmap = QPixmap(SIDE, SIDE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, QColor(colour))
    painter.end()
    return QIcon(pixmap)
