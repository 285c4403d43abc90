"""Images in one ``.npz`` file: ``x`` and ``y``, or ``x_train``, ``y_train``, ``x_test`` and ``y_test``.

An array ``classes`` may name the classes. Nothing is ever unpickled.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.errors import DataError
from aevae_desktop.reading import npy, regular, zipped
from training.data.base import AS_PUBLISHED, Dataset, Images, Preparation
from training.data.own import Part, assemble, channels_first

MOST_ARRAYS = 100
MOST_UNPACKED = 4 << 30  # bytes: five million images of 28 x 28
_KNOWN = re.compile(r"[<>|=]?([fiu][1248]|b1|c8|c16|[SU]\d{1,5})")  # complex numbers and bytes: refused by name
_LAST = 0x10FFFF  # of the characters there are
REMEDY = "Write it with numpy.savez_compressed(FILE, x=images, y=labels)."


def load(data_dir: Path | None, how: Preparation = AS_PUBLISHED, /) -> Images:
    """The images of the file ``data_dir``, or of the only .npz in that folder. Raises ``DataError``."""
    path = _find(data_dir)
    with regular.errors_as(DataError, path, other=REMEDY), regular.open_regular(path) as stream:
        if not zipfile.is_zipfile(stream):
            raise DataError("not an .npz file", file=path, remedy=REMEDY)
        try:
            return _read(path, _Arrays(stream), how)
        except (OSError, ValueError, MemoryError) as error:
            why = str(error) or "it does not fit into the memory"
            raise DataError(f"cannot be read ({why})", file=path, remedy=REMEDY) from error


class _Arrays:
    """The arrays of an .npz file, each of a size that is known before it is unpacked. All raise ``ValueError``."""

    def __init__(self, stream: BinaryIO) -> None:
        self._archive = zipped.Archive(stream, MOST_ARRAYS)
        if sum(self._archive.sizes.values()) > MOST_UNPACKED:
            raise ValueError(f"more than {MOST_UNPACKED >> 30} GB unpacked")
        self.files = [name.removesuffix(".npy") for name in self._archive.sizes if name.endswith(".npy")]

    def __getitem__(self, name: str) -> NDArray[Any]:
        member = f"{name}.npy"
        header = npy.read_header(io.BytesIO(self._archive.start(member, npy.LONGEST_HEADER + 12)))
        if not _KNOWN.fullmatch(header.dtype):
            raise ValueError(f"{name} holds {header.dtype} values, neither numbers nor texts")
        dtype = np.dtype(header.dtype)
        if header.length + header.items * dtype.itemsize != self._archive.sizes[member]:
            raise ValueError(f"{name} is not as long as its header says")
        data = self._archive.read(member, MOST_UNPACKED)
        if dtype.kind == "U" and np.frombuffer(data, dtype.str[0] + "u4", offset=header.length).max(initial=0) > _LAST:
            raise ValueError(f"{name} holds something that is no text")
        flat = np.frombuffer(data, dtype, header.items, header.length)
        return flat.reshape(header.shape, order="F" if header.fortran else "C")


def _read(path: Path, arrays: _Arrays, how: Preparation) -> Images:
    parted = "x_train" in arrays.files
    train = _part(path, arrays, *(("x_train", "y_train") if parted else ("x", "y")))
    test = _part(path, arrays, "x_test", "y_test") if "x_test" in arrays.files else None
    titles = tuple(str(name) for name in _take(path, arrays, "classes").ravel()) if "classes" in arrays.files else ()
    return assemble("npz", path, train, test, how, "as given, scaled to 0..255", titles=titles)


def _part(path: Path, arrays: _Arrays, x: str, y: str) -> Part:
    images = channels_first(_take(path, arrays, x), path, x)
    label = _take(path, arrays, y) if y in arrays.files else None
    return Part(_to_uint8(images, path, x), label, x)


def _take(path: Path, arrays: _Arrays, name: str) -> NDArray[Any]:
    if name not in arrays.files:
        held = ", ".join(arrays.files) or "nothing"
        raise DataError(file=path, found=held, expected=f"an array {name}", remedy=REMEDY)
    try:
        return arrays[name]
    except ValueError as error:
        if "Object arrays" not in str(error):
            raise
        raise DataError(
            file=path,
            field=name,
            found="an array of objects, as of images of mixed size",
            expected="one array of numbers (n, height, width)",
            remedy="Resize the images to one size; --dataset folder does it by itself.",
        ) from error


def _to_uint8(x: NDArray[Any], path: Path, name: str) -> NDArray[np.uint8]:
    """Pixels as 0..255: integers in that range as they are, floats from 0 to 1 and booleans scaled."""
    if x.dtype.kind not in "buif":
        raise DataError(file=path, field=name, found=f"{x.dtype} values", expected="numbers")
    if x.dtype.kind == "f" and not np.isfinite(x).all():
        bad = np.argwhere(~np.isfinite(x))[0]
        count = int((~np.isfinite(x)).any(axis=(1, 2, 3)).sum())
        found = f"NaN or infinity in {count} of {len(x)} images, the first is image {bad[0]}"
        raise DataError(file=path, field=name, found=found, expected="finite pixels", remedy="Remove or mend them.")
    low, high = (float(x.min()), float(x.max())) if x.size else (0.0, 0.0)
    top = 255 if x.dtype.kind in "ui" else 1
    if low < 0 or high > top:
        raise DataError(
            file=path,
            field=name,
            found=f"{x.dtype} pixels from {low:g} to {high:g}",
            expected="integers from 0 to 255, or floats from 0 to 1",
        )
    return np.ascontiguousarray(x if top == 255 else np.rint(x * np.float32(255)), np.uint8)


def _find(data_dir: Path | None) -> Path:
    if data_dir is None:
        raise DataError(field="--data-dir", found="nothing", expected="the .npz file with the images")
    if not data_dir.is_dir():
        return data_dir
    files = sorted(data_dir.glob("*.npz"))
    if len(files) != 1:
        remedy = "Give the file itself."
        raise DataError(file=data_dir, found=f"{len(files)} .npz files", expected="one", remedy=remedy)
    return files[0]


NPZ = Dataset("npz", "your images in an .npz file (--data-dir FILE)", load)
