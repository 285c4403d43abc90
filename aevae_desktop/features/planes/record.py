"""Which plane a map shows and what is frozen there, as a figure's record holds it: keys of each pane."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from aevae_desktop.bundle import MOST_DIMENSIONS
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.features.planes import logic
from aevae_desktop.features.planes.controller import PlaneController
from aevae_desktop.features.probe.state import Frozen
from aevae_desktop.reading.json_object import JsonObject, Numbers, is_name, numbers, real, whole
from aevae_desktop.session.controller import Context
from aevae_desktop.session.model import Model, PlaneChoice
from aevae_desktop.session.saved import Panes, Saved
from aevae_desktop.session.state import SessionState


@dataclass(frozen=True)
class PlaneRecord:
    """``origin (d)``, ``basis`` (rows of d) and ``centre (d)``, unless it is the plane of the first two axes.

    ``cut`` says how it was chosen. ``frozen`` are the dimensions that keep a value wherever the probe goes, with that,
    None where a record does not speak of them.
    """

    origin: Numbers | None = None
    basis: tuple[Numbers, ...] | None = None
    cut: PlaneChoice | None = None
    centre: Numbers | None = None
    frozen: tuple[tuple[int, float], ...] | None = None

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


Planes = Mapping[int, PlaneRecord]


def _taken(model: Model, frozen: Frozen) -> PlaneRecord:
    plane, plain = model.plane, Plane.axes(model.manifest.latent_dim)
    made = PlaneRecord(frozen=tuple(sorted(frozen.values.items())))
    if (plane.origin == plain.origin).all() and (plane.basis == plain.basis).all():
        return made
    basis = tuple(tuple(row) for row in plane.basis.tolist())
    origin, centre = (None if p is None else tuple(p.tolist()) for p in (plane.origin, plane.centre))
    return replace(made, origin=origin, basis=basis, cut=model.plane_choice, centre=centre)


def _read(pane: JsonObject) -> PlaneRecord:
    made = PlaneRecord(frozen=_frozen(pane))
    if pane.data.get("origin") is None:
        return made
    origin = pane.numbers("origin", most=MOST_DIMENSIONS)
    basis = [numbers(row) for row in pane.items("basis", 2)]
    if any(row is None or len(row) > MOST_DIMENSIONS for row in basis):
        raise pane.wrong("basis", "lists of numbers")
    rows = tuple(row for row in basis if row is not None)
    if not rows or any(len(row) != len(origin) for row in rows):
        raise pane.wrong("basis", f"rows of {len(origin)} numbers, as the origin has")
    centre = None if pane.data.get("centre") is None else pane.numbers("centre", len(origin))
    cut = pane.child("cut")
    chosen = None if cut is None else _cut(cut, len(origin))
    return replace(made, origin=origin, basis=rows, cut=chosen, centre=centre)


def _frozen(pane: JsonObject) -> tuple[tuple[int, float], ...] | None:
    if pane.data.get("frozen") is None:
        return None
    pairs = [pair if isinstance(pair, list) and len(pair) == 2 else (None, None) for pair in pane.items("frozen")]
    frozen = {k: value for k, x in pairs if whole(k) and (value := real(x)) is not None}
    if len(frozen) != len(pairs):
        raise pane.wrong("frozen", "[dimension, value] for each")
    return tuple(frozen.items())


def _cut(cut: JsonObject, d: int) -> PlaneChoice:
    kind = cut.text("kind")
    if kind not in ("axes", "pca", "corners"):
        raise cut.wrong("kind", "axes, pca or corners")
    i, j, names = cut.index("i") or 0, cut.index("j") or 0, cut.items("corners")
    if max(i, j) >= d:
        raise cut.wrong("i" if i >= d else "j", f"a dimension below {d}")
    if len(names) > 3 or not all(map(is_name, names)):
        raise cut.wrong("corners", "up to three names")
    return PlaneChoice(kind, i, j, cut.real("share", 0.0), tuple(names))  # type: ignore[arg-type]


def _begin(context: Context, records: Planes, panes: Panes) -> Callable[[], bool]:
    """Begin to see each model through its plane; overtakes planes that are being shown."""
    planes = context.controller(PlaneController)
    for i in panes:
        record, model = records.get(i), context.state.panes[i].model
        plane = None if record is None or model is None else record.plane(model.manifest.latent_dim)
        if record is None or model is None or plane is None:
            continue
        if planes.cutting or not _equal(model.plane, plane):
            planes.see(i, (plane, record.cut or PlaneChoice()))
    return lambda: planes.cutting


def _equal(one: Plane, other: Plane) -> bool:
    pairs = ((one.origin, other.origin), (one.basis, other.basis), (one.centre, other.centre))
    return all(np.array_equal(mine, theirs) for mine, theirs in pairs if mine is not None and theirs is not None)


def _restore(context: Context, records: Planes, panes: Panes) -> None:
    """Freeze the dimensions that the record says, and no others."""
    state = context.state
    for i in panes:
        record, model = records.get(i), state.panes[i].model
        if record is not None and record.frozen is not None and model is not None:
            kept = {k: value for k, value in record.frozen if k < model.manifest.latent_dim}
            state = logic.freeze(state, i, kept, state.panes[i].part(Frozen).values.keys() - kept)
    context.set_state(state)


def _work(state: SessionState) -> tuple[object, ...]:
    seen = ((None if pane.model is None else pane.model.plane, pane.part(Frozen).values) for pane in state.panes)
    return tuple(part for pane in seen for part in pane)


SAVED = Saved(
    "plane", place=0, rank=10, by_pane=True, read=_read, begin=_begin, restore=_restore, work=_work,
    take=lambda state, models: {i: _taken(model, state.panes[i].part(Frozen)) for i, model in models.items()},
)  # fmt: skip
