"""The prior N(0, I): rings at one, two and three sigma. A plain autoencoder has none."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from aevae_desktop.views import theme as themes
from aevae_desktop.views.map.scene import Scene


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw the rings and say which is which, where they cross the upper right diagonal."""
    model = scene.pane.model
    if model is None or model.manifest.prior != "standard_normal":
        return
    middle = scene.point((0.0, 0.0))
    painter.setFont(themes.font(10))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for sigma in (1, 2, 3):
        radius = sigma * scene.view.scale
        if radius > 1e5:  # zoomed into its middle: the ring is nowhere near
            continue
        pen = QPen(QColor(scene.theme.muted), 1.2, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.drawEllipse(middle, radius, radius)
        _name(painter, scene, middle + QPointF(radius, -radius) * math.sqrt(0.5), f"{sigma}σ")


def _name(painter: QPainter, scene: Scene, at: QPointF, text: str) -> None:
    plate = QColor(scene.theme.map)
    plate.setAlpha(210)
    box = painter.fontMetrics().boundingRect(text)
    box.moveCenter(at.toPoint())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(plate)
    painter.drawRoundedRect(box.adjusted(-3, 0, 3, 0), 3, 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QColor(scene.theme.muted))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)
