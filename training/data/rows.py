"""Images that lie in several files, as one array of which only those rows are read that are asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Bytes: TypeAlias = NDArray[np.uint8]
PIECE = 1000  # images read at once


class Rows:
    """Images ``(n, c, h, w) uint8`` out of ``parts``, each ``(k, c, h, w)`` and mapped from its file.

    An index or a slice reads; ``only`` chooses without reading. ``index (n,)``: which rows of all parts these are.
    ``inverted``: black is read as white.
    """

    dtype = np.dtype(np.uint8)
    ndim = 4

    def __init__(
        self, parts: Sequence[Bytes], index: NDArray[np.int64] | None = None, *, inverted: bool = False
    ) -> None:
        self._parts = tuple(parts)
        self._ends = np.cumsum([len(part) for part in self._parts])
        self._index = np.arange(self._ends[-1]) if index is None else index
        self._inverted = inverted

    def __len__(self) -> int:
        return len(self._index)

    @property
    def shape(self) -> tuple[int, ...]:
        """``(n, c, h, w)``."""
        return len(self), *self._parts[0].shape[1:]

    @property
    def size(self) -> int:
        """Values of all images."""
        return int(np.prod(self.shape))

    def __getitem__(self, key: Any) -> Bytes:
        """The images of a slice, or of numbers or flags in an array; they are read now."""
        wanted = self._index[key]
        out = np.empty((len(wanted), *self.shape[1:]), np.uint8)
        of = np.searchsorted(self._ends, wanted, side="right")
        for place in np.unique(of):
            here = of == place
            part = self._parts[place]
            out[here] = part[wanted[here] - (self._ends[place] - len(part))]
        return 255 - out if self._inverted else out

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return self[:].astype(dtype or np.uint8, copy=False)

    def only(self, key: Any) -> Rows:
        """Those of a slice, or of numbers or flags in an array; nothing is read."""
        return Rows(self._parts, self._index[key], inverted=self._inverted)

    def turned(self) -> Rows:
        """The same with black for white."""
        return Rows(self._parts, self._index, inverted=not self._inverted)


Pixels: TypeAlias = Bytes | Rows


def only(x: Pixels, key: Any) -> Pixels:
    """The images of a slice, or of numbers or flags in an array; nothing is read that need not be."""
    return x.only(key) if isinstance(x, Rows) else x[key]


def inverted(x: Pixels) -> Pixels:
    """The same with black for white."""
    return x.turned() if isinstance(x, Rows) else 255 - x


def pieces(x: Pixels) -> Iterator[Bytes]:
    """All images, some at a time."""
    return (x[start : start + PIECE] for start in range(0, len(x), PIECE))


def digest(x: Pixels) -> str:
    """The sha256 of all pixels, a piece at a time."""
    whole = hashlib.sha256()
    for piece in pieces(x):
        whole.update(piece.tobytes())
    return whole.hexdigest()


def mean(x: Pixels) -> NDArray[np.float64]:
    """The mean image ``(c, h, w)``, in grey levels; sums of bytes are exact, however they are cut."""
    total: NDArray[np.float64] = sum(piece.sum(axis=0, dtype=np.float64) for piece in pieces(x)) / np.float64(len(x))
    return total
