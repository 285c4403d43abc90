"""Images to try an encoder with, where there are none of its own: drawn digits, noise, plain ones."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import ImageSpec
from aevae_desktop.core.images import strokes

F32 = NDArray[np.float32]
_PEN = 200.0  # px of the sheet that the digits are on
_DIGITS = (
    ((100, 40), (70, 60), (60, 100), (70, 140), (100, 160), (130, 140), (140, 100), (130, 60), (100, 40)),
    ((80, 60), (105, 40), (105, 160)),
    ((65, 45), (140, 45), (105, 95), (90, 160)),
    ((70, 50), (105, 40), (130, 60), (95, 95), (135, 125), (110, 158), (65, 148)),
)
_SEED = 0


def drawn(image: ImageSpec) -> F32:
    """Digits as a pen draws them, ``(n, h, w[, 3])`` in [0, 1], in the ink of ``image``; waves where it is a signal."""
    if image.is_signal:
        return _waves(image)
    scale = strokes.SIZE / _PEN
    made = np.stack([strokes.render([scale * np.array(line, float)], image.height, image.width) for line in _DIGITS])
    made = np.float32(1) - made if image.dark_ink else made
    return made if image.channels == 1 else np.repeat(made[..., None], image.channels, axis=-1)


def _waves(image: ImageSpec) -> F32:
    """One, two and three periods of a sine, ``(n, h, w)`` in [0, 1]."""
    periods = np.arange(1, len(_DIGITS) + 1)[:, None]
    at = np.linspace(0.0, 2.0 * np.pi, image.numbers)
    return (0.5 + 0.4 * np.sin(periods * at)).reshape(-1, *image.shape).astype(np.float32)


def odd(image: ImageSpec) -> F32:
    """Images that no decoder makes, ``(n, h, w[, 3])`` in [0, 1]: noise, plain ones, digits in both inks, fainter ones.

    What is positive on all of them is positive by its make.
    """
    rng, shape = np.random.default_rng(_SEED), image.shape
    steps = np.linspace(0.0, 1.0, 6).reshape(-1, *[1] * len(shape))
    digits = drawn(image)
    parts = (
        rng.random((6, *shape)) * steps, rng.random((6, *shape)) < steps, np.ones((6, *shape)) * steps,
        digits, 1 - digits, 0.5 * digits, np.roll(digits, image.height // 4, axis=1),
    )  # fmt: skip
    return np.concatenate(parts).astype(np.float32)
