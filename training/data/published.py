"""Sets published in the files of MNIST, gzipped, with the MD5 of the packed files: Fashion-MNIST, KMNIST, EMNIST."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import DatasetSpec
from aevae_desktop.errors import DataError
from aevae_desktop.reading import regular
from training.data import fetch, idx
from training.data.base import AS_PUBLISHED, OWN_SPLIT, Dataset, Images, Preparation

ENVIRONMENT = "AEVAE_DATA"
MOST_BYTES = 1 << 30  # of a published file, packed
SHAPE = (1, 28, 28)


@dataclass(frozen=True)
class Publication:
    """Where a set comes from. ``files`` are its four: training images and labels, test images and labels.

    ``md5`` maps file names to checksums of the gzipped files; ``first_label`` is the number of the first class;
    ``transposed`` images are stored column by column.
    """

    name: str
    title: str
    licence: str
    source: str
    mirrors: tuple[str, ...]
    files: tuple[str, str, str, str]
    md5: Mapping[str, str]
    classes: tuple[str, ...]
    first_label: int = 0
    transposed: bool = False

    def load(self, data_dir: Path | None, how: Preparation = AS_PUBLISHED, /) -> Images:
        """The images, 28 x 28 grey. Raises ``DataError`` in one readable line."""
        folder = self.locate(data_dir)
        sums: dict[str, str] = {}
        train, train_label, test, test_label = (self._array(folder, name, sums) for name in self.files)
        spec = DatasetSpec(self.name, self.licence, self.source, len(train), len(test), sums)
        recipe = {"pixels": "stored transposed, turned upright" if self.transposed else "as published"}
        return Images(
            self._upright(train), self._label(train_label), self._upright(test), self._label(test_label),
            self.classes, spec, recipe | {"split": OWN_SPLIT},
        )  # fmt: skip

    def locate(self, data_dir: Path | None) -> Path:
        """The folder of the gzipped files: ``data_dir``, ``$AEVAE_DATA/NAME``, the cache, else a download into it."""
        shared = Path(os.environ.get(ENVIRONMENT) or os.devnull) / self.name
        named = data_dir or (shared if shared.is_dir() else None)
        if named is None:
            return fetch.download_packed(fetch.cache_folder(self.name), self.mirrors, self.md5)
        missing = next((name for name in self.files if not (named / name).is_file()), None)
        if missing:
            remedy = f"Give a folder with the four files of {self.title}, gzipped as published."
            raise DataError(f"{missing} is not there", file=named, remedy=remedy)
        return named

    def _array(self, folder: Path, name: str, sums: dict[str, str]) -> NDArray[np.uint8]:
        path = folder / name
        with regular.errors_as(DataError, path):
            found = fetch.packed_digest(regular.read_at_most(path, MOST_BYTES))
        if found != self.md5[name]:
            remedy = f"This is not the original file of {self.title}; delete it and download it again."
            raise DataError(file=path, field="md5", found=found, expected=self.md5[name], remedy=remedy)
        data = idx.read_bytes(path)
        sums[name.removesuffix(".gz")] = hashlib.sha256(data).hexdigest()
        return idx.parse(data, path, 3 if "-images-" in name else 1)

    def _upright(self, x: NDArray[np.uint8]) -> NDArray[np.uint8]:
        return np.ascontiguousarray(x.transpose(0, 2, 1) if self.transposed else x)[:, None]

    def _label(self, label: NDArray[np.uint8]) -> NDArray[np.int16]:
        return label.astype(np.int16) - np.int16(self.first_label)


def row(publication: Publication) -> Dataset:
    """The row of ``DATASETS`` for a publication."""
    return Dataset(publication.name, publication.title, publication.load, SHAPE)


def names(prefix: str = "", test: str = "t10k") -> tuple[str, str, str, str]:
    """The four file names of MNIST, with a prefix."""
    train, test = f"{prefix}train", f"{prefix}{test}"
    images, labels = "images-idx3-ubyte.gz", "labels-idx1-ubyte.gz"
    return f"{train}-{images}", f"{train}-{labels}", f"{test}-{images}", f"{test}-{labels}"
