"""Points of a map sorted once into cells: what is visible, and what is nearest, without looking at the rest.

The grid lines are quantiles of each axis rather than equally spaced: a dense cluster gets many thin cells, and an
outlier of 1e12 gets no empty ones. The outermost cells reach to infinity.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isfinite, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

_PER_CELL = 8  # points in a cell, on average: measured best for ``nearest`` at 70k
_MOST_LINES = 512  # on each axis: beyond it the table of cells costs more than it saves
_SAMPLE = 1 << 14  # points that the quantiles are read from
_BINS = 1 << 13  # of the table that finds a grid line without a search
_MANY = 2048  # points: more are thinned first, to shrink the circle that the rest must be searched in

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Places = NDArray[np.int64]
Mask = NDArray[np.bool_] | None
Box = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Cells:
    """An exact index of ``n`` points; those that are not finite are in no cell.

    ``xs, ys: (m,) float32``, m <= n, in cell order: row by row upwards, left to right, and at random within a cell so
    that no class always paints last; ``order: (m,) int32`` is where each came from; cell ``c = row * columns + column``
    holds the places ``start[c]`` to ``start[c + 1]``. ``x_lines`` and ``y_lines`` are the inner grid lines; a point on
    a line belongs to the cell right of it or above it.
    """

    xs: Floats
    ys: Floats
    order: NDArray[np.int32]
    start: Places
    x_lines: Doubles
    y_lines: Doubles
    x_edges: Doubles  # the lines between two infinities: column c lies between edges c and c + 1
    y_edges: Doubles

    @classmethod
    def build(cls, xy: ArrayLike, seed: int = 0) -> Cells:
        """Sort ``xy: (n, 2)``, map units, into cells. ``seed`` fixes the order within them."""
        points = np.asarray(xy, np.float32).reshape(-1, 2)
        shuffled = _shuffled(len(points), seed)
        xs, ys = points[:, 0][shuffled], points[:, 1][shuffled]
        finite = np.isfinite(xs) & np.isfinite(ys)
        if not finite.all():
            shuffled, xs, ys = shuffled[finite], xs[finite], ys[finite]
        count = min(ceil(sqrt(len(xs) / _PER_CELL)), _MOST_LINES)
        x_lines, y_lines = _quantiles(xs, count), _quantiles(ys, count)
        column, row = _lines_below(xs, x_lines), _lines_below(ys, y_lines)
        # two stable sorts of 16 bit numbers are radix sorts: three times faster than one sort of wider keys
        place = np.argsort(column, kind="stable")
        place = place[np.argsort(row[place], kind="stable")]
        columns, rows = len(x_lines) + 1, len(y_lines) + 1
        counts = np.bincount(row.astype(np.intp) * columns + column, minlength=columns * rows)
        start = np.concatenate(([0], np.cumsum(counts)))
        x_edges, y_edges = (np.concatenate(([-np.inf], lines, [np.inf])) for lines in (x_lines, y_lines))
        return cls(xs[place], ys[place], shuffled[place], start, x_edges[1:-1], y_edges[1:-1], x_edges, y_edges)

    def __len__(self) -> int:
        return len(self.xs)

    def nearest(self, xy: ArrayLike, mask: Mask = None) -> tuple[int, float]:
        """The point nearest to ``xy: (2,)``, exactly: its index in the array given to ``build`` and its distance.

        ``mask: (n,) bool`` tells which points count. No such point, or a place that is not finite: ``(-1, inf)``.
        """
        x, y = (float(value) for value in np.asarray(xy, np.float64).reshape(2))
        if not (len(self) and isfinite(x) and isfinite(y)):
            return -1, float("inf")
        place, distance, room = self._first_guess(x, y, mask)
        if place >= 0 and distance > room:
            place, distance = self._closer(x, y, mask, place, distance)
        return (int(self.order[place]), distance) if place >= 0 else (-1, float("inf"))

    def runs(self, box: Box, start: Places | None = None) -> Places:
        """Half-open ranges of places, ``(k, 2)``, ascending, that hold every point of ``box = (x0, y0, x1, y1)``.

        They hold whole cells, hence some points around the box too. ``start`` replaces the table of the cells, for
        a caller who keeps only some of the points.
        """
        table = self.start if start is None else start
        x0, y0, x1, y1 = box
        left, right = self.x_lines.searchsorted((x0, x1), "right")
        bottom, top = self.y_lines.searchsorted((y0, y1), "right")
        columns = len(self.x_lines) + 1
        if right - left + 1 == columns:
            return np.array([[table[bottom * columns], table[(top + 1) * columns]]])
        row = np.arange(bottom, top + 1) * columns
        return np.stack((table[row + left], table[row + right + 1]), axis=1)

    def within(self, box: Box) -> NDArray[np.int32]:
        """Indices, in the array given to ``build``, of the points of ``box = (x0, y0, x1, y1)``, edges included."""
        x0, y0, x1, y1 = box
        place = _expand(*self.runs(box).T)
        xs, ys = self.xs[place].astype(np.float64), self.ys[place].astype(np.float64)
        return self.order[place[(x0 <= xs) & (xs <= x1) & (y0 <= ys) & (ys <= y1)]]

    def _first_guess(self, x: float, y: float, mask: Mask) -> tuple[int, float, float]:
        """The nearest point among the cells around ``(x, y)``, in as many rings as it takes to find any.

        Returns its place, its distance, and the distance up to which no other cell can hold a point.
        """
        columns, rows = len(self.x_lines) + 1, len(self.y_lines) + 1
        column = int(self.x_lines.searchsorted(x, "right"))
        row = int(self.y_lines.searchsorted(y, "right"))
        ring = 1
        while True:
            bottom, top = max(row - ring, 0), min(row + ring + 1, rows)
            block = np.arange(bottom, top) * columns
            first, last = max(column - ring, 0), min(column + ring + 1, columns)
            place, distance = self._best(x, y, mask, self.start[block + first], self.start[block + last])
            if place >= 0 or ring >= max(rows, columns):
                x_room = min(x - self.x_edges[first], self.x_edges[last] - x)
                return place, distance, min(x_room, y - self.y_edges[bottom], self.y_edges[top] - y)
            ring *= 2

    def _closer(self, x: float, y: float, mask: Mask, place: int, distance: float) -> tuple[int, float]:
        """The nearest point of all, given one at ``distance``: only the cells in its circle can do better."""
        first, last = self._circle(x, y, distance)
        step = int((last - first).sum()) // _MANY
        if step > 1:
            other, closer = self._best(x, y, mask, first, last, step)
            if closer < distance:
                place, distance = other, closer
                first, last = self._circle(x, y, distance)
        other, closer = self._best(x, y, mask, first, last)
        return (other, closer) if closer < distance else (place, distance)

    def _circle(self, x: float, y: float, radius: float) -> tuple[Places, Places]:
        """The ranges of places, one a row of cells, that hold every point closer to ``(x, y)`` than ``radius``."""
        reach = radius * (1 + 1e-12)
        bottom, top = self.y_lines.searchsorted((y - reach, y + reach), "right")
        below, above = self.y_edges[bottom : top + 1], self.y_edges[bottom + 1 : top + 2]
        gap = np.maximum(np.maximum(below - y, y - above), 0.0)
        half = np.sqrt(np.maximum(reach * reach - gap * gap, 0.0))
        row = np.arange(bottom, top + 1) * (len(self.x_lines) + 1)
        left, right = self.x_lines.searchsorted((x - half, x + half), "right")
        return self.start[row + left], self.start[row + right + 1]

    def _best(self, x: float, y: float, mask: Mask, first: Places, last: Places, step: int = 1) -> tuple[int, float]:
        """The place and distance of the nearest of every ``step``-th point in the ranges, or ``(-1, inf)``."""
        place = _expand(first, last, step)
        if mask is not None:
            place = place[mask[self.order[place]]]
        if not len(place):
            return -1, float("inf")
        dx, dy = self.xs[place].astype(np.float64) - x, self.ys[place].astype(np.float64) - y
        squared = dx * dx + dy * dy
        best = int(squared.argmin())
        return int(place[best]), float(np.sqrt(squared[best]))


def _shuffled(count: int, seed: int) -> NDArray[np.int32]:
    """The numbers from 0 to ``count - 1`` in an order without any pattern.

    Adding, multiplying by an odd number and folding the high bits on the low ones are each one-to-one on numbers of
    ``bits`` bits; a few rounds of them shuffle, and what is not below ``count`` is dropped. (numpy.random would do as
    well, but loading it takes longer than all the rest here, and the window waits.)
    """
    bits = max((count - 1).bit_length(), 4)
    mask = np.uint32((1 << bits) - 1)
    value = np.arange(1 << bits, dtype=np.uint32)
    for multiplier in (0x7FEB352D, 0x846CA68B, 0x9E3779B1, 0x85EBCA6B):
        value += np.uint32(seed * 0x9E3779B1 + 0x632BE5AB & 0xFFFFFFFF)
        value *= np.uint32(multiplier)
        value &= mask
        value ^= value >> np.uint32(bits // 2)
    return value[value < count].astype(np.int32)


def _quantiles(values: Floats, count: int) -> Floats:
    """Up to ``count - 1`` lines that cut ``values``, in random order, into ``count`` equal parts; no line twice."""
    if count < 2:
        return np.zeros(0, np.float32)
    sample = np.sort(values[:_SAMPLE])
    return np.unique(sample[np.arange(1, count) * len(sample) // count])


def _lines_below(values: Floats, lines: Floats) -> NDArray[np.uint16]:
    """How many of the ascending ``lines`` are at or below each value: ``searchsorted(lines, values, "right")``.

    Where every line has a bin of its own in an even table, the table gives the answer to within one line, and two
    comparisons correct it: ten times faster than a search. Otherwise the search it is.
    """
    low, scale = (lines[0], (_BINS - 1) / (float(lines[-1]) - float(lines[0]))) if len(lines) > 1 else (0.0, np.inf)
    bins = ((lines - low) * np.float32(scale)).astype(np.intp) if scale < 1e30 else np.zeros(len(lines), np.intp)
    if len(lines) < 2 or (np.diff(bins) < 2).any():
        return np.searchsorted(lines, values, side="right").astype(np.uint16)
    table = np.searchsorted(bins, np.arange(_BINS)).astype(np.uint16)  # lines in the bins before each
    with np.errstate(over="ignore"):
        level = (values - low) * np.float32(scale)
    found = table.take(np.clip(level, 0, _BINS - 1, out=level).astype(np.intp))
    # the line of the value's own bin is the only one in doubt: float32 rounds both by the same operations
    found += values >= np.append(lines, np.float32(np.inf)).take(found)
    return found


def _expand(first: Places, last: Places, step: int = 1) -> Places:
    """Every ``step``-th place of the half-open ranges ``first[i]`` to ``last[i]``, in order."""
    lengths = last - first
    ends = np.cumsum(lengths)
    shift = first - ends + lengths
    if step == 1:
        position: Places = np.arange(ends[-1])
        return position + shift.repeat(lengths)
    position = np.arange(0, ends[-1], step)
    return position + shift[ends.searchsorted(position, "right")]
