"""From a network's numbers to grey levels: the only place where a value becomes a pixel."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


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


def residual(x: ArrayLike, x_hat: ArrayLike) -> NDArray[np.float32]:
    """``x - x_hat`` of two images of the same shape with values in [0, 1]: (h, w) float32 in [-1, 1].

    Positive where the reconstruction lacks ink, negative where it adds some. Colour images are averaged over their
    last axis first.
    """
    difference = np.asarray(x, np.float32) - np.asarray(x_hat, np.float32)
    if difference.ndim == 3:
        difference = difference.mean(axis=-1)
    return np.clip(difference, -1.0, 1.0)
