"""Which pixels a point covers: stamps, the arithmetic from map to pixel, and places in a picture's memory.

All of it is float32 and branch-free, a chunk of points at a time: it runs for every visible point of every frame.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.map.view2d import View2D

Floats = NDArray[np.float32]
Places = NDArray[np.int64]
CHUNK = (
    72 << 10
)  # points at a time: 70,000 codes in one chunk; measured best of 17k to 72k there, like 64k at 1M points
_EXACT = 1 << 24  # float32 counts pixels exactly up to here (larger than a 5K screen)
_TAIL = 256  # points looked at first, from the end


class Stamp(NamedTuple):
    """The pixels one point covers: offsets ``dx, dy: (k,)`` from its own, and how far its own is shifted, in pixels.

    A stamp of even size is centred on the corner nearest to the point, hence the shift of half a pixel.
    """

    dx: Floats
    dy: Floats
    shift: float


def _stamp(*rows: str) -> Stamp:
    size = len(rows)
    first = -((size - 1) // 2)
    spots = [(x + first, y + first) for y, row in enumerate(rows) for x, mark in enumerate(row) if mark == "#"]
    dx, dy = np.array(spots, np.float32).T
    return Stamp(dx, dy, 0.0 if size % 2 else 0.5)


# by radius: 1 is a pixel, 2 a square, 3 a plus, 4 and 5 discs
STAMPS: dict[int, Stamp] = {
    1: _stamp("#"),
    2: _stamp("##", "##"),
    3: _stamp(".#.", "###", ".#."),
    4: _stamp(".##.", "####", "####", ".##."),
    5: _stamp(".###.", "#####", "#####", "#####", ".###."),
}


class Affine(NamedTuple):
    """``column = floor((x - x0) * sx + ox)``, and the same for y, in float32.

    Subtracting a float32 near the centre first is exact there, so that nothing is lost at any zoom.
    """

    x0: np.float32
    y0: np.float32
    sx: np.float32
    sy: np.float32
    ox: np.float32
    oy: np.float32

    @classmethod
    def of(cls, view: View2D, shift: float) -> Affine:
        """The arithmetic of ``view``, with all pixels ``shift`` of a pixel further left and up."""
        x0, y0 = np.float32(view.cx), np.float32(view.cy)
        ox = view.width / 2 + (float(x0) - view.cx) * view.scale - shift
        oy = view.height / 2 - (float(y0) - view.cy) * view.scale - shift
        return cls(x0, y0, np.float32(view.scale), np.float32(-view.scale), np.float32(ox), np.float32(oy))


class Buffers:
    """Memory for the arithmetic of one chunk."""

    def __init__(self) -> None:
        self.xs, self.ys, self.column, self.row, self.wide_column, self.wide_row = np.empty((6, CHUNK), np.float32)
        self.inside, self.test = np.empty((2, CHUNK), bool)


class Frame(NamedTuple):
    """Where points fall in a picture whose rows are ``stride`` pixels apart in memory."""

    affine: Affine
    stamp: Stamp
    height: int
    width: int
    stride: int
    pad: int = 0

    @property
    def spread(self) -> int:
        """Pixels a point covers."""
        return len(self.stamp.dx)

    @property
    def size(self) -> int:
        """Pixels from the first to the last in memory."""
        return (self.height - 1) * self.stride + self.width

    def padded(self, pad: int) -> Frame:
        """A picture with ``pad`` pixels more on every side, in memory of its own."""
        height, width = self.height + 2 * pad, self.width + 2 * pad
        return self._replace(height=height, width=width, stride=width, pad=pad)

    def place(self, xs: Floats, ys: Floats, buffers: Buffers, out: Places) -> Places:
        """The place in memory of every pixel of every point, point by point, as the start of ``out``; see ``_park``."""
        x0, y0, sx, sy, ox, oy = self.affine
        column = _pixel(xs, x0, sx, ox, buffers.column)
        row = _pixel(ys, y0, sy, oy, buffers.row)
        if self.spread > 1:
            column = _spread(column, self.stamp.dx, buffers.wide_column)
            row = _spread(row, self.stamp.dy, buffers.wide_row)
        inside = self._inside(column, row, buffers)
        return _park(self._flat(column, row), inside, out)

    def clamp(self, xs: Floats, ys: Floats, buffers: Buffers, out: Places) -> Places:
        """The place in memory of the own pixel of every point; those outside go to the border of a padded picture."""
        x0, y0, sx, sy, ox, oy = self.affine
        column = _pixel(xs, x0, sx, ox, buffers.column)
        row = _pixel(ys, y0, sy, oy, buffers.row)
        column += self.pad
        row += self.pad
        column.clip(0, self.width - 1, out=column)
        row.clip(0, self.height - 1, out=row)
        index = out[: len(row)]
        index[:] = self._flat(column, row).astype(np.int32)
        return index

    def _flat(self, column: Floats, row: Floats) -> NDArray[Any]:
        if self.size >= _EXACT:
            return row.astype(np.float64) * self.stride + column
        row *= np.float32(self.stride)
        row += column
        return row

    def _inside(self, column: Floats, row: Floats, buffers: Buffers) -> NDArray[np.bool_]:
        inside, test = buffers.inside[: len(row)], buffers.test[: len(row)]
        np.greater_equal(column, 0, out=inside)
        inside &= np.less(column, self.width, out=test)
        inside &= np.greater_equal(row, 0, out=test)
        inside &= np.less(row, self.height, out=test)
        return inside


def _park(place: NDArray[Any], inside: NDArray[np.bool_], out: Places) -> Places:
    """Write the places to ``out`` without dropping those outside the picture, which would cost a pass more.

    They are parked on the last one inside, which is painted after them; what follows it is cut off.
    """
    seen = int(np.count_nonzero(inside))
    if not seen:
        return out[:0]
    if seen < len(place):
        last = _last(inside)
        place, inside = place[: last + 1], inside[: last + 1]
        np.copyto(place, place[last], where=~inside)
    index = out[: len(place)]
    index[:] = place.astype(np.int32)  # and on to 64 bits: half the time of one step
    return index


def _last(inside: NDArray[np.bool_]) -> int:
    """The last place that is True; one is. Looking backwards copies what is looked at, so the end comes first."""
    tail = inside[-_TAIL:][::-1]
    back = int(tail.argmax())
    return len(inside) - 1 - (back if tail[back] else int(inside[::-1].argmax()))


def _pixel(values: Floats, origin: np.float32, scale: np.float32, offset: np.float32, out: Floats) -> Floats:
    """Map coordinates as whole columns or rows of pixels (still float32)."""
    pixel = np.subtract(values, origin, out=out[: len(values)])
    pixel *= scale
    pixel += offset
    return np.floor(pixel, out=pixel)


def _spread(pixel: Floats, offsets: Floats, out: Floats) -> Floats:
    """The columns (or rows) of all pixels of the stamps, stamp by stamp."""
    wide = out[: len(pixel) * len(offsets)]
    np.add(pixel[:, None], offsets, out=wide.reshape(len(pixel), -1))
    return wide
