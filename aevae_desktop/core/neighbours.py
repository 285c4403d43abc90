"""The nearest codes to many places at once, exactly, in any latent dimension.

Places are split into ever smaller groups. What is nearest to any place of a group lies in a ball around its middle
(triangle inequality), so each group hands only that ball on to its halves, and the last ones measure what is left.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Places = NDArray[np.intp]

BLOCK = 256  # codes that are kept or left out together before any single one is looked at
FEW = 1 << 13  # distances that are cheaper to measure than to avoid
_ROUNDING = 4e-6  # of the squared lengths: more than float32 loses in a squared distance


@dataclass(frozen=True, eq=False)
class Neighbours:
    """``codes: (n, d) float32`` ready to be searched: also moved to their middle, with their squared lengths."""

    codes: Floats
    middle: Doubles
    centred: Floats
    square: Floats
    order: Places  # the codes, block by block; neighbours share a block
    centre: Doubles  # (blocks, d)
    radius: Doubles  # (blocks,)

    @classmethod
    def build(cls, codes: ArrayLike) -> Neighbours:
        """The index of ``codes: (n, d)``, latent units."""
        z = np.asarray(codes, np.float32)
        middle = z.mean(axis=0, dtype=np.float64) if len(z) else np.zeros(z.shape[1])
        centred = (z - middle).astype(np.float32)
        return cls(z, middle, centred, np.einsum("ij,ij->i", centred, centred), *_blocks(z))

    def nearest(self, z: ArrayLike, k: int) -> tuple[Places, Doubles]:
        """The ``k`` codes nearest to each of ``z: (m, d)``, nearest first: rows ``(m, k)``, distances ``(m, k)``.

        Equally near ones come in the order of their rows. With fewer than ``k`` codes there are as many columns.
        """
        places = np.asarray(z, np.float64)
        k = min(k, len(self.codes))
        rows, distance = np.zeros((len(places), k), np.intp), np.zeros((len(places), k))
        if k and len(places):
            self._search(places, np.arange(len(places)), None, k, rows, distance)
        return rows, distance

    def _search(self, z: Doubles, group: Places, ball: Places | None, k: int, rows: Places, distance: Doubles) -> None:
        """Fill in ``rows`` and ``distance`` of the places in ``group``, whose neighbours are all in ``ball``."""
        here = z[group]
        middle = here.mean(axis=0)
        reach = float(np.sqrt(((here - middle) ** 2).sum(axis=1).max()))
        ball = self._near(middle, reach, k) if ball is None else ball
        ball = self._within(middle - self.middle, reach, ball, k)
        if len(group) == 1 or len(group) * len(ball) <= FEW:
            rows[group], distance[group] = self._measured(here, ball, k)
            return
        axis = int(np.ptp(here, axis=0).argmax())
        order = group[np.argsort(here[:, axis], kind="stable")]
        for half in (order[: len(order) // 2], order[len(order) // 2 :]):
            self._search(z, half, ball, k, rows, distance)

    def _near(self, middle: Doubles, reach: float, k: int) -> Places | None:
        """What ``_within`` says, by whole blocks; None where that is nearly all codes."""
        away = np.sqrt(((self.centre - middle) ** 2).sum(axis=1))
        full = slice(0, len(self.codes) // BLOCK) if k <= BLOCK else slice(0, 0)
        # a full block has k codes at most so far away
        furthest = float((away + self.radius)[full].min(initial=np.inf))
        kept = np.flatnonzero(away - self.radius <= (furthest + 2.0 * reach) * (1.0 + 1e-6))
        if 2 * len(kept) > len(away):
            return None
        place = (kept[:, None] * BLOCK + np.arange(BLOCK)).ravel()
        found: Places = self.order[place[place < len(self.order)]]
        return found

    def _within(self, middle: Doubles, reach: float, ball: Places | None, k: int) -> Places:
        """The codes of ``ball`` that can be among the ``k`` nearest to a place within ``reach`` of ``middle``, centred.

        The k nearest to the middle are at most r away; they are at most r + reach from the place, so whatever is
        nearer to it is at most r + 2 reach from the middle.
        """
        codes, square = (self.centred, self.square) if ball is None else (self.centred[ball], self.square[ball])
        if len(codes) <= k:
            return np.arange(len(self.codes)) if ball is None else ball
        length = float(middle @ middle)
        away = square - 2.0 * (codes @ middle.astype(np.float32)) + np.float32(length)
        lost = _ROUNDING * (float(square.max()) + length)
        radius = np.sqrt(max(float(np.partition(away, k - 1)[k - 1]), 0.0) + lost) + 2.0 * reach
        inside = np.flatnonzero(away <= radius**2 * (1.0 + 1e-6) + lost)
        return inside if ball is None else ball[inside]

    def _measured(self, z: Doubles, ball: Places, k: int) -> tuple[Places, Doubles]:
        """The ``k`` nearest of ``ball`` to each of ``z``, in double precision, difference by difference."""
        square = np.zeros((len(z), len(ball)))
        near = self.codes[ball].astype(np.float64)
        for axis in range(z.shape[1]):
            square += (z[:, axis, None] - near[:, axis]) ** 2
        if k == 1:
            best = square.argmin(axis=1)[:, None]
        else:
            best = (
                np.argpartition(square, k - 1, axis=1)[:, :k] if k < len(ball) else np.tile(np.arange(k), (len(z), 1))
            )
            found = np.take_along_axis(square, best, axis=1)
            best = np.take_along_axis(best, np.lexsort((ball[best], found), axis=1), axis=1)
        return ball[best], np.sqrt(np.take_along_axis(square, best, axis=1))


def _blocks(codes: Floats) -> tuple[Places, Doubles, Doubles]:
    """The codes in strips along one axis, each in blocks along another; the blocks' centres and radii.

    Leutenegger, Lopez and Edgington, "STR: a simple and efficient algorithm for R-tree packing", 1997.
    """
    n, d = codes.shape
    if not n:
        return np.zeros(0, np.intp), np.zeros((0, d)), np.zeros(0)
    widest = np.argsort(codes.var(axis=0, dtype=np.float64))[::-1]
    strip = np.empty(n, np.intp)
    strip[np.argsort(codes[:, widest[0]], kind="stable")] = np.arange(n) // max(1, round((n * BLOCK) ** 0.5))
    order = np.lexsort((codes[:, widest[min(1, d - 1)]], strip))
    starts = np.arange(0, n, BLOCK)
    ordered = codes[order].astype(np.float64)
    size = np.diff(np.append(starts, n))
    centre = np.add.reduceat(ordered, starts, axis=0) / size[:, None]
    away = np.sqrt(((ordered - centre.repeat(size, axis=0)) ** 2).sum(axis=1))
    return order, centre, np.maximum.reduceat(away, starts)
