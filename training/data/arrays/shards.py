"""A folder of numbered .npy files that are one set: ``images-0000.npy``, ... and perhaps ``labels-0000.npy``, ...

The images stay in their files, so the set may be larger than the memory; the labels are read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.errors import DataError
from aevae_desktop.reading import npy, regular
from training.data.arrays import naming, npy_file
from training.data.own import Part, channels_first
from training.data.rows import Bytes, Rows

MOST_LABELS = 1 << 30  # bytes of a file
_NUMBERED = re.compile(r"([A-Za-z]+)[-_.](\d{1,9})\.npy")
AGAIN = "Write the file again."
Files = Mapping[int, Path]


def found(folder: Path) -> tuple[Files, Files] | None:
    """The files of images and of labels in ``folder``, by their numbers; None where images are not numbered."""
    sets: dict[str, dict[int, Path]] = {"images": {}, "labels": {}}
    kinds = dict.fromkeys(naming.IMAGES, "images") | dict.fromkeys(naming.LABELS, "labels")
    for path in sorted(folder.glob("*.npy")):
        match = _NUMBERED.fullmatch(path.name)
        if match and (kind := kinds.get(match[1].lower())):
            sets[kind][int(match[2])] = path
    return (sets["images"], sets["labels"]) if sets["images"] else None


def part(folder: Path, images: Files, labels: Files) -> tuple[Part, str]:
    """The set of the files, and what is told of it. Raises ``DataError``."""
    _check_numbers(folder, images, labels)
    order = sorted(images)
    mapped = [_mapped(images[number]) for number in order]
    for number, one in zip(order, mapped, strict=True):
        if one.shape[1:] != mapped[0].shape[1:]:
            expected = f"{mapped[0].shape[1:]}, as in {images[order[0]].name}"
            raise DataError(file=images[number], found=f"images {one.shape[1:]}", expected=expected)
    given = [_labels(labels[number], len(one)) for number, one in zip(order, mapped, strict=True)] if labels else []
    values, said = naming.plain_labels(np.concatenate(given), sum(map(len, given))) if given else (None, "")
    return Part(Rows(mapped), values, folder.name), said


def _check_numbers(folder: Path, images: Files, labels: Files) -> None:
    """Raises ``DataError`` where a number is missing."""
    first, last = min(images), max(images)
    missing: Sequence[int] = [number for number in range(first, last + 1) if number not in images]
    kind = "images"
    if not missing and labels:
        kind, missing = "labels", sorted(images.keys() ^ labels.keys())
    if missing:
        remedy = "Each file of images has the next number; with labels, each has a file of labels of its number."
        raise DataError(f"{kind} number {missing[0]} missing", file=folder, remedy=remedy)


def _mapped(path: Path) -> Bytes:
    """The images of a file ``(k, c, h, w)``. Raises ``DataError``."""
    with regular.errors_as(DataError, path, other=AGAIN), regular.open_regular(path) as stream:
        try:
            start, size = stream.read(npy.LONGEST_HEADER + 12), os.fstat(stream.fileno()).st_size
            header = npy_file.header_of(path.name, start, size)
        except ValueError as error:
            raise DataError(f"cannot be mapped ({error})", file=path, remedy=AGAIN) from error
    if header.name != "uint8" or not header.items:
        remedy = "Save integers from 0 to 255, which can stay in their files: numpy.save(FILE, x.astype(numpy.uint8))."
        raise DataError(file=path, found=header.of_shape, expected="uint8 images, at least one", remedy=remedy)
    return channels_first(npy_file.mapped(path, 0, header), path, "images")


def _labels(path: Path, n: int) -> NDArray[Any]:
    with regular.errors_as(DataError, path, other=AGAIN):
        data = regular.read_at_most(path, MOST_LABELS)
    try:
        label = npy_file.array(path.name, data)
    except ValueError as error:
        raise DataError(f"cannot be read ({error})", file=path, remedy=AGAIN) from error
    if label.shape[:1] != (n,):
        raise DataError(file=path, found=f"labels of shape {label.shape}", expected=f"one for each of {n} images")
    return label
