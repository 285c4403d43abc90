"""What a person's own images have in common, wherever they come from: checks, labels, split."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import LONGEST_CLASS_NAME, MOST_CLASSES, DatasetSpec
from aevae_desktop.errors import DataError
from aevae_desktop.reading import plain_text
from training.data.base import OWN_SPLIT, Images, Preparation
from training.data.rows import Pixels, digest, inverted, only

SIDES = (8, 128)  # pixels
SPLIT_SEED = 0  # not the run's: bundles of one set must agree on which image is which row
LONGEST_NAME = 100  # characters of a title
LOOKED_AT = 1000  # images that are looked at for their ink
LIGHT = 176  # a grey level of the ground: resized strokes lighten it no further
MOST_GROUND, MOST_IMAGES = 0.6, 0.9  # shares of an image that is ground, and of images that look so
FOR_TRAINING = ", as light ink trains better (--ink as-is keeps it)"
INVERTED = {
    "light": "dark ink on a light ground is inverted, as for training",
    "dark": "light ink on a dark ground is inverted, as the model draws in dark ink",
}
SIGNALS = "Signals can be measured and encoded by a model that takes as many values, but not trained on."
NO_LABELS = "no labels: every point of the map will have one colour"


@dataclass(frozen=True, eq=False)
class Part:
    """Images ``x: (n, c, h, w) uint8`` and their labels, integers or texts ``(n,)`` or None; ``where`` for errors."""

    x: Pixels
    label: NDArray[Any] | None
    where: str


def assemble(
    name: str,
    place: Path,
    train: Part,
    test: Part | None,
    how: Preparation,
    pixels: str,
    *,
    titles: tuple[str, ...] = (),
    assumed: tuple[str, ...] = (),
) -> Images:
    """One set out of its parts, split here when ``test`` is None. Raises ``DataError``.

    ``titles`` name the classes 0, 1, ... where the labels are integers; else the distinct labels name themselves.
    ``assumed``: what was taken for granted of the files; it is noted in a line, and kept in the manifest.
    """
    parts = [train] if test is None else [train, test]
    for part in parts:
        _check(part, place, train, (how.height, how.width))
    if (train.label is None) != (parts[-1].label is None):
        bare = train if train.label is None else parts[-1]
        raise DataError(
            f"{bare.where}: labels missing", file=place, remedy="Label both training and test images, or none."
        )
    train, test, of_ink = _light_ink(train, test, how.ink)
    parts = [train] if test is None else [train, test]
    assumed = (*assumed, of_ink) if of_ink else assumed
    label, classes = named([part.label for part in parts], sum(len(part.x) for part in parts), titles, place)
    x: Pixels = np.concatenate([part.x for part in parts]) if test is not None else train.x
    is_test, split = _split(label, how.test_share) if test is None else (np.arange(len(x)) >= len(train.x), OWN_SPLIT)
    if is_test.all() or not is_test.any():
        raise DataError(file=place, found=f"{len(x)} image", expected="at least 2, one to train on and one to test")
    called = plain_text.clean(place.resolve().name.removesuffix(".npz").removesuffix(".npy"), LONGEST_NAME)
    sums = {"images": digest(x)}
    spec = DatasetSpec(name, "not stated", f"{name}: {called}", int((~is_test).sum()), int(is_test.sum()), sums)
    recipe = {"pixels": pixels, "split": split} | ({"assumed": "; ".join(assumed)} if assumed else {})
    notes = tuple(f"{key}: {text}" for key, text in recipe.items() if key == "assumed") + _notes(label, classes)
    order = np.concatenate([np.flatnonzero(~is_test), np.flatnonzero(is_test)]) if test is None else None
    return Images(
        only(x, ~is_test), label[~is_test], only(x, is_test), label[is_test],
        classes, spec, recipe, notes, called, order,
    )  # fmt: skip


def dark_on_light(x: Pixels) -> bool:
    """Whether grey images ``(n, 1, h, w)`` are drawings in dark ink: light edges, and most of each image as light.

    A signal, one pixel high or wide, has no ground.
    """
    some = np.asarray(only(x, slice(None, None, max(1, len(x) // LOOKED_AT)))[:LOOKED_AT])
    if 1 in some.shape[2:] or some.shape[1] != 1 or not some.size:
        return False
    light_edge = np.median(_edges(some), axis=1) >= LIGHT
    ground = (some >= LIGHT).mean(axis=(1, 2, 3))
    inked = some.min(axis=(1, 2, 3)) < LIGHT // 2
    return bool((light_edge & (ground >= MOST_GROUND) & (ground < 1) & inked).mean() >= MOST_IMAGES)


def light_on_dark(x: Pixels) -> bool:
    """Whether the ground of grey images ``(n, 1, h, w)`` is dark: the middle value along their edges."""
    some = np.asarray(only(x, slice(None, None, max(1, len(x) // LOOKED_AT)))[:LOOKED_AT])
    return (
        1 not in some.shape[2:]
        and some.shape[1] == 1
        and some.size > 0
        and float(np.median(_edges(some))) < 255 - LIGHT
    )


def _edges(x: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The pixels along the edges of images ``(n, 1, h, w)``: ``(n, k)``."""
    sides = (x[:, 0, (0, -1)], x[:, 0, :, (0, -1)].transpose(1, 0, 2))
    return np.concatenate([side.reshape(len(x), -1) for side in sides], axis=1)


