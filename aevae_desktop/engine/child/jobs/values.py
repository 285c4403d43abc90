"""What the values of a decoder's images are: their range, logits, and whether the ground is light."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.images.line_plot import is_signal
from aevae_desktop.engine.child.jobs.finding import CERTAIN, LIKELY, OPEN

F32 = NDArray[np.float32]
SLACK = 1e-3  # what a bounded output may be beyond its bounds

LIGHT = 0.7  # of a border's middle value: above it the ground is light


class Values(NamedTuple):
    """The range, whether the values are ``logits`` of it, how ``sure`` that is, and why, in words."""

    low: float
    high: float
    logits: bool = False
    sure: str = CERTAIN
    said: str = ""


def value_range(decodes: list[F32]) -> Values:
    """The range of the values of images, from decodes of codes farther and farther out, the usual ones first.

    An output that stays within bounds however far the code is has a last layer that keeps it there: a sigmoid, a tanh.
    """
    finite = [values[np.isfinite(values)] for values in decodes]
    if any(not values.size for values in finite):
        return Values(0.0, 1.0, sure=OPEN, said="Its values are not finite everywhere; 0 to 1 is a guess.")
    lows, highs = [float(v.min()) for v in finite], [float(v.max()) for v in finite]
    found = f"from {lows[0]:.3g} to {highs[0]:.3g} for usual codes"
    if min(lows) >= -1 - SLACK and max(highs) <= 1 + SLACK:
        return _within_one(min(lows), lows[0], found)
    if min(lows) >= -SLACK:
        return _never_negative(max(highs), highs[0], found)
    return _unbounded(border(decodes[0]), lows[0], highs[0], found)


def _within_one(least: float, usual: float, found: str) -> Values:
    if least >= -SLACK:
        return Values(0.0, 1.0)
    if usual < -0.6:
        return Values(-1.0, 1.0)
    said = f"Its values stay between -1 and 1, but are {found}: "
    if usual > -0.35:
        return Values(0.0, 1.0, sure=LIKELY, said=f"{said}0 to 1 is assumed.")
    return Values(-1.0, 1.0, sure=OPEN, said=f"{said}-1 to 1 or 0 to 1.")


def _never_negative(most: float, usual: float, found: str) -> Values:
    if usual > 64 and most <= 255 + SLACK:
        return Values(0.0, 255.0, sure=CERTAIN if most > 254 else LIKELY, said=f"Its values are {found}: 0 to 255.")
    if usual < 2:
        said = f"Its values are never negative, and {found}: 0 to 1 is assumed."
        return Values(0.0, 1.0, sure=LIKELY, said=said)
    return Values(0.0, max(usual, 1.0), sure=OPEN, said=f"Its values are never negative, and {found}.")


def _unbounded(ground: float, low: float, high: float, found: str) -> Values:
    """``ground``: the middle value along the border of usual images."""
    said = f"Its values have no bounds, and are {found}: "
    if low > -0.8 and high < 2.0 and ground > -0.3:
        return Values(0.0, 1.0, sure=LIKELY, said=f"{said}0 to 1 is assumed.")
    if low > -1.6 and high < 2.0 and -1.25 < ground < -0.75:
        return Values(-1.0, 1.0, sure=LIKELY, said=f"{said}-1 to 1 is assumed.")
    if high > 100 and low > -100:
        return Values(0.0, 255.0, sure=LIKELY, said=f"{said}0 to 255 is assumed.")
    if low < -4 and abs(low) + abs(high) < 200:
        return Values(0.0, 1.0, True, LIKELY, f"{said}they are taken for logits, and a sigmoid is put after them.")
    said = f"{said}logits, or a range of their own."
    if low > -2.6 and -1.25 < ground < -0.75:
        return Values(-1.0, 1.0, sure=OPEN, said=said)
    return Values(0.0, 1.0, True, OPEN, said)


def border(images: F32) -> float:
    """The middle value along the border of images ``(n, h, w[, 3])``."""
    sides = (images[:, 0], images[:, -1], images[:, :, 0], images[:, :, -1])
    return float(np.median(np.concatenate([side.ravel() for side in sides])))


def is_dark_on_light(images: F32) -> bool:
    """Whether the ground of grey images ``(n, h, w)`` in [0, 1] is light: the middle value along their border.

    A signal has no ground.
    """
    return images.ndim == 3 and not is_signal(images.shape[1:]) and border(images) > LIGHT
