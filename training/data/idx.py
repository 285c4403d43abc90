"""The IDX format of the MNIST files: big-endian header, then uint8 values; plain or gzipped."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.errors import DataError

_AGAIN = "Delete it and download the file again."


def read_bytes(path: Path) -> bytes:
    """The decompressed bytes of an IDX file, gzipped or not. Raises ``DataError``."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", file=path, remedy="Check its permissions.") from error
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"truncated or damaged gzip ({error})", file=path, remedy=_AGAIN) from error


def parse(data: bytes, path: Path, dimensions: int) -> NDArray[np.uint8]:
    """The array of an IDX file of unsigned bytes with so many ``dimensions``. Raises ``DataError``.

    The header is a magic number (0, 0, 8 for uint8, dimensions), then each size as a big-endian uint32.
    """
    magic, header = bytes((0, 0, 8, dimensions)), 4 + 4 * dimensions
    if data[:4] != magic:
        raise DataError(
            file=path,
            field="magic",
            found="0x" + data[:4].hex(),
            expected=f"0x{magic.hex()} (IDX, unsigned bytes, {dimensions} dimensions)",
            remedy=_AGAIN,
        )
    if len(data) < header:
        raise DataError(file=path, found=f"{len(data)} bytes", expected=f"a header of {header} bytes", remedy=_AGAIN)
    shape = tuple(int(size) for size in np.frombuffer(data, ">u4", dimensions, 4))
    need = header
    count = 1
    for size in shape:
        count *= size
    need += count
    if len(data) != need:
        raise DataError(
            file=path,
            found=f"{len(data)} bytes",
            expected=f"{need} bytes for {' x '.join(str(size) for size in shape)} values",
            remedy=_AGAIN,
        )
    return np.frombuffer(data, np.uint8, offset=header).reshape(shape)
