"""From a network's numbers to grey levels: the only place where a value becomes a pixel."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Pixel = TypeVar("Pixel", np.uint8, np.float32)

TILE = 256  # px: the longer side of a picture of many that are shown small; screens show no more of it


def to_uint8(x: ArrayLike, low: float = 0.0, high: float = 1.0) -> NDArray[np.uint8]:
    """``x`` of any shape, ``low`` to ``high``, as grey levels: ``rint(clip((x - low) / (high - low), 0, 1) * 255)``.

    Ties go to the even level, as ``rint`` does; NaN becomes 0. Raises ``ValueError`` unless ``low < high``.
    """
    if not low < high:
        raise ValueError(f"an empty range of grey: {low} to {high}")
    level = np.asarray(x, np.float32)
    if (low, high) != (0.0, 1.0):
        level = (level - np.float32(low)) / np.float32(high - low)
    # fmax turns NaN into 0, which clip would keep
    level = np.fmin(np.fmax(level, np.float32(0.0)), np.float32(1.0)) * np.float32(255.0)
    return np.rint(level).astype(np.uint8)


def to_unit(images: NDArray[np.float32], low: float, high: float) -> NDArray[np.float32]:
    """``images`` with values from ``low`` to ``high`` moved to 0 to 1; what lies outside stays outside."""
    if (low, high) == (0.0, 1.0):
        return images
    return (images - np.float32(low)) / np.float32(high - low)


def tile_pool(height: int, width: int) -> int:
    """How many pixels, each way, are to be one, so that a picture of ``height x width`` px is no larger than a tile."""
    return min(-(-max(height, width) // TILE), height, width)


def pooled(images: NDArray[Pixel], pool: int) -> NDArray[Pixel]:
    """The mean of every ``pool x pool`` pixels of ``images: (n, h, w[, 3])``; what is left over at the edge is not."""
    if pool == 1:
        return images
    n, high, wide = images.shape[0], images.shape[1] // pool, images.shape[2] // pool
    rows = np.zeros((n, high, *images.shape[2:]), np.float32)
    total = np.zeros((n, high, wide, *images.shape[3:]), np.float32)
    for k in range(pool):  # far faster than the mean over two axes of an array of six
        rows += images[:, k : high * pool : pool]
    for k in range(pool):
        total += rows[:, :, k : wide * pool : pool]
    total /= pool**2
    return (np.rint(total) if images.dtype == np.uint8 else total).astype(images.dtype)


def residual(x: ArrayLike, x_hat: ArrayLike) -> NDArray[np.float32]:
    """``x - x_hat`` of two images of the same shape with values in [0, 1]: (h, w) float32 in [-1, 1].

    Positive where the reconstruction lacks ink, negative where it adds some. Colour images are averaged over their
    last axis first.
    """
    difference = np.asarray(x, np.float32) - np.asarray(x_hat, np.float32)
    if difference.ndim == 3:
        difference = difference.mean(axis=-1)
    return np.clip(difference, -1.0, 1.0)
