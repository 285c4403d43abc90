"""The prior N(0, I) seen through the plane: rings at one, two and three sigma, on a line marks. A plain AE has none."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from aevae_desktop.ui.map import stamps
from aevae_desktop.ui.map.scene import Scene
from aevae_desktop.ui.theme import mix

DIRECTIONS = tuple(math.radians(degrees) for degrees in (45, 30, 60, 15, 75, 120, 150, 225, 315, 270, 0))
APART = 24.0  # px between the name of a ring and a class label


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw the rings, and say which is which where no class label stands."""
    model = scene.pane.model
    if model is None or model.manifest.prior != "standard_normal":
        return
    if model.plane.d == 1:
        _draw_marks(painter, scene)
        return
    # dropped on any plane it is a standard normal again, around the place of z = 0
    middle = scene.point(model.plane.project(np.zeros((1, model.plane.d)))[0])
    labels = [] if model.codes is None else scene.view.to_px(model.codes.centres).tolist()
    # one px, unbroken: Qt draws dashes, or any wider ring, many times as slowly
    pen = QPen(QColor(mix(scene.theme.map, scene.theme.muted, 0.7)), 1)
    for sigma in (1, 2, 3):
        radius = sigma * scene.view.scale
        if radius > 1e5:  # zoomed into its middle: the ring is nowhere near
            continue
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawEllipse(middle, radius, radius)
        spots = ((middle.x() + radius * math.cos(a), middle.y() - radius * math.sin(a)) for a in DIRECTIONS)
        x, y = next((spot for spot in spots if _free(spot, labels, scene)), (middle.x(), middle.y() - radius))
        stamps.number(f"{sigma}σ", scene.theme.muted, scene.theme.map, scene.ratio).put(painter, x, y)


def _draw_marks(painter: QPainter, scene: Scene) -> None:
    """Upright lines at 1, 2 and 3 sigma on both sides of 0."""
    painter.setPen(QPen(QColor(mix(scene.theme.map, scene.theme.muted, 0.7)), 1))
    for sigma in (-3, -2, -1, 1, 2, 3):
        x = scene.point((float(sigma), 0.0)).x()
        if 0 < x < scene.view.width:
            painter.drawLine(QLineF(x, 0, x, scene.view.height))
            name = f"{sigma}σ".replace("-", "−")
            stamps.number(name, scene.theme.muted, scene.theme.map, scene.ratio).put(painter, x, 16)


def _free(spot: tuple[float, float], labels: list[list[float]], scene: Scene) -> bool:
    """Whether a ring's name can stand at ``spot`` px: in sight, and away from the class labels."""
    x, y = spot
    for at in labels:  # no generator: every frame of a map asks for each of some places
        if abs(x - at[0]) + abs(y - at[1]) <= APART:
            return False
    return 16 < x < scene.view.width - 16 and 12 < y < scene.view.height - 12
