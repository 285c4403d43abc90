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

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.cloud import Cloud, Layer, Picture, Places, Scratch, chunks, fetch
from aevae_desktop.core.placing import CHUNK, STAMPS, Affine, Frame
from aevae_desktop.core.view2d import View2D

__all__ = ["STAMPS", "Cloud", "paint", "paint_reference"]

_MARGIN = 4  # pixels around the picture where a point can still touch it: stamps, and rounding
_BAND = 1 << 16  # pixels at a time when a whole frame is swept
_ONE = np.int32(1)
# nanoseconds, measured at 70k and 1M points on 900 x 900 and 1800 x 1800 pixels: a point written, noted, a pixel swept
_WRITE, _NOTE, _SWEEP, _SWEEP_STAMP = 6.0, 8.0, 2.0, 0.5

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


def _choose(points: int, frame: Frame, levels: int) -> Painter:
    """The painter that is fastest for so many points; all paint the same picture."""
    spread = frame.spread
    sweep = points * _NOTE + frame.size * (_SWEEP + _SWEEP_STAMP * spread)
    if spread > 1 and points * spread * _WRITE > sweep:
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
    tint, colors, levels = layer.tint(lut), lut.ravel(), lut.shape[1]
    scratch.grow(int((runs[:, 1] - runs[:, 0]).sum()) * frame.spread, frame.size)
    counts, used, placed = scratch.counts, 0, []
    for pieces in chunks(runs, CHUNK // frame.spread):
        index = _count(scratch, layer, pieces, frame, scratch.index[used:])
        placed.append((pieces, index))
        used += len(index)
    for pieces, index in placed:
        level, color = scratch.level[: len(index)], scratch.color[: len(index)]
        counts.take(index, out=level, mode="clip")
        np.minimum(level, levels, out=level)
        level += fetch(tint, pieces, scratch.tint, frame.spread)[: len(index)]
        flat[index] = colors.take(level, out=color, mode="clip")
    _clear(counts[: frame.size], scratch.index[:used])


def _count(scratch: Scratch, layer: Layer, pieces: list[slice], frame: Frame, out: Places) -> Places:
    """Add a chunk of points to ``scratch.counts``; their places."""
    buffers = scratch.buffers
    index, stray = frame.place(fetch(layer.xs, pieces, buffers.xs), fetch(layer.ys, pieces, buffers.ys), buffers, out)
    if len(index):
        np.add.at(scratch.counts, index, _ONE)
        scratch.counts[index[-1]] -= stray
    return index


def _clear(counts: NDArray[np.int32], used: Places) -> None:
    if len(used) * 8 < len(counts):
        counts[used] = 0
    else:
        counts.fill(0)


def _paint_swept(scratch: Scratch, layer: Layer, runs: Places, frame: Frame, lut: Picture, flat: Picture) -> None:
    """Many points to a pixel: note the last point and the count of each pixel, then sweep the frame once.

    A stamp is then a maximum over shifted frames (the last point painted is the one of the highest place) and a sum.
    """
    canvas = frame.padded(_MARGIN)
    scratch.grow(0, canvas.size)
    last, counts = scratch.last[: canvas.size], scratch.counts[: canvas.size]
    for pieces in chunks(runs, CHUNK):
        index = _count(scratch, layer, pieces, canvas, scratch.index)
        places = [np.arange(piece.start + 1, piece.stop + 1, dtype=np.int32) for piece in pieces]
        last[index] = (places[0] if len(places) == 1 else np.concatenate(places))[: len(index)]
    tint, colors = layer.tint(lut), lut.ravel()
    for top, last_in, counts_in in _bands(frame, last.reshape(canvas.height, -1), counts.reshape(canvas.height, -1)):
        lit = np.flatnonzero(last_in > 0)
        color = tint.take(last_in.take(lit) - 1)
        if lut.shape[1] > 1:
            color = colors.take(color + np.minimum(counts_in.take(lit), lut.shape[1]))
        flat[top * frame.stride + lit] = color
    last.fill(0)
    counts.fill(0)


def _bands(
    frame: Frame, last: NDArray[np.int32], counts: NDArray[np.int32]
) -> Iterator[tuple[int, NDArray[np.int32], NDArray[np.int32]]]:
    """Rows of the frame from the top, as many as fit the cache: first row, highest ``last`` and sum of ``counts``."""
    step = max(_BAND // frame.stride, 1)
    highest, total = np.zeros((2, step, frame.stride), np.int32)
    for top in range(0, frame.height, step):
        rows = min(step, frame.height - top)
        inner = highest[:rows, : frame.width], total[:rows, : frame.width]
        inner[0][...] = 0
        inner[1][...] = 0
        for dx, dy in zip(frame.stamp.dx.astype(int).tolist(), frame.stamp.dy.astype(int).tolist(), strict=True):
            y, x = top + _MARGIN - dy, _MARGIN - dx
            np.maximum(inner[0], last[y : y + rows, x : x + frame.width], out=inner[0])
            np.add(inner[1], counts[y : y + rows, x : x + frame.width], out=inner[1])
        yield top, highest[:rows].ravel(), total[:rows].ravel()


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
