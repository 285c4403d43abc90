"""The prior N(0, I): rings at one, two and three sigma. A plain autoencoder has none."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from aevae_desktop.views.map import stamps
from aevae_desktop.views.map.scene import Scene
from aevae_desktop.views.theme import mix


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw the rings and say which is which, where they cross the upper right diagonal."""
    model = scene.pane.model
    if model is None or model.manifest.prior != "standard_normal":
        return
    middle = scene.point((0.0, 0.0))
    for sigma in (1, 2, 3):
        radius = sigma * scene.view.scale
        if radius > 1e5:  # zoomed into its middle: the ring is nowhere near
            continue
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(
            QPen(QColor(mix(scene.theme.map, scene.theme.muted, 0.7)), 1)
        )  # dashes cost twenty times as much
        painter.drawEllipse(middle, radius, radius)
        stamps.number(f"{sigma}σ", scene.theme.muted, scene.theme.map, scene.ratio).put(
            painter, middle.x() + radius * math.sqrt(0.5), middle.y() - radius * math.sqrt(0.5)
        )
