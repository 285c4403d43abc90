"""Arrays as numpy users have them, brought to images and labels.

Every function tells in words what it took for granted, for the line that a person reads and for the manifest, and ""
where there was nothing to assume. What would be a guess is refused.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.errors import DataError
from training.data.base import Preparation
from training.data.own import channels_first

Array = NDArray[Any]
HALF_OF_16 = 32767  # 16-bit values above it use the whole range, not 10 or 12 bits of it
HALF_OF_8 = 127  # floats above it are 0..255; from 1 to it they may be percents, or 0..16
LARGEST_LABEL = 2.0**31  # that a float may be
REMEDY = "Write it with numpy.savez_compressed(FILE, x=images, y=labels)."
IMAGES = ("x", "images", "data", "image", "imgs", "pixels")
LABELS = ("y", "labels", "label", "targets", "target")
_CLASSES = ("classes", "class_names", "label_names")


class Names(NamedTuple):
    """Which array is what: training images and labels, test images and labels, names of the classes."""

    x: str
    y: str | None
    x_test: str | None
    y_test: str | None
    classes: str | None

    @property
    def said(self) -> str:
        """What is told of them: the names where they are not the usual ones."""
        parts = (("images", self.x, "x x_train"), ("labels", self.y, "y y_train"),
                 ("test images", self.x_test, "x_test"), ("test labels", self.y_test, "y_test"))  # fmt: skip
        return ", ".join(f'{what} are "{name}"' for what, name, usual in parts if name and name not in usual.split())


def names(held: Sequence[str], file: Path) -> Names:
    """Which of the arrays ``held`` are images and labels, by their names; case does not count. Raises ``DataError``."""
    classes = _one(held, _CLASSES, file)
    train, test = (_one(held, _parted(IMAGES, part), file) for part in ("train", "test"))
    if train:
        y, y_test = (_one(held, _parted(LABELS, part), file) for part in ("train", "test"))
        return Names(train, y, test, y_test if test else None, classes)
    x, y = _one(held, IMAGES, file), _one(held, LABELS, file)
    numbered = sorted(name for name in held if name.startswith("arr_"))  # as numpy.savez calls what has no name
    if x is None and numbered in (["arr_0"], ["arr_0", "arr_1"]):
        x, y = "arr_0", y or next(iter(numbered[1:]), None)
    if x is None and len(held) == 1:
        x = held[0]
    if x is None:
        raise DataError(file=file, found=", ".join(held) or "nothing", expected="an array x", remedy=REMEDY)
    return Names(x, y, None, None, classes)


def _parted(stems: Iterable[str], part: str) -> tuple[str, ...]:
    return tuple(name for stem in stems for name in (f"{stem}_{part}", f"{part}_{stem}"))


def _one(held: Sequence[str], wanted: tuple[str, ...], file: Path) -> str | None:
    found = [name for name in held if name.lower() in wanted]
    if len(found) > 1:
        raise DataError(file=file, found=" and ".join(found), expected="one of them", remedy=REMEDY)
    return found[0] if found else None


def folded(x: Array, how: Preparation, file: Path, name: str) -> tuple[Array, str]:
    """Images as ``(n, c, h, w)``; flat ones ``(n, p)`` are grey, of ``how``'s size if that fits, else square."""
    if x.ndim != 2:
        return channels_first(x, file, name), ""
    pixels, side = int(x.shape[1]), math.isqrt(int(x.shape[1]))
    height, width = (how.height, how.width) if pixels == how.height * how.width else (side, side)
    if height * width != pixels or how.channels != 1:
        remedy = "Give the size of flat grey images with --image-size HEIGHT,WIDTH; fold colour images before saving."
        raise DataError(file=file, field=name, found=f"shape {x.shape}", expected="(n, height, width)", remedy=remedy)
    return x.reshape(len(x), 1, height, width), f"{pixels} values in a row are {height} x {width} grey"


