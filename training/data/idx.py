"""The IDX format of the MNIST files (big-endian header, then uint8 values; plain or gzipped), and a folder of them.

Such a folder holds ``*train-images*``, ``*train-labels*``, and the same of ``t10k`` or ``test``.
"""

from __future__ import annotations

import gzip
import io
import math
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.errors import DataError
from aevae_desktop.reading import regular
from training.data.base import AS_PUBLISHED, Dataset, Images, Preparation
from training.data.own import Part, assemble, channels_first, given_folder

MOST_BYTES = 64 << 30  # of a file: as much as it may be, it lies on the disk
MOST_UNPACKED = 4 << 30  # five million images of 28 x 28
MOST_DIMENSIONS = 4
_MAGIC, _HEADER = bytes((0, 0, 8)), 4 + 4 * MOST_DIMENSIONS  # what is enough to know the size
TESTS = ("t10k", "test")
_AGAIN = "Delete it and download the file again."


def read_bytes(path: Path) -> bytes:
    """The decompressed bytes of an IDX file, gzipped or not. Raises ``DataError``."""
    with regular.errors_as(DataError, path):
        data = regular.read_at_most(path, MOST_BYTES)
    return unpack(data, path)


def unpack(data: bytes, path: Path | None = None) -> bytes:
    """The decompressed bytes of ``data``, gzipped or not, for errors that of ``path``. Raises ``DataError``.

    No more is decompressed than the header asks for, and one byte, so that too much is noticed.
    """
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            head = packed.read(_HEADER)
            return head + packed.read(max(min(_size(head), MOST_UNPACKED) - len(head), 0) + 1)
    except (OSError, EOFError, zlib.error, MemoryError) as error:
        raise DataError(f"truncated or damaged gzip ({error})", file=path, remedy=_AGAIN) from error


def _size(head: bytes) -> int:
    """Bytes of the file that begins with ``head``; a megabyte for one that is no IDX file of unsigned bytes."""
    dimensions = head[3] if len(head) > 3 and head[:3] == _MAGIC else 0
    if not 1 <= dimensions <= MOST_DIMENSIONS or len(head) < 4 + 4 * dimensions:
        return 1 << 20
    shape = np.frombuffer(head, ">u4", dimensions, 4)
    return 4 + 4 * dimensions + math.prod(int(size) for size in shape)


def parse(data: bytes, path: Path, dimensions: int) -> NDArray[np.uint8]:
    """The array of an IDX file of unsigned bytes with so many ``dimensions``. Raises ``DataError``.

    The header is a magic number (0, 0, 8 for uint8, dimensions), then each size as a big-endian uint32.
    """
    magic, header = _MAGIC + bytes((dimensions,)), 4 + 4 * dimensions
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
    need = header + math.prod(shape)
    if len(data) != need:
        raise DataError(
            file=path,
            found=f"{len(data)} bytes",
            expected=f"{need} bytes for {' x '.join(str(size) for size in shape)} values",
            remedy=_AGAIN,
        )
    try:
        return np.frombuffer(data, np.uint8, offset=header).reshape(shape)
    except ValueError as error:  # no values, in more places than there can be
        raise DataError(file=path, found=f"sizes {shape}", expected="sizes of an array", remedy=_AGAIN) from error


def load(data_dir: Path | None, how: Preparation = AS_PUBLISHED, /) -> Images:
    """The images of the folder ``data_dir``, plain or gzipped. Raises ``DataError``."""
    folder = given_folder(data_dir, "the IDX files")
    train, *test = parts(folder)
    return assemble("idx", folder, train, next(iter(test), None), how, "as given")


def parts(folder: Path) -> list[Part]:
    """The training images of ``folder``, and its test images if there are any. Raises ``DataError``."""
    train = _part(folder, ("train",))
    if train is None:
        remedy = "Name the files train-images-idx3-ubyte and train-labels-idx1-ubyte, or the like, plain or gzipped."
        raise DataError("no train-images file is there", file=folder, remedy=remedy)
    test = _part(folder, TESTS)
    return [train] if test is None else [train, test]


def _part(folder: Path, words: tuple[str, ...]) -> Part | None:
    path = _find(folder, words, "images")
    if path is None:
        return None
    data = read_bytes(path)
    x = channels_first(parse(data, path, 4 if data[3:4] == b"\x04" else 3), path, path.name)
    labels = _find(folder, words, "labels")
    return Part(np.ascontiguousarray(x), None if labels is None else _labels(labels), path.name)


def _labels(path: Path) -> NDArray[np.uint8]:
    return parse(read_bytes(path), path, 1)


def _find(folder: Path, words: tuple[str, ...], kind: str) -> Path | None:
    with regular.errors_as(DataError, folder):
        files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    found = [path for path in files if kind in path.name and any(word in path.name for word in words)]
    plain = {path.name.removesuffix(".gz") for path in found}  # one file, plain and gzipped, is one file
    if len(plain) > 1:
        names = ", ".join(sorted(plain)[:3])
        raise DataError(file=folder, found=f"several {words[0]} {kind} files ({names})", expected="one set a folder")
    return found[0] if found else None


IDX = Dataset("idx", "your images in IDX files, as MNIST's (--data-dir DIR)", load)
