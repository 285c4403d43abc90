"""Images in an ``.npz``, ``.npy`` files or a table: ``x`` and ``y``, or both with ``_train`` and ``_test``.

``naming`` knows what else people call them. An array ``classes`` may name the classes. Nothing is ever unpickled.
"""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

from numpy.typing import NDArray

from aevae_desktop.errors import DataError
from aevae_desktop.reading import npy, plain_text, regular, zipped
from training.data import table
from training.data.arrays import naming, npy_file, shards
from training.data.arrays.naming import REMEDY
from training.data.base import AS_PUBLISHED, Dataset, Images, Preparation
from training.data.own import Part, assemble

MOST_ARRAYS = 100
MOST_UNPACKED = 4 << 30  # bytes: five million images of 28 x 28
Read = tuple[list[Part], tuple[str, ...], tuple[str, ...]]


def load(data_dir: Path | None, how: Preparation = AS_PUBLISHED, /) -> Images:
    """The images of the file ``data_dir``, or of that folder's only .npz or its .npy files. Raises ``DataError``."""
    path, (train, *test), titles, assumed = parts(data_dir, how)
    pixels = "as given, scaled to 0..255"
    return assemble("npz", path, train, next(iter(test), None), how, pixels, titles=titles, assumed=assumed)


def parts(
    data_dir: Path | None, how: Preparation, *, mapped: bool = False
) -> tuple[Path, list[Part], tuple[str, ...], tuple[str, ...]]:
    """The file or folder that is read; training images, and test images if they lie apart; titles of classes; notes.

    In the order of the arrays; labels may be numbers that are no classes. ``mapped``: large arrays of bytes stay in
    their file until somebody looks at them; who cuts the file short meanwhile ends the process. Raises ``DataError``.
    """
    path = _find(data_dir)
    if path.is_dir() and (numbered := shards.found(path)):
        found, said = shards.part(path, *numbered)
        return path, [found], (), (said,) if said else ()
    if path.is_dir():
        return path, *_read(path, _Files(sorted(path.glob("*.npy")), mapped), how)
    table.refuse(path)
    if path.suffix.lower() in table.ENDINGS:
        return path, *_of_table(path, how)
    with regular.errors_as(DataError, path, other=REMEDY), regular.open_regular(path) as stream:
        if stream.read(len(npy.MAGIC)) == npy.MAGIC:
            return path, *_read(path, _Files([path], mapped), how)
        if not zipfile.is_zipfile(stream):
            raise DataError("not an .npz or .npy file", file=path, remedy=REMEDY)
        try:
            arrays = _Arrays(stream, path if mapped else None)
        except (OSError, ValueError) as error:
            raise _damaged(path, error) from error
        return path, *_read(path, arrays, how)


def _of_table(path: Path, how: Preparation) -> Read:
    try:
        held = table.Table(path, how.height * how.width if 1 in (how.height, how.width) else None)
    except (ValueError, MemoryError) as error:
        raise _damaged(path, error) from error
    found, titles, said = _read(path, held, how)
    return found, titles, (held.said, *said)


class _Arrays:
    """The arrays of an .npz file, each of a size that is known before it is unpacked. All raise ``ValueError``."""

    def __init__(self, stream: BinaryIO, mapped: Path | None) -> None:
        self._mapped = mapped  # the file, where it may be mapped
        self._archive = zipped.Archive(stream, MOST_ARRAYS)
        if sum(self._archive.sizes.values()) > MOST_UNPACKED:
            raise ValueError(f"more than {MOST_UNPACKED >> 30} GB unpacked")
        self.files = [name.removesuffix(".npy") for name in self._archive.sizes if name.endswith(".npy")]

    def __getitem__(self, name: str) -> NDArray[Any]:
        member = f"{name}.npy"
        size = self._archive.sizes[member]
        header = npy_file.header_of(name, self._archive.start(member, npy.LONGEST_HEADER + 12), size)
        place = self._archive.place(member) if self._mapped is not None and npy_file.is_large(header) else None
        if place is not None and self._mapped is not None:
            return npy_file.mapped(self._mapped, place, header)
        return npy_file.array(name, self._archive.read(member, MOST_UNPACKED))


