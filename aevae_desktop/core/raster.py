"""Points to pixels: the hot loop of the map.

A frame is a scatter-write of 32-bit colours into the picture's own memory, a chunk of points at a time so that every
intermediate array stays in the processor's cache. Points are sorted into cells once (``core.cells``): a zoomed-in view
looks at its own cells only, and neighbours in memory are neighbours on the screen.

With a table of several levels, the brightness of a pixel follows how many points cover it, so that sparse tails stay
quiet and dense cores glow. The class of a pixel is that of the last point painted on it; the order is the random one
of the cells, the same in every frame, so pixels do not flicker while the view moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.cells import Cells
from aevae_desktop.core.view2d import View2D

Picture = NDArray[np.uint32]
_CHUNK = 1 << 16  # points at a time: measured best of 8k to 64k at 70k and 1M points
_MARGIN = 4.0  # pixels around the picture where a point can still touch it: stamps, and rounding
_ONE = np.int64(1)
_EXACT = 1 << 24  # float32 counts pixels exactly up to here (larger than a 5K screen)


class Stamp(NamedTuple):
    """The pixels one point covers: offsets ``dx, dy: (k,)`` from its own, and how far its own is shifted, in pixels.

    A stamp of even size is centred on the corner nearest to the point, hence the shift of half a pixel.
    """

    dx: NDArray[np.float32]
    dy: NDArray[np.float32]
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


class _Affine(NamedTuple):
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
    def of(cls, view: View2D, shift: float) -> _Affine:
        x0, y0 = np.float32(view.cx), np.float32(view.cy)
        ox = view.width / 2 + (float(x0) - view.cx) * view.scale - shift
        oy = view.height / 2 - (float(y0) - view.cy) * view.scale - shift
        return cls(x0, y0, np.float32(view.scale), np.float32(-view.scale), np.float32(ox), np.float32(oy))


@dataclass(eq=False)
class _Layer:
    """The points of the classes that are shown, in cell order, and the colours they had last."""

    xs: NDArray[np.float32]
    ys: NDArray[np.float32]
    color: NDArray[np.uint8]
    start: NDArray[np.int64]
    _key: tuple[object, ...] = ()
    _tint: NDArray[Any] = field(default_factory=lambda: np.zeros(0, np.uint32))

    def tint(self, lut: Picture) -> NDArray[Any]:
        """By point: its colour if ``lut`` has one level, else the place in the flat table just before its class."""
        levels = lut.shape[1]
        key = (levels, lut.tobytes() if levels == 1 else len(lut))
        if key != self._key:
            rows = lut[:, 0] if levels == 1 else np.arange(len(lut), dtype=np.int64) * levels - 1
            self._tint, self._key = rows.take(self.color), key
        return self._tint


class _Scratch:
    """Memory reused between chunks and frames, all of one chunk's size but for the two that grow."""

    def __init__(self) -> None:
        self.xs, self.ys, self.column, self.row, self.wide_column, self.wide_row = np.empty((6, _CHUNK), np.float32)
        self.inside, self.test = np.empty((2, _CHUNK), bool)
        self.level, self.place = np.empty((2, _CHUNK), np.int64)
        self.color = np.empty(_CHUNK, np.uint32)
        self.index = np.empty(_CHUNK, np.int64)
        self.counts = np.zeros(0, np.int64)  # of the frame; all zero between two frames

    def grow(self, points: int, pixels: int) -> None:
        if len(self.index) < points:
            self.index = np.empty(points, np.int64)
        if len(self.counts) < pixels:
            self.counts = np.zeros(pixels, np.int64)


