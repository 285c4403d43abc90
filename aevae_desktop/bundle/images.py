"""``images.npy``: the originals that the codes were made of, where a licence allows it, read row by row.

The file may hold hundreds of megabytes, so a request reads its own rows and no more. Its size is compared with the
manifest each time, its header and the rows that were asked for are checked, but its hash is not: that is
``validate``'s. A picture can at worst be a wrong picture. It is not mapped into memory: a file that is cut short
while it is mapped kills the process.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from aevae_desktop.bundle.files import AGAIN, locate, opened
from aevae_desktop.bundle.model import IMAGES, Manifest
from aevae_desktop.errors import BundleError
from aevae_desktop.reading import npy

if TYPE_CHECKING:  # a process that only hands the bytes on does without numpy
    import numpy as np
    from numpy.typing import NDArray

    U8 = NDArray[np.uint8]

MOST_ROWS = 1 << 28  # bytes of pixels that are read at once


def read_images(folder: Path, manifest: Manifest, rows: Iterable[int]) -> U8:
    """The originals of ``rows: (k,)``, which count as those of ``points.npz`` do: ``(k, h, w)`` or ``(k, h, w, 3)``.

    uint8, 0 to 255, whatever range the networks take. Raises ``BundleError``.
    """
    return images_from(read_image_rows(folder, manifest, rows), manifest, folder / IMAGES)


def read_image_rows(folder: Path, manifest: Manifest, rows: Iterable[int]) -> bytes:
    """The pixels of ``rows: (k,)``, one image after the other, for ``images_from``. Raises ``BundleError``."""
    path = locate(folder, manifest, IMAGES)
    with opened(folder, IMAGES) as stream:
        n, size = _header(stream, path, manifest), manifest.image.numbers
        wanted = [int(row) for row in rows]
        if len(wanted) * size > MOST_ROWS:
            raise BundleError(
                file=path, field="row", found=f"{len(wanted)} rows", expected=f"at most {MOST_ROWS // size}"
            )
        return _rows(stream, path, n, size, wanted)


def images_from(data: bytes, manifest: Manifest, path: Path) -> U8:
    """The images whose pixels are ``data``, as ``read_image_rows`` gives them. Raises ``BundleError``."""
    import numpy as np

    image = manifest.image
    if len(data) % image.numbers:
        raise BundleError(file=path, found=f"{len(data)} bytes of pixels", expected=f"{image.numbers} for each image")
    return np.frombuffer(bytearray(data), np.uint8).reshape(-1, *image.shape)


def pack_images(images: U8) -> bytes:
    """The bytes of ``images.npy`` for ``images: (n, h, w) or (n, h, w, 3) uint8``: not compressed, row after row."""
    import numpy as np

    stream = io.BytesIO()
    np.lib.format.write_array(stream, np.ascontiguousarray(images, np.uint8), version=(1, 0), allow_pickle=False)
    return stream.getvalue()


def _header(stream: BinaryIO, path: Path, manifest: Manifest) -> int:
    """How many images there are; ``stream`` stands at the first afterwards."""
    one = manifest.image.shape
    wanted = f"uint8 of shape (n, {', '.join(map(str, one))}), version 1.0, rows first"
    try:
        head = npy.read_header(stream)
    except ValueError as error:
        raise BundleError(f"not readable as .npy ({error})", file=path, expected=wanted) from error
    if head.version != (1, 0) or head.fortran or head.name != "uint8" or head.shape[1:] != one:
        raise BundleError(file=path, found=head.of_shape, expected=wanted)
    size = manifest.files[IMAGES].size - head.length
    if size != head.items:
        raise BundleError(
            file=path, found=f"{size} bytes of pixels", expected=f"{head.items} for {head.shape[0]} images"
        )
    return head.shape[0]


def _rows(stream: BinaryIO, path: Path, n: int, size: int, rows: list[int]) -> bytes:
    out, start = bytearray(), stream.tell()
    for row in rows:
        if not 0 <= row < n:
            raise BundleError(file=path, field="row", found=row, expected=f"0 to {n - 1}" if n else "none: it is empty")
        stream.seek(start + row * size)
        data = stream.read(size)
        if len(data) != size:
            raise BundleError("cut short", file=path, remedy=AGAIN)
        out += data
    return bytes(out)
