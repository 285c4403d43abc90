"""MNIST from four IDX files: a given folder, ``$AEVAE_DATA``, the cache, or one of two public mirrors."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import numpy as np

from aevae_desktop.bundle import DatasetSpec
from aevae_desktop.errors import DataError
from training.data import fetch, idx
from training.data.base import AS_PUBLISHED, OWN_SPLIT, Dataset, Images, Preparation

ENVIRONMENT = "AEVAE_DATA"
MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
# sha256 of the decompressed bytes: the mirrors wrap them in different gzip headers
SHA256 = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}


def load(data_dir: Path | None, how: Preparation = AS_PUBLISHED, /) -> Images:  # noqa: ARG001
    """60,000 training and 10,000 test images, 28 x 28 grey. Raises ``DataError`` in one readable line."""
    folder = locate(data_dir)
    train, train_label = _pair(folder, "train")
    test, test_label = _pair(folder, "t10k")
    spec = DatasetSpec(
        name="mnist",
        licence="CC BY-SA 3.0",
        source="Y. LeCun, C. Cortes, C. Burges: The MNIST database of handwritten digits",
        n_train=len(train),
        n_test=len(test),
        sha256=SHA256,
    )
    classes = tuple(str(digit) for digit in range(10))
    recipe = {"pixels": "as published", "split": OWN_SPLIT}
    return Images(train, train_label, test, test_label, classes, spec, recipe)


def locate(data_dir: Path | None) -> Path:
    """The folder that holds the four files: ``data_dir``, ``$AEVAE_DATA``, the cache, else a download into it."""
    named = data_dir or (Path(os.environ[ENVIRONMENT]) if os.environ.get(ENVIRONMENT) else None)
    if named is None:
        cache = fetch.cache_folder("mnist")
        return cache if _holds_all(cache) else fetch.download(cache, MIRRORS, SHA256)
    if not _holds_all(named):
        missing = next(name for name in SHA256 if _find(named, name) is None)
        raise DataError(f"{missing}[.gz] is not there", file=named, remedy="Give a folder with the four MNIST files.")
    return named


def _pair(folder: Path, part: str) -> tuple[np.ndarray, np.ndarray]:
    x = _array(folder, f"{part}-images-idx3-ubyte", 3)
    label = _array(folder, f"{part}-labels-idx1-ubyte", 1).astype(np.int16)
    return x[:, None], label


def _array(folder: Path, name: str, dimensions: int) -> np.ndarray:
    path = _find(folder, name)
    assert path is not None
    data = idx.read_bytes(path)
    array = idx.parse(data, path, dimensions)
    digest = hashlib.sha256(data).hexdigest()
    if digest != SHA256[name]:
        raise DataError(
            file=path,
            field="sha256 of the decompressed bytes",
            found=digest[:12] + "…",
            expected=SHA256[name][:12] + "…",
            remedy="This is not the original MNIST file; delete it and download it again.",
        )
    return array


def _find(folder: Path, name: str) -> Path | None:
    return next((path for path in (folder / name, folder / f"{name}.gz") if path.is_file()), None)


def _holds_all(folder: Path) -> bool:
    return all(_find(folder, name) for name in SHA256)


MNIST = Dataset("mnist", "60,000 + 10,000 handwritten digits, 28 x 28", load, (1, 28, 28))
