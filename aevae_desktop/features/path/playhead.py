"""Where on the path the film is: a dot that runs along it."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen, QRegion

from aevae_desktop.features.path.state import FrameSequence, PathState
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui.map.scene import Scene, around

RADIUS = 5.0  # px


def reads(state: SessionState, i: int) -> tuple[object, ...]:
    """What it draws from: the film's codes, and where it is."""
    film, path = state.panes[i].get(FrameSequence), state.part(PathState)
    return None if film is None else film.z, path.t, path.playing


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw the dot."""
    if (at := _place(scene)) is not None:
        painter.setPen(QPen(QColor(scene.theme.map), 2))
        painter.setBrush(QColor(scene.theme.accent))
        painter.drawEllipse(at, RADIUS, RADIUS)


def region(scene: Scene) -> QRegion:
    """The square around the dot."""
    at = _place(scene)
    if at is None:
        return QRegion()
    half = RADIUS + 3
    return QRegion(around(at, half).toAlignedRect())


def _place(scene: Scene) -> QPointF | None:
    film, model, path = scene.pane.get(FrameSequence), scene.pane.model, scene.state.part(PathState)
    if film is None or model is None or not (path.playing or path.t > 0):
        return None
    return scene.point(model.plane.project(film.z[film.row(path.t)])[0])
