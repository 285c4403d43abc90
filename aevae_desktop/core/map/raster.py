"""Points to pixels: the hot loop of the map.

A frame is a scatter-write of 32-bit colours into the picture's own memory, a chunk of points at a time so that every
intermediate array stays in the processor's cache. Points are sorted into cells once (``core.neighbours.cells``): a view
that is zoomed in looks at its own cells only, and neighbours in memory are neighbours on the screen.

The colour of a point is looked up by its own row of a table and by how crowded it is around it (``density``), so
that sparse tails can stay quiet and dense cores glow. The colour of a pixel is that of the last point painted on it;
the order is the random one of the cells, the same in every frame, so pixels do not flicker while the view moves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.map.cloud import ROWS, Cloud, Layer, Mask, Picture, Places, Scratch, chunks, fetch
from aevae_desktop.core.map.density import SHADES
from aevae_desktop.core.map.placing import CHUNK, STAMPS, Affine, Frame
from aevae_desktop.core.map.view2d import View2D

__all__ = ["ROWS", "SHADES", "STAMPS", "Cloud", "paint"]

Ints = NDArray[np.int32]

_MARGIN = 4  # pixels around the picture where a point can still touch it: stamps, and rounding
_BAND = 1 << 16  # pixels at a time when a whole frame is swept

Painter = Callable[[Scratch, Layer, Places, Frame, Picture, Picture], None]


def paint(
    cloud: Cloud,
    view: View2D,
    lut: ArrayLike,
    out: Picture,
    radius: int = 1,
    shown: Mask = None,
) -> None:
    """Paint the points over ``out: (h, w) uint32``, 0xffRRGGBB, in the device pixels of ``view``.

    ``lut: (k, SHADES) uint32``: the pixels of a point of colour c and shade s (``cloud.density``) get ``lut[c, s]``,
    those of several points what the last of them says; other pixels keep what they are. With ``lut: (k, 1)`` all
    shades are alike. Where the cloud has fades, ``lut`` has ``fades`` rows a colour, the nearest one first. ``radius``
    picks the stamp (``STAMPS``); ``shown: (n,) bool`` says which points are painted. ``out`` may be a view with any
    strides, such as the memory of a picture with padded rows. Raises ``ValueError`` if ``out`` is not 2-D uint32.
    """
    if out.ndim != 2 or out.dtype != np.uint32:
        raise ValueError(f"a picture of {out.shape} {out.dtype}, not (h, w) uint32")
    if not out.size or not len(cloud):
        return
    table = _table(lut).ravel()
    if out.strides[1] != out.itemsize or out.strides[0] % out.itemsize or out.strides[0] < out.shape[1] * out.itemsize:
        copy = np.ascontiguousarray(out)
        _paint_rows(cloud, view, table, copy, radius, shown)
        out[...] = copy
    else:
        _paint_rows(cloud, view, table, out, radius, shown)


def _paint_rows(cloud: Cloud, view: View2D, lut: Picture, out: Picture, radius: int, shown: Mask) -> None:
    stamp = STAMPS[min(max(radius, 1), max(STAMPS))]
    layer = cloud.layer(shown)
    runs = _visible_runs(cloud, layer, view, out.shape)
    stride = out.strides[0] // out.itemsize
    frame = Frame(Affine.of(view, stamp.shift), stamp, out.shape[0], out.shape[1], stride)
    flat = as_strided(out, (frame.size,), (out.itemsize,))
    painter = _choose(int((runs[:, 1] - runs[:, 0]).sum()), frame)
    with np.errstate(over="ignore", invalid="ignore"):
        painter(cloud.scratch, layer, runs, frame, lut, flat)


def _table(lut: ArrayLike) -> Picture:
    """The colours by row and shade, ``(k, SHADES)``."""
    table = np.asarray(lut, np.uint32)
    return np.broadcast_to(table.reshape(len(table), -1), (len(table), SHADES))


# Nanoseconds: a pixel of a point written; a point noted; a pixel swept, and per shift of the stamp. Measured from 10k
# to 1M points on 900 x 900 and 1800 x 1800 pixels; only their ratios matter.
_WRITE, _NOTE, _SWEEP, _SHIFT = 5.0, 4.5, 1.2, 0.25


def _choose(points: int, frame: Frame) -> Painter:
    """The painter that is fastest for so many points; both paint the same picture."""
    swept = points * _NOTE + frame.size * (_SWEEP + _SHIFT * frame.spread)
    return _paint_swept if points * frame.spread * _WRITE > swept else _paint_plain


def _paint_plain(scratch: Scratch, layer: Layer, runs: Places, frame: Frame, lut: Picture, flat: Picture) -> None:
    """Write every point's colour where it falls, in order."""
    tint, buffers = layer.tint(lut, int((runs[:, 1] - runs[:, 0]).sum())), scratch.buffers
    for pieces in chunks(runs, CHUNK // frame.spread):
        xs, ys = fetch(layer.xs, pieces, buffers.xs), fetch(layer.ys, pieces, buffers.ys)
        index = frame.place(xs, ys, buffers, scratch.index)
        if not len(index):
            continue
        if tint is not None:
            color = fetch(tint, pieces, scratch.color)
        else:
            color = lut.take(fetch(layer.row, pieces, scratch.row))
        flat[index] = (color if frame.spread == 1 else color.repeat(frame.spread))[: len(index)]


def _paint_swept(scratch: Scratch, layer: Layer, runs: Places, frame: Frame, lut: Picture, flat: Picture) -> None:
    """Many pixels to write: note the rank of the last point at each, then sweep the frame once.

    A stamp is then a maximum over shifted frames: what is painted last has the highest rank.
    """
    canvas, buffers = frame.padded(_MARGIN), scratch.buffers
    last = scratch.cover(canvas.size)
    for pieces in chunks(runs, CHUNK):
        xs, ys = fetch(layer.xs, pieces, buffers.xs), fetch(layer.ys, pieces, buffers.ys)
        index = canvas.clamp(xs, ys, buffers, scratch.index)
        last[index] = fetch(layer.ranks, pieces, scratch.rank)
    tint = layer.tint(lut, frame.size)
    for top, highest in _bands(frame, last.reshape(canvas.height, canvas.width)):
        lit = np.flatnonzero(highest > 0)
        point = highest.take(lit) - 1
        flat[top * frame.stride + lit] = lut.take(layer.row.take(point)) if tint is None else tint.take(point)
    last.fill(0)


def _bands(frame: Frame, last: Ints) -> Iterator[tuple[int, Ints]]:
    """Some rows of the frame at a time, from the top: the first row, and the highest ``last`` of its stamps."""
    step = max(_BAND // frame.stride, 1)
    highest = np.zeros((step, frame.stride), np.int32)
    for top in range(0, frame.height, step):
        rows = min(step, frame.height - top)
        _highest(last, frame, top, highest[:rows, : frame.width])
        yield top, highest[:rows].ravel()


def _highest(canvas: Ints, frame: Frame, top: int, out: Ints) -> None:
    """The maximum of the canvas shifted by every offset of the stamp, ``out: (rows, width)``, from row ``top`` on."""
    for i, (dx, dy) in enumerate(zip(frame.stamp.dx.astype(int), frame.stamp.dy.astype(int), strict=True)):
        y, x = top + _MARGIN - dy, _MARGIN - dx
        shifted = canvas[y : y + len(out), x : x + frame.width]
        if i:
            np.maximum(out, shifted, out=out)
        else:
            out[...] = shifted


def _visible_runs(cloud: Cloud, layer: Layer, view: View2D, shape: tuple[int, ...]) -> Places:
    """Ranges of the layer's points that hold all that can touch the picture."""
    (x0, y1), (x1, y0) = view.to_map([(-_MARGIN, -_MARGIN), (shape[1] + _MARGIN, shape[0] + _MARGIN)]).tolist()
    runs = cloud.cells.runs((x0, y0, x1, y1), layer.start)
    if 4 * (runs[:, 1] - runs[:, 0]).sum() > 3 * len(layer.xs):  # most of them: copying runs costs more than it saves
        return np.array([[0, len(layer.xs)]])
    return runs
