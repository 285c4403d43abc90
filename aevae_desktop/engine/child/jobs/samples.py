"""What the inference process says of stored samples: who is near to whom, and their codes as text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.codes.codes_csv import codes_csv
from aevae_desktop.engine.child.provided import Bundles
from aevae_desktop.engine.wire.frames import Arrays
from aevae_desktop.errors import BundleError, ModelError

MOST_NEIGHBOURS = 1000
Rows = NDArray[np.int32]


class Samples:
    """Answers about ``bundles``; every method raises ``LabError``."""

    def __init__(self, bundles: Bundles) -> None:
        self._bundles = bundles

    def nearest(self, folder: Path, rows: Rows, k: int) -> Rows:
        """The ``k`` codes nearest to those of ``rows: (m,)``: ``(m, k) int32``, -1 for none."""
        _check_k(k)
        index = self._bundles.get(folder).index
        return index.neighbours.of(_checked(rows, len(index.mu), folder), k)

    def nearest_to(self, key: str, folder: Path, z: NDArray[np.float32], k: int) -> Arrays:
        """The ``k`` codes nearest to each of ``z: (m, d)``, and how far they are, as ``protocol.NearestTo`` says."""
        _check_k(k)
        index = self._bundles.get(folder).index
        d = index.mu.shape[1]
        if z.ndim != 2 or z.shape[1] != d or not np.isfinite(z).all():
            raise ModelError(field="z", found=f"shape {z.shape}", expected=f"(m, {d}), finite")
        rows, distance = index.neighbours.nearest(z, k)
        return {f"near/{key}": rows.astype(np.int32), f"distance/{key}": distance.astype(np.float32)}

    def csv(self, folder: Path, rows: Rows) -> bytes:
        """The codes of ``rows: (m,)`` as ``core.codes.codes_csv`` writes them."""
        points = self._bundles.get(folder).points
        rows = _checked(rows, len(points.mu), folder)
        return codes_csv(rows, points.label[rows], points.split[rows], points.mu[rows])


def _check_k(k: int) -> None:
    if not 0 < k <= MOST_NEIGHBOURS:
        raise ModelError(field="k", found=k, expected=f"1 to {MOST_NEIGHBOURS}")


def _checked(rows: Rows, n: int, folder: Path) -> Rows:
    if len(rows) and (int(rows.min()) < 0 or int(rows.max()) >= n):
        found, wanted = f"{rows.min()} to {rows.max()}", f"0 to {n - 1}"
        raise BundleError(file=folder, field="sample", found=found, expected=wanted, remedy="Open the bundle again.")
    return rows
