"""The nearest codes in any dimension: groups of places share the ball that holds the neighbours of all of them.

What is nearest to any place of a group lies in a ball around its middle (triangle inequality), so each group hands only
that ball on to its halves. The last ones estimate their distances by a product of matrices in single precision, whose
rounding is bounded, and measure only what may be among the nearest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.neighbours.copies import copy_numbers
from aevae_desktop.core.neighbours.ranking import batches, least_of_runs, spread

Doubles = NDArray[np.float64]
Floats = NDArray[np.float32]
Places = NDArray[np.intp]

FEW = 1 << 17  # distances that are cheaper to estimate than to avoid
GROUP = 64  # places that are not split any further
_PART = 1 << 20  # numbers that are made ready at a time: in double precision, all may be gigabytes
TILE = 1 << 11  # codes whose distances are estimated together: they stay in the processor's cache
SAMPLE = 1 << 13  # codes that say how far away the nearest are at most
PAIRS = 1 << 18  # measured at a time
_MOST = 1 << 24  # of a place and a code, that may all have to be remembered
_LARGEST = 1e16  # coordinate: its square still fits into single precision
_TINY = 1e-36  # what a square may lose that is too small for it


class _Ball(NamedTuple):
    """Some of the codes: their rows, and their rows of ``lifted``."""

    number: Places
    lifted: Floats


@dataclass(frozen=True, eq=False)
class Balls:
    """``codes: (n, d)``; ``lifted: (n, d + 1) float32``: moved to their ``middle``, divided by ``scale``, and a square.

    For ``a = (z - middle) / scale``, ``|a|^2 (1 - lost) + lifted @ (-2 a, 1)`` is the squared distance of z, scaled, or
    a little less: by ``2 lost (|a|^2 + |code|^2)`` at most.
    """

    codes: Floats
    middle: Doubles
    scale: float
    lost: float
    lifted: Floats

    @classmethod
    def build(cls, codes: Floats) -> Balls:
        """The index of ``codes: (n, d)``, finite, n > 0."""
        middle = np.median(codes[:: len(codes) // 1000 + 1].astype(np.float64), axis=0)  # outliers do not move it
        step = max(_PART // codes.shape[1], 1)
        parts = [slice(first, first + step) for first in range(0, len(codes), step)]
        far = max(float(np.abs(codes[part] - middle).max()) for part in parts)
        scale, lost = max(1.0, far / _LARGEST), (codes.shape[1] + 8) * 2.0**-22
        lifted = np.empty((len(codes), codes.shape[1] + 1), np.float32)
        for part in parts:
            moved = (codes[part] - middle) / scale
            lifted[part, :-1] = moved
            lifted[part, -1] = np.einsum("ij,ij->i", moved, moved) * (1.0 - lost)
        return cls(codes, middle, scale, lost, lifted)

    def search(self, z: Doubles, k: int) -> tuple[Places, Doubles]:
        """Rows and squared distances ``(m, k)`` of the codes nearest to ``z: (m, d)``; k <= n."""
        rows, square = np.zeros((len(z), k), np.intp), np.zeros((len(z), k))
        todo = [(np.arange(len(z)), self._all(k))] if len(z) else []
        while todo:
            group, ball = todo.pop()
            ball = self._within(z[group], ball, k)
            if len(group) > GROUP and len(group) * len(ball.number) > FEW:
                todo.extend((half, ball) for half in _halves(z, group))
                continue
            step = max(1, _MOST // len(ball.number))
            for part in (group[i : i + step] for i in range(0, len(group), step)):
                rows[part], square[part] = self._nearest(z[part], ball, k)
        return rows, square

    def _all(self, k: int) -> _Ball:
        """All codes that can be among ``k`` nearest ones: of equal ones the first ``k``."""
        if self._copies is None:
            return _Ball(np.arange(len(self.codes)), self.lifted)
        number = np.flatnonzero(self._copies < k)
        return _Ball(number, self.lifted.take(number, axis=0))

    @cached_property
    def _copies(self) -> Places | None:
        return copy_numbers(self.codes)

    def _within(self, z: Doubles, ball: _Ball, k: int) -> _Ball:
        """The part of ``ball`` that can be among the ``k`` nearest to any of ``z``.

        The k nearest to the middle of ``z`` are at most r away; they are at most r + reach from a place, so whatever is
        nearer to it is at most r + 2 reach from the middle.
        """
        middle = z.mean(axis=0)
        reach = float(np.sqrt(((z - middle) ** 2).sum(axis=1).max())) / self.scale
        length, factor = self._factors(middle[None])
        if len(ball.number) <= k or factor is None:
            return ball
        least = ball.lifted @ factor[0]
        most = least + np.float32(2.0 * self.lost) * ball.lifted[:, -1]
        base, slack = float(length[0]) * (1.0 - self.lost), 2.0 * self.lost * float(length[0]) + _TINY
        nearest = float(np.partition(most, k - 1)[k - 1]) + base + slack
        radius = np.sqrt(max(nearest, 0.0)) + 2.0 * reach
        inside = np.flatnonzero(least <= np.float32(min(radius**2 * (1.0 + 1e-6) - base + slack, 3e38)))
        if 4 * len(inside) > 3 * len(least):
            return ball  # the copy would cost more than it saves
        return _Ball(ball.number[inside], ball.lifted.take(inside, axis=0))

    def _factors(self, z: Doubles) -> tuple[Doubles, Floats | None]:
        """``|a|^2`` and ``(-2 a, 1)`` for each of ``z``; None for the second where it is beyond single precision."""
        own = (z - self.middle) / self.scale
        length = np.einsum("ij,ij->i", own, own)
        if length.max() > _LARGEST**2:
            return length, None
        return length, np.column_stack((-2.0 * own, np.ones(len(own)))).astype(np.float32)

    def _nearest(self, z: Doubles, ball: _Ball, k: int) -> tuple[Places, Doubles]:
        """The ``k`` nearest of ``ball`` to each of ``z``, measured in double precision, difference by difference."""
        counts, at = self._likely(z, ball.lifted, k)
        number = ball.number[at]
        rows, square = np.zeros((len(z), k), np.intp), np.zeros((len(z), k))
        order, begin = np.argsort(counts, kind="stable"), np.cumsum(counts) - counts
        for some in batches(counts[order], PAIRS):
            batch = order[some]
            near = number[spread(begin[batch], counts[batch])]
            apart = self.codes[near] - z[batch].repeat(counts[batch], axis=0)
            rows[batch], square[batch] = least_of_runs(np.einsum("ij,ij->i", apart, apart), near, counts[batch], k)
        return rows, square

    def _likely(self, z: Doubles, lifted: Floats, k: int) -> tuple[Places, Places]:
        """Which of ``lifted`` may be among the ``k`` nearest to each of ``z``: how many, and their numbers, in turn."""
        n = len(lifted)
        length, factor = self._factors(z)
        if factor is None or n <= k:
            return np.full(len(z), n), np.tile(np.arange(n), len(z))
        limit = self._limit(lifted, length, factor, k)
        hits = []
        for begin in range(0, n, TILE):
            tile = lifted[begin : begin + TILE]
            place, code = np.divmod(np.flatnonzero(factor @ tile.T <= limit), len(tile))
            hits.append(place * n + code + begin)
        place, code = np.divmod(np.sort(np.concatenate(hits)), n)
        return np.bincount(place, minlength=len(z)), code

    def _limit(self, lifted: Floats, length: Doubles, factor: Floats, k: int) -> Floats:
        """What ``factor @ lifted.T`` is at most for the ``k`` nearest: ``(m, 1)``, by a sample of the codes."""
        sample = lifted[:: max(1, len(lifted) // max(SAMPLE, 32 * k))]
        doubt = (2.0 * self.lost * sample[:, -1]).astype(np.float32)
        most = factor @ sample.T + doubt
        kth = most.min(axis=1) if k == 1 else np.partition(most, k - 1, axis=1)[:, k - 1]
        slack = (2.0 * self.lost) * length + _TINY
        return (kth + slack).astype(np.float32)[:, None]


def _halves(z: Doubles, group: Places) -> tuple[Places, Places]:
    """``group`` cut in two where it is widest, as many on each side."""
    here = z[group]
    axis = int(np.ptp(here, axis=0).argmax())
    order = group[np.argpartition(here[:, axis], len(group) // 2)]
    return order[: len(group) // 2], order[len(group) // 2 :]
