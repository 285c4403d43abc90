"""The codes nearest to many places at once, exactly, in any latent dimension.

Up to two dimensions they are looked up in cells (``in_plane``), beyond, and for places with hardly a code
around them, in balls that groups of places share (``balls``).
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.neighbours.balls import Balls
from aevae_desktop.core.neighbours.in_plane import CellSearch

Doubles = NDArray[np.float64]
Places = NDArray[np.intp]


class Neighbours:
    """Finds neighbours among ``codes: (n, d)``, latent units, kept as float32; they must be finite."""

    def __init__(self, codes: ArrayLike) -> None:
        self.codes = np.asarray(codes, np.float32)

    def nearest(self, z: ArrayLike, k: int) -> tuple[Places, Doubles]:
        """The ``k`` codes nearest to each of ``z: (m, d)``, nearest first: rows ``(m, k)``, distances ``(m, k)``.

        Euclidean, of differences in double precision; ``z`` must be finite. Equally near ones come in the order of
        their rows, and the first of them are found. With fewer than ``k`` codes there are as many columns.
        """
        places = np.asarray(z, np.float64)
        k = min(k, len(self.codes))
        if not k or not len(places):
            return np.zeros((len(places), k), np.intp), np.zeros((len(places), k))
        if self._cells is None:
            rows, square = self._balls.search(places, k)
        else:
            rows, square, lost = self._cells.search(places, k)
            if lost.any():
                rows[lost], square[lost] = self._balls.search(places[lost], k)
        return rows, np.sqrt(square)

    def of(self, rows: ArrayLike, k: int) -> NDArray[np.int32]:
        """The ``k`` codes nearest to each of the codes ``rows: (m,)``, itself left out: ``(m, k) int32``.

        Nearest first, in the order of ``nearest``. Where there are fewer than k others, -1 stands for those that are
        missing.
        """
        own = np.asarray(rows, np.intp).reshape(-1)
        near, _ = self.nearest(self.codes[own], k + 1)
        others = near != own[:, None]
        others[others.all(axis=1), -1:] = False  # k + 1 codes at its very place come before it
        found = np.full((len(own), k), -1, np.int32)
        if len(own):
            found[:, : near.shape[1] - 1] = near[others].reshape(len(own), -1)
        return found

    @cached_property
    def _cells(self) -> CellSearch | None:
        """The index of codes on a line or in a plane."""
        return CellSearch.build(self.codes) if self.codes.shape[1] <= 2 else None

    @cached_property
    def _balls(self) -> Balls:
        """The index for all else."""
        return Balls.build(self.codes)
