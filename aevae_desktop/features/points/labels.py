"""Class labels at the cluster centres, moved apart where they would overlap: colour never speaks alone."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen

from aevae_desktop.core.images import measure
from aevae_desktop.features.points import logic
from aevae_desktop.session.model import F64
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.map import stamps
from aevae_desktop.ui.map.scene import FAR, Scene

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
    names = tuple(model.manifest.classes[k] for k in rows)
    places = anchors + _aside(centres[rows].tobytes(), names, scene.view.scale) if len(rows) <= CROWD else anchors
    by_class = logic.colour_of(scene.state, scene.index) == logic.CLASS
    for k, anchor, place in zip(rows, anchors.tolist(), places.tolist(), strict=True):
        ring = themes.class_colour(scene.theme, k) if by_class else scene.theme.muted
        _label(painter, scene, model.manifest.classes[k], ring, anchor, place)


@lru_cache(maxsize=16)
def _aside(centres: bytes, names: tuple[str, ...], scale: float) -> F64:
    """How far labels move from ``centres: (k, 2) float64``, ``(k, 2)`` px: the same wherever the map is panned to."""
    anchors = np.frombuffer(centres).reshape(-1, 2) * (scale, -scale)
    anchors -= anchors.mean(axis=0)
    wider = [stamps.label_half(name, RADIUS) - RADIUS for name in names]
    moved: F64 = measure.place_labels(anchors, RADIUS + 1.0, wider=wider) - anchors
    return moved


def _label(painter: QPainter, scene: Scene, name: str, ring: str, anchor: list[float], at: list[float]) -> None:
    theme = scene.theme
    if abs(at[0] - anchor[0]) + abs(at[1] - anchor[1]) > 4 and max(map(abs, (*anchor, *at))) < FAR:
        painter.setPen(QPen(QColor(theme.text), 1))
        painter.drawLine(QPointF(*anchor), QPointF(*at))
    stamps.label(name, theme.text, ring, theme.map, RADIUS, scene.ratio).put(painter, *at)
