"""How crowded it is around each point of a map, found once: what lets a point's brightness follow the crowd.

Counting the points on every pixel of every frame says the same and costs as much as painting them. A crowd is a matter
of the map: points per unit of area; what a zoom makes of it is one factor for all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SHADES = 32  # steps of density, evenly spaced on a log scale
OCTAVES = 14  # that they span, below the highest

_SIDE = 512  # bins along an axis: at the fitted zoom a bin is three or four pixels of a large map
_CENTRAL = (0.5, 99.5)  # percentiles; half as much again on either side is binned too, what is farther is thin
_SAMPLE = 1 << 13  # points that they are read from
_CHUNK = 1 << 16  # points at a time, to stay in the processor's cache
_FARTHEST = float(np.finfo(np.float32).max)
_KERNEL = (6 / 16, 4 / 16, 1 / 16)  # binomial: a standard deviation of one bin

Floats = NDArray[np.float32]
Bins = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Density:
    """``shade: (m,) uint8`` below ``SHADES``, by point; ``levels: (SHADES,)``, points per map unit ** ``axes``.

    ``axes`` is 2, or less where all points share a coordinate.
    """

    shade: NDArray[np.uint8]
    levels: NDArray[np.float64]
    axes: int

    @classmethod
    def of(cls, xs: Floats, ys: Floats) -> Density:
        """The density around finite points ``xs, ys: (m,)``, from a smoothed histogram.

        A point reads the bin of a neighbouring place, drawn from within half a bin, and rounds up or down by chance:
        no edge of a bin and no contour can be seen, and nothing needs to be interpolated.
        """
        if not len(xs):
            return cls(np.zeros(0, np.uint8), np.ones(SHADES), 2)
        grid = _Axis.over(xs), _Axis.over(ys)
        crowd = _histogram(xs, ys, *grid)
        for axis in grid:  # across, then up: each turn leaves the grid transposed
            crowd = (_smooth(crowd) if axis.extended else crowd).T
        most = float(crowd.max())
        crowd /= most
        level = np.log2(np.maximum(crowd, 2.0**-OCTAVES, out=crowd), out=crowd).ravel()
        level += OCTAVES
        level *= (SHADES - 1) / OCTAVES
        area = float(np.prod([axis.bin for axis in grid if axis.extended]))
        steps = np.exp2((np.arange(SHADES) / (SHADES - 1) - 1.0) * OCTAVES)
        return cls(_shades(xs, ys, *grid, level), most / area * steps, sum(axis.extended for axis in grid))

    def crowd(self, scale: float) -> NDArray[np.float64]:
        """By shade, the expected number of points on a pixel where ``scale`` pixels make a map unit."""
        return self.levels * scale**-self.axes


@dataclass(frozen=True)
class _Axis:
    """``_SIDE`` bins from ``low`` on, with one more on each side for all that is beyond."""

    low: np.float32
    bin: float
    extended: bool

    @classmethod
    def over(cls, values: Floats) -> _Axis:
        low, high = np.percentile(values[:: len(values) // _SAMPLE + 1].astype(np.float64), _CENTRAL).tolist()
        span = high - low
        least = max(abs(low), abs(high), 1e-6) * 1e-6  # below it float32 codes are one place
        width = 2.0 * max(span, least)
        start = max((low + high - width) / 2, -_FARTHEST)
        return cls(np.float32(start), width / _SIDE, span > least)

    def place(self, values: Floats, shift: Floats | np.float32) -> Bins:
        if not self.extended:
            return np.ones(len(values), np.intp)
        with np.errstate(over="ignore"):
            level = (values - self.low) * np.float32(1.0 / self.bin)
            level += shift
        level.clip(0, _SIDE + 1, out=level)
        return level.astype(np.intp)


def _histogram(xs: Floats, ys: Floats, across: _Axis, up: _Axis) -> Floats:
    side, one = _SIDE + 2, np.float32(1.0)
    counts = np.zeros(side * side, np.intp)
    for first in range(0, len(xs), _CHUNK):
        part = slice(first, first + _CHUNK)
        np.add.at(counts, up.place(ys[part], one) * side + across.place(xs[part], one), 1)
    crowd = counts.reshape(side, side).astype(np.float32)
    crowd[[0, -1]] = crowd[:, [0, -1]] = 0.0  # whoever is beyond is alone there, however many are
    return crowd


def _smooth(crowd: Floats) -> Floats:
    """The rows of ``crowd`` blurred."""
    smooth = crowd * np.float32(_KERNEL[0])
    part = np.empty_like(crowd)
    for away, weight in enumerate(_KERNEL[1:], 1):
        np.multiply(crowd, np.float32(weight), out=part)
        smooth[:, away:] += part[:, :-away]
        smooth[:, :-away] += part[:, away:]
    return smooth


def _shades(xs: Floats, ys: Floats, across: _Axis, up: _Axis, level: Floats) -> NDArray[np.uint8]:
    shade = np.empty(len(xs), np.uint8)
    # multiples of the powers of one irrational number fill a cube evenly (Roberts, "The unreasonable effectiveness of
    # quasirandom sequences", 2018): neighbours in memory are neighbours on the map, and get shifts far apart
    # (unsigned integers wrap around by themselves)
    at = np.arange(min(len(xs), _CHUNK), dtype=np.uint32)
    steps = [np.uint32(2**32 * 1.2207440846057596**-k) for k in (1, 2, 3)]
    chance = [(at * step).astype(np.float32) * np.float32(2.0**-32) for step in steps]
    half = np.float32(0.5)
    for first in range(0, len(xs), _CHUNK):
        part = slice(first, first + _CHUNK)
        x, y, rounding = (some[: len(xs) - first] for some in chance)
        found = level.take(up.place(ys[part], y + half) * (_SIDE + 2) + across.place(xs[part], x + half))
        shade[part] = np.minimum(found + rounding, SHADES - 1)
    return shade