@dataclass(eq=False)
class Cloud:
    """Points of a map ready to be painted: their cells, and ``color: (m,) uint8``, the class of each in cell order.

    It keeps scratch memory between frames; use one from one thread only.
    """

    cells: Cells
    color: NDArray[np.uint8]
    _layer: tuple[bytes, _Layer] | None = field(default=None, repr=False)
    _scratch: _Scratch = field(default_factory=_Scratch, repr=False)

    @classmethod
    def build(cls, xy: ArrayLike, color_index: ArrayLike, seed: int = 0) -> Cloud:
        """``xy: (n, 2)`` in map units, ``color_index: (n,)`` from 0 to 255. Raises ``ValueError`` for other shapes."""
        points, color = np.asarray(xy, np.float32).reshape(-1, 2), np.asarray(color_index).astype(np.uint8)
        if color.shape != (len(points),):
            raise ValueError(f"{len(points)} points but colours of shape {color.shape}")
        cells = Cells.build(points, seed)
        return cls(cells, color[cells.order])

    def __len__(self) -> int:
        return len(self.cells)

    def layer(self, shown: NDArray[np.bool_] | None) -> _Layer:
        """The points whose class is ``shown``; None shows all. The last selection asked for is kept."""
        key = b"" if shown is None or shown.all() else shown.tobytes()
        if self._layer is None or self._layer[0] != key:
            self._layer = key, self._select(shown[self.color] if shown is not None and key else None)
        return self._layer[1]

    def _select(self, keep: NDArray[np.bool_] | None) -> _Layer:
        cells = self.cells
        if keep is None:
            return _Layer(cells.xs, cells.ys, self.color, cells.start)
        kept_before = np.concatenate(([0], np.cumsum(keep)))
        return _Layer(cells.xs[keep], cells.ys[keep], self.color[keep], kept_before[cells.start])


def paint(
    cloud: Cloud,
    view: View2D,
    lut: ArrayLike,
    out: Picture,
    radius: int = 1,
    shown: NDArray[np.bool_] | None = None,
) -> None:
    """Paint the points over ``out: (h, w) uint32``, 0xffRRGGBB, in the device pixels of ``view``.

    ``lut: (k, levels) uint32``: a pixel that ``count`` points cover, the last of them of class c, gets
    ``lut[c, min(count, levels) - 1]``; other pixels keep what they are. ``radius`` picks the stamp (``STAMPS``);
    ``shown: (k,) bool`` hides classes, which then cover nothing. ``out`` may be a view with any strides, such as the
    memory of a picture with padded rows. Raises ``ValueError`` if ``out`` is not 2-D uint32.
    """
    if out.ndim != 2 or out.dtype != np.uint32:
        raise ValueError(f"a picture of {out.shape} {out.dtype}, not (h, w) uint32")
    if not out.size or not len(cloud):
        return
    table = np.ascontiguousarray(lut, np.uint32).reshape(len(np.asarray(lut)), -1)
    if out.strides[1] != out.itemsize or out.strides[0] % out.itemsize or out.strides[0] < out.shape[1] * out.itemsize:
        copy = np.ascontiguousarray(out)
        _paint_rows(cloud, view, table, copy, radius, shown)
        out[...] = copy
    else:
        _paint_rows(cloud, view, table, out, radius, shown)


