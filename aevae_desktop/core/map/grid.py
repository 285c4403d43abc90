"""Places of a map in rows and columns, where a field is measured: coarse ones first, then those between."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log2

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Floats = NDArray[np.float32]
Places = NDArray[np.intp]
Box = tuple[float, float, float, float]

STRIDES = (16, 8, 4, 2, 1)  # every 16th place of both axes first, then every 8th, ...
_STEPS = 4  # steps to a doubling: maps at nearly one zoom share their places
_FINEST = 1e-6  # of the distance from the origin: float32 codes know nothing finer


@dataclass(frozen=True)
class Grid:
    """The places ``((left + i) * step, (bottom + j) * step)`` for i < columns and j < rows, map units.

    Grids of one ``step`` share their places wherever they overlap.
    """

    step: float
    left: int
    bottom: int
    columns: int
    rows: int

    @classmethod
    def over(cls, box: Box, most: int) -> Grid:
        """The finest grid on the ladder of steps that covers ``box`` (x0, y0, x1, y1) with at most ``most`` places."""
        x0, y0, x1, y1 = box
        wide, high = max(x1 - x0, 1e-300), max(y1 - y0, 1e-300)
        # (w / s + 3)(h / s + 3) = most: the outer places may lie up to a step outside the box on each side
        a, b, c = 9.0 - most, 3.0 * (wide + high), wide * high
        step = (-b - (b * b - 4.0 * a * c) ** 0.5) / (2.0 * a)
        step = max(step, _FINEST * max(map(abs, box)))
        step = 2.0 ** (ceil(_STEPS * log2(step)) / _STEPS)
        left, bottom = _at_or_below(x0, step), _at_or_below(y0, step)
        columns, rows = -_at_or_below(-x1, step) - left + 1, -_at_or_below(-y1, step) - bottom + 1
        return cls(step, left, bottom, max(columns, 2), max(rows, 2))

    def __len__(self) -> int:
        return self.columns * self.rows

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.rows, self.columns

    @property
    def box(self) -> Box:
        """The outermost places, (x0, y0, x1, y1) in map units."""
        right, top = self.left + self.columns - 1, self.bottom + self.rows - 1
        return (self.left * self.step, self.bottom * self.step, right * self.step, top * self.step)

    def covers(self, box: Box) -> bool:
        """Whether every point of ``box`` lies between places."""
        a, b = self.box, box
        return a[0] <= b[0] and a[1] <= b[1] and a[2] >= b[2] and a[3] >= b[3]

    def xy(self, index: Places) -> Doubles:
        """Map points ``(n, 2)`` of the places ``index: (n,)``, counted row by row upwards from the lower left."""
        row, column = np.divmod(index, self.columns)
        return np.stack((self.left + column, self.bottom + row), axis=1) * self.step

    def order(self) -> tuple[Places, ...]:
        """The places of each of ``STRIDES`` that none before it has, each group in blocks that lie close together."""
        row, column = (axis.ravel() for axis in np.indices(self.shape))
        done = np.zeros(len(self), bool)
        groups = []
        for stride in STRIDES:
            mine = np.flatnonzero((row % stride == 0) & (column % stride == 0) & ~done)
            done[mine] = True
            block = 8 * stride
            groups.append(mine[np.lexsort((column[mine] // block, -(row[mine] // block)))])
        return tuple(groups)

    def common(self, other: Grid) -> tuple[tuple[slice, slice], tuple[slice, slice]] | None:
        """The rows and columns of this grid, and those of ``other``, that are the same places; None without any."""
        if self.step != other.step:
            return None
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        right = min(self.left + self.columns, other.left + other.columns)
        top = min(self.bottom + self.rows, other.bottom + other.rows)
        if left >= right or bottom >= top:
            return None

        def part(one: Grid) -> tuple[slice, slice]:
            rows, columns = slice(bottom - one.bottom, top - one.bottom), slice(left - one.left, right - one.left)
            return rows, columns

        return part(self), part(other)


def between(values: Floats, grid: Grid, stride: int, kinds: int) -> Floats:
    """Every place's value from those of every ``stride``-th: ``(rows, columns, c)``, linear between them.

    The first ``kinds`` channels are names rather than amounts: they are the nearest place's. NaN where a value is
    missing that is needed.
    """
    coarse = values[::stride, ::stride]
    if stride == 1:
        return coarse
    out = np.empty_like(values)
    (r0, r1, rt), (c0, c1, ct) = (_around(size, stride) for size in grid.shape)
    with np.errstate(invalid="ignore"):  # between two infinite values nothing is known
        rows = coarse[r0] + (coarse[r1] - coarse[r0]) * rt[:, None, None]
        out[...] = rows[:, c0] + (rows[:, c1] - rows[:, c0]) * ct[:, None]
    if kinds:
        out[..., :kinds] = coarse[np.where(rt < 0.5, r0, r1)][:, np.where(ct < 0.5, c0, c1), :kinds]
    return out


def sampled(values: Floats, grid: Grid, at: Grid, kinds: int) -> Floats:
    """The field ``values: (rows, columns, c)`` of ``grid`` at the places of another: NaN beyond it."""
    out = np.full((*at.shape, values.shape[2]), np.nan, np.float32)
    xs = ((at.left + np.arange(at.columns)) * at.step) / grid.step - grid.left
    ys = ((at.bottom + np.arange(at.rows)) * at.step) / grid.step - grid.bottom
    columns = np.flatnonzero((xs >= 0) & (xs <= grid.columns - 1))
    rows = np.flatnonzero((ys >= 0) & (ys <= grid.rows - 1))
    if not len(columns) or not len(rows):
        return out
    x, y = xs[columns], ys[rows]
    c0, r0 = np.minimum(x.astype(np.intp), grid.columns - 2), np.minimum(y.astype(np.intp), grid.rows - 2)
    across, up = (x - c0).astype(np.float32)[:, None], (y - r0).astype(np.float32)[:, None, None]
    line = values[:, c0] + (values[:, c0 + 1] - values[:, c0]) * across
    found = line[r0] + (line[r0 + 1] - line[r0]) * up
    if kinds:
        nearest = np.rint(y).astype(np.intp)[:, None], np.rint(x).astype(np.intp)
        found[..., :kinds] = values[*nearest][..., :kinds]
    out[np.ix_(rows, columns)] = found
    return out


def _at_or_below(x: float, step: float) -> int:
    """The last whole number of steps that is not beyond ``x``; a quotient may be rounded across one, or to nothing."""
    k = floor(x / step)
    return k - 1 if k * step > x else k


def _around(size: int, stride: int) -> tuple[Places, Places, Floats]:
    """For each of ``size`` places the coarse place before it, the one after it, and how far it is between them."""
    at = np.arange(size)
    before = at // stride
    after = np.minimum(before + 1, (size - 1) // stride)
    return before, after, ((at % stride) / stride).astype(np.float32)