def _light_ink(train: Part, test: Part | None, ink: str) -> tuple[Part, Part | None, str]:
    """Drawings in dark ink on a light ground, inverted where ``ink`` wants light ink, and what is told of it."""
    if not dark_on_light(train.x):
        return train, test, ""
    if ink != "light":
        return train, test, "dark ink on a light ground, kept so"
    turned = [None if part is None else replace(part, x=inverted(part.x)) for part in (train, test)]
    return turned[0] or train, turned[1], f"dark ink on a light ground is inverted{FOR_TRAINING}"


def given_folder(data_dir: Path | None, what: str) -> Path:
    """``data_dir``, the folder of ``what``. Raises ``DataError`` where none is given, or no folder."""
    if data_dir is None:
        raise DataError(field="--data-dir", found="nothing", expected=f"the folder of {what}")
    if not data_dir.is_dir():
        raise DataError("is not a folder", file=data_dir, remedy=f"Give the folder of {what}.")
    return data_dir


def channels_first(x: NDArray[Any], file: Path, where: str) -> NDArray[Any]:
    """Images as ``(n, c, h, w)`` out of (n, h, w), (n, h, w, c) or (n, c, h, w). Raises ``DataError``."""
    if x.ndim == 3:
        return x[:, None]
    if x.ndim == 4 and x.shape[3] in (1, 3):
        return x.transpose(0, 3, 1, 2)
    if x.ndim == 4 and x.shape[1] in (1, 3):
        return x
    raise DataError(
        file=file,
        field=where,
        found=f"shape {x.shape}",
        expected="(n, height, width), with 1 or 3 channels last or second",
        remedy="All images must have one size.",
    )


def _check(part: Part, place: Path, train: Part, wanted: tuple[int, int]) -> None:
    """Raises ``DataError``. Any size is right that is ``wanted``: training wants none beyond ``SIDES``, a model may."""
    (n, channels, height, width), (_, c, h, w) = part.x.shape, train.x.shape
    (low, high), labels = SIDES, (n,) if part.label is None else part.label.shape
    sized = (height, width) == wanted or low <= min(height, width) <= max(height, width) <= high
    for wrong, found, expected, remedy in (
        (n == 0, "no image", "at least one", None),
        (not sized, f"images of {height} x {width} pixels", f"{low} to {high} pixels a side",
         SIGNALS if 1 in (height, width) else "Resize them; --dataset folder does it by itself."),
        ((channels, height, width) != (c, h, w), f"images of {height} x {width} x {channels}",
         f"{h} x {w} x {c}, as those of {train.where}", "All images must have one size."),
        (labels != (n,), f"{n} images and labels of shape {labels}", "one label an image", None),
    ):  # fmt: skip
        if wrong:
            raise DataError(file=place, field=part.where, found=found, expected=expected, remedy=remedy)


def named(
    labels: list[NDArray[Any] | None], n: int, titles: tuple[str, ...], place: Path
) -> tuple[NDArray[np.int16], tuple[str, ...]]:
    """Every image's class, and the names of the classes, which can be shown. Raises ``DataError``."""
    label, classes = _name(labels, n, titles, place)
    if len(classes) > MOST_CLASSES:
        raise DataError(file=place, field="labels", found=f"{len(classes)} classes", expected=f"at most {MOST_CLASSES}")
    for name in classes:
        if (wrong := plain_text.wrong_in_line(name, LONGEST_CLASS_NAME)) is not None:
            expected = f"names of classes of at most {LONGEST_CLASS_NAME} characters, without control characters"
            found, remedy = f"{wrong} in {name!r}", "Rename the class."
            raise DataError(file=place, field="labels", found=found, expected=expected, remedy=remedy)
    return label, classes


def _name(
    labels: list[NDArray[Any] | None], n: int, titles: tuple[str, ...], place: Path
) -> tuple[NDArray[np.int16], tuple[str, ...]]:
    given = [label for label in labels if label is not None]
    if not given:
        return np.full(n, -1, np.int16), ()
    values = np.concatenate(given)
    if values.dtype.kind not in "iuU":
        raise DataError(file=place, field="labels", found=f"{values.dtype} values", expected="integers or texts")
    if titles and values.dtype.kind in "iu":
        if len(values) and int(values.max()) >= len(titles):
            raise DataError(
                file=place,
                field="labels",
                found=int(values.max()),
                expected=f"under {len(titles)}, the number of classes",
            )
        return np.maximum(values.astype(np.int64), -1).astype(np.int16), titles
    known = values != "" if values.dtype.kind == "U" else values >= 0  # "" and negative numbers: no label
    distinct, place_of = np.unique(values[known], return_inverse=True)
    label = np.full(n, -1, np.int16)
    label[known] = place_of
    return label, tuple(str(value) for value in distinct)


def _split(label: NDArray[np.int16], share: float) -> tuple[NDArray[np.bool_], str]:
    """Which images test, ``(n,) bool``: a seeded draw that takes about the same share of every class."""
    n = len(label)
    rng = np.random.default_rng(SPLIT_SEED)
    place = np.empty(n)
    for value in np.unique(label):
        members = rng.permutation(np.flatnonzero(label == value))
        place[members] = (np.arange(len(members)) + 0.5) / len(members)
    count = min(max(round(share * n), 1), n - 1)
    is_test = np.zeros(n, np.bool_)
    is_test[np.argsort(place, kind="stable")[:count]] = True
    return is_test, f"{count} of {n} images test, drawn class by class with seed {SPLIT_SEED}"


def _notes(label: NDArray[np.int16], classes: tuple[str, ...]) -> tuple[str, ...]:
    if not classes:
        return (NO_LABELS,)
    if len(classes) == 1:
        return (f'one class only ("{classes[0]}"): the map will show how it varies, and nothing to tell it from',)
    bare = int((label < 0).sum())
    return (f"{bare} of {len(label)} images have no label",) if bare else ()