class _Files:
    """The arrays of .npy files, by their names without the suffix; as ``_Arrays``."""

    def __init__(self, paths: list[Path], mapped: bool) -> None:
        self._mapped = mapped
        self._paths = {path.name.removesuffix(".npy"): path for path in paths}
        self.files = list(self._paths)

    def __getitem__(self, name: str) -> NDArray[Any]:
        path = self._paths[name]
        if self._mapped:
            with regular.open_regular(path) as stream:
                header = npy_file.header_of(
                    name, stream.read(npy.LONGEST_HEADER + 12), os.fstat(stream.fileno()).st_size
                )
            if npy_file.is_large(header):
                return npy_file.mapped(path, 0, header)
        return npy_file.array(name, regular.read_at_most(path, MOST_UNPACKED))


def _read(path: Path, held: _Arrays | _Files | table.Table, how: Preparation) -> Read:
    try:
        return _parts(path, held, how)
    except (OSError, ValueError, MemoryError) as error:
        raise _damaged(path, error) from error


def _parts(path: Path, held: _Arrays | _Files | table.Table, how: Preparation) -> Read:
    """What the arrays that are ``held`` are, with lines on what was taken for granted."""
    names = naming.names(held.files, path)
    titles = tuple(str(name) for name in _take(path, held, names.classes).ravel()) if names.classes else ()
    wanted = [(names.x, names.y)] + ([(names.x_test, names.y_test)] if names.x_test else [])
    folded = [naming.folded(_take(path, held, x), how, path, x) for x, _ in wanted]
    labels = [naming.plain_labels(_take(path, held, y, "texts or numbers"), len(x)) if y else (None, "")
              for (x, _), (_, y) in zip(folded, wanted, strict=True)]  # fmt: skip
    alike = [[other for other, _ in folded if other.dtype == x.dtype] for x, _ in folded]
    pixels = [naming.to_uint8(x, same, path, name, how.span)
              for (x, _), same, (name, _) in zip(folded, alike, wanted, strict=True)]  # fmt: skip
    counted, first = naming.from_zero([y for y, _ in labels], len(titles))
    said = [names.said, *(text for _, text in (*folded, *pixels, *labels)), first, _unused(held, names)]
    found = [Part(x, y, name) for (x, _), y, (name, _) in zip(pixels, counted, wanted, strict=True)]
    return found, titles, tuple(dict.fromkeys(text for text in said if text))


def _unused(held: _Arrays | _Files | table.Table, names: naming.Names) -> str:
    left = [plain_text.clean(name, 40) for name in held.files if name not in names]
    return f"not used: {', '.join(left[:5])}" if left else ""


def _damaged(path: Path, error: Exception) -> DataError:
    return DataError(f"cannot be read ({str(error) or 'it does not fit into the memory'})", file=path, remedy=REMEDY)


def _take(path: Path, held: _Arrays | _Files | table.Table, name: str, expected: str = "") -> NDArray[Any]:
    """The array ``name``. Raises ``DataError`` where it holds objects: to read them would be to run what they say."""
    try:
        return held[name]
    except ValueError as error:
        if "Object arrays" not in str(error):
            raise
        found, remedy = "an array of objects", f"Save it with {name}.astype(str), or as integers."
        if not expected:
            found, expected = f"{found}, as of images of mixed size", "one array of numbers (n, height, width)"
            remedy = "Resize the images to one size; --dataset folder does it by itself."
        raise DataError(file=path, field=name, found=found, expected=expected, remedy=remedy) from error


def _find(data_dir: Path | None) -> Path:
    if data_dir is None:
        raise DataError(field="--data-dir", found="nothing", expected="the .npz file with the images")
    if not data_dir.is_dir():
        return data_dir
    files = sorted(data_dir.glob("*.npz"))
    if not files and any(data_dir.glob("*.npy")):
        return data_dir
    if len(files) != 1:
        remedy = "Give the file itself."
        raise DataError(file=data_dir, found=f"{len(files)} .npz files", expected="one", remedy=remedy)
    return files[0]


NPZ = Dataset("npz", "your images in an .npz, .npy or .csv file, or a folder of .npy (--data-dir FILE)", load)
