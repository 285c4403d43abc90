"""Omniglot's two small background sets: handwritten characters of eight alphabets, which are the classes.

Each character was drawn by twenty people. The last four of them test, so a model is tried on other hands. Greek and
Latin are in both sets and are read once.
"""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import DatasetSpec
from aevae_desktop.errors import DataError
from aevae_desktop.reading import regular
from training.data import fetch
from training.data.base import AS_PUBLISHED, Dataset, Images, Preparation
from training.data.published import ENVIRONMENT, MOST_BYTES

SIDE = 28
TEST_HANDS = 4  # of twenty: the last ones
HANDS = 20
SUMS = {  # SHA-256
    "images_background_small1.zip": "f38eb80f801274ac2b4dff5b24289016bfaba4a7d5bb50deebf27104ad6cb8a4",
    "images_background_small2.zip": "3ccaa407515a8778e5d0861875af38b17e418f301ad5bb3b5a6b65d901a41c7f",
}
MIRRORS = ("https://raw.githubusercontent.com/brendenlake/omniglot/master/python/",)
SOURCE = "B. Lake, R. Salakhutdinov, J. Tenenbaum: Omniglot, small background sets 1 and 2, 2015"
RECIPE = {
    "pixels": f"105 x 105 in black ink, inverted and resized to {SIDE} x {SIDE} (Pillow, bilinear)",
    "split": f"the last {TEST_HANDS} of the {HANDS} people who drew each character test",
}
Drawings = dict[str, bytes]  # PNG files, by "alphabet/character/number_hand.png"


def load(data_dir: Path | None, how: Preparation = AS_PUBLISHED, /) -> Images:  # noqa: ARG001
    """4,840 characters, 28 x 28, light ink; the classes are their alphabets. Raises ``DataError``."""
    place = _located(data_dir)
    found: Drawings = {}
    for name, wanted in SUMS.items():
        found |= _drawings(place / name, wanted)
    names = sorted(found)
    x = np.stack([_image(found[name]) for name in names])
    classes = tuple(sorted({name.split("/")[0] for name in names}))
    label = np.array([classes.index(name.split("/")[0]) for name in names], np.int16)
    tests = np.array([int(name[-6:-4]) > HANDS - TEST_HANDS for name in names])
    spec = DatasetSpec("omniglot", "MIT", SOURCE, int((~tests).sum()), int(tests.sum()), dict(SUMS))
    titles = tuple(name.replace("_", " ") for name in classes)
    return Images(x[~tests], label[~tests], x[tests], label[tests], titles, spec, RECIPE, title="Omniglot")


def _located(data_dir: Path | None) -> Path:
    """The folder of the two archives: ``data_dir`` or one in it, that in ``$AEVAE_DATA``, the cache, or a download."""
    root = os.environ.get(ENVIRONMENT)
    given = [data_dir, data_dir / "omniglot"] if data_dir else [Path(root) / "omniglot"] if root else []
    cache = fetch.cache_folder("omniglot")
    for place in (*given, cache):
        if all((place / name).is_file() for name in SUMS):
            return place
    if data_dir:
        remedy = f"Give the folder of {' and '.join(SUMS)}."
        raise DataError(f"{next(iter(SUMS))} is not there", file=data_dir, remedy=remedy)
    fetch.download(cache, MIRRORS, SUMS, _sum)
    return cache


def _drawings(path: Path, wanted: str) -> Drawings:
    with regular.errors_as(DataError, path):
        data = regular.read_at_most(path, MOST_BYTES)
    if (found := _sum(data)) != wanted:
        remedy = "This is not the original file of Omniglot; delete it and download it again."
        raise DataError(file=path, field="sha256", found=found, expected=wanted, remedy=remedy)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:  # whose bytes are known
        names = [name for name in archive.namelist() if name.endswith(".png")]
        return {name.partition("/")[2]: archive.read(name) for name in names}


def _image(data: bytes) -> NDArray[np.uint8]:
    """``(1, 28, 28)``, light ink."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
        small = ImageOps.invert(image.convert("L")).resize((SIDE, SIDE), Image.Resampling.BILINEAR)
    return np.asarray(small, np.uint8)[None]


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


OMNIGLOT = Dataset(
    "omniglot", "4,840 handwritten characters of eight alphabets, resized to 28 x 28", load, (1, SIDE, SIDE)
)