def _paint_rows(
    cloud: Cloud, view: View2D, lut: Picture, out: Picture, radius: int, shown: NDArray[np.bool_] | None
) -> None:
    stamp = STAMPS[min(max(radius, 1), max(STAMPS))]
    layer = cloud.layer(shown)
    runs = _visible_runs(cloud.cells, layer, view, out.shape)
    frame = _Frame(_Affine.of(view, stamp.shift), stamp, out.shape[0], out.shape[1], out.strides[0] // out.itemsize)
    flat = as_strided(out, (frame.size,), (out.itemsize,))
    with np.errstate(over="ignore", invalid="ignore"):
        if lut.shape[1] == 1:
            _paint_plain(cloud._scratch, layer, runs, frame, lut, flat)
        else:
            _paint_counted(cloud._scratch, layer, runs, frame, lut, flat)


def _paint_plain(
    scratch: _Scratch, layer: _Layer, runs: NDArray[np.int64], frame: _Frame, lut: Picture, flat: Picture
) -> None:
    """One level: write every point's colour where it falls, in order."""
    tint = layer.tint(lut)
    for pieces in _chunks(runs, _CHUNK // frame.spread):
        index, _ = frame.place(scratch, layer, pieces, scratch.index)
        if len(index):
            flat[index] = _fetch(tint, pieces, scratch.color, frame.spread)[: len(index)]


def _paint_counted(
    scratch: _Scratch, layer: _Layer, runs: NDArray[np.int64], frame: _Frame, lut: Picture, flat: Picture
) -> None:
    """Several levels: count what falls on each pixel first, then write every point's colour at that count."""
    tint, colors, levels = layer.tint(lut), lut.ravel(), lut.shape[1]
    scratch.grow(int((runs[:, 1] - runs[:, 0]).sum()) * frame.spread, frame.size)
    counts, used, placed = scratch.counts, 0, []
    for pieces in _chunks(runs, _CHUNK // frame.spread):
        index, stray = frame.place(scratch, layer, pieces, scratch.index[used:])
        if len(index):
            np.add.at(counts, index, _ONE)
            counts[index[-1]] -= stray
            placed.append((pieces, index))
            used += len(index)
    for pieces, index in placed:
        level, color = scratch.level[: len(index)], scratch.color[: len(index)]
        counts.take(index, out=level, mode="clip")
        np.minimum(level, levels, out=level)
        level += _fetch(tint, pieces, scratch.place, frame.spread)[: len(index)]
        flat[index] = colors.take(level, out=color, mode="clip")
    _clear(counts[: frame.size], scratch.index[:used])


def _clear(counts: NDArray[np.int64], used: NDArray[np.int64]) -> None:
    if len(used) * 8 < len(counts):
        counts[used] = 0
    else:
        counts.fill(0)


class _Frame(NamedTuple):
    """Where points fall in a picture whose rows are ``stride`` pixels apart in memory."""

    affine: _Affine
    stamp: Stamp
    height: int
    width: int
    stride: int

    @property
    def spread(self) -> int:
        """Pixels a point covers."""
        return len(self.stamp.dx)

    @property
    def size(self) -> int:
        """Pixels from the first to the last in memory."""
        return (self.height - 1) * self.stride + self.width

    def place(
        self, scratch: _Scratch, layer: _Layer, pieces: list[slice], out: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], int]:
        """The place in memory of every pixel of every point, point by point, as the start of ``out``; see ``_park``."""
        x0, y0, sx, sy, ox, oy = self.affine
        column = _pixel(_fetch(layer.xs, pieces, scratch.xs), x0, sx, ox, scratch.column)
        row = _pixel(_fetch(layer.ys, pieces, scratch.ys), y0, sy, oy, scratch.row)
        if self.spread > 1:
            column = _spread(column, self.stamp.dx, scratch.wide_column)
            row = _spread(row, self.stamp.dy, scratch.wide_row)
        inside = self._inside(column, row, scratch)
        if self.size >= _EXACT:
            return _park(row.astype(np.float64) * self.stride + column, inside, out)
        row *= np.float32(self.stride)
        row += column
        return _park(row, inside, out)

    def _inside(self, column: NDArray[np.float32], row: NDArray[np.float32], scratch: _Scratch) -> NDArray[np.bool_]:
        inside, test = scratch.inside[: len(row)], scratch.test[: len(row)]
        np.greater_equal(column, 0, out=inside)
        inside &= np.less(column, self.width, out=test)
        inside &= np.greater_equal(row, 0, out=test)
        inside &= np.less(row, self.height, out=test)
        return inside


def _park(place: NDArray[Any], inside: NDArray[np.bool_], out: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    """Write the places to ``out`` without dropping those outside the picture, which would cost a pass more.

    They are parked on the last one inside, which is painted after them; what follows it is cut off. Returns the
    places and how many of them are parked: the last one's count is too high by as much.
    """
    seen = int(np.count_nonzero(inside))
    if not seen:
        return out[:0], 0
    if seen < len(place):
        last = len(place) - 1 - int(inside[::-1].argmax())
        place, inside = place[: last + 1], inside[: last + 1]
        np.copyto(place, place[last], where=~inside)
    index = out[: len(place)]
    np.copyto(index, place, casting="unsafe")
    return index, len(place) - seen


def _pixel(
    values: NDArray[np.float32], origin: np.float32, scale: np.float32, offset: np.float32, out: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Map coordinates as whole columns or rows of pixels (still float32)."""
    pixel = np.subtract(values, origin, out=out[: len(values)])
    pixel *= scale
    pixel += offset
    return np.floor(pixel, out=pixel)


def _spread(pixel: NDArray[np.float32], offsets: NDArray[np.float32], out: NDArray[np.float32]) -> NDArray[np.float32]:
    """The columns (or rows) of all pixels of the stamps, stamp by stamp."""
    wide = out[: len(pixel) * len(offsets)]
    np.add(pixel[:, None], offsets, out=wide.reshape(len(pixel), -1))
    return wide


def _visible_runs(cells: Cells, layer: _Layer, view: View2D, shape: tuple[int, ...]) -> NDArray[np.int64]:
    """Ranges of the layer's points that hold all that can touch the picture."""
    (x0, y1), (x1, y0) = view.to_map([(-_MARGIN, -_MARGIN), (shape[1] + _MARGIN, shape[0] + _MARGIN)]).tolist()
    runs = cells.runs((x0, y0, x1, y1), layer.start)
    if 4 * (runs[:, 1] - runs[:, 0]).sum() > 3 * len(layer.xs):  # most of them: copying runs costs more than it saves
        return np.array([[0, len(layer.xs)]])
    return runs


def _chunks(runs: NDArray[np.int64], size: int) -> Iterator[list[slice]]:
    """The runs cut and gathered into chunks of ``size`` points, in order."""
    pieces: list[slice] = []
    room = size
    for first, last in runs.tolist():
        while first < last:
            cut = min(last, first + room)
            pieces.append(slice(first, cut))
            room -= cut - first
            first = cut
            if not room:
                yield pieces
                pieces, room = [], size
    if pieces:
        yield pieces


def _fetch(values: NDArray[Any], pieces: list[slice], out: NDArray[Any], spread: int = 1) -> NDArray[Any]:
    """The values of a chunk in one array, each ``spread`` times; ``out`` is used if they are in several pieces."""
    if len(pieces) == 1:
        chunk = values[pieces[0]]
    else:
        parts = [values[piece] for piece in pieces]
        chunk = np.concatenate(parts, out=out[: sum(map(len, parts))])
    return chunk if spread == 1 else chunk.repeat(spread)


def paint_reference(
    cloud: Cloud,
    view: View2D,
    lut: ArrayLike,
    out: Picture,
    radius: int = 1,
    shown: NDArray[np.bool_] | None = None,
) -> None:
    """What ``paint`` must do, point by point and pixel by pixel: slow and obvious. The same arguments."""
    table = np.asarray(lut, np.uint32).reshape(len(np.asarray(lut)), -1)
    dx, dy, shift = STAMPS[min(max(radius, 1), max(STAMPS))]
    x0, y0, sx, sy, ox, oy = _Affine.of(view, shift)
    count: dict[tuple[int, int], int] = {}
    last: dict[tuple[int, int], int] = {}
    for x, y, color in zip(cloud.cells.xs, cloud.cells.ys, cloud.color.tolist(), strict=True):
        if shown is not None and not shown[color]:
            continue
        column, row = float(np.floor((x - x0) * sx + ox)), float(np.floor((y - y0) * sy + oy))
        for place in zip((row + dy).tolist(), (column + dx).tolist(), strict=True):
            if 0 <= place[0] < out.shape[0] and 0 <= place[1] < out.shape[1]:
                pixel = int(place[0]), int(place[1])
                count[pixel] = count.get(pixel, 0) + 1
                last[pixel] = color
    for pixel, color in last.items():
        out[pixel] = table[color, min(count[pixel], table.shape[1]) - 1]
