"""The drawing as a figure's record holds it: its strokes, points of px."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Drawing, Strokes
from aevae_desktop.reading.json_object import JsonObject, Numbers, numbers
from aevae_desktop.session.saved import Models, Saved
from aevae_desktop.session.state import SessionState

MOST = 50_000  # points
STROKES = f"a list of strokes, each a list of [x, y]; at most {MOST} points"
Lines = tuple[tuple[Numbers, ...], ...]


def _take(state: SessionState, _: Models) -> Lines:
    return tuple(tuple(map(tuple, stroke.tolist())) for stroke in state.part(Drawing).strokes)


def _read(top: JsonObject) -> Lines | None:
    if top.data.get("strokes") is None:
        return None
    if (found := strokes_of(top.data["strokes"])) is None:
        raise top.wrong("strokes", STROKES)
    return found


def strokes_of(value: object) -> Lines | None:
    """The drawing that a JSON value says; None where it is none, as ``STROKES`` says."""
    if not isinstance(value, list) or not all(isinstance(stroke, list) for stroke in value):
        return None
    if sum(map(len, value)) + len(value) > MOST:
        return None
    made = [_points(stroke) for stroke in value]
    return None if any(stroke is None for stroke in made) else tuple(stroke for stroke in made if stroke is not None)


def _points(stroke: list[Any]) -> tuple[Numbers, ...] | None:
    points = [numbers(point) for point in stroke]
    return None if any(p is None or len(p) != 2 for p in points) else tuple(p for p in points if p is not None)


def as_arrays(lines: Lines) -> Strokes:
    """The strokes as the drawing holds them, each ``(k, 2)``."""
    return tuple(np.array(stroke, np.float64).reshape(-1, 2) for stroke in lines)


def _finished(state: SessionState) -> SessionState:
    """As if the pen were lifted."""
    pen = state.part(Drawing)
    return state if pen.half is None else state.with_part(replace(pen, strokes=(*pen.strokes, pen.half)))


SAVED = Saved(
    "strokes", place=50, rank=60, take=_take, read=_read, alone="drawing", finished=_finished,
    restore=lambda context, lines, _: context.controller(DrawingController).redraw(as_arrays(lines)),
    work=lambda state: (state.part(Drawing).strokes, state.part(Drawing).half),
    touched=lambda state: bool(state.part(Drawing).strokes) or state.part(Drawing).half is not None,
)  # fmt: skip
