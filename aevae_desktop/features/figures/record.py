"""What a figure says about itself: which bundles it shows, and everything that is needed to see it again.

A record is plain data. Floats are written as their shortest exact decimals, so a view that was read is the very view
that was written. Keys that a reader does not know are passed over; a value that means nothing is one clear line.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

import numpy as np

from aevae_desktop import __version__
from aevae_desktop.bundle import digest
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.errors import DataError
from aevae_desktop.features.drawing.state import Drawing
from aevae_desktop.features.models.logic import rows_of
from aevae_desktop.features.path.state import PathSpec, PathState, Waypoint
from aevae_desktop.features.points.state import Filter, PointLook
from aevae_desktop.features.probe import logic as probe_logic
from aevae_desktop.features.probe.state import Frozen, Probe
from aevae_desktop.features.samplers.record import DrawsRecord
from aevae_desktop.features.samplers.state import Sampling
from aevae_desktop.features.selection import packing
from aevae_desktop.features.selection.state import Selecting
from aevae_desktop.features.tiles.state import TileLook
from aevae_desktop.session.model import Model, PlaneChoice
from aevae_desktop.session.state import SessionState, exact_view

FORMAT, VERSION = "aevae-figure", "1.0"
Numbers = tuple[float, ...]


@dataclass(frozen=True)
class PaneRecord:
    """One map: its bundle, and what of the map is seen (``cx, cy, scale, width, height``, px).

    ``origin (d)``, ``basis`` (rows of d) and ``centre (d)`` are the plane, unless it is that of the first two axes;
    ``cut`` says how it was chosen. ``frozen`` are the dimensions that keep a value wherever the probe goes, with that,
    None where a record does not speak of them.
    """

    bundle: str
    sha256: str
    view: Numbers
    origin: Numbers | None = None
    basis: tuple[Numbers, ...] | None = None
    cut: PlaneChoice | None = None
    centre: Numbers | None = None
    frozen: tuple[tuple[int, float], ...] | None = None

    @property
    def view2d(self) -> View2D:
        """The view, for a map."""
        return View2D(*self.view)

    def plane(self, d: int) -> Plane | None:
        """The plane in a latent space of ``d`` dimensions; None where the record's cannot be one of it."""
        if self.origin is None or self.basis is None:
            return Plane.axes(d)
        if len(self.origin) != d:
            return None
        centre = None if self.centre is None else np.array(self.centre)
        try:
            return Plane(np.array(self.origin), np.array(self.basis), centre)
        except ValueError:
            return None


@dataclass(frozen=True)
class ProbeRecord:
    """Where map ``pane`` is probed; ``sample`` if exactly on a stored code."""

    pane: int
    xy: Numbers
    sample: int | None = None
    pinned: bool = False


@dataclass(frozen=True)
class EndRecord:
    """A way-point: its code in each pane, or None; see ``features.path.state.Waypoint``."""

    name: str
    z: tuple[Numbers | None, ...]
    sample: int | None = None
    drawn: bool = False


@dataclass(frozen=True)
class PathRecord:
    """The path and its playhead; see ``features.path.state.PathSpec``."""

    kind: str
    t: float
    points: tuple[EndRecord, ...] = ()
    closed: bool = False
    even: bool = False
    weight: float = PathSpec.weight
    frames: int = PathSpec.frames
    compared: tuple[str, ...] = ()
    onion: int = 0


@dataclass(frozen=True)
class LookRecord:
    """How the codes are drawn, and which are: ``range`` is a number's name with its least and most, None: no limit."""

    colour: str = "class"
    size: float = 1.0
    splits: tuple[int, ...] | None = None
    range: tuple[str, float | None, float | None] | None = None


@dataclass(frozen=True)
class FigureRecord:
    """A figure, or a saved view. ``panes[i]`` is None for a map that is not in it; ``size`` is in px.

    ``layers`` maps a name to (on, opacity); ``strokes`` is the drawing, ``tiles`` the living manifold's side in px and
    whether it is smooth, None where a record does not speak of it; ``selection`` is packed by
    ``features.selection.packing``, ``""`` where nothing is selected.
    """

    app: str
    theme: str
    panes: tuple[PaneRecord | None, ...]
    shown: tuple[int, ...]
    layers: Mapping[str, tuple[bool, float]]
    hidden: tuple[int, ...] = ()
    probe: ProbeRecord | None = None
    path: PathRecord | None = None
    strokes: tuple[tuple[Numbers, ...], ...] | None = None
    tiles: tuple[int, bool] | None = None
    look: LookRecord | None = None
    selection: str | None = None
    draws: DrawsRecord | None = None
    size: tuple[int, int] | None = None
    scale: float = 1.0

    def to_json(self) -> str:
        """The record as one line of JSON."""
        return _WRITER.encode(_HEAD | _plain(self))

    def json_pieces(self, **more: object) -> Iterator[str]:
        """``to_json`` with ``more`` keys, piece by piece."""
        return _WRITER.iterencode(_HEAD | _plain(self) | more)


def _plain(part: Any) -> dict[str, object]:
    """A record, or a part of one, as JSON writes it."""
    return {field.name: getattr(part, field.name) for field in fields(part)}


