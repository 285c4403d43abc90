"""A picture that anybody made, as an image of MNIST would be: its ink found, its figure cropped, scaled and centred.

The ground is the middle colour of the border. Ink is how far a pixel's colour lies from it, along the way on which
most of the colours lie, so that ink of any colour, dark or light, becomes light on dark. The figure is put where
MNIST puts one: scaled to 20 pixels on the longer side, then moved by whole pixels until its centre of mass is at the
middle of 28 x 28 (LeCun et al., "Gradient-based learning applied to document recognition", 1998, III-A). An image of
another size is MNIST's enlarged: all lengths are in 28ths of its shorter side.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.images.strokes import BOX, SIZE
from aevae_desktop.errors import DataError

KEPT = 128  # px: the longer side of what is kept of a picture
CENTER = 14.5  # pixels from the corner: moved by whole pixels, a centre of mass lies within half a pixel of it
LEAST = 0.06  # of the range of colour: a picture whose colours differ by less shows nothing
EDGE = 0.2  # of full ink: what is fainter does not belong to the figure
GREY = np.array((0.299, 0.587, 0.114), np.float32)  # luma of red, green and blue (ITU-R BT.601)

F32 = NDArray[np.float32]
U8 = NDArray[np.uint8]


@dataclass(frozen=True)
class Inked:
    """The ink of a picture: its ``figure`` alone and the ``whole``, ``(h, w) uint8``, 0 the ground and 255 full ink.

    ``dark``: whether the ink is darker than the ground.
    """

    figure: U8
    whole: U8
    dark: bool


def inked(rgba: U8) -> Inked:
    """The ink of a picture ``(h, w, 4)``: red, green, blue, opacity. Raises ``DataError``: it is of one colour."""
    colour = _opaque(rgba)
    ground = np.median(_border(colour), axis=0).astype(np.float32)
    away = colour - ground
    ink = away @ _direction(away)
    if ink.max() < LEAST:
        raise DataError(
            found="a picture of one colour", expected="a figure on a ground", remedy="Give another picture."
        )
    full = np.quantile(ink[ink > ink.max() / 2], 0.75)  # not the maximum: one bright speck would dim all the rest
    ink = (ink / full).clip(0.0, 1.0)
    mean = (away * ink[..., None]).sum(axis=(0, 1)) / ink.sum()
    return Inked(_kept(ink[_figure(ink)]), _kept(ink), bool(mean @ GREY < 0))


def centred(figure: U8, height: int = SIZE, width: int = SIZE) -> F32:
    """The ``figure: (h, w) uint8`` as an image ``(height, width)`` from 0 to 1, put where MNIST puts one."""
    unit = min(height, width) / SIZE
    small = _scaled(figure, BOX * unit)
    down, across = (_centre_of_mass(small.sum(axis=1 - axis)) for axis in (0, 1))
    middle = (CENTER - SIZE / 2) * unit
    return _placed(small, height, width, height / 2 + middle - down, width / 2 + middle - across)


def fitted(whole: U8, height: int = SIZE, width: int = SIZE) -> F32:
    """The ``whole: (h, w) uint8`` as an image ``(height, width)`` from 0 to 1: as large as fits, in the middle."""
    scale = min(height / whole.shape[0], width / whole.shape[1])
    small = _scaled(whole, max(whole.shape) * scale)
    return _placed(small, height, width, (height - small.shape[0]) / 2, (width - small.shape[1]) / 2)


def _opaque(rgba: U8) -> F32:
    """Colours in [0, 1], ``(h, w, 3)``; what shows through is white under dark ink and black under light ink."""
    unit = rgba.astype(np.float32) / np.float32(255.0)
    colour, opacity = unit[..., :3], unit[..., 3:]
    light = float((colour @ GREY * opacity[..., 0]).sum()) > 0.5 * float(opacity.sum())
    through = np.float32(0.0 if light else 1.0)
    seen: F32 = through + (colour - through) * opacity
    return seen


def _border(colour: F32) -> F32:
    return np.concatenate((colour[0], colour[-1], colour[:, 0], colour[:, -1]))


def _direction(away: F32) -> F32:
    """The unit vector ``(3,)`` along which colours lie farthest from the ground, towards the most of them."""
    rows = away.reshape(-1, 3).astype(np.float64)
    axis = np.linalg.eigh(rows.T @ rows)[1][:, -1]
    return (axis if (rows @ axis).sum() >= 0 else -axis).astype(np.float32)


def _figure(ink: F32) -> tuple[slice, slice]:
    """Rows and columns between which all ink lies."""
    rows, columns = (np.flatnonzero((ink > EDGE).any(axis=axis)) for axis in (1, 0))
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def _kept(ink: F32) -> U8:
    level: U8 = np.rint(ink * np.float32(255.0)).astype(np.uint8)
    if max(level.shape) > KEPT:
        level = np.rint(_scaled(level, KEPT) * np.float32(255.0)).astype(np.uint8)
    return level


def _scaled(level: U8, longer: float) -> F32:
    """``level: (h, w)`` in [0, 1], its longer side ``longer`` px; the other is rounded to whole pixels, at least 1."""
    scale = longer / max(level.shape)
    high, wide = (max(1, round(side * scale)) for side in level.shape)
    unit = level.astype(np.float32) / np.float32(255.0)
    return _weights(level.shape[0], high) @ unit @ _weights(level.shape[1], wide).T


def _weights(old: int, new: int) -> F32:
    """How much of each of ``old`` pixels is in each of ``new``: ``(new, old)``, rows that sum to 1.

    Where pixels become fewer each is the mean of those under it; where they become more, a mix of the nearest two.
    """
    step = old / new
    if step >= 1.0:
        first = np.arange(new)[:, None] * step
        share = np.minimum(first + step, np.arange(old) + 1.0) - np.maximum(first, np.arange(old))
    else:
        at = ((np.arange(new) + 0.5) * step - 0.5).clip(0.0, old - 1.0)
        share = 1.0 - np.abs(at[:, None] - np.arange(old))
    share = share.clip(0.0)
    weights: F32 = (share / share.sum(axis=1, keepdims=True)).astype(np.float32)
    return weights


def _centre_of_mass(ink: F32) -> float:
    """Pixels from the first edge, of ``ink`` summed along a line."""
    return float((ink * (np.arange(len(ink)) + 0.5)).sum() / ink.sum())


def _placed(small: F32, height: int, width: int, top: float, left: float) -> F32:
    """``small`` on an empty image, its corner at the whole pixel nearest to that place from where none of it leaves."""
    image = np.zeros((height, width), np.float32)
    y, x = (
        min(max(round(at), 0), size - side)
        for at, size, side in zip((top, left), image.shape, small.shape, strict=True)
    )
    image[y : y + small.shape[0], x : x + small.shape[1]] = small.clip(0.0, 1.0)
    return image
