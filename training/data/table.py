"""Images in a table, a CSV file with a column for each pixel and perhaps one of labels, as MNIST is passed on.

numpy reads it. Which column is what is told by the header, or by the count: a square of pixels, or as many values as a
model of signals takes, or one label before them.
"""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.errors import DataError
from aevae_desktop.reading import plain_text, regular

ENDINGS = (".csv", ".tsv")
NOT_READ = (".parquet", ".feather", ".arrow", ".xlsx", ".xls", ".mat", ".pkl", ".pickle", ".h5", ".hdf5", ".pt", ".pth")
MOST_BYTES = 1 << 30
REMEDY = "Write it with numpy.savez_compressed(FILE, x=images, y=labels), images of shape (n, height, width)."
_LABELS = ("label", "labels", "class", "target", "y", "digit")
_SHOWN = 40  # characters of a name


class Table:
    """The arrays ``x: (n, pixels)`` and, if there are labels, ``y: (n,)`` of a file; as those of an .npz.

    ``length``: of one signal, for a model of those. ``said``: what was taken for granted. Raises ``DataError``, or
    ``ValueError`` where it is no table of numbers.
    """

    def __init__(self, path: Path, length: int | None = None) -> None:
        with regular.errors_as(DataError, path):
            data = regular.read_at_most(path, MOST_BYTES)
        text = data.decode("utf-8-sig", errors="replace")
        first = text[: text.find("\n") if "\n" in text else len(text)]
        separator = max(",;\t", key=first.count)
        cells = [cell.strip().strip("\"'") for cell in first.split(separator)]
        header = not all(map(_is_number, cells))
        at, self.said = _label_column(cells, header, path, length)
        columns = [k for k in range(len(cells)) if k != at]
        options: dict[str, Any] = {"delimiter": separator, "skiprows": int(header), "ndmin": 2, "comments": None}
        x = np.loadtxt(io.StringIO(text), np.float32, usecols=columns, **options)
        self._arrays: dict[str, NDArray[Any]] = {"x": _as_bytes(x)}
        if at is not None:
            labels = np.loadtxt(io.StringIO(text), str, usecols=[at], quotechar='"', **options)[:, 0]
            self._arrays["y"] = labels.astype(np.float64) if all(map(_is_number, labels)) else labels
        self.files = list(self._arrays)

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self._arrays[name]


def refuse(path: Path) -> None:
    """Raises ``DataError`` for a table or an archive of another kind, which is told what to become."""
    ending = path.suffix.lower()
    if ending in NOT_READ:
        expected = "a folder of pictures, .npz, .npy, .csv or IDX files"
        raise DataError(file=path, found=f"a {ending} file", expected=expected, remedy=REMEDY)


def _label_column(cells: list[str], header: bool, path: Path, length: int | None) -> tuple[int | None, str]:
    """Which column holds the labels, if any, and what is told of it."""
    found = [k for k, cell in enumerate(cells) if header and cell.lower() in _LABELS]
    one, several = ("a pixel", "pixels") if length is None else ("a value", "values")
    if len(found) == 1 and _is_whole(len(cells) - 1, length):
        name = plain_text.clean(cells[found[0]], _SHOWN)
        return found[0], f'the column "{name}" is the label, the others are {several}'
    if not found and _is_whole(len(cells), length):
        return None, f"every column is {one}"
    if not header and _is_whole(len(cells) - 1, length):
        return 0, f"the first column is the label, the others are {several}"
    what = "pixel of a square image" if length is None else f"of the {length} values that the model takes"
    expected = f"a column for each {what}, and one called label"
    raise DataError(file=path, found=f"{len(cells)} columns", expected=expected, remedy=REMEDY)


def _as_bytes(x: NDArray[np.float32]) -> NDArray[Any]:
    """Whole numbers of 0 to 255 as bytes; what else there is as it is."""
    whole = x.size > 0 and bool((x == np.rint(x)).all()) and float(x.min()) >= 0 and float(x.max()) <= 255
    return x.astype(np.uint8) if whole else x


def _is_whole(count: int, length: int | None) -> bool:
    """Whether so many numbers are an image, or a signal of that length."""
    return count > 1 and (math.isqrt(count) ** 2 == count if length is None else count == length)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
