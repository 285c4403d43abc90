"""What the inference process knows of stored samples: their codes, their neighbours, their originals.

The codes of the last few bundles are kept, with the index that finds neighbours among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aevae_desktop import bundle
from aevae_desktop.core.codes_csv import codes_csv
from aevae_desktop.core.fields import CodesIndex
from aevae_desktop.engine.frames import Arrays
from aevae_desktop.errors import BundleError, ModelError

KEPT = 2  # bundles: one for each map
MOST_NEIGHBOURS = 1000
Rows = NDArray[np.int32]


@dataclass(eq=False)
class Stored:
    """The points of one bundle as ``sha256`` says they were."""

    sha256: str
    points: bundle.Points

    @cached_property
    def index(self) -> CodesIndex:
        """The codes, with what finds neighbours among them, built when it is first asked for."""
        return CodesIndex(self.points.mu, self.points.label)


class Samples:
    """Reads what is asked for and keeps it; every method raises ``LabError``."""

    def __init__(self) -> None:
        self._kept: dict[Path, Stored] = {}

    def nearest(self, folder: Path, rows: Rows, k: int) -> Rows:
        """The ``k`` codes nearest to those of ``rows: (m,)``: ``(m, k) int32``, -1 for none."""
        _check_k(k)
        stored = self.stored(folder)
        return stored.index.neighbours.of(_checked(rows, len(stored.points.mu), folder), k)

    def nearest_to(self, key: str, folder: Path, z: NDArray[np.float32], k: int) -> Arrays:
        """The ``k`` codes nearest to each of ``z: (m, d)``, and how far they are, as ``protocol.NearestTo`` says."""
        _check_k(k)
        stored = self.stored(folder)
        d = stored.points.mu.shape[1]
        if z.ndim != 2 or z.shape[1] != d or not np.isfinite(z).all():
            raise ModelError(field="z", found=f"shape {z.shape}", expected=f"(m, {d}), finite")
        rows, distance = stored.index.neighbours.nearest(z, k)
        return {f"near/{key}": rows.astype(np.int32), f"distance/{key}": distance.astype(np.float32)}

    def csv(self, folder: Path, rows: Rows) -> bytes:
        """The codes of ``rows: (m,)`` as ``core.codes_csv`` writes them."""
        points = self.stored(folder).points
        rows = _checked(rows, len(points.mu), folder)
        return codes_csv(rows, points.label[rows], points.split[rows], points.mu[rows])

    def images(self, folder: Path, rows: Rows) -> NDArray[np.uint8]:
        """The originals of ``rows: (m,)``: ``(m, h, w)`` or ``(m, h, w, 3) uint8``."""
        return bundle.read_images(folder, bundle.read(folder), rows)

    def hashes(self) -> set[str]:
        """Which points are kept, by their sha256."""
        return {kept.sha256 for kept in self._kept.values()}

    def stored(self, folder: Path) -> Stored:
        """The points of the bundle in ``folder``, read again only if they have changed."""
        manifest = bundle.read(folder)
        record = manifest.files.get(bundle.POINTS)
        kept = self._kept.pop(folder, None)
        if kept is None or record is None or kept.sha256 != record.sha256:
            points = bundle.read_points(folder, manifest)
            kept = Stored(manifest.files[bundle.POINTS].sha256, points)
        self._kept[folder] = kept  # the one used last goes to the end
        while len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        return kept


def _check_k(k: int) -> None:
    if not 0 < k <= MOST_NEIGHBOURS:
        raise ModelError(field="k", found=k, expected=f"1 to {MOST_NEIGHBOURS}")


def _checked(rows: Rows, n: int, folder: Path) -> Rows:
    if len(rows) and (int(rows.min()) < 0 or int(rows.max()) >= n):
        found, wanted = f"{rows.min()} to {rows.max()}", f"0 to {n - 1}"
        raise BundleError(file=folder, field="sample", found=found, expected=wanted, remedy="Open the bundle again.")
    return rows
