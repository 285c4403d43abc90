"""The points of a map, ready to be painted: sorted into cells, coloured, some classes hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.cells import Cells
from aevae_desktop.core.placing import CHUNK, Buffers

Picture = NDArray[np.uint32]
Places = NDArray[np.int64]


@dataclass(eq=False)
class Layer:
    """The points of the classes that are shown, in cell order, and the colours they had last."""

    xs: NDArray[np.float32]
    ys: NDArray[np.float32]
    color: NDArray[np.uint8]
    start: NDArray[np.int64]
    ranks: NDArray[np.int32]  # 1 to m
    _key: tuple[object, ...] = ()
    _tint: NDArray[Any] = field(default_factory=lambda: np.zeros(0, np.uint32))

    def tint(self, lut: Picture) -> NDArray[Any]:
        """By point: its colour if ``lut`` has one level, else the place in the flat table just before its class."""
        levels = lut.shape[1]
        key = (levels, lut.tobytes() if levels == 1 else len(lut))
        if key != self._key:
            rows = lut[:, 0] if levels == 1 else np.arange(len(lut), dtype=np.int32) * levels - 1
            self._tint, self._key = rows.take(self.color), key
        return self._tint


class Scratch:
    """Memory reused between chunks and frames. ``counts`` and ``last`` cover a frame and are zero between frames."""

    def __init__(self) -> None:
        self.buffers = Buffers()
        self.tint, self.level = np.empty((2, CHUNK), np.int32)
        self.color = np.empty(CHUNK, np.uint32)
        self.index = np.empty(CHUNK, np.int64)
        self.counts = np.zeros(0, np.int32)
        self.last = np.zeros(0, np.int32)

    def grow(self, points: int, pixels: int) -> None:
        """Make room for ``points`` places and ``pixels`` counts."""
        if len(self.index) < points:
            self.index = np.empty(points, np.int64)
        if len(self.counts) < pixels:
            self.counts, self.last = np.zeros((2, pixels), np.int32)


@dataclass(eq=False)
class Cloud:
    """Points of a map ready to be painted: their cells, and ``color: (m,) uint8``, the class of each in cell order.

    It keeps scratch memory between frames; use one from one thread only.
    """

    cells: Cells
    color: NDArray[np.uint8]
    _layer: tuple[bytes, Layer] | None = field(default=None, repr=False)
    scratch: Scratch = field(default_factory=Scratch, repr=False)

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

    def layer(self, shown: NDArray[np.bool_] | None) -> Layer:
        """The points whose class is ``shown``; None shows all. The last selection asked for is kept."""
        key = b"" if shown is None or shown.all() else shown.tobytes()
        if self._layer is None or self._layer[0] != key:
            self._layer = key, self._select(shown[self.color] if shown is not None and key else None)
        return self._layer[1]

    def _select(self, keep: NDArray[np.bool_] | None) -> Layer:
        cells = self.cells
        if keep is None:
            return Layer(cells.xs, cells.ys, self.color, cells.start, _ranks(len(cells)))
        kept_before = np.concatenate(([0], np.cumsum(keep)))
        xs = cells.xs[keep]
        return Layer(xs, cells.ys[keep], self.color[keep], kept_before[cells.start], _ranks(len(xs)))


def _ranks(count: int) -> NDArray[np.int32]:
    return np.arange(1, count + 1, dtype=np.int32)


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


def fetch(values: NDArray[Any], pieces: list[slice], out: NDArray[Any], spread: int = 1) -> NDArray[Any]:
    """The values of a chunk in one array, each ``spread`` times; ``out`` is used if they are in several pieces."""
    if len(pieces) == 1:
        chunk = values[pieces[0]]
    else:
        parts = [values[piece] for piece in pieces]
        chunk = np.concatenate(parts, out=out[: sum(map(len, parts))])
    return chunk if spread == 1 else chunk.repeat(spread)
