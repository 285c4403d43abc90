"""Latent coordinates along the lower and left edges: thin marks, quiet numbers, and at the far ends what they are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
from PySide6.QtCore import QLineF
from PySide6.QtGui import QColor, QPainter, QPen

from aevae_desktop.core.map.labels import Label
from aevae_desktop.core.map.ticks import ticks
from aevae_desktop.language import translate
from aevae_desktop.session.model import F64
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import words
from aevae_desktop.ui.map import stamps
from aevae_desktop.ui.map.overlay import EDGE
from aevae_desktop.ui.map.scene import Scene, for_the_last_scene

NAME = "axes"
MARK = 5.0  # px, length of a tick mark
APART = 90  # px, the least distance of two numbers
CORNER = 26.0  # px kept free where the axes meet
STEPS = 6  # rows further down, or up, where the name of an axis may stand
Written = tuple[stamps.Stamp, Label, QLineF | None]  # with the mark that goes with it


def no_fade(state: SessionState, i: int) -> str:
    """Why all codes of a map lie in its plane."""
    model = state.panes[i].model
    return "" if model is not None and model.plane.d > 2 else translate("planes", "above two dimensions only")


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw both axes."""
    marks = []
    for stamp, label, mark in _written(scene):
        at = scene.spot(NAME, label)
        if at is not None:
            stamp.put(painter, *at)
            marks += [mark] if mark is not None else []
    painter.setPen(QPen(QColor(scene.theme.muted), 1))
    painter.drawLines(marks)


def writes(scene: Scene) -> list[Label]:
    """What the axes are, then their numbers."""
    return [label for _, label, _ in _written(scene)]


@for_the_last_scene
def _written(scene: Scene) -> list[Written]:
    return [*_names(scene), *_numbers(scene)]


def _names(scene: Scene) -> Iterator[Written]:
    """What the axes are, at their far ends."""
    if scene.pane.model is None:
        return
    theme, view = scene.theme, scene.view
    across, up = words.axis_names(scene.pane.model)
    for name, upright in ((across, False), (up, True)) if up else ((across, False),):
        stamp = stamps.number(name, theme.text, theme.map, scene.ratio)
        x = MARK + 1 + stamp.width / 2 if upright else view.width - stamp.width / 2 - 6
        y = 6 + stamp.height / 2 if upright else view.height - MARK - 2 - stamp.height / 2
        others = partial(_rows, x, y, stamp.height if upright else -stamp.height)
        yield stamp, Label(("name", upright), stamp.width, stamp.height, (x, y), others), None


def _rows(x: float, y: float, step: float) -> F64:
    """Rows further down, or up."""
    return np.array([(x, y + k * step) for k in range(1, STEPS)])


def _numbers(scene: Scene) -> Iterator[Written]:
    theme, view, model = scene.theme, scene.view, scene.pane.model
    x0, y0, x1, y1 = view.bounds()
    for value, text in _ticks(x0, x1, view.width):
        x = (value - view.cx) * view.scale + view.width / 2
        stamp = stamps.number(text, theme.muted, theme.map, scene.ratio)
        if CORNER + stamp.width / 2 < x < view.width - EDGE - stamp.width / 2:
            spot = x, view.height - MARK - 2 - stamp.height / 2
            mark = QLineF(x, view.height - MARK, x, view.height)
            yield stamp, Label(("x", text), stamp.width, stamp.height, spot), mark
    if model is not None and model.plane.d == 1:
        return  # the height on a line means nothing
    for value, text in _ticks(y0, y1, view.height):
        y = (view.cy - value) * view.scale + view.height / 2
        if CORNER < y < view.height - CORNER:
            stamp = stamps.number(text, theme.muted, theme.map, scene.ratio)
            spot = MARK + 1 + stamp.width / 2, y
            yield stamp, Label(("y", text), stamp.width, stamp.height, spot), QLineF(0, y, MARK, y)


def _ticks(low: float, high: float, px: float) -> Iterator[tuple[float, str]]:
    """The ticks of an axis, map units, and what they say."""
    values, texts = ticks(low, high, max(2, int(px // APART)))
    return zip(values.tolist(), texts, strict=True)
