"""What flat numbers are: images of known sizes, signals, and numbers that are neither."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from aevae_desktop.core.images import flat

RNG = np.random.default_rng(0)


def blobs(h: int, w: int) -> NDArray[Any]:
    """Images of some blobs, flat."""
    y, x = np.mgrid[0:h, 0:w]
    places = RNG.uniform(0, 1, (16, 4, 2)) * [h, w]
    made = [sum(np.exp(-((y - a) ** 2 + (x - b) ** 2) / 20) for a, b in each) for each in places]
    return np.stack(made).reshape(16, -1)


def stripes(side: int, *, upright: bool) -> NDArray[Any]:
    rows = np.sin(np.arange(side) * RNG.uniform(0.3, 2.0, (16, 1)))
    images = np.repeat(rows[:, None, :] if upright else rows[:, :, None], side, axis=1 if upright else 2)
    return images.reshape(16, -1)


def waves(n: int) -> NDArray[Any]:
    return np.sin(np.linspace(0, 2 * np.pi, n) * RNG.uniform(1, 3, (16, 1)) + RNG.uniform(0, 6, (16, 1)))


def table(n: int) -> NDArray[Any]:
    return RNG.standard_normal((16, 4)) @ RNG.standard_normal((4, n))


@pytest.mark.parametrize(("h", "w"), [(28, 28), (28, 20), (20, 28), (64, 48), (16, 16), (12, 40), (32, 32)])
def test_the_width_of_images_is_found(h: int, w: int) -> None:
    x = blobs(h, w)
    assert flat.width(x) == w
    assert h != w or not flat.is_signal(x)


@pytest.mark.parametrize("x", [waves(90), waves(100), waves(784), table(36), table(560), np.zeros((16, 90))])
def test_there_are_no_rows_in_what_is_no_image(x: NDArray[Any]) -> None:
    assert flat.width(x) is None


@pytest.mark.parametrize(
    ("make", "signal"),
    [
        (lambda: waves(100), True),
        (lambda: waves(784), True),
        (lambda: np.cumsum(RNG.standard_normal((16, 256)), axis=1), True),
        (lambda: blobs(28, 28), False),
        (lambda: stripes(20, upright=False), False),
        (lambda: stripes(20, upright=True), False),
        (lambda: table(100), False),
        (lambda: RNG.standard_normal((16, 784)), False),
        (lambda: np.zeros((16, 100)), False),
        (lambda: np.full((16, 100), np.nan), False),
    ],
)
def test_a_signal_is_told_from_a_square_image(make: Callable[[], NDArray[Any]], signal: bool) -> None:
    assert flat.is_signal(make()) is signal


def test_all_sizes_are_offered() -> None:
    assert flat.sizes(560) == [(56, 10), (40, 14), (35, 16), (28, 20), (20, 28), (16, 35), (14, 40), (10, 56)]
    assert flat.sizes(37) == []
    assert flat.sizes(3) == []
