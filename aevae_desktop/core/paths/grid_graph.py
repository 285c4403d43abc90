"""A plane of codes as a graph on a grid: shortest ways around what a curve does not get past by bending."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.paths.cost_model import CostModel, Doubles

SIDE = 97  # lines each way
EVEN = 0.15  # of their spacing is even, the rest follows the codes
ROOM = 0.5  # of the distance, on every side: how far a detour may lead
MOVES = ((0, 1), (1, 0), (1, 1), (1, -1), (1, 2), (2, 1), (2, -1), (1, -2))  # y, x; and back: 16 neighbours
_LEAST = 1e-9  # pixels: every step leads on, so that ways do not go round where images stay the same
Way = tuple[Doubles, Doubles]


class GridGraph:
    """Pixel distances between neighbours of a grid over ``codes: (n, 2)``; its lines are closer where codes are.

    The decoder has most detail there: an even grid of this size would step over it. Built once, in pieces.
    """

    def __init__(self, cost_model: CostModel, codes: ArrayLike, side: int = SIDE) -> None:
        self._cost_model, self.side = cost_model, side
        self._axes = [_axis(column, side) for column in np.asarray(codes, np.float64).T]
        self.low, self.high = (np.array([axis[k] for axis in self._axes]) for k in (0, -1))
        self.places = np.stack(np.meshgrid(*self._axes), axis=-1)  # (y, x, 2)
        self._step = [np.full((side, side), np.inf) for _ in MOVES]  # from each node; inf over the edge
        self._rows = 0
        self._phi: Doubles | None = None
        self._last: list[NDArray[np.float32]] = []

    def build(self) -> Generator[None, None, None]:
        """Measure what is not measured yet; yields between pieces and may be left off and called again."""
        while self._rows < self.side:
            y = self._rows
            row = yield from self._cost_model.images(self.places[y])
            if self._rows != y:  # another path has built on meanwhile
                continue
            self._last = [*self._last, row][-3:]
            for move, (dy, dx) in enumerate(MOVES):
                if dy < len(self._last):
                    self._measure(move, self._last[-1 - dy], row, y - dy, dx)
            self._rows += 1
        self._last = []

    def _measure(self, move: int, above: NDArray[np.float32], row: NDArray[np.float32], y: int, dx: int) -> None:
        here = slice(max(-dx, 0), self.side - max(dx, 0))
        there = slice(max(dx, 0), self.side - max(-dx, 0))
        with np.errstate(invalid="ignore", over="ignore"):
            step = np.sqrt(np.square(row[there] - above[here]).sum(axis=1, dtype=np.float64))
        self._step[move][y, here] = np.where(np.isfinite(step), step, np.inf)

    @property
    def ready(self) -> bool:
        """Whether all of it is measured."""
        return self._rows == self.side

    def holds(self, z: Doubles) -> bool:
        """Whether the grid is of use to a path between ``z: (n, 2)``: none of them is far outside."""
        room = 0.25 * (self.high - self.low)
        return bool(((z >= self.low - room) & (z <= self.high + room)).all())

    def way(self, start: Doubles, end: Doubles, weight: float) -> Way | None:
        """The cheapest way on the grid from ``start`` to ``end: (2,)``: places (m, 2), steps (m - 1,); None if none."""
        window = self._window(start, end)
        step = self._weighted(window, weight)
        places = self.places[window]
        source, target = _node(places, start), _node(places, end)
        far = _distances(step, source)
        if source == target or not np.isfinite(far[target]):
            return None
        y, x = np.array(_back(step, far, source, target)).T
        way = places[y, x]
        way[0], way[-1] = start, end
        return way, np.diff(far[y, x])

    def _window(self, start: Doubles, end: Doubles) -> tuple[slice, slice]:
        """The part of the grid around both, with room for detours on all sides."""
        room = ROOM * np.linalg.norm(end - start)
        low, high = np.minimum(start, end) - room, np.maximum(start, end) + room
        x, y = (
            slice(max(int(np.searchsorted(axis, a)) - 3, 0), int(np.searchsorted(axis, b)) + 3)
            for axis, a, b in zip(self._axes, low, high, strict=True)
        )
        return y, x

    def _weighted(self, window: tuple[slice, slice], weight: float) -> list[Doubles]:
        steps = [step[window].copy() for step in self._step]
        cost = np.ones(steps[0].shape)
        if weight and self._cost_model.density_cost is not None:
            if self._phi is None:
                phi, _ = self._cost_model.density_cost.at(self.places.reshape(-1, 2))
                self._phi = phi.reshape(self.side, self.side)
            cost += weight * self._phi[window]
        out = []
        for step, move in zip(steps, MOVES, strict=True):
            here, there = _pairs(*move, cost.shape)
            out.append(0.5 * step[here] * (cost[here] + cost[there]) + _LEAST)
        return out


def _axis(values: Doubles, side: int) -> Doubles:
    """Where the lines of the grid are: close together where many codes are, up to the outermost ones."""
    share = np.linspace(0, 1, side)
    low, high = values.min(), values.max()
    axis: Doubles = EVEN * (low + (high - low) * share) + (1 - EVEN) * np.quantile(values, share)
    return axis


def _node(places: Doubles, z: Doubles) -> tuple[int, int]:
    x, y = np.abs(places[0, :, 0] - z[0]).argmin(), np.abs(places[:, 0, 1] - z[1]).argmin()
    return int(y), int(x)


def _pairs(dy: int, dx: int, shape: tuple[int, ...]) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """The nodes that have a neighbour at (dy, dx), dy >= 0, and those neighbours."""
    rows, columns = shape
    return (
        (slice(0, rows - dy), slice(max(-dx, 0), columns - max(dx, 0))),
        (slice(dy, rows), slice(max(dx, 0), columns - max(-dx, 0))),
    )


def _distances(step: list[Doubles], source: tuple[int, int]) -> Doubles:
    """How far every node is from ``source``: Bellman and Ford's rounds, over the whole grid at once."""
    shape = step[1].shape[0] + 1, step[0].shape[1] + 1
    far = np.full(shape, np.inf)
    far[source] = 0.0
    pairs = [(far[a], far[b], cost) for cost, (a, b) in zip(step, (_pairs(*m, shape) for m in MOVES), strict=True)]
    before = np.empty_like(far)
    while True:
        before[...] = far
        for here, there, cost in pairs:
            np.minimum(there, here + cost, out=there)
            np.minimum(here, there + cost, out=here)
        if np.array_equal(before, far):
            return far


def _back(step: list[Doubles], far: Doubles, source: tuple[int, int], target: tuple[int, int]) -> list[tuple[int, int]]:
    """The nodes from ``source`` to ``target``, each the one that its next was reached from."""
    nodes, (rows, columns) = [target], far.shape
    while nodes[-1] != source:
        y, x = nodes[-1]
        reached: list[tuple[float, tuple[int, int]]] = []
        for cost, (dy, dx) in zip(step, MOVES, strict=True):
            left = max(-dx, 0)  # the first column that has such a neighbour
            for a, b, of in ((y - dy, x - dx, (y - dy, x - dx - left)), (y + dy, x + dx, (y, x - left))):
                if 0 <= a < rows and 0 <= b < columns and far[a, b] < far[y, x]:
                    reached.append((far[a, b] + cost[of], (a, b)))
        nodes.append(min(reached)[1])
    return nodes[::-1]
