"""A person's own images as a model takes them, piece by piece, in their order: a picture is read when its turn comes.

Large arrays of bytes stay in their file; others are held whole, since their range says what is black and what is white.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.errors import DataError
from training.data import DATASETS, Preparation, folder, idx, npz
from training.data.looking import OWN, place_of
from training.data.own import INVERTED, Part, dark_on_light, light_on_dark, named
from training.data.rows import Pixels

MOST = 1_000_000  # images
TRIED = 100  # pictures that are looked at for their ink


@dataclass(eq=False)
class Source:
    """``n`` images, read from ``start`` on by ``read(start, stop)``: ``(k, c, h, w) uint8``, and which of them came.

    ``label: (n,) int16``, an index into ``classes`` or -1; ``value: (n,) float32`` where a number belongs to each
    instead. A picture that cannot be read is left out; ``skipped`` says why, a line each.
    """

    n: int
    classes: tuple[str, ...]
    label: NDArray[np.int16]
    notes: tuple[str, ...]
    read: Callable[[int, int], tuple[NDArray[np.uint8], list[int]]]
    value: NDArray[np.float32] | None = None
    skipped: list[str] = field(default_factory=list)


def opened(path: Path, how: Preparation) -> Source:
    """The images at ``path``, prepared as ``how`` says. Raises ``DataError``."""
    dataset, place = place_of(path)
    if dataset == "folder":
        return _pictures(place, how)
    if dataset == "idx":
        return _arrays(place, idx.parts(place), (), (), how)
    file, parts, titles, assumed = npz.parts(place, how, mapped=True)
    return _arrays(file, parts, titles, assumed, how)


def known(name: str, how: Preparation) -> Source:
    """The images of the set ``name``, which must be on this machine: training images first. Raises ``DataError``."""
    if name not in DATASETS or name in OWN:
        raise DataError(field="data set", found=repr(name), expected=" or ".join(DATASETS))
    images = DATASETS[name].load(None, how)
    label = np.concatenate([images.train_label, images.test_label])
    part = Part(np.concatenate([images.train, images.test]), label.astype(np.int64), name)
    how = how if how.ink == "dark" else replace(how, ink="as-is")
    return _arrays(Path(name), [part], images.classes, images.notes, how)


def _arrays(
    place: Path, parts: Sequence[Part], titles: tuple[str, ...], assumed: tuple[str, ...], how: Preparation
) -> Source:
    x = np.concatenate([part.x for part in parts]) if len(parts) > 1 else parts[0].x  # one may be mapped
    wanted = (how.channels, how.height, how.width)
    if x.shape[1:] != wanted:
        found, expected = (" x ".join(map(str, (*shape[1:], shape[0]))) for shape in (x.shape[1:], wanted))
        raise DataError(file=place, found=f"images of {found}", expected=f"{expected}, as the model takes them")
    _check_count(len(x), place)
    labels = [part.label for part in parts]
    value = None
    if all(label is not None and label.dtype.kind == "f" and label.shape == (len(part.x),)
           for label, part in zip(labels, parts, strict=True)):  # fmt: skip
        value = np.concatenate([np.asarray(label, np.float32) for label in labels])
        assumed, labels = (*assumed, "labels that are no whole numbers are a column to colour by"), [None]
    some = any(label is None for label in labels)
    label, classes = named([None] if some else labels, len(x), titles, place)
    invert = _inverts(x, how)

    def read(start: int, stop: int) -> tuple[NDArray[np.uint8], list[int]]:
        piece = np.asarray(x[start:stop])
        return (255 - piece if invert else piece), list(range(start, start + len(piece)))

    return Source(len(x), classes, label, (*assumed, *([INVERTED[how.ink]] if invert else [])), read, value)


def _pictures(place: Path, how: Preparation) -> Source:
    parts = [place / name for name in ("train", "test")]
    inside = parts if all(part.is_dir() for part in parts) else [place]
    lists = [folder.listed(part, how.class_folders) for part in inside]
    files = [path for found, _, _ in lists for path in found]
    _check_count(len(files), place)
    names = [np.array(said if said is not None else [""] * len(found)) for found, said, _ in lists]
    classed = any(said is not None for _, said, _ in lists)
    label, classes = named([*names] if classed else [None], len(files), (), place)
    skipped: list[str] = []
    invert = _inverts(_some(files, how), how)

    def read(start: int, stop: int) -> tuple[NDArray[np.uint8], list[int]]:
        rows, images = [], [np.zeros((0, how.channels, how.height, how.width), np.uint8)]
        for row in range(start, min(stop, len(files))):
            try:
                images.append(folder.read(files[row], how)[None])
            except DataError as error:
                skipped.append(str(error))
                continue
            rows.append(row)
        piece = np.concatenate(images)
        return 255 - piece if invert else piece, rows

    notes = tuple(dict.fromkeys(note for _, _, said in lists for note in said))
    return Source(len(files), classes, label, (*notes, *([INVERTED[how.ink]] if invert else [])), read, skipped=skipped)


def _inverts(x: Pixels, how: Preparation) -> bool:
    """Whether drawings are in another ink than the model's."""
    if not len(x):
        return False
    return (how.ink == "light" and dark_on_light(x)) or (how.ink == "dark" and light_on_dark(x))


def _some(files: Sequence[Path], how: Preparation) -> NDArray[np.uint8]:
    """Some of the pictures, spread over all; those that cannot be read are told when their turn comes."""
    some = [np.zeros((0, how.channels, how.height, how.width), np.uint8)]
    for path in files[:: max(1, len(files) // TRIED)][:TRIED]:
        with contextlib.suppress(DataError):
            some.append(folder.read(path, how)[None])
    return np.concatenate(some)


def _check_count(n: int, place: Path) -> None:
    if not 1 <= n <= MOST:
        raise DataError(file=place, found=f"{n:,} images", expected=f"1 to {MOST:,}")
