"""A posterior on the map, to scale: ellipses at one and two sigma, or on a line bars, whose length alone counts."""

from __future__ import annotations

import math
from collections import deque

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from aevae_desktop.core.map.plane import Plane, ellipse
from aevae_desktop.session.model import F32, F64, Model
from aevae_desktop.ui.map.scene import FAR, Scene
from aevae_desktop.ui.widgets.marks import translucent

BAR = 5.0  # px, half the height of a posterior on a line
WIDE = 700.0  # px, half an axis
SIGMAS = (2.0, 1.0)

_kept: deque[tuple[Plane, F32, tuple[F64, float]]] = deque(maxlen=8)


def radii(scene: Scene, model: Model, log_var: F32) -> tuple[tuple[float, float], float]:
    """The half axes of the one-sigma ellipse in px, and its angle in rad, anticlockwise from x."""
    (a, b), angle = _found(model.plane, log_var)
    long = min(float(a) * scene.view.scale, FAR)
    return (long, min(float(b) * scene.view.scale, FAR) if model.plane.d > 1 else BAR / 2), angle


def _found(plane: Plane, log_var: F32) -> tuple[F64, float]:
    """``core.map.plane.ellipse``, kept for the few that are on screen: every frame asks for them some times."""
    for kept_plane, kept_log_var, made in _kept:
        if kept_plane is plane and kept_log_var is log_var:
            return made
    made = ellipse(plane, log_var)
    _kept.append((plane, log_var, made))
    return made


def draw(painter: QPainter, scene: Scene, model: Model, at: QPointF, log_var: F32, ink: QColor) -> None:
    """Draw the posterior N(., diag exp(log_var)) around the widget point ``at``: its marginal on the plane."""
    half, angle = radii(scene, model, log_var)
    for sigma in SIGMAS:
        scaled = (half[0] * sigma, half[1] * sigma)
        if model.plane.d == 1:
            _bar(painter, at, scaled, ink)
        else:
            _ellipse(painter, at, scaled, angle, ink, sigma)


def _ellipse(
    painter: QPainter, at: QPointF, half: tuple[float, float], angle: float, ink: QColor, sigma: float
) -> None:
    fill = translucent(ink, 28 if max(half) < WIDE else 0)  # a posterior wider than the map would only turn it grey
    painter.save()
    painter.translate(at)
    painter.rotate(-math.degrees(angle))  # the map's y runs up
    painter.setPen(QPen(ink, 1.6 if sigma == 1.0 else 1.0))
    painter.setBrush(fill)
    painter.drawEllipse(QPointF(0, 0), *half)
    painter.restore()


def _bar(painter: QPainter, at: QPointF, half: tuple[float, float], ink: QColor) -> None:
    painter.setPen(QPen(ink, 1.0))
    painter.setBrush(translucent(ink, 60))
    painter.drawRect(QRectF(at.x() - half[0], at.y() - half[1], 2 * half[0], 2 * half[1]))