def to_uint8(
    x: Array, alike: Sequence[Array], file: Path, name: str, units: tuple[float, float] = (0.0, 1.0)
) -> tuple[NDArray[np.uint8], str]:
    """Pixels ``(n, c, h, w)`` as 0..255. ``alike``: with which arrays ``x`` shares its range, itself among them.

    ``units``: black and white of a model, whose values floats below 0 may be.
    """
    if x.dtype.kind not in "buif":
        raise DataError(file=file, field=name, found=f"{x.dtype} values", expected="numbers")
    if x.dtype.kind == "f" and not np.isfinite(x).all():
        bad = np.argwhere(~np.isfinite(x))[0]
        count = int((~np.isfinite(x)).any(axis=(1, 2, 3)).sum())
        found = f"NaN or infinity in {count} of {len(x)} images, the first is image {bad[0]}"
        raise DataError(file=file, field=name, found=found, expected="finite pixels", remedy="Remove or mend them.")
    filled = [one for one in alike if one.size]
    low = min((float(one.min()) for one in filled), default=0.0)
    high = max((float(one.max()) for one in filled), default=0.0)
    span = _span(x.dtype, low, high) or _of_model(x.dtype, low, high, units)
    if span is None:
        found, expected = f"{x.dtype} pixels from {low:g} to {high:g}", "integers from 0 to 255, or floats from 0 to 1"
        expected += f" or, as the model's, from {units[0]:g} to {units[1]:g}" if units[0] < 0 else ""
        raise DataError(file=file, field=name, found=found, expected=expected)
    bottom, top, said = span
    scaled = x if (bottom, top) == (0, 255) else (x - np.float32(bottom)) * np.float32(255 / (top - bottom))
    return np.ascontiguousarray(np.rint(scaled) if scaled.dtype.kind == "f" else scaled, np.uint8), said


def _span(dtype: np.dtype[Any], low: float, high: float) -> tuple[float, float, str] | None:
    """Which values are black and white, and what is told of it; None where several answers are as likely."""
    if dtype.kind == "b":
        return 0, 1, ""
    if dtype.kind in "ui":
        if low >= 0 and high == 1:
            return 0, 1, "integers 0 and 1 are black and white"
        if dtype.kind == "u" and dtype.itemsize == 2 and high > HALF_OF_16:
            return 0, 65535, "16-bit integers are 0 to 65535"
        return (0, 255, "") if low >= 0 and high <= 255 else None
    if low >= 0 and high <= 1:
        return 0, 1, ""
    if low >= 0 and HALF_OF_8 < high <= 255:
        return 0, 255, "floats are 0 to 255"
    return (-1, 1, "floats are -1 to 1") if low == -1 and high <= 1 else None


def _of_model(
    dtype: np.dtype[Any], low: float, high: float, units: tuple[float, float]
) -> tuple[float, float, str] | None:
    """``units``, where floats of which some are below 0 lie within them."""
    if dtype.kind != "f" or not units[0] <= low < 0 or high > units[1]:
        return None
    return *units, f"floats are {units[0]:g} to {units[1]:g}, as the model's"


def plain_labels(y: Array, n: int) -> tuple[Array, str]:
    """One integer or text for each of ``n`` images, where ``y`` says so in another way; else ``y`` as it is."""
    if y.ndim == 2 and y.shape == (n, 1):
        y = y[:, 0]
    if y.dtype.kind == "S":
        return np.char.decode(y, "utf-8"), ""
    if y.ndim == 2 and len(y) == n and y.dtype.kind in "buif" and _one_hot(y):
        return np.argmax(y, axis=1), "labels are one-hot"
    if y.dtype.kind == "b":
        return y.astype(str), ""
    if y.dtype.kind == "f" and y.ndim == 1 and len(y) and _whole(y):
        return np.where(np.isnan(y), -1, y).astype(np.int64), "labels are whole numbers, kept as floats"
    return y, ""


def _one_hot(y: Array) -> bool:
    return bool(((y == 0) | (y == 1)).all() and ((y != 0).sum(axis=1) == 1).all())


def _whole(y: Array) -> bool:
    known = y[~np.isnan(y)]
    return bool((np.abs(known) < LARGEST_LABEL).all() and (known == np.rint(known)).all() and len(known))


def from_zero(labels: list[Array | None], n_classes: int) -> tuple[list[Array | None], str]:
    """Labels that count ``n_classes`` named classes from 1, counted from 0; others as they are."""
    given = [y for y in labels if y is not None and len(y)]
    if not n_classes or not given or any(y.dtype.kind not in "iu" for y in given):
        return labels, ""
    if min(int(y.min()) for y in given) != 1 or max(int(y.max()) for y in given) != n_classes:
        return labels, ""
    return [None if y is None else y.astype(np.int64) - 1 for y in labels], "labels count the classes from 1"
