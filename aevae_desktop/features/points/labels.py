"""Class labels at the cluster centres, moved aside where something else stands: colour never speaks alone."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen

from aevae_desktop.core.map import labels
from aevae_desktop.core.map.labels import Label
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.features.points import logic
from aevae_desktop.session.model import F64, Codes
from aevae_desktop.session.state import SHOWN
from aevae_desktop.ui import words
from aevae_desktop.ui.map import stamps
from aevae_desktop.ui.map.overlay import EDGE
from aevae_desktop.ui.map.scene import Scene, for_the_last_scene
from aevae_desktop.ui.map.tool import MapTool
from aevae_desktop.ui.map.while_alive import while_alive

NAME = "labels"
RADIUS = 11.0  # px
FEW = 12  # classes: the label of each may go farther from its middle, for its thread is still easy to follow
WAYS, FAR_WAYS = labels.around(48.0), labels.around(110.0)  # px from there: of many classes, and of few
NEAR = 4.0  # px from there on which need no thread


class _Class(NamedTuple):
    """Class ``k`` in sight: its ``name``, the ``middle`` of its codes, px, its ``stamp``, and what wants a place."""

    k: int
    name: str
    middle: tuple[float, float]
    stamp: stamps.Stamp
    label: Label


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw a disc with its name for every class that is shown; a thread leads to a middle it had to leave."""
    seen = [(one, at) for one in _classes(scene) if (at := scene.spot(NAME, one.label)) is not None]
    painter.setPen(QPen(QColor(scene.theme.text), 1))
    for one, (x, y) in seen:
        if abs(x - one.middle[0]) + abs(y - one.middle[1]) > NEAR:
            painter.drawLine(QPointF(*one.middle), QPointF(x, y))
    for one, at in seen:
        one.stamp.put(painter, *at)


def writes(scene: Scene) -> list[Label]:
    """The names of the classes in sight, those of most codes first."""
    return [one.label for one in _classes(scene)]


@for_the_last_scene
def _classes(scene: Scene) -> list[_Class]:
    model, view, theme = scene.pane.model, scene.view, scene.theme
    if model is None or model.codes is None:
        return []
    by_class, found = logic.colour_of(scene.state, scene.index) == logic.CLASS, []
    middles, names, hidden = view.to_px(model.codes.centres).tolist(), model.manifest.classes, scene.state.hidden
    ways = FAR_WAYS if len(names) <= FEW else WAYS
    for k in _largest(model.codes):
        x, y = middles[k]
        if 0 <= x <= view.width and 0 <= y <= view.height and k not in hidden:  # NaN, of no codes, is nowhere
            ring = theme.classes[k % len(theme.classes)] if by_class else theme.muted
            stamp = stamps.label(names[k], theme.text, ring, theme.map, RADIUS, scene.ratio)
            wide, high = stamp.width / 2 + EDGE, stamp.height / 2 + EDGE
            at = max(min(x, view.width - wide), wide), max(min(y, view.height - high), high)
            others = partial(_beside, ways, (x, y), stamp, view)
            found.append(_Class(k, names[k], (x, y), stamp, Label(k, stamp.width, stamp.height, at, others)))
    return found


def _beside(ways: F64, middle: tuple[float, float], stamp: stamps.Stamp, view: View2D) -> F64:
    return labels.inside(ways + middle, stamp.width, stamp.height, view.width, view.height, EDGE)


@while_alive
def _largest(codes: Codes) -> list[int]:
    """The classes, those with most codes first."""
    known = codes.label[codes.label >= 0]
    order: list[int] = np.argsort(-np.bincount(known, minlength=len(codes.centres)), kind="stable").tolist()
    return order


class LabelTips(MapTool):
    """Says the whole name of a class whose label is cut off."""

    rank = 11

    def tip(self, at: QPointF) -> str:
        """The name of the class on whose label the pointer rests, where the label does not say all of it."""
        scene = self._surface.scene()
        if not scene.state.layers.get(NAME, SHOWN).on:
            return ""
        for one in _classes(scene):
            place = scene.spot(NAME, one.label)
            whole = words.legible(one.name)
            if place is not None and stamps.label_text(one.name) != whole and _covers(one.label, place, at):
                return whole
        return ""


def _covers(label: Label, middle: tuple[float, float], at: QPointF) -> bool:
    return abs(at.x() - middle[0]) <= label.wide / 2 and abs(at.y() - middle[1]) <= label.high / 2
