"""The prior N(0, I) seen through the plane: rings at one, two and three sigma, on a line marks. A plain AE has none."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from aevae_desktop.core.map.labels import Label
from aevae_desktop.language import translate
from aevae_desktop.session.model import F64
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui.map import stamps
from aevae_desktop.ui.map.scene import Scene, for_the_last_scene
from aevae_desktop.ui.theme import mix

NAME = "prior"
SIGMAS = (1, 2, 3)
FARTHEST = 1e5  # px, the radius of a ring: beyond it one looks into its middle, and the ring is nowhere near
_TURNS = np.radians(np.arange(7.5, 180.1, 7.5))
# along a ring, best at its upper right, then ever farther from there on either side
_DIRECTIONS = np.radians(45.0) + np.stack((_TURNS, -_TURNS), axis=1).ravel()
BEST, WAYS = (math.sqrt(0.5), -math.sqrt(0.5)), np.stack((np.cos(_DIRECTIONS), -np.sin(_DIRECTIONS)), axis=1)
UPPER, STEP = 16.0, 19.0  # px: the upper edge to the name of a mark, and from one row to the next
ROWS = 8


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw the rings, or the marks of a line, and say which is which where there is room."""
    if not _has_prior(scene):
        return
    # one px, unbroken: Qt draws dashes, or any wider ring, many times as slowly
    painter.setPen(QPen(QColor(mix(scene.theme.map, scene.theme.muted, 0.7)), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if _on_line(scene):
        for _, x in _marks(scene):
            painter.drawLine(QLineF(x, 0, x, scene.view.height))
    else:
        middle = _middle(scene)
        for _, radius in _rings(scene):
            painter.drawEllipse(middle, radius, radius)
    for stamp, label in _names(scene):
        if (at := scene.spot(NAME, label)) is not None:
            stamp.put(painter, *at)


def lacks(state: SessionState, i: int) -> str:
    """Why a map has no rings."""
    model = state.panes[i].model
    return (
        ""
        if model is not None and model.manifest.prior == "standard_normal"
        else translate("samplers", "this model has no prior")
    )


def writes(scene: Scene) -> list[Label]:
    """The names of the rings."""
    return [label for _, label in _names(scene)]


def _has_prior(scene: Scene) -> bool:
    return scene.pane.model is not None and scene.pane.model.manifest.prior == "standard_normal"


def _on_line(scene: Scene) -> bool:
    return scene.pane.model is not None and scene.pane.model.plane.d == 1


def _middle(scene: Scene) -> QPointF:
    """The place of z = 0, around which the prior is a standard normal on any plane."""
    assert scene.pane.model is not None
    plane = scene.pane.model.plane
    return scene.point(plane.project(np.zeros((1, plane.d)))[0])


def _rings(scene: Scene) -> list[tuple[int, float]]:
    """The rings, with their radii, px."""
    scale = scene.view.scale
    return [(sigma, sigma * scale) for sigma in SIGMAS if sigma * scale <= FARTHEST]


def _marks(scene: Scene) -> list[tuple[int, float]]:
    """The upright lines on both sides of 0 that are in sight, with their places, px."""
    found = [(sigma, scene.point((float(sigma), 0.0)).x()) for side in (-1, 1) for sigma in (side * s for s in SIGMAS)]
    return [(sigma, x) for sigma, x in found if 0 < x < scene.view.width]


@for_the_last_scene
def _names(scene: Scene) -> list[tuple[stamps.Stamp, Label]]:
    if not _has_prior(scene):
        return []
    if _on_line(scene):
        return [_name(scene, sigma, (x, UPPER), partial(_below, x)) for sigma, x in _marks(scene)]
    x, y = (middle := _middle(scene)).x(), middle.y()
    along = [(sigma, radius, partial(_along, x, y, radius)) for sigma, radius in _rings(scene)]
    return [_name(scene, s, (x + r * BEST[0], y + r * BEST[1]), others) for s, r, others in along]


def _along(x: float, y: float, radius: float) -> F64:
    """Further spots on a ring."""
    return radius * WAYS + (x, y)


def _below(x: float) -> F64:
    """Further rows below the upper edge."""
    return np.array([(x, UPPER + STEP * row) for row in range(1, ROWS)])


def _name(scene: Scene, sigma: int, at: tuple[float, float], others: Callable[[], F64]) -> tuple[stamps.Stamp, Label]:
    stamp = stamps.number(f"{sigma}σ".replace("-", "−"), scene.theme.muted, scene.theme.map, scene.ratio)
    return stamp, Label(sigma, stamp.width, stamp.height, at, others)
