"""A small ring where each picture of the strip lies; the one in hand is the drawing's own mark."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from aevae_desktop.features.pictures.state import Pictures, Readings
from aevae_desktop.language import translate
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui.map.scene import Scene

RADIUS = 3.0  # px


def reads(state: SessionState, i: int) -> tuple[object, ...]:
    """What it draws from."""
    return (state.panes[i].get(Readings),)


def lacks(state: SessionState, i: int) -> str:
    """Why a map has no rings."""
    if not state.part(Pictures).photos:
        return translate("pictures", "there is no strip of pictures yet: drop several on the window")
    if state.panes[i].get(Readings) is None:
        return translate("pictures", "this model did not encode the pictures")
    return ""


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw the rings, each on a plate."""
    readings, model = scene.pane.get(Readings), scene.pane.model
    if readings is None or model is None:
        return
    places = [scene.point(xy) for xy in model.plane.project(readings.mu)]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(QColor(scene.theme.map), 3.5), QPen(QColor(scene.theme.text), 1.5)):
        painter.setPen(pen)
        for at in places:
            painter.drawEllipse(at, RADIUS, RADIUS)
