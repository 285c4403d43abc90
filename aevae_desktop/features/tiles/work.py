"""Places of a map while they are decoded or measured: what is known, what comes next, what is on its way."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.map.lattice import Lattice
from aevae_desktop.core.pacing import Pacer
from aevae_desktop.engine.wire.protocol import Decode, Job
from aevae_desktop.session.model import U8, Model

MOST_PIXELS = 6_000_000  # of all tiles together: more than a screen has, they are made smaller
PATIENCE = 400.0  # failures until a decoder that has given some tiles is left alone; one that gave none, a twentieth
SLOW_LOSS = 20.0  # failures that a second of waiting for one counts for
CROSS = 110  # grey level of the cross on a tile that the decoder has refused

Places = NDArray[np.intp]
Name = tuple[object, str]


class TileWork:
    """The places of ``groups``, coarse to fine, each ``(m,)`` in the order in which it is asked for.

    ``done: (n,)``; ``level``: how many of the groups are done in full; ``shown``: when it was last handed to the state.
    ``name``: the model, and what is asked for: a place costs the same in all works of one.
    """

    def __init__(self, name: Name, groups: Sequence[Places]) -> None:
        self.name, self._groups = name, groups
        self.done = np.zeros(sum(map(len, groups)), np.bool_)
        self.level, self.shown = 0, 0.0
        self._left = list(reversed(groups))  # the next one last

    @property
    def over(self) -> bool:
        """Whether nothing is left to ask for."""
        return not self._left

    @property
    def ready(self) -> float:
        """The share of the places that is done, 0 to 1."""
        return float(self.done.mean())

    def take(self, count: int) -> Places:
        """The next places to ask for, at most ``count`` and all of one group; none where it is over."""
        if self.over:
            return np.empty(0, np.intp)
        batch = self._left.pop()
        batch = batch[~self.done[batch]]
        self._left.append(batch[count:])
        self._prune()
        return batch[:count]

    def give_back(self, *batches: Places) -> None:
        """These places were not done after all: they come next, the last ones first."""
        self._left += batches
        self._prune()

    def mark(self, places: Places) -> None:
        """These places are done."""
        self.done[places] = True
        self._prune()
        while self.level < len(self._groups) and self.done[self._groups[self.level]].all():
            self.level += 1

    def _prune(self) -> None:
        while self._left and self.done[self._left[-1]].all():
            self._left.pop()


W = TypeVar("W", bound=TileWork)


@dataclass(frozen=True, eq=False)
class Flight(Generic[W]):
    """Request ``number``: ``places`` of ``work``, asked for at ``since``, seconds."""

    number: int
    work: W
    places: Places
    since: float


class Flights(Generic[W]):
    """What is asked for, one request in each slot; each as large as what the places of its name have cost allows."""

    def __init__(self, submit: Callable[[str, Job], int], pace: Pacer) -> None:
        self._submit, self._first = submit, pace
        self.pace: dict[Name, Pacer] = {}
        self.by_slot: dict[str, Flight[W]] = {}

    def ask(self, slot: str, work: W, job: Callable[[Places], Job]) -> None:
        """Ask for the next places of ``work``, if any are left."""
        places = work.take(self.pace.get(work.name, self._first).size)
        if len(places):
            self.by_slot[slot] = Flight(self._submit(slot, job(places)), work, places, time.monotonic())

    def landed(self, slot: str, number: int) -> Flight[W] | None:
        """The request ``number``, which is answered now; None where nobody waits for it any more."""
        flight = self.by_slot.get(slot)
        return self.by_slot.pop(slot) if flight is not None and flight.number == number else None

    def learn(self, flight: Flight[W], ms: float) -> None:
        """The places of ``flight`` took so long."""
        name = flight.work.name
        self.pace[name] = self.pace.get(name, self._first).learned(len(flight.places), ms)


class ManifoldWork(TileWork):
    """The tiles of one pane, ``(n, h, w) uint8`` or (..., 3); those of ``old`` that serve are kept.

    ``stride`` is the side of the block that a tile may stand for, ``away`` how far what stands in for it is, in steps;
    ``pool`` pixels of the decoder, each way, are one of a tile's, which is ``px`` wide. ``moved``: the map is not where
    it was; ``fresh``: there is something that was not shown yet; ``lost``: failures so far.
    """

    def __init__(self, model: Model, lattice: Lattice, px: int, old: ManifoldWork | None = None) -> None:
        order, stride = lattice.order()
        super().__init__((model.key, "tiles"), [order])
        self.model, self.lattice = model, lattice
        image = model.manifest.image
        pixels = len(lattice) * image.height * image.width
        pool = max(1, min(image.height, image.width) // px, ceil((pixels / MOST_PIXELS) ** 0.5))
        self.pool = min(pool, image.height, image.width)
        shape = (image.height // self.pool, image.width // self.pool, 3)[: 3 if image.channels == 3 else 2]
        self.tiles: U8 = np.zeros((len(lattice), *shape), np.uint8)
        self.away = np.full(len(lattice), np.inf)
        self.stride = np.empty(len(lattice), np.int64)
        self.stride[order] = stride
        self.moved = self.fresh = self.good = False  # good: some tile has come
        self.lost = 0.0
        if old is not None:
            self._take_over(old)

    def _take_over(self, old: ManifoldWork) -> None:
        """Keep the tiles that both have; the nearest one stands in where one is missing, or of another plane."""
        self.shown, self.good, self.lost = old.shown, old.good, old.lost
        if self.tiles.shape[1:] != old.tiles.shape[1:]:  # tiles of another size in pixels
            return
        nearest, away = self.lattice.found_in(old.lattice)
        self.tiles[...] = old.tiles[nearest]
        if self.model.plane is old.model.plane:
            self.mark(np.flatnonzero((away == 0.0) & old.done[nearest]))
            self.away[...] = away + old.away[nearest] * (old.lattice.step / self.lattice.step)

    def is_of(self, model: Model) -> bool:
        """Whether its tiles are those of ``model``, whatever the plane."""
        return self.model.key == model.key and self.model.manifest is model.manifest

    def take(self, count: int) -> Places:
        """The next tiles; none where the decoder has failed so often that it is left alone."""
        if self.lost > (PATIENCE if self.good else PATIENCE / 20):
            self._cross_out(np.flatnonzero(~self.done))
        return super().take(count)

    def job(self, places: Places) -> Job:
        """What decodes ``places``."""
        key, z = self.model.key, self.model.plane.lift(self.lattice.places()[places])
        return Decode({key: z}, "uint8", {key: self.pool})

    def put(self, places: Places, tiles: U8) -> None:
        """Take what was decoded at ``places``."""
        self.good = self.fresh = True
        self.tiles[places], self.away[places] = tiles, 0.0
        self.mark(places)
        self._stand_in(places)

    def lose(self, places: Places, seconds: float) -> None:
        """A batch failed after so long: one of its tiles may be to blame, so it comes in halves."""
        self.lost += 1.0 + SLOW_LOSS * seconds  # a process that died or hung counts for many
        self.fresh = True
        if len(places) == 1:
            self._cross_out(places)
        else:
            self.give_back(places[len(places) // 2 :], places[: len(places) // 2])

    def _cross_out(self, places: Places) -> None:
        """Where the decoder gave nothing there is a faint cross, and nothing is asked again."""
        side = min(self.tiles.shape[1:3])
        cross = np.zeros(self.tiles.shape[1:], np.uint8)
        at = np.arange(side)
        cross[at, at] = cross[at, side - 1 - at] = CROSS
        self.tiles[places], self.away[places] = cross, 0.0
        self.mark(places)

    def _stand_in(self, places: Places) -> None:
        """Let each coarse tile stand for those of its block for which nothing nearer does."""
        if self.done.all():
            return
        rows, columns = self.lattice.rows, self.lattice.columns
        grid = self.tiles.reshape(rows, columns, *self.tiles.shape[1:])
        away = self.away.reshape(rows, columns)
        for tile in places[self.stride[places] > 1].tolist():
            row, column, side = tile // columns, tile % columns, int(self.stride[tile])
            block = (slice(row, row + side), slice(column, column + side))
            worse = away[block] > side / 2
            grid[block][worse], away[block][worse] = self.tiles[tile], side / 2