_HEAD = {"format": FORMAT, "format_version": VERSION}
_WRITER = json.JSONEncoder(ensure_ascii=True, allow_nan=False, default=_plain)


def taken(
    state: SessionState,
    views: Mapping[int, View2D],
    theme: str,
    panes: tuple[int, ...] | None = None,
    size: tuple[int, int] | None = None,
    scale: float = 1.0,
) -> FigureRecord:
    """The record of ``panes`` (those on screen) as they are now. Raises ``DataError`` when none of them has a model."""
    steps = taken_in_steps(state, views, theme, panes, size, scale)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            record: FigureRecord = done.value
            return record


def taken_in_steps(
    state: SessionState,
    views: Mapping[int, View2D],
    theme: str,
    panes: tuple[int, ...] | None = None,
    size: tuple[int, int] | None = None,
    scale: float = 1.0,
) -> Generator[str, None, FigureRecord]:
    """``taken``, yielding nothing of meaning between steps of a few ms."""
    wanted = state.shown if panes is None else panes
    models = {i: model for i in wanted if (model := state.panes[i].model) is not None and i in views}
    if not models:
        raise DataError("there is no map to take a picture of: open a model first")
    records = tuple(
        _pane(model, state.panes[i].part(Frozen), exact_view(state, i, views[i])) if (model := models.get(i)) else None
        for i in range(len(state.panes))
    )
    yield ""
    selection = yield from _selection(state, models.values())
    path = yield from _path(state.part(PathState), models)
    return FigureRecord(
        app=__version__,
        theme=theme,
        panes=records,
        shown=tuple(models),
        layers={name: (layer.on, layer.opacity) for name, layer in state.layers.items()},
        hidden=tuple(sorted(state.hidden)),
        probe=_probe(state, tuple(models)),
        path=path,
        strokes=tuple(tuple(map(tuple, stroke.tolist())) for stroke in state.part(Drawing).strokes),
        tiles=(state.part(TileLook).px, state.part(TileLook).smooth),
        look=_look(state),
        selection=selection,
        draws=DrawsRecord(state.part(Sampling).on, **asdict(state.part(Sampling).recipe)),
        size=size,
        scale=scale,
    )


def _pane(model: Model, frozen: Frozen, view: View2D) -> PaneRecord:
    numbers = (view.cx, view.cy, view.scale, float(view.width), float(view.height))
    plane, plain = model.plane, type(model.plane).axes(model.manifest.latent_dim)
    made = PaneRecord(model.manifest.id, digest(model.manifest), numbers, frozen=tuple(sorted(frozen.values.items())))
    if (plane.origin == plain.origin).all() and (plane.basis == plain.basis).all():
        return made
    basis = tuple(tuple(row) for row in plane.basis.tolist())
    origin, centre = (None if p is None else tuple(p.tolist()) for p in (plane.origin, plane.centre))
    return replace(made, origin=origin, basis=basis, cut=model.plane_choice, centre=centre)


def _selection(state: SessionState, models: Iterable[Model]) -> Generator[str, None, str]:
    """The selection, if it is of samples of one of ``models``."""
    chosen = state.part(Selecting).selection
    codes = None if chosen is None else next((m.codes for m in models if rows_of(m) == chosen.rows), None)
    parts = []
    for part in () if chosen is None or codes is None else packing.packing(chosen.samples, len(codes.mu)):
        parts.append(part)
        yield ""
    return "".join(parts)


def _look(state: SessionState) -> LookRecord:
    chosen = state.part(Filter)
    splits = None if chosen.splits is None else tuple(sorted(chosen.splits))
    limits = None
    if chosen.range is not None:
        name, low, high = chosen.range
        limits = (name, low if np.isfinite(low) else None, high if np.isfinite(high) else None)
    return LookRecord(state.part(PointLook).colour, state.part(PointLook).size, splits, limits)


def _probe(state: SessionState, panes: tuple[int, ...]) -> ProbeRecord | None:
    lead = state.lead if state.lead in panes else panes[0]
    model, probe = state.panes[lead].model, state.panes[lead].get(Probe)
    if probe is None or model is None:
        return None
    sample = probe.sample if probe_logic.on_sample(model, probe) else None
    return ProbeRecord(lead, probe.xy, sample, state.pinned)


def _path(path: PathState, models: Mapping[int, Model]) -> Generator[str, None, PathRecord]:
    spec, points = path.spec, []
    for waypoint in spec.waypoints:
        points.append(_point(waypoint, models))
        yield ""
    how = (spec.closed, spec.even, spec.weight, spec.frames, tuple(sorted(spec.compared)))
    return PathRecord(spec.kind, path.t, tuple(points), *how, onion=path.onion)


def _point(waypoint: Waypoint, models: Mapping[int, Model]) -> EndRecord:
    codes = [waypoint.code(i, models.get(i)) for i in range(len(waypoint.z))]
    z = tuple(None if code is None else tuple(code.tolist()) for code in codes)
    return EndRecord(waypoint.name, z, waypoint.sample, waypoint.drawn is not None)
