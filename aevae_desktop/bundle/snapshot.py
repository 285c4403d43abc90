"""What a run shows of itself while it trains: codes of fixed images and a grid of decodes, in one small file.

It lies in the folder of the run, whole or not at all, and is written over again and again; no bundle holds it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle.arrays import Arrays
from aevae_desktop.errors import BundleError
from aevae_desktop.reading import regular

NAME = "snapshot.npz"
MOST_BYTES = 16 << 20  # 12 x 12 tiles of 128 x 128, and codes
MOST_CODES, MOST_TILES = 10_000, 1024


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The map after ``epoch``: ``codes: (k, 2) float32``, the first two numbers of each; ``label: (k,) int16``.

    ``tiles: (rows, columns, h, w) uint8`` are decoded on a grid over ``extent``: x0, y0, x1, y1 in latent units, top
    row first.
    """

    epoch: int
    codes: NDArray[np.float32]
    label: NDArray[np.int16]
    tiles: NDArray[np.uint8]
    extent: NDArray[np.float32]


def pack(shot: Snapshot) -> bytes:
    """The bytes of the file."""
    stream = io.BytesIO()
    np.savez(
        stream,
        allow_pickle=False,
        epoch=np.array([shot.epoch], np.int32),
        codes=shot.codes,
        label=shot.label,
        tiles=shot.tiles,
        extent=shot.extent,
    )
    return stream.getvalue()


def read(path: Path) -> Snapshot:
    """What the file at ``path`` shows. Raises ``BundleError``."""
    with regular.errors_as(BundleError, path):
        arrays = Arrays(regular.read_at_most(path, MOST_BYTES), path)
    (epoch,) = arrays.take("epoch", np.int32, (1,)).tolist()
    k, _ = arrays.shape("codes", np.float32, (None, 2))
    rows, columns, *_ = arrays.shape("tiles", np.uint8, (None, None, None, None))
    if not 1 <= k <= MOST_CODES or not 1 <= rows * columns <= MOST_TILES:
        raise BundleError(file=path, found=f"{k} codes and {rows} x {columns} tiles", expected="a few of each")
    codes, extent = arrays.take("codes", np.float32, (k, 2)), arrays.take("extent", np.float32, (4,))
    if not (np.isfinite(codes).all() and np.isfinite(extent).all()):
        raise BundleError(file=path, field="codes", found="NaN or infinity", expected="finite codes")
    tiles = arrays.take("tiles", np.uint8, (rows, columns, None, None))
    if not tiles.size:
        raise BundleError(file=path, field="tiles", found="no pixel", expected="images")
    return Snapshot(epoch, codes, arrays.take("label", np.int16, (k,)), tiles, extent)
