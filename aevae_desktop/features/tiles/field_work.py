"""One field of one map while it is measured, what can be shown meanwhile, and the fields that were measured before."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from aevae_desktop.core.map.fields import FieldKind
from aevae_desktop.core.map.grid import STRIDES, Box, Grid, between, sampled
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.engine.wire.protocol import Evaluate, Job
from aevae_desktop.features.tiles.state import Field
from aevae_desktop.features.tiles.work import Name, Places, TileWork
from aevae_desktop.session.model import F32, Model

GRIDS = 6  # of one field on one plane that are remembered
PLANES = 4  # of one model, each field: a slider leaves a plane behind with every step


def same_plane(a: Plane, b: Plane) -> bool:
    """Whether two planes are the same one, number by number."""
    return a is b or (np.array_equal(a.origin, b.origin) and np.array_equal(a.basis, b.basis))


def identity(model: Model) -> object:
    """The model, whatever its plane: its key and the digests of its files."""
    return (model.key, tuple(sorted((name, record.sha256) for name, record in model.manifest.files.items())))


class FieldWork(TileWork):
    """``kind`` on ``grid``: ``values: (rows, columns, c)``, NaN where not done.

    Places that any of ``kept`` has measured are taken over; ``stand_in: (rows, columns, c)`` or None, made of ``old``,
    is shown where nothing is known yet. ``error`` says why it is given up; ``began`` when it did, seconds.
    """

    def __init__(self, model: Model, kind: FieldKind, grid: Grid, old: Field | None, kept: list[FieldWork]) -> None:
        super().__init__((identity(model), kind.name), grid.order())
        self.key, self.plane, self.kind, self.grid = model.key, model.plane, kind, grid
        self.values = np.full((*grid.shape, kind.channels), np.nan, np.float32)
        for other in kept:
            self._take_over(other)
        self.mark(np.flatnonzero(self.done))
        self.stand_in = None if old is None else sampled(old.values, old.grid, grid, kind.kinds)
        self.error, self.began = "", 0.0
        self._whole: Field | None = None  # the picture of a field that is measured in full

    def _take_over(self, other: FieldWork) -> None:
        if (common := self.grid.common(other.grid)) is not None:
            mine, theirs = common
            done = self.done.reshape(self.grid.shape)
            fresh = other.done.reshape(other.grid.shape)[theirs] & ~done[mine]
            self.values[mine][fresh] = other.values[theirs][fresh]
            done[mine] |= fresh

    def serves(self, box: Box, wanted: Grid) -> bool:
        """Whether a map that shows ``box`` needs nothing else; ``wanted`` is what it would be measured on."""
        if self.kind.fixed is not None:
            return True
        return self.grid.covers(box) and self.grid.step <= wanted.step * 1.0001

    @property
    def over(self) -> bool:
        """Whether nothing is left to ask for."""
        return bool(self.error) or super().over

    def job(self, places: Places) -> Job:
        """What measures ``places``."""
        xy = self.grid.xy(places) + self.kind.shift
        return Evaluate(self.kind.name, self.key, self.key, self.plane.origin, self.plane.basis, xy)

    def put(self, places: Places, values: F32) -> None:
        """What was measured at ``places``: ``(n, c)``."""
        self.values.reshape(-1, self.kind.channels)[places] = values
        self.mark(places)

    def picture(self) -> Field:
        """What can be shown: measured places, and between them what the coarser ones say."""
        if self._whole is not None and not self.error:
            return self._whole
        level, done = self.level, self.done.reshape(self.grid.shape)
        picture = between(self.values, self.grid, STRIDES[max(level - 1, 0)], self.kind.kinds).copy()
        picture[done] = self.values[done]
        if self.stand_in is not None and level < len(STRIDES):
            unknown = np.isnan(picture).any(axis=2) & ~done
            picture[unknown] = self.stand_in[unknown]
        picture.flags.writeable = False
        field = Field(self.grid, picture, self.plane, self.ready, self.error)
        self._whole = field if level == len(STRIDES) else None
        return field


class FieldMemory:
    """Works by model, field and plane; what was asked for last is at the end, and the first ones are forgotten."""

    def __init__(self) -> None:
        self._kept: dict[Name, dict[bytes, list[FieldWork]]] = {}

    def __len__(self) -> int:
        return sum(len(works) for planes in self._kept.values() for works in planes.values())

    def of(self, model: Model, kind: FieldKind) -> list[FieldWork]:
        """The works of ``kind`` on the plane of ``model``, the last one first."""
        return list(self._kept.get((identity(model), kind.name), {}).get(_bytes(model.plane), ()))

    def keep(self, work: FieldWork) -> None:
        """``work`` is what a map shows now."""
        planes, plane = self._kept.setdefault(work.name, {}), _bytes(work.plane)
        others = [other for other in planes.pop(plane, ()) if other is not work]
        planes[plane] = [work, *others][:GRIDS]
        while len(planes) > PLANES:
            del planes[next(iter(planes))]

    def forget_failed(self, kinds: Collection[str], models: Collection[object]) -> None:
        """Works of these fields, and of these models, that have failed are tried again when they are wanted next."""
        for (model, kind), planes in self._kept.items():
            if kind in kinds or model in models:
                for plane, works in planes.items():
                    planes[plane] = [work for work in works if not work.error]

    def only(self, models: Collection[object]) -> None:
        """No other models are on any map."""
        self._kept = {name: planes for name, planes in self._kept.items() if name[0] in models}


def _bytes(plane: Plane) -> bytes:
    return plane.origin.tobytes() + plane.basis.tobytes()
