"""The Posterior card on the map: the ellipse of its image, 64 draws, and z = mu + sigma * eps with the way from mu."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QRegion

from aevae_desktop.features.posterior.state import Posterior, PosteriorState
from aevae_desktop.session.model import F32, Model
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui.map import ellipses
from aevae_desktop.ui.map.scene import Scene, around
from aevae_desktop.ui.widgets.marks import paint_cross, translucent

DRAW = 1.6  # px, the radius of a draw's dot
ARM = 6.0  # px, half a cross
PLATE = 3.2  # px, the line under a line
MOST = 1 << 14  # px: what is farther from the middle is not on any screen


def reads(state: SessionState, i: int) -> tuple[object, ...]:
    """What it draws from; a picture that came back is nothing of the map."""
    shown = state.part(PosteriorState)
    seen = shown.panes.get(i)
    return () if seen is None else (seen.subject, seen.z, seen.draws, shown.source)


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw the ellipse, the draws as faint dots, and the cross at z with its line from mu."""
    seen, model = scene.state.part(PosteriorState).panes.get(scene.index), scene.pane.model
    if seen is None or model is None:
        return
    own, ink = seen.subject, QColor(scene.theme.text)
    middle = _points(scene, model, seen, own.mu[None])[0]
    if (
        own.log_var is not None and scene.state.part(PosteriorState).source == "sample"
    ):  # the drawing has its own, in its layer
        ellipses.draw(painter, scene, model, middle, own.log_var, ink)
    _paint_draws(painter, scene, model, seen)
    if seen.z is not None:
        inks = ((scene.theme.map, PLATE), (scene.theme.accent, 1.6))
        paint_cross(painter, middle, _points(scene, model, seen, seen.z[None])[0], ARM, inks)


def region(scene: Scene) -> QRegion:
    """The box around all of it."""
    seen, model = scene.state.part(PosteriorState).panes.get(scene.index), scene.pane.model
    if seen is None or model is None:
        return QRegion()
    own, draws = seen.subject, seen.settled
    z = [own.mu[None], *([seen.z[None]] if seen.z is not None else []), *([draws.z] if draws is not None else [])]
    xy = model.plane.project(np.concatenate(z))
    corners = (QPointF(scene.point((x, y + _lift(model, seen)))) for x, y in (xy.min(axis=0), xy.max(axis=0)))
    box = QRectF(*corners).normalized().adjusted(-ARM - 2, -ARM - 2, ARM + 2, ARM + 2)
    if own.log_var is not None:
        half = 2.0 * max(ellipses.radii(scene, model, own.log_var)[0]) + 4
        at = _points(scene, model, seen, own.mu[None])[0]
        box = box.united(around(at, half))
    return QRegion(box.intersected(QRectF(-MOST, -MOST, 2 * MOST, 2 * MOST)).toAlignedRect())


def _paint_draws(painter: QPainter, scene: Scene, model: Model, seen: Posterior) -> None:
    draws = seen.settled
    if draws is None:
        return
    ink = translucent(scene.theme.accent, 150)
    painter.setPen(QPen(ink, 2 * DRAW, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPoints(QPolygonF(_points(scene, model, seen, draws.z)))


def _points(scene: Scene, model: Model, seen: Posterior, z: F32) -> list[QPointF]:
    """Where codes ``z: (n, d)`` are on the screen; on a line, in the row of the image that they belong to."""
    lift = _lift(model, seen)
    return [scene.point((x, y + lift)) for x, y in model.plane.project(z).tolist()]


def _lift(model: Model, seen: Posterior) -> float:
    return seen.subject.line_y if model.plane.d == 1 else 0.0
