"""The lattice of places that a living manifold is decoded at: which, in what order, and what is known already."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log2

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.map.view2d import View2D

MARGIN = 2  # tiles around what is in sight, so that a small pan finds them decoded
MOST = 160  # tiles on a side: what is smaller than that no one can read
STRIDES = (8, 4, 2, 1)  # coarse first: every eighth tile stands for its block until the others have come
_SAME = 1e-6  # of a step: two lattices' places that close are one place

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Lattice:
    """``rows x columns`` tiles, ``step`` map units apart; the middle of the upper left one is ``(x0, y0)``, y up."""

    x0: float
    y0: float
    step: float
    rows: int
    columns: int

    @classmethod
    def nested(cls, view: View2D, tile: float) -> Lattice:
        """Tiles that stay where they are on the map: the step is the power of two nearest to ``tile`` px.

        Their size on the screen runs from 0.7 to 1.4 times ``tile``; every second place of a step is one of the next
        coarser step too, so a zoom keeps a quarter of what was decoded.
        """
        step = 2.0 ** round(log2(tile / view.scale))
        x0, y0, x1, y1 = view.bounds()
        left, right = floor(x0 / step) - MARGIN, ceil(x1 / step) + MARGIN
        bottom, top = floor(y0 / step) - MARGIN, ceil(y1 / step) + MARGIN
        return cls(left * step, top * step, step, min(top - bottom + 1, MOST), min(right - left + 1, MOST))

    @classmethod
    def fixed(cls, view: View2D, tile: float) -> Lattice:
        """Tiles that stay where they are on the screen, ``tile`` px each from its upper left corner on."""
        rows, columns = min(ceil(view.height / tile), MOST), min(ceil(view.width / tile), MOST)
        x, y = view.to_map((tile / 2, tile / 2)).tolist()
        return cls(x, y, tile / view.scale, rows, columns)

    def __len__(self) -> int:
        return self.rows * self.columns

    def places(self) -> NDArray[np.float64]:
        """The middles of all tiles, row by row from the top: ``(n, 2)``, map units."""
        x = self.x0 + np.arange(self.columns) * self.step
        y = self.y0 - np.arange(self.rows) * self.step
        return np.stack((np.tile(x, self.rows), y.repeat(self.columns)), axis=1)

    def box(self) -> tuple[float, float, float, float]:
        """What all tiles cover, ``(x0, y0, x1, y1)`` map units."""
        half = self.step / 2
        right, bottom = self.x0 + (self.columns - 1) * self.step, self.y0 - (self.rows - 1) * self.step
        return self.x0 - half, bottom - half, right + half, self.y0 + half

    def covers(self, view: View2D) -> bool:
        """Whether nothing in sight lies beyond the tiles."""
        x0, y0, x1, y1 = self.box()
        left, bottom, right, top = view.bounds()
        slack = _SAME * self.step
        return x0 - slack <= left and y0 - slack <= bottom and right <= x1 + slack and top <= y1 + slack

    def order(self) -> tuple[Places, Places]:
        """All tiles, coarse ones first and from the middle outwards; and the side of the block each stands for."""
        row, column = np.divmod(np.arange(len(self)), self.columns)
        stride = np.ones(len(self), np.int64)
        for side in STRIDES[::-1]:
            stride[(row % side == 0) & (column % side == 0)] = side
        away = np.hypot(row - (self.rows - 1) / 2, column - (self.columns - 1) / 2)
        order = np.lexsort((away, -stride))
        return order, stride[order]

    def found_in(self, other: Lattice) -> tuple[Places, NDArray[np.float64]]:
        """For each tile, the nearest one of ``other``, and how far away that is, in steps: ``(n,)`` both.

        0 exactly where it is the very same place.
        """
        row, down = _nearest(self.y0, -self.step, self.rows, other.y0, -other.step, other.rows)
        column, across = _nearest(self.x0, self.step, self.columns, other.x0, other.step, other.columns)
        nearest = (row[:, None] * other.columns + column).ravel()
        return nearest, np.maximum(down[:, None], across).ravel()


def _nearest(
    start: float, step: float, count: int, other: float, other_step: float, most: int
) -> tuple[Places, NDArray[np.float64]]:
    """Along one axis: the index of the nearest place of the other lattice, and how far that is, in steps."""
    at = (start - other + np.arange(count) * step) / other_step
    index = np.rint(at).clip(0, most - 1)
    away = np.abs(at - index) * abs(other_step / step)
    return index.astype(np.int64), np.where(away < _SAME, 0.0, away)
