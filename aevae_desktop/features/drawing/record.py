"""The drawing as a figure's record holds it: its strokes, points of px, or the picture in their place."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

import numpy as np

from aevae_desktop.core.images.framing import KEPT
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Drawing, Photo, Strokes
from aevae_desktop.language import translate
from aevae_desktop.reading.json_object import JsonObject, Numbers, numbers, whole
from aevae_desktop.session.model import U8
from aevae_desktop.session.saved import Models, Saved
from aevae_desktop.session.state import SessionState

MOST = 50_000  # points
STROKES = f"a list of strokes, each a list of [x, y]; at most {MOST} points"
PIXELS = f"height and width from 1 to {KEPT}, and as many grey levels in base 64, not all of them 0"
MOST_TEXT = 2 * KEPT * KEPT  # characters
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
    return state if pen.half is None else state.with_part(replace(pen, strokes=(*pen.strokes, pen.half), photo=None))


SAVED = Saved(
    "strokes", place=50, rank=60, take=_take, read=_read, alone=translate("drawing", "drawing"), finished=_finished,
    restore=lambda context, lines, _: context.controller(DrawingController).redraw(as_arrays(lines)),
    work=lambda state: (state.part(Drawing).strokes, state.part(Drawing).half),
    touched=lambda state: bool(state.part(Drawing).strokes) or state.part(Drawing).half is not None,
)  # fmt: skip


@dataclass(frozen=True)
class Pixels:
    """Grey levels, ``height x width`` of them in base 64, row after row."""

    height: int
    width: int
    levels: str


@dataclass(frozen=True)
class Picture:
    """A ``Photo`` as plain data."""

    name: str
    dark: bool
    inverted: bool
    centred: bool
    figure: Pixels
    whole: Pixels


def _take_picture(state: SessionState, _: Models) -> Picture | None:
    photo = state.part(Drawing).photo
    if photo is None:
        return None
    kept = _pixels(photo.figure), _pixels(photo.whole)
    return Picture(photo.name, photo.dark, photo.inverted, photo.centred, *kept)


def _pixels(levels: U8) -> Pixels:
    return Pixels(levels.shape[0], levels.shape[1], base64.b64encode(levels.tobytes()).decode())


def _read_picture(top: JsonObject) -> Picture | None:
    row = top.child("picture")
    if row is None:
        return None
    flags = (row.flag("dark"), row.flag("inverted"), row.flag("centred"))
    return Picture(row.text("name"), *flags, _read_pixels(row, "figure"), _read_pixels(row, "whole"))


def _read_pixels(row: JsonObject, key: str) -> Pixels:
    held = row.child(key)
    made = None if held is None else _pixels_of(held.data)
    if made is None or (key == "figure" and not any(base64.b64decode(made.levels))):
        raise row.wrong(key, PIXELS)
    return made


def _pixels_of(data: dict[str, Any]) -> Pixels | None:
    height, width, levels = (data.get(name) for name in ("height", "width", "levels"))
    if not _is_side(height) or not _is_side(width) or not isinstance(levels, str) or len(levels) > MOST_TEXT:
        return None
    try:
        count = len(base64.b64decode(levels, validate=True))
    except ValueError:
        return None
    return Pixels(height, width, levels) if count == height * width else None


def _is_side(value: object) -> TypeGuard[int]:
    return whole(value) and 1 <= value <= KEPT


def as_photo(picture: Picture) -> Photo:
    """The picture as the drawing holds it."""
    figure, whole = (
        np.frombuffer(base64.b64decode(held.levels), np.uint8).reshape(held.height, held.width)
        for held in (picture.figure, picture.whole)
    )
    return Photo(figure, whole, picture.dark, picture.name, picture.inverted, picture.centred)


PICTURE = Saved(
    "picture", place=51, rank=61, take=_take_picture, read=_read_picture, alone=translate("drawing", "picture"),
    sparse=True,
    restore=lambda context, picture, _: context.controller(DrawingController).put(as_photo(picture)),
    work=lambda state: (state.part(Drawing).photo,),
    touched=lambda state: state.part(Drawing).photo is not None,
)  # fmt: skip
