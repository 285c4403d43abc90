"""Points to pixels: the hot loop of the map.

A frame is a scatter-write of 32-bit colours into the picture's own memory, a chunk of points at a time so that every
intermediate array stays in the processor's cache. Points are sorted into cells once (``core.cells``): a zoomed-in view
looks at its own cells only, and neighbours in memory are neighbours on the screen.

With a table of several levels, the brightness of a pixel follows how many points cover it, so that sparse tails stay
quiet and dense cores glow. The class of a pixel is that of the last point painted on it; the order is the random one
of the cells, the same in every frame, so pixels do not flicker while the view moves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.cloud import Cloud, Layer, Picture, Places, Scratch, chunks, fetch
from aevae_desktop.core.placing import CHUNK, STAMPS, Affine, Frame
from aevae_desktop.core.view2d import View2D

__all__ = ["STAMPS", "Cloud", "paint", "paint_reference"]

Ints = NDArray[np.int32]

_MARGIN = 4  # pixels around the picture where a point can still touch it: stamps, and rounding
_BAND = 1 << 16  # pixels at a time when a whole frame is swept
_ONE = np.int32(1)

Painter = Callable[[Scratch, Layer, Places, Frame, Picture, Picture], None]


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
    runs = _visible_runs(cloud, layer, view, out.shape)
    stride = out.strides[0] // out.itemsize
    frame = Frame(Affine.of(view, stamp.shift), stamp, out.shape[0], out.shape[1], stride)
    flat = as_strided(out, (frame.size,), (out.itemsize,))
    painter = _choose(int((runs[:, 1] - runs[:, 0]).sum()), frame, lut.shape[1])
    with np.errstate(over="ignore", invalid="ignore"):
        painter(cloud.scratch, layer, runs, frame, lut, flat)


class _Cost(NamedTuple):
    """Nanoseconds: a pixel of a point written; a point noted; a pixel swept, and per shift of the stamp.

    Measured from 10k to 1M points on 900 x 900 and 1800 x 1800 pixels; only their ratios matter.
    """

    write: float
    note: float
    sweep: float
    shift: float


_PLAIN, _COUNTED = _Cost(5.0, 4.5, 1.2, 0.25), _Cost(8.5, 6.5, 2.2, 0.5)


def _choose(points: int, frame: Frame, levels: int) -> Painter:
    """The painter that is fastest for so many points; all paint the same picture."""
    cost = _PLAIN if levels == 1 else _COUNTED
    swept = points * cost.note + frame.size * (cost.sweep + cost.shift * frame.spread)
    if points * frame.spread * cost.write > swept:
        return _paint_swept
    return _paint_plain if levels == 1 else _paint_counted


def _paint_plain(scratch: Scratch, layer: Layer, runs: Places, frame: Frame, lut: Picture, flat: Picture) -> None:
    """One level: write every point's colour where it falls, in order."""
    tint, buffers = layer.tint(lut), scratch.buffers
    for pieces in chunks(runs, CHUNK // frame.spread):
        xs, ys = fetch(layer.xs, pieces, buffers.xs), fetch(layer.ys, pieces, buffers.ys)
        index, _ = frame.place(xs, ys, buffers, scratch.index)
        if len(index):
            flat[index] = fetch(tint, pieces, scratch.color, frame.spread)[: len(index)]


def _paint_counted(scratch: Scratch, layer: Layer, runs: Places, frame: Frame, lut: Picture, flat: Picture) -> None:
    """Several levels: count what falls on each pixel first, then write every point's colour at that count."""
    tint, colors, levels, buffers = layer.tint(lut), lut.ravel(), lut.shape[1], scratch.buffers
    scratch.grow(int((runs[:, 1] - runs[:, 0]).sum()) * frame.spread, frame.size)
    counts, used, placed = scratch.counts, 0, []
    for pieces in chunks(runs, CHUNK // frame.spread):
        xs, ys = fetch(layer.xs, pieces, buffers.xs), fetch(layer.ys, pieces, buffers.ys)
        index, parked = frame.place(xs, ys, buffers, scratch.index[used:])
        if not len(index):
            continue
        np.add.at(counts, index, _ONE)
        counts[index[-1]] -= parked
        placed.append((pieces, index))
        used += len(index)
    for pieces, index in placed:
        level, color = scratch.level[: len(index)], scratch.color[: len(index)]
        counts.take(index, out=level, mode="clip")
        np.minimum(level, levels, out=level)
        level += fetch(tint, pieces, scratch.tint, frame.spread)[: len(index)]
        flat[index] = colors.take(level, out=color, mode="clip")
    _clear(counts[: frame.size], scratch.index[:used])


def _clear(counts: Ints, used: Places) -> None:
    if len(used) * 8 < len(counts):
        counts[used] = 0
    else:
        counts.fill(0)


def _paint_swept(scratch: Scratch, layer: Layer, runs: Places, frame: Frame, lut: Picture, flat: Picture) -> None:
    """Many points to a pixel: note the rank of the last point and the count at each pixel, then sweep the frame once.

    A stamp is then a maximum over shifted frames (what is painted last has the highest rank) and a sum.
    """
    canvas, levels, buffers = frame.padded(_MARGIN), lut.shape[1], scratch.buffers
    scratch.grow(0, canvas.size)
    last, counts = scratch.last[: canvas.size], scratch.counts[: canvas.size]
    for pieces in chunks(runs, CHUNK):
        xs, ys = fetch(layer.xs, pieces, buffers.xs), fetch(layer.ys, pieces, buffers.ys)
        index = canvas.clamp(xs, ys, buffers, scratch.index)
        last[index] = fetch(layer.ranks, pieces, scratch.level)
        if levels > 1:
            np.add.at(counts, index, _ONE)
    tint, colors = layer.tint(lut), lut.ravel()
    shape = canvas.height, canvas.width
    for top, highest, total in _bands(frame, last.reshape(shape), counts.reshape(shape) if levels > 1 else None):
        lit = np.flatnonzero(highest > 0)
        color = tint.take(highest.take(lit) - 1)
        if total is not None:
            color = colors.take(color + np.minimum(total.take(lit), levels))
        flat[top * frame.stride + lit] = color
    last.fill(0)
    counts.fill(0)


def _bands(frame: Frame, last: Ints, counts: Ints | None) -> Iterator[tuple[int, Ints, Ints | None]]:
    """Some rows of the frame at a time, from the top: the first row, its highest ``last`` and its sum of ``counts``."""
    step = max(_BAND // frame.stride, 1)
    highest, total = np.zeros((2, step, frame.stride), np.int32)
    for top in range(0, frame.height, step):
        rows = min(step, frame.height - top)
        _spread(np.maximum, last, frame, top, highest[:rows, : frame.width])
        if counts is not None:
            _spread(np.add, counts, frame, top, total[:rows, : frame.width])
        yield top, highest[:rows].ravel(), None if counts is None else total[:rows].ravel()


def _spread(join: np.ufunc, canvas: Ints, frame: Frame, top: int, out: Ints) -> None:
    """Join the canvas, shifted by every offset of the stamp, in ``out: (rows, width)``, the rows from ``top`` on."""
    for i, (dx, dy) in enumerate(zip(frame.stamp.dx.astype(int), frame.stamp.dy.astype(int), strict=True)):
        y, x = top + _MARGIN - dy, _MARGIN - dx
        shifted = canvas[y : y + len(out), x : x + frame.width]
        if i:
            join(out, shifted, out=out)
        else:
            out[...] = shifted


def _visible_runs(cloud: Cloud, layer: Layer, view: View2D, shape: tuple[int, ...]) -> Places:
    """Ranges of the layer's points that hold all that can touch the picture."""
    (x0, y1), (x1, y0) = view.to_map([(-_MARGIN, -_MARGIN), (shape[1] + _MARGIN, shape[0] + _MARGIN)]).tolist()
    runs = cloud.cells.runs((x0, y0, x1, y1), layer.start)
    if 4 * (runs[:, 1] - runs[:, 0]).sum() > 3 * len(layer.xs):  # most of them: copying runs costs more than it saves
        return np.array([[0, len(layer.xs)]])
    return runs


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
    x0, y0, sx, sy, ox, oy = Affine.of(view, shift)
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
