"""The nearest of codes on a line or in a plane: in the cells around a place, then in those that its circle meets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.neighbours.cells import Cells
from aevae_desktop.core.neighbours.ranking import batches, least_of_runs, spread

Bools = NDArray[np.bool_]
Doubles = NDArray[np.float64]
Floats = NDArray[np.float32]
Places = NDArray[np.intp]

PAIRS = 1 << 16  # of a place and a code, measured at a time: they stay in the processor's cache
TOGETHER = 1 << 12  # places
PER_CELL = 8  # codes on a line
MANY = 1 << 12  # codes around one place that are better shared with the places beside it


class _Ranges(NamedTuple):
    """Codes that follow one another in the order of the cells: whose neighbours they may be, the first, how many."""

    owner: Places
    first: Places
    counts: Places


@dataclass(frozen=True, eq=False)
class CellSearch:
    """Cells, and ``below: (rows + 1, columns + 1)``: how many codes are in all cells below and left of a corner."""

    cells: Cells
    below: Places

    @classmethod
    def build(cls, codes: Floats) -> CellSearch:
        """Sort ``codes: (n, d)``, d at most 2, finite, into cells; those of one dimension along the x axis."""
        cells = Cells.build(codes) if codes.shape[1] == 2 else _on_a_line(_flat(codes)[:, 0])
        rows, columns = len(cells.y_lines) + 1, len(cells.x_lines) + 1
        below = np.zeros((rows + 1, columns + 1), np.intp)
        below[1:, 1:] = np.diff(cells.start).reshape(rows, columns).cumsum(axis=0).cumsum(axis=1)
        return cls(cells, below)

    def search(self, z: NDArray[np.floating], k: int) -> tuple[Places, Doubles, Bools]:
        """Rows and squared distances ``(m, k)`` of the nearest to ``z: (m, d)``, k <= n; and which were given up.

        A place is given up where so many codes are nearly as near as the nearest that it should share them with others.
        """
        xy = _flat(z).astype(np.float64)
        rows, square, lost = np.zeros((len(xy), k), np.intp), np.full((len(xy), k), np.inf), np.zeros(len(xy), bool)
        for begin in range(0, len(xy), TOGETHER):
            some = slice(begin, begin + TOGETHER)
            lost[some] = self._look(xy[some], rows[some], square[some])
        return rows, square, lost

    def _look(self, xy: Doubles, rows: Places, square: Doubles) -> Bools:
        """Fill in ``rows`` and ``square``; which places were given up, is returned."""
        boxes, room = self._boxes(xy, rows.shape[1])
        lost = self._measure(xy, self._ranges(boxes), rows, square)
        # what lies just as far, on the edge of the box, counts too
        left = np.flatnonzero(~lost & (np.sqrt(square[:, -1]) >= room))
        near, apart = rows[left], square[left]
        lost[left] = self._measure(xy[left], self._circles(xy[left], np.sqrt(apart[:, -1])), near, apart)
        rows[left], square[left] = near, apart
        return lost

    def _boxes(self, xy: Doubles, k: int) -> tuple[Places, Doubles]:
        """The box of cells around each place, in as many rings as it takes for ``k`` codes, and how far its edge is.

        ``(m, 4)``: left, right, bottom, top, the second of each pair excluded.
        """
        cells = self.cells
        x, y = xy.T
        column, row = cells.x_lines.searchsorted(x, "right"), cells.y_lines.searchsorted(y, "right")
        rows, columns = (side - 1 for side in self.below.shape)
        boxes, todo, ring = np.zeros((len(xy), 4), np.intp), np.arange(len(xy)), 1
        while len(todo):
            across, up = column[todo], row[todo]
            left, right = (across - ring).clip(min=0), (across + ring + 1).clip(max=columns)
            bottom, top = (up - ring).clip(min=0), (up + ring + 1).clip(max=rows)
            boxes[todo] = np.stack((left, right, bottom, top), axis=1)
            held = self.below[top, right] - self.below[top, left] - self.below[bottom, right] + self.below[bottom, left]
            todo, ring = todo[(held < k) & (ring < max(rows, columns))], ring * 2
        left, right, bottom, top = boxes.T
        wide = np.minimum(x - cells.x_edges[left], cells.x_edges[right] - x)
        return boxes, np.minimum(wide, np.minimum(y - cells.y_edges[bottom], cells.y_edges[top] - y))

    def _ranges(self, boxes: Places) -> _Ranges:
        """The codes in ``boxes: (m, 4)``."""
        left, right, bottom, top = boxes.T
        heights = top - bottom
        owner = np.arange(len(boxes)).repeat(heights)
        base = spread(bottom, heights) * (self.below.shape[1] - 1)
        first = self.cells.start[base + left[owner]]
        return _Ranges(owner, first, self.cells.start[base + right[owner]] - first)

    def _circles(self, xy: Doubles, radius: Doubles) -> _Ranges:
        """Every code up to ``radius: (m,)`` from its place."""
        cells = self.cells
        reach = radius * (1.0 + 1e-12)
        x, y = xy.T
        # a line that is just touched has its codes above it or right of it
        bottom, top = cells.y_lines.searchsorted(y - reach, "right"), cells.y_lines.searchsorted(y + reach, "right") + 1
        owner, up = np.arange(len(xy)).repeat(top - bottom), spread(bottom, top - bottom)
        gap = np.maximum(np.maximum(cells.y_edges[up] - y[owner], y[owner] - cells.y_edges[up + 1]), 0.0)
        half = np.sqrt(np.maximum(reach[owner] ** 2 - gap**2, 0.0))
        base = up * (self.below.shape[1] - 1)
        first = cells.start[base + cells.x_lines.searchsorted(x[owner] - half, "right")]
        last = cells.start[base + cells.x_lines.searchsorted(x[owner] + half, "right") + 1]
        return _Ranges(owner, first, last - first)

    def _measure(self, xy: Doubles, ranges: _Ranges, rows: Places, square: Doubles) -> Bools:
        """Fill in what is nearest to ``xy: (m, 2)`` in its ranges, and no farther than ``square`` says already.

        Places with too many codes are left as they are: which, is returned.
        """
        k = rows.shape[1]
        held = np.bincount(ranges.owner, ranges.counts, minlength=len(xy)).astype(np.intp)
        begin = np.searchsorted(ranges.owner, np.arange(len(xy) + 1))
        lost: Bools = held > max(MANY, 4 * k)
        order = np.argsort(held, kind="stable")[: len(xy) - np.count_nonzero(lost)]
        for some in batches(held[order], PAIRS):
            batch = order[some]
            mine = spread(begin[batch], begin[batch + 1] - begin[batch])
            place = spread(ranges.first[mine], ranges.counts[mine])
            rows[batch], square[batch] = self._least(xy[batch], place, held[batch], k, square[batch, -1])
        return lost

    def _least(self, xy: Doubles, place: Places, counts: Places, k: int, most: Doubles) -> tuple[Places, Doubles]:
        """The k nearest of the codes at ``place``, ``counts: (m,)`` for each of ``xy``: up to ``most`` away."""
        x, y = xy.T
        apart = np.square(self.cells.xs[place] - x.repeat(counts))
        apart += np.square(self.cells.ys[place] - y.repeat(counts))
        close = apart <= most.repeat(counts)
        if not close.all():
            place, apart = place[close], apart[close]
            counts = np.add.reduceat(close, np.cumsum(counts) - counts, dtype=np.intp)
        return least_of_runs(apart, self.cells.order[place].astype(np.intp), counts, k)


def _on_a_line(xs: Floats) -> Cells:
    """One row of cells: a square of them would have as few columns as a plane."""
    order = np.argsort(xs, kind="stable")
    xs = xs[order]
    lines = np.unique(xs[PER_CELL::PER_CELL]).astype(np.float64)
    start = np.concatenate(([0], xs.searchsorted(lines), [len(xs)]))
    x_edges, y_edges = np.concatenate(([-np.inf], lines, [np.inf])), np.array([-np.inf, np.inf])
    return Cells(xs, np.zeros_like(xs), order.astype(np.int32), start, lines, lines[:0], x_edges, y_edges)


def _flat(points: NDArray[np.floating]) -> NDArray[np.floating]:
    """``points: (n, d)``, d at most 2, as ``(n, 2)``: y is 0 where there is none."""
    if points.shape[1] == 2:
        return points
    return np.column_stack((points, np.zeros((len(points), 2 - points.shape[1]), points.dtype)))
