"""The points of a map, ready to be painted: sorted into cells, coloured, some of them hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.map.density import SHADES, Density
from aevae_desktop.core.map.placing import CHUNK, Buffers
from aevae_desktop.core.neighbours.cells import Cells

Picture = NDArray[np.uint32]
Places = NDArray[np.int64]
Mask = NDArray[np.bool_] | None

ROWS = (1 << 16) // SHADES  # of a colour table, at most: row and shade of a point share 16 bits
_FEW = 8  # times fewer points than there are: colouring them alone is cheaper


@dataclass(eq=False)
class Layer:
    """The points that are shown, in cell order, and the colours they had last."""

    xs: NDArray[np.float32]
    ys: NDArray[np.float32]
    row: NDArray[np.uint16]
    start: NDArray[np.int64]
    _key: bytes = b""
    _tint: Picture = field(default_factory=lambda: np.zeros(0, np.uint32))

    @cached_property
    def ranks(self) -> NDArray[np.int32]:
        """1 to m."""
        return np.arange(1, len(self.xs) + 1, dtype=np.int32)

    def tint(self, lut: Picture, points: int) -> Picture | None:
        """The colour of every point; None where the colours are new and only a few ``points`` need theirs."""
        key = lut.tobytes()
        if key != self._key:
            if _FEW * points < len(self.xs):
                return None
            self._tint, self._key = lut.take(self.row, mode="clip"), key
        return self._tint


class Scratch:
    """Memory reused between chunks and frames. ``last`` covers a frame and is zero between frames."""

    def __init__(self) -> None:
        self.buffers = Buffers()
        self.color, self.row = np.empty(CHUNK, np.uint32), np.empty(CHUNK, np.uint16)
        self.index, self.rank = np.empty(CHUNK, np.int64), np.empty(CHUNK, np.int32)
        self.last = np.zeros(0, np.int32)

    def cover(self, pixels: int) -> NDArray[np.int32]:
        """``last`` for a frame of so many pixels."""
        if len(self.last) < pixels:
            self.last = np.zeros(pixels, np.int32)
        return self.last[:pixels]


@dataclass(eq=False)
class Cloud:
    """Points of a map ready to be painted: their cells, and ``color: (m,) uint16``, each one's row of the colour table.

    Colours are in cell order; ``density`` says how crowded it is around each, in cell order too. ``fade: (m,) uint8``
    below ``fades``: how far each is from the plane of the map, if that is to be seen. It keeps scratch memory between
    frames; use one from one thread only.
    """

    cells: Cells
    color: NDArray[np.uint16]
    density: Density
    fade: NDArray[np.uint8] | None = None
    fades: int = 1
    _layer: tuple[Mask, Layer] | None = field(default=None, repr=False)
    scratch: Scratch = field(default_factory=Scratch, repr=False)

    @classmethod
    def build(cls, xy: ArrayLike, color_index: ArrayLike, seed: int = 0) -> Cloud:
        """``xy: (n, 2)`` in map units, ``color_index: (n,)`` from 0 to ``ROWS - 1``, or ``ValueError`` is raised."""
        points = np.asarray(xy, np.float32).reshape(-1, 2)
        _rows(color_index, len(points))
        return cls.of(Cells.build(points, seed), color_index)

    @classmethod
    def of(cls, cells: Cells, color_index: ArrayLike) -> Cloud:
        """The points that are sorted into ``cells`` already, in colours as ``build`` takes them."""
        color = np.asarray(color_index)
        color = _rows(color, len(color))
        return cls(cells, color[cells.order], Density.of(cells.xs, cells.ys))

    def recoloured(self, color_index: ArrayLike) -> Cloud:
        """The same points in other colours, as ``build`` takes them, without being sorted again.

        Cells, density and scratch memory are shared with this cloud. Raises ``ValueError`` as ``build`` does.
        """
        color = np.asarray(color_index)
        color = _rows(color, len(color))
        if len(color) <= int(self.cells.order.max(initial=-1)):
            raise ValueError(f"{len(self)} points but colours of shape {color.shape}")
        fits = (int(color.max(initial=0)) + 1) * self.fades <= ROWS
        fade, fades = (self.fade, self.fades) if fits else (None, 1)
        return Cloud(self.cells, color[self.cells.order], self.density, fade, fades, scratch=self.scratch)

    def __len__(self) -> int:
        return len(self.cells)

    def faded(self, level: NDArray[np.uint8], levels: int) -> Cloud:
        """The same points with ``level: (n,)`` below ``levels``, in the order given to ``build``; nothing is sorted.

        Without fade if the raster's table of colours would grow too long.
        """
        if (int(self.color.max(initial=0)) + 1) * levels > ROWS:
            return replace(self, fade=None, fades=1, _layer=None)
        return replace(self, fade=level[self.cells.order], fades=levels, _layer=None)

    def layer(self, shown: Mask) -> Layer:
        """The points that are ``shown: (n,) bool``, as ``build`` got them; None shows all.

        The last selection asked for is kept, and known again by identity: never write to a mask.
        """
        if self._layer is None or self._layer[0] is not shown:
            self._layer = shown, self._select(None if shown is None else shown[self.cells.order])
        return self._layer[1]

    def _select(self, keep: NDArray[np.bool_] | None) -> Layer:
        cells = self.cells
        row = self.color * np.uint16(SHADES * self.fades)
        row += self.density.shade
        if self.fade is not None:
            row += self.fade * np.uint16(SHADES)
        if keep is None:
            return Layer(cells.xs, cells.ys, row, cells.start)
        kept_before = np.concatenate(([0], np.cumsum(keep)))
        return Layer(cells.xs[keep], cells.ys[keep], row[keep], kept_before[cells.start])


def _rows(color_index: ArrayLike, count: int) -> NDArray[np.uint16]:
    color = np.asarray(color_index)
    if color.shape != (count,):
        raise ValueError(f"{count} points but colours of shape {color.shape}")
    if count and (color.min() < 0 or color.max() >= ROWS):
        raise ValueError(f"colours from {color.min()} to {color.max()}, not 0 to {ROWS - 1}")
    return color.astype(np.uint16)


def chunks(runs: NDArray[np.int64], size: int) -> Iterator[list[slice]]:
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


def fetch(values: NDArray[Any], pieces: list[slice], out: NDArray[Any]) -> NDArray[Any]:
    """The values of a chunk in one array; ``out`` is used if they are in several pieces."""
    if len(pieces) == 1:
        return values[pieces[0]]
    parts = [values[piece] for piece in pieces]
    return np.concatenate(parts, out=out[: sum(map(len, parts))])
