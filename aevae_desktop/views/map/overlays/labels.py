"""Class labels at the cluster centres, moved apart where they would overlap: colour never speaks alone."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from aevae_desktop.core import measure
from aevae_desktop.views import theme as themes
from aevae_desktop.views.map.scene import Scene

RADIUS = 11.0  # px
CROWD = 24  # labels from which on there is no room to move them apart


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw a disc with its name for every class that is shown; a thread leads to a centre it had to leave."""
    model = scene.pane.model
    if model is None or model.codes is None:
        return
    centres = model.codes.centres
    rows = [k for k in range(len(centres)) if np.isfinite(centres[k]).all() and k not in scene.state.hidden]
    if not rows:
        return
    anchors = scene.view.to_px(centres[rows])
    places = measure.place_labels(anchors, RADIUS + 1.0) if len(rows) <= CROWD else anchors
    painter.setFont(themes.font(12, strong=True))
    for k, anchor, place in zip(rows, anchors, places, strict=True):
        _label(painter, scene, k, QPointF(*anchor), QPointF(*place))


def _label(painter: QPainter, scene: Scene, k: int, anchor: QPointF, at: QPointF) -> None:
    assert scene.pane.model is not None
    name = scene.pane.model.manifest.classes[k]
    colour, plate = QColor(themes.class_colour(scene.theme, k)), QColor(scene.theme.map)
    if (at - anchor).manhattanLength() > 4:
        painter.setPen(QPen(QColor(scene.theme.text), 1))
        painter.drawLine(anchor, at)
    plate.setAlpha(235)
    painter.setBrush(plate)
    painter.setPen(QPen(colour, 2))
    half = max(RADIUS, QFontMetricsF(painter.font()).horizontalAdvance(name) / 2 + 6)
    box = QRectF(at.x() - half, at.y() - RADIUS, 2 * half, 2 * RADIUS)
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    painter.setPen(QColor(scene.theme.text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
