"""The 1,797 digits that come inside scikit-learn: no download, always there."""

from __future__ import annotations

import gzip
import hashlib
import io
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import DatasetSpec
from aevae_desktop.errors import DataError
from aevae_desktop.reading import regular
from training.data.base import AS_PUBLISHED, Dataset, Images, Preparation

N_TRAIN = 1437  # the file is ordered by writer: the test images come from other hands
SIDE, _SMALL = 28, 8
_WHERE = ("datasets", "data", "digits.csv.gz")  # in scikit-learn, which is not imported: that takes seconds
_MOST = 1 << 20  # bytes


def load(data_dir: Path | None, how: Preparation = AS_PUBLISHED, /) -> Images:  # noqa: ARG001
    """8 x 8 digits with values 0 to 16, resized (bilinear) to 28 x 28 and scaled to 0 to 255. Raises ``DataError``."""
    table = _table()
    x = resized(table[:, :-1].reshape(-1, _SMALL, _SMALL) * (255 / 16), SIDE)[:, None]
    label = table[:, -1].astype(np.int16)
    spec = DatasetSpec(
        name="digits",
        licence="CC BY 4.0",
        source="E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten Digits (UCI), as bundled with scikit-learn",
        n_train=N_TRAIN,
        n_test=len(x) - N_TRAIN,
        sha256={"images": hashlib.sha256(x.tobytes()).hexdigest()},
    )
    classes = tuple(str(digit) for digit in range(10))
    recipe = {"pixels": "8 x 8 resized to 28 x 28, bilinear", "split": f"the first {N_TRAIN} images train"}
    return Images(x[:N_TRAIN], label[:N_TRAIN], x[N_TRAIN:], label[N_TRAIN:], classes, spec, recipe)


def _table() -> NDArray[np.float64]:
    """``(1797, 65)``: the pixels of each digit, 0 to 16, and its label."""
    found = find_spec("sklearn")
    if found is None or not found.submodule_search_locations:
        remedy = "Install it with pip install scikit-learn, or choose another data set."
        raise DataError("the digits come with scikit-learn, which is not installed", field="digits", remedy=remedy)
    path = Path(found.submodule_search_locations[0], *_WHERE)
    with regular.errors_as(DataError, path):
        packed = regular.read_at_most(path, _MOST)
    try:
        text = gzip.decompress(packed).decode()
        table: NDArray[np.float64] = np.loadtxt(io.StringIO(text), delimiter=",", ndmin=2)
    except (OSError, EOFError, ValueError) as error:
        raise DataError(f"cannot be read ({error})", file=path, remedy="Install scikit-learn again.") from error
    if table.shape[1] != _SMALL**2 + 1 or len(table) <= N_TRAIN:
        raise DataError(file=path, found=f"a table of {table.shape}", expected="the 1,797 digits")
    return table


def resized(x: NDArray[np.float64], side: int) -> NDArray[np.uint8]:
    """Images ``(n, s, s)`` of 0 to 255 as ``(n, side, side) uint8``: bilinear, between the middles of pixels."""
    n = x.shape[1]
    at = np.clip((np.arange(side) + 0.5) * n / side - 0.5, 0, n - 1)
    low = np.minimum(at.astype(int), n - 2)
    part = at - low
    rows = x[:, low] * (1 - part)[:, None] + x[:, low + 1] * part[:, None]
    made = rows[:, :, low] * (1 - part) + rows[:, :, low + 1] * part
    out: NDArray[np.uint8] = np.rint(made).clip(0, 255).astype(np.uint8)
    return out


DIGITS = Dataset(
    "digits", "1,797 digits bundled with scikit-learn, resized to 28 x 28; needs no network", load, (1, SIDE, SIDE)
)
