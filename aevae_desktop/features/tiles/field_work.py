"""One field of one map while it is measured: which places come next, and what can be shown meanwhile."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.map.fields import FieldKind
from aevae_desktop.core.map.grid import STRIDES, Box, Grid, Places, between, sampled
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.features.tiles.state import Field
from aevae_desktop.session.model import F32, F64

Groups = list[deque[Places]]


def same_plane(a: Plane, b: Plane) -> bool:
    """Whether two planes are the same one, number by number."""
    return a is b or (np.array_equal(a.origin, b.origin) and np.array_equal(a.basis, b.basis))


@dataclass(eq=False)
class FieldWork:
    """``values: (rows, columns, c)``, NaN where not ``done``; ``groups``: what is left, coarse to fine.

    ``stand_in: (rows, columns, c)`` or None is shown where nothing is known yet.
    """

    kind: FieldKind
    plane: Plane
    grid: Grid
    values: F32
    done: NDArray[np.bool_]
    groups: Groups
    stand_in: F32 | None = None
    error: str = ""
    began: float = 0.0
    shown: float = 0.0  # when it was last handed to the state
    whole: Field | None = None  # the picture of a field that is measured in full
    levels: list[int] = field(default_factory=list)  # places of each group that are not measured yet

    @classmethod
    def begin(cls, kind: FieldKind, plane: Plane, grid: Grid, old: Field | None, kept: list[FieldWork]) -> FieldWork:
        """A field on ``grid``: places that any of ``kept`` has measured are taken over; ``old`` stands in meanwhile."""
        values = np.full((*grid.shape, kind.channels), np.nan, np.float32)
        done = np.zeros(grid.shape, bool)
        for other in kept:
            if (common := grid.common(other.grid)) is not None:
                mine, theirs = common
                fresh = other.done[theirs] & ~done[mine]
                values[mine][fresh] = other.values[theirs][fresh]
                done[mine] |= fresh
        flat = done.ravel()
        groups = [group[~flat[group]] for group in grid.order()]
        stand_in = None if old is None else sampled(old.values, old.grid, grid, kind.kinds)
        work = cls(kind, plane, grid, values, done, [deque([g] if len(g) else []) for g in groups], stand_in)
        work.levels = [len(group) for group in groups]
        return work

    def serves(self, box: Box, wanted: Grid) -> bool:
        """Whether a map that shows ``box`` needs nothing else; ``wanted`` is what it would be measured on."""
        if self.kind.fixed is not None:
            return True
        return self.grid.covers(box) and self.grid.step <= wanted.step * 1.0001

    @property
    def level(self) -> int:
        """How many of the groups, coarse to fine, are measured in full."""
        return next((k for k, left in enumerate(self.levels) if left), len(self.levels))

    @property
    def over(self) -> bool:
        """Whether nothing is left to ask for."""
        return bool(self.error) or not any(self.groups)

    @property
    def ready(self) -> float:
        """The share of the places that is measured, 0 to 1."""
        return float(self.done.mean())

    def take(self, count: int) -> Places:
        """The next places to measure, at most ``count``, all of one group."""
        queue = next(queue for queue in self.groups if queue)
        head = queue.popleft()
        if len(head) > count:
            queue.appendleft(head[count:])
        return head[:count]

    def drop_done(self) -> None:
        """Places that were asked for twice, and came late the first time, are not asked for again."""
        done = self.done.ravel()
        for queue in self.groups:
            while queue and done[queue[0]].all():
                queue.popleft()

    def give_back(self, places: Places) -> None:
        """These places were not measured after all: they come first again."""
        if self.done.ravel()[places].all():
            return
        self.groups[self._group(places)].appendleft(places)

    def xy(self, places: Places) -> F64:
        """Where they are, map units ``(n, 2)``."""
        return self.grid.xy(places) + self.kind.shift

    def put(self, places: Places, values: F32) -> None:
        """What was measured at ``places``: ``(n, c)``."""
        fresh = ~self.done.ravel()[places]
        self.values.reshape(-1, self.kind.channels)[places] = values
        self.done.reshape(-1)[places] = True
        self.levels[self._group(places)] -= int(fresh.sum())
        self.drop_done()

    def picture(self) -> Field:
        """What can be shown: measured places, and between them what the coarser ones say."""
        level = self.level
        if self.whole is not None and not self.error:
            return self.whole
        picture = between(self.values, self.grid, STRIDES[max(level - 1, 0)], self.kind.kinds).copy()
        picture[self.done] = self.values[self.done]
        if self.stand_in is not None and level < len(STRIDES):
            unknown = np.isnan(picture).any(axis=2) & ~self.done
            picture[unknown] = self.stand_in[unknown]
        picture.flags.writeable = False
        field = Field(self.grid, picture, self.plane, self.ready, self.error)
        self.whole = field if level == len(STRIDES) else None
        return field

    def _group(self, places: Places) -> int:
        """Which group ``places``, all of one, belong to."""
        row, column = divmod(int(places[0]), self.grid.columns)
        return next(k for k, stride in enumerate(STRIDES) if row % stride == 0 and column % stride == 0)
