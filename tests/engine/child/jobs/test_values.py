"""The range of a decoder's images, told from decodes near and far."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from aevae_desktop.engine.child.jobs.values import is_dark_on_light, value_range

SCALES = (1.0, 10.0, 100.0)
rng = np.random.default_rng(0)
W = rng.normal(0, 2, (2, 64))


def decodes(end: Callable[[np.ndarray], np.ndarray], shift: float = -3.0) -> list[np.ndarray]:
    z = np.random.default_rng(1).normal(size=(48, 2))
    return [end(scale * z @ W + shift).astype(np.float32).reshape(-1, 8, 8) for scale in SCALES]


def sigmoid(a: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(a, -60, 60)))


@pytest.mark.parametrize(
    ("end", "low", "high", "logits", "sure"),
    [
        (sigmoid, 0, 1, False, "certain"),
        (np.tanh, -1, 1, False, "certain"),
        (lambda a: 255 * sigmoid(a), 0, 255, False, "certain"),
        (lambda a: np.tanh(0.02 * np.abs(a)), 0, 1, False, "certain"),
        (lambda a: np.tanh(0.02 * (a + 3) + 0.1), 0, 1, False, "likely"),  # usual codes stay near 0, far ones do not
        (lambda a: np.maximum(0.1 * a, 0), 0, 1, False, "likely"),
        (lambda a: a, 0, 1, True, "likely"),
        (lambda a: 0.02 * (a + 3), 0, 1, False, "likely"),
        (lambda a: 0.05 * a - 0.8, -1, 1, False, "likely"),
        (lambda a: 10 * (a + 3) + 100, 0, 255, False, "likely"),
        (lambda a: 0.25 * a, 0, 1, True, "open"),  # -3 to 2: logits, or a range of its own
        (lambda a: 0.12 * (a + 3) - 1, -1, 1, False, "open"),  # around -1, but far from it, too
        (lambda a: np.full_like(a, np.nan), 0, 1, False, "open"),
    ],
)
def test_a_range_and_how_sure_it_is(
    end: Callable[[np.ndarray], np.ndarray], low: float, high: float, logits: bool, sure: str
) -> None:
    found = value_range(decodes(end))
    assert (found.low, found.high, found.logits, found.sure) == (low, high, logits, sure)
    assert bool(found.said) == (sure != "certain") or (low, high) == (0, 255)


def test_a_light_border_is_a_light_ground() -> None:
    images = np.zeros((4, 8, 8), np.float32)
    images[:, 2:6, 2:6] = 1
    assert not is_dark_on_light(images)
    assert is_dark_on_light(1 - images)
    assert not is_dark_on_light(np.ones((4, 8, 8, 3), np.float32))  # of colour pictures it means nothing
