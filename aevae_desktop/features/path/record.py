"""The path and its playhead, as a figure's record holds them."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace

import numpy as np

from aevae_desktop.core.paths.interpolation import PATHS
from aevae_desktop.features.drawing.state import Drawing
from aevae_desktop.features.models.logic import rows_of
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.path.state import FRAME_COUNTS, MOST_WAYPOINTS, WEIGHTS, PathSpec, PathState, Waypoint
from aevae_desktop.features.probe.state import Owner, taken
from aevae_desktop.reading.json_object import JsonObject, Numbers, is_name, numbers
from aevae_desktop.session.controller import Context
from aevae_desktop.session.model import F32, Model
from aevae_desktop.session.saved import MOST_PANES, Models, Panes, Saved
from aevae_desktop.session.state import SessionState

MOST_KINDS = 100  # of paths beside each other


@dataclass(frozen=True)
class EndRecord:
    """A way-point: its code in each pane, or None; see ``Waypoint``."""

    name: str
    z: tuple[Numbers | None, ...]
    sample: int | None = None
    drawn: bool = False


@dataclass(frozen=True)
class PathRecord:
    """The path and its playhead; see ``PathSpec``."""

    kind: str
    t: float
    points: tuple[EndRecord, ...] = ()
    closed: bool = False
    even: bool = False
    weight: float = PathSpec.weight
    frames: int = PathSpec.frames
    compared: tuple[str, ...] = ()
    onion: int = 0


def _take(state: SessionState, models: Models) -> Generator[str, None, PathRecord]:
    path, points = state.part(PathState), []
    spec = path.spec
    for waypoint in spec.waypoints:
        codes = [waypoint.code(i, models.get(i)) for i in range(len(waypoint.z))]
        z = tuple(None if code is None else tuple(code.tolist()) for code in codes)
        points.append(EndRecord(waypoint.name, z, waypoint.sample, waypoint.drawn is not None))
        yield ""
    how = (spec.closed, spec.even, spec.weight, spec.frames, tuple(sorted(spec.compared)))
    return PathRecord(spec.kind, path.t, tuple(points), *how, onion=path.onion)


def _read(top: JsonObject) -> PathRecord | None:
    path = top.child("path")
    if path is None:
        return None
    made = PathRecord(path.text("kind"), min(max(path.real("t", 0.0), 0.0), 1.0), _points(path))
    frames, weight = path.index("frames"), path.real("weight", PathSpec.weight)
    if frames is not None and frames not in FRAME_COUNTS:
        raise path.wrong("frames", "one of " + ", ".join(map(str, FRAME_COUNTS)))
    if not WEIGHTS[0] <= weight <= WEIGHTS[1]:
        raise path.wrong("weight", f"a number from {WEIGHTS[0]:g} to {WEIGHTS[1]:g}")
    kinds = tuple(filter(is_name, path.items("compared", MOST_KINDS)))
    made = replace(made, closed=path.flag("closed"), even=path.flag("even"), compared=kinds)
    return replace(made, weight=weight, frames=frames or made.frames, onion=path.index("onion") or 0)


def _points(path: JsonObject) -> tuple[EndRecord, ...]:
    """The way-points; in records of before there were any, the ends ``a`` and ``b``."""
    ends = [_unlettered(child) for key in ("a", "b") if (child := path.child(key)) is not None]
    points = [path.member("points", i) for i in range(len(path.items("points")))]
    if len(points) > MOST_WAYPOINTS:
        raise path.wrong("points", f"at most {MOST_WAYPOINTS} way-points")
    return tuple(_end(point) for point in points or ends)


def _unlettered(end: JsonObject) -> JsonObject:
    """An end whose name began with its letter."""
    name = end.text("name")
    return replace(end, data={**end.data, "name": name[2:] if name[:2] in ("A ", "B ") else name})


def _end(end: JsonObject) -> EndRecord:
    given = end.items("z", MOST_PANES)
    codes = [None if code is None else numbers(code) for code in given]
    if any(code is None and raw is not None for code, raw in zip(codes, given, strict=True)):
        raise end.wrong("z", "codes, or null")
    return EndRecord(end.text("name"), tuple(codes), end.index("sample"), end.flag("drawn"))


def _restore(context: Context, record: PathRecord, panes: Panes) -> None:
    if record.kind not in PATHS:
        return
    play = context.controller(PlayController)
    play.close()
    context.set_state(taken(context.state, Owner.POINTER))
    way = tuple(_waypoint(context.state, point, panes) for point in record.points)
    how = {name: getattr(record, name) for name in ("kind", "closed", "even", "weight", "frames")}
    compared = frozenset(record.compared) & PATHS.keys() - {record.kind}
    context.controller(PathController).restore(PathSpec(way, compared=compared, **how), record.t)
    play.set_onion(record.onion)


def _waypoint(state: SessionState, end: EndRecord, panes: Panes) -> Waypoint:
    shown = [pane.model if i in panes else None for i, pane in enumerate(state.panes)]
    codes = tuple(_code_in(model, z) for model, z in zip(shown, (*end.z, *[None] * len(shown)), strict=False))
    keys = tuple(None if pane.model is None else pane.model.key for pane in state.panes)
    model = next((m for m in shown if m is not None), None)
    n = 0 if model is None or model.codes is None else len(model.codes.mu)
    rows = rows_of(model) if model is not None and end.sample in range(n) else None
    drawn = state.part(Drawing).seen if end.drawn else None
    return Waypoint(end.name, codes, keys, None if rows is None else end.sample, rows, drawn)


def _code_in(model: Model | None, z: Numbers | None) -> F32 | None:
    """The code ``z`` of a record as one of ``model``; None where it cannot be one."""
    if model is None or z is None or len(z) != model.manifest.latent_dim:
        return None
    with np.errstate(over="ignore"):
        code = np.array(z).astype(np.float32)
    return code if np.isfinite(code).all() else None


def _work(state: SessionState) -> tuple[object, ...]:
    """Where a playhead that moves is, nobody would miss."""
    path = state.part(PathState)
    return path.spec, None if path.playing else path.t, path.onion


SAVED = Saved(
    "path", place=40, rank=90, take=_take, read=_read, restore=_restore, work=_work,
    touched=lambda state: bool(state.part(PathState).edits.past),
)  # fmt: skip
