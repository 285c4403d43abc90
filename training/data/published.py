"""Sets published in MNIST's form: four IDX files, gzipped, each with the checksum that its publisher gives."""

from __future__ import annotations

import hashlib
import os
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
MOST_BYTES = 1 << 30  # of a published file
SHAPE = (1, 28, 28)
Four = tuple[str, str, str, str]


@dataclass(frozen=True)
class Publication:
    """Where a set comes from. ``files`` are its four: training images and labels, test images and labels.

    ``sums`` are their checksums, in this order: MD5 of the gzipped files or, of a set that is ``unpacked``, SHA-256 of
    the bytes inside, and then the files may lie unpacked too. ``first_label`` is the number of the first class;
    ``transposed`` images are stored column by column; ``subfolder`` is the set's folder in ``$AEVAE_DATA``, by default
    its name.
    """

    name: str
    title: str
    licence: str
    source: str
    mirrors: tuple[str, ...]
    files: Four
    sums: Four
    classes: tuple[str, ...]
    first_label: int = 0
    transposed: bool = False
    unpacked: bool = False
    subfolder: str | None = None

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
        """The folder of the four files: ``data_dir``, that in ``$AEVAE_DATA``, the cache, else a download into it."""
        named = data_dir or self._shared()
        folder = named or fetch.cache_folder(self.name)
        sums = {name: total for name, total in zip(self.files, self.sums, strict=True) if not self._find(folder, name)}
        if sums and named:
            remedy = f"Give a folder with the four files of {self.title}, gzipped as published."
            raise DataError(f"{next(iter(sums))} is not there", file=folder, remedy=remedy)
        if sums:
            fetch.download(folder, self.mirrors, sums, self._sum)
        return folder

    def _shared(self) -> Path | None:
        root = os.environ.get(ENVIRONMENT)
        place = Path(root or os.devnull) / (self.name if self.subfolder is None else self.subfolder)
        return place if root and (self.subfolder == "" or place.is_dir()) else None

    def _find(self, folder: Path, name: str) -> Path | None:
        places = [folder / name, *([folder / name.removesuffix(".gz")] if self.unpacked else [])]
        return next((path for path in places if path.is_file()), None)

    def _sum(self, data: bytes) -> str:
        """The checksum of a file's bytes. MD5 tells files apart and finds damage, not forgery."""
        if self.unpacked:
            return hashlib.sha256(idx.unpack(data)).hexdigest()
        return hashlib.md5(data, usedforsecurity=False).hexdigest()

    def _array(self, folder: Path, name: str, sums: dict[str, str]) -> NDArray[np.uint8]:
        path = self._find(folder, name) or folder / name
        with regular.errors_as(DataError, path):
            data = regular.read_at_most(path, MOST_BYTES)
        if not self.unpacked:
            self._check(path, name, "md5", self._sum(data))
        data = idx.unpack(data, path)
        found = sums[name.removesuffix(".gz")] = hashlib.sha256(data).hexdigest()
        if self.unpacked:
            self._check(path, name, "sha256 of the decompressed bytes", found)
        return idx.parse(data, path, 3 if "-images-" in name else 1)

    def _check(self, path: Path, name: str, kind: str, found: str) -> None:
        wanted = self.sums[self.files.index(name)]
        if found != wanted:
            remedy = f"This is not the original file of {self.title}; delete it and download it again."
            raise DataError(file=path, field=kind, found=found, expected=wanted, remedy=remedy)

    def _upright(self, x: NDArray[np.uint8]) -> NDArray[np.uint8]:
        return np.ascontiguousarray(x.transpose(0, 2, 1) if self.transposed else x)[:, None]

    def _label(self, label: NDArray[np.uint8]) -> NDArray[np.int16]:
        return label.astype(np.int16) - np.int16(self.first_label)


def row(publication: Publication) -> Dataset:
    """The row of ``DATASETS`` for a publication."""
    return Dataset(publication.name, publication.title, publication.load, SHAPE)


def file_names(prefix: str = "", test: str = "t10k") -> Four:
    """The four file names of MNIST, with a prefix."""
    train, test = f"{prefix}train", f"{prefix}{test}"
    images, labels = "images-idx3-ubyte.gz", "labels-idx1-ubyte.gz"
    return f"{train}-{images}", f"{train}-{labels}", f"{test}-{images}", f"{test}-{labels}"
