"""The shortest path in pixel space between fixed way-points, and the one that stays near codes, a bit at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.paths import interpolation
from aevae_desktop.core.paths.cost_model import CostModel, Doubles, Floats
from aevae_desktop.core.paths.gauss_newton import GaussNewton, costs
from aevae_desktop.core.paths.grid_graph import GridGraph

SHARE, LEAST = 4, 8  # of a leg's steps, so few at first, but no fewer
ROUNDS = (8, 2)  # at most, with few steps and with all
REST = (5e-3, 5e-3)  # of the energy: a curve that gains less a round is at rest
FINE = 2  # a traced leg is compared with the straight one at so many times its steps
CLEAR = 0.9  # of the cost: what has gained more need not be

Work = Generator[None, None, None]


class Traced(NamedTuple):
    """The curve so far ``z: (n, d) float32``, its ``length`` in pixels, and whether nothing more is to be gained."""

    z: Floats
    length: float
    done: bool


class Tracer:
    """Shortens ``z: (n, d)`` between its rows ``knots: (k,)``, which stay; a curve is only replaced by a cheaper one.

    What a leg costs is ``sum (1 + weight phi) |D(z_i+1) - D(z_i)|``: with weight 0 the length of the decoded curve in
    the decoder's pull-back metric (Arvanitidis, Hansen and Hauberg, "Latent space oddity", 2018; Chen et al., "Metrics
    for deep generative models", 2018), else times a penalty for places without codes. Each leg is relaxed with few
    nodes, then with all (``gauss_newton``). ``fresh``: in a plane the way over a grid is tried, too, because relaxing
    alone ends in the nearest valley. No leg ends up dearer than the one sent or, when ``fresh``, than the straight one.
    """

    def __init__(
        self,
        cost_model: CostModel,
        z: ArrayLike,
        knots: ArrayLike,
        weight: float = 0.0,
        fresh: bool = True,
        grid_graph: GridGraph | None = None,
    ) -> None:
        self._cost_model, self._weight, self._fresh, self._grid_graph = cost_model, float(weight), fresh, grid_graph
        self._sent = np.array(z, np.float32)
        self._knots: NDArray[np.intp] = np.asarray(knots, np.intp).reshape(-1)
        pairs = zip(self._knots[:-1], self._knots[1:], strict=True)
        self._legs = [self._sent[a : b + 1].astype(np.float64) for a, b in pairs]
        self._cost = self._length = self._sent_cost = np.zeros(len(self._legs))
        self._steps = np.zeros(0)
        self._work = self._trace() if self._legs else iter(())
        self._measured = self._done = False

    def run(self, budget_ms: float, clock: Callable[[], float] = time.perf_counter) -> Traced:
        """Work for about ``budget_ms``, at least one piece, and until the curve sent is measured."""
        end = clock() + 1e-3 * budget_ms
        while not self._done:
            self._done = next(self._work, self) is self
            if self._measured and clock() >= end:
                break
        return Traced(self._curve(), float(self._length.sum()), self._done)

    def _curve(self) -> Floats:
        z = self._sent.copy()
        for a, leg in zip(self._knots[:-1], self._legs, strict=True):
            z[a + 1 : a + len(leg) - 1] = leg[1:-1]
        return z

    def _trace(self) -> Work:
        self._cost, self._length, self._steps = yield from costs(self._cost_model, self._legs, self._weight)
        self._sent_cost, self._measured = self._cost, True
        grid_graph = self._grid_graph if self._fresh else None
        if grid_graph is not None and not grid_graph.holds(np.concatenate(self._legs)):
            grid_graph = None
        if grid_graph is None or not grid_graph.ready:  # something to see at once
            yield from self._settle([self._coarse(i) for i in range(len(self._legs))])
        if grid_graph is not None:
            yield from grid_graph.build()
            yield from self._detour(grid_graph)
        yield from self._relax_finely()
        if self._fresh:
            yield from self._compare()
        if self._weight:
            yield from self._respace()

    def _settle(self, legs: list[Doubles]) -> Work:
        """Relax legs of few rows, and take what is cheaper so."""
        solver = GaussNewton(self._cost_model, legs, self._weight, REST[0])
        for _ in range(ROUNDS[0]):
            if solver.done:
                break
            yield from solver.round()
        yield from self._offer(self._finely(solver.legs))

    def _relax_finely(self) -> Work:
        solver = GaussNewton(self._cost_model, list(self._legs), self._weight, REST[1])
        for _ in range(ROUNDS[1]):
            if solver.done:
                break
            yield from solver.round()
            self._take(solver.legs, *solver.costs())

    def _detour(self, grid_graph: GridGraph) -> Work:
        """Try the ways over the grid."""
        ways: list[Doubles] = []
        for leg in self._legs:
            way = grid_graph.way(leg[0], leg[-1], self._weight)
            ways.append(leg if way is None else _respaced(*way, _few(len(leg) - 1)))
            yield
        yield from self._settle(ways)

    def _compare(self) -> Work:
        """Give up what is dearer than the straight line when one looks more finely, where it may be."""
        lines = [interpolation.linear(leg[[0, -1]], np.linspace(0, 1, len(leg))) for leg in self._legs]
        doubtful = [i for i in range(len(lines)) if self._cost[i] > CLEAR * self._sent_cost[i]]
        if not doubtful:
            return
        straight, _, _ = yield from costs(self._cost_model, [_finer(lines[i]) for i in doubtful], self._weight)
        ours, _, _ = yield from costs(self._cost_model, [_finer(self._legs[i]) for i in doubtful], self._weight)
        worse = {i for i, one, other in zip(doubtful, ours, straight, strict=True) if one > other}
        if worse:
            legs = [lines[i] if i in worse else leg for i, leg in enumerate(self._legs)]
            self._cost, self._length, _ = yield from costs(self._cost_model, legs, self._weight)
            self._legs = legs

    def _respace(self) -> Work:
        """Spread the rows of each leg evenly over its pixels: they were, over its cost."""
        _, _, self._steps = yield from costs(self._cost_model, self._legs, self._weight)
        legs = [_respaced(leg, self._steps_of(i), len(leg) - 1) for i, leg in enumerate(self._legs)]
        self._cost, self._length, self._steps = yield from costs(self._cost_model, legs, self._weight)
        self._legs = legs

    def _offer(self, legs: list[Doubles]) -> Work:
        """Take each leg that is cheaper than the one there is."""
        cost, length, _ = yield from costs(self._cost_model, legs, self._weight)
        self._take(legs, cost, length)

    def _take(self, legs: list[Doubles], cost: Doubles, length: Doubles) -> None:
        better = cost < self._cost
        self._legs = [new if b else old for new, old, b in zip(legs, self._legs, better, strict=True)]
        self._cost = np.where(better, cost, self._cost)
        self._length = np.where(better, length, self._length)

    def _coarse(self, i: int) -> Doubles:
        """Leg ``i`` with few rows, evenly spaced in pixels."""
        leg = self._legs[i]
        return _respaced(leg, self._steps_of(i), _few(len(leg) - 1))

    def _steps_of(self, i: int) -> Doubles:
        """The steps of leg ``i`` when they were last measured."""
        first = sum(len(leg) - 1 for leg in self._legs[:i])
        return self._steps[first : first + len(self._legs[i]) - 1]

    def _finely(self, legs: list[Doubles]) -> list[Doubles]:
        """Legs of few rows with as many as there are to be."""
        pairs = zip(legs, self._legs, strict=True)
        return [
            leg if len(leg) == len(old) else interpolation.spline(leg, np.linspace(0, 1, len(old)))
            for leg, old in pairs
        ]


def _few(steps: int) -> int:
    return min(steps, max(LEAST, -(-steps // SHARE)))


def _respaced(z: Doubles, step: Doubles, count: int) -> Doubles:
    """``count`` equal steps along ``z``, whose ends stay."""
    rows = interpolation.evenly(step, count + 1)
    found = interpolation.at_rows(z, rows).astype(np.float64)
    found[[0, -1]] = z[[0, -1]]
    return found


def _finer(leg: Doubles) -> Doubles:
    return interpolation.linear(leg, np.linspace(0, 1, FINE * (len(leg) - 1) + 1))
