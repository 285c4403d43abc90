"""A folder of IDX files as MNIST's: ``*train-images*``, ``*train-labels*``, and the same of ``t10k`` or ``test``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.errors import DataError
from aevae_desktop.reading import regular
from training.data import idx
from training.data.base import AS_PUBLISHED, Dataset, Images, Preparation
from training.data.own import Part, assemble, channels_first

TESTS = ("t10k", "test")


def load(data_dir: Path | None, how: Preparation = AS_PUBLISHED, /) -> Images:
    """The images of the folder ``data_dir``, plain or gzipped. Raises ``DataError``."""
    if data_dir is None:
        raise DataError(field="--data-dir", found="nothing", expected="the folder of the IDX files")
    if not data_dir.is_dir():
        raise DataError("is not a folder", file=data_dir, remedy="Give the folder of the IDX files.")
    train = _part(data_dir, ("train",))
    if train is None:
        remedy = "Name the files train-images-idx3-ubyte and train-labels-idx1-ubyte, or the like, plain or gzipped."
        raise DataError("no train-images file is there", file=data_dir, remedy=remedy)
    return assemble("idx", data_dir, train, _part(data_dir, TESTS), how, "as given")


def _part(folder: Path, words: tuple[str, ...]) -> Part | None:
    path = _find(folder, words, "images")
    if path is None:
        return None
    data = idx.read_bytes(path)
    x = channels_first(idx.parse(data, path, 4 if data[3:4] == b"\x04" else 3), path, path.name)
    labels = _find(folder, words, "labels")
    return Part(np.ascontiguousarray(x), None if labels is None else _labels(labels), path.name)


def _labels(path: Path) -> NDArray[np.uint8]:
    return idx.parse(idx.read_bytes(path), path, 1)


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
