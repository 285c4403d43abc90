"""``images.npy``: the originals that the codes were made of, where a licence allows it, read row by row.

The file may hold hundreds of megabytes, so a request reads its own rows and no more. Its size is compared with the
manifest each time, its header and the rows that were asked for are checked, but its hash is not: that is
``validate``'s. A picture can at worst be a wrong picture. It is not mapped into memory: a file that is cut short
while it is mapped kills the process.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from aevae_desktop.bundle.files import locate
from aevae_desktop.bundle.model import IMAGES, Manifest
from aevae_desktop.errors import BundleError

U8 = NDArray[np.uint8]


def read_images(folder: Path, manifest: Manifest, rows: Sequence[int] | NDArray[np.integer]) -> U8:
    """The originals of ``rows: (k,)``, which count as those of ``points.npz`` do: ``(k, h, w)`` or ``(k, h, w, 3)``.

    uint8, 0 to 255, whatever range the networks take. Raises ``BundleError``.
    """
    path = locate(folder, manifest, IMAGES)
    try:
        with path.open("rb") as stream:
            n, shape = _header(stream, path, manifest)
            return _rows(stream, path, n, shape, [int(row) for row in rows])
    except OSError as error:
        raise BundleError(f"cannot be read: {error.strerror}", file=path) from error


def pack_images(images: U8) -> bytes:
    """The bytes of ``images.npy`` for ``images: (n, h, w) or (n, h, w, 3) uint8``: not compressed, row after row."""
    stream = io.BytesIO()
    npy.write_array(stream, np.ascontiguousarray(images, np.uint8), version=(1, 0), allow_pickle=False)
    return stream.getvalue()


def _header(stream: BinaryIO, path: Path, manifest: Manifest) -> tuple[int, tuple[int, ...]]:
    """How many images there are, and the shape of one; ``stream`` stands at the first afterwards."""
    image = manifest.image
    one = (image.height, image.width, 3)[: 2 if image.channels == 1 else 3]
    wanted = f"uint8 of shape (n, {', '.join(map(str, one))}), version 1.0, rows first"
    try:
        version = npy.read_magic(stream)
        shape, fortran, dtype = npy.read_array_header_1_0(stream)
    except ValueError as error:
        raise BundleError(f"not readable as .npy ({error})", file=path, expected=wanted) from error
    if version != (1, 0) or fortran or dtype != np.uint8 or shape[1:] != one:
        raise BundleError(file=path, found=f"{dtype} of shape {shape}", expected=wanted)
    size, data = manifest.files[IMAGES].size - stream.tell(), int(np.prod(shape, dtype=object))
    if size != data:
        raise BundleError(file=path, found=f"{size} bytes of pixels", expected=f"{data} for {shape[0]} images")
    return shape[0], one


def _rows(stream: BinaryIO, path: Path, n: int, shape: tuple[int, ...], rows: list[int]) -> U8:
    out = np.empty((len(rows), *shape), np.uint8)
    start, size = stream.tell(), int(np.prod(shape))
    for place, row in enumerate(rows):
        if not 0 <= row < n:
            raise BundleError(file=path, field="row", found=row, expected=f"0 to {n - 1}" if n else "none: it is empty")
        stream.seek(start + row * size)
        data = stream.read(size)
        if len(data) != size:
            raise BundleError("cut short", file=path, remedy="Copy or export the bundle again.")
        out[place] = np.frombuffer(data, np.uint8).reshape(shape)
    return out
