"""A signal's plot against its values: where the ink is, that no peak is lost, and what has no place in it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from aevae_desktop.core.images.line_plot import ROOM, ZERO, is_signal, plotted


def height_of(value: float, height: int, low: float, high: float) -> float:
    """Where a value stands, px from the upper edge."""
    room = ROOM * height
    return room + (high - value) / (high - low) * (height - 1 - 2 * room)


def middles(ink: NDArray[Any]) -> NDArray[Any]:
    """Of each column, where the middle of its ink is."""
    return (ink * np.arange(len(ink))[:, None]).sum(axis=0) / ink.sum(axis=0)


@pytest.mark.parametrize(("shape", "expected"), [
    ((1, 40), True), ((40, 1), True), ((28, 28), False), ((1, 1), False), ((1, 40, 3), False), ((2, 40), False),
])  # fmt: skip
def test_what_is_a_signal(shape: tuple[int, ...], expected: bool) -> None:
    assert is_signal(shape) is expected


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (-1.0, 1.0), (-3.0, 5.0), (10.0, 255.0)])
@pytest.mark.parametrize(("height", "width"), [(40, 40), (170, 170), (64, 200)])
def test_the_line_goes_through_every_value(low: float, high: float, height: int, width: int) -> None:
    values = np.random.default_rng(0).uniform(low, high, (5, 1, 20)).astype(np.float32)
    for ink, given in zip(plotted(values, height, width, low, high), values.reshape(5, -1), strict=True):
        for k, value in enumerate(given):
            row, column = height_of(float(value), height, low, high), round(k * (width - 1) / 19)
            assert ink[round(row), column] > 0.5
            assert ink[:, column].max() <= 1.0


@pytest.mark.parametrize("upright", [False, True])
def test_a_slow_line_has_its_middle_at_the_values(upright: bool) -> None:
    at = np.linspace(0, np.pi, 60)
    values = np.sin(at).astype(np.float32)
    given = values.reshape(1, -1, 1) if upright else values.reshape(1, 1, -1)
    ink = plotted(given, 120, 60, 0.0, 1.0)[0]
    np.testing.assert_allclose(middles(ink), [height_of(v, 120, 0.0, 1.0) for v in values], atol=2.0)
    flat = plotted(np.full((1, 1, 60), 0.25, np.float32), 120, 60, 0.0, 1.0)[0]
    np.testing.assert_allclose(middles(flat), height_of(0.25, 120, 0.0, 1.0), atol=0.1)


def test_no_peak_of_a_long_signal_is_lost() -> None:
    values = np.zeros((1, 1, 5000), np.float32)
    values[0, 0, 2345] = 1.0
    ink = plotted(values, 50, 64, 0.0, 1.0)[0]
    column = round(2345 * 63 / 4999)
    assert ink[round(height_of(1.0, 50, 0.0, 1.0)), column] > 0.5
    assert ink[:25].sum(axis=0).nonzero()[0].tolist() == [column]


def test_what_lies_outside_is_held_at_the_edges() -> None:
    values = np.array([[[np.nan, -9.0, 9.0, np.inf, -np.inf]]], np.float32)
    ink = plotted(values, 40, 5, 0.0, 1.0)[0]
    for column, value in enumerate((0.0, 0.0, 1.0, 1.0, 0.0)):
        assert ink[round(height_of(value, 40, 0.0, 1.0)), column] > 0.5


def test_a_faint_line_stands_at_zero() -> None:
    ink = plotted(np.full((1, 1, 30), 0.8, np.float32), 100, 30, -1.0, 1.0)[0]
    assert (ink[round(height_of(0.0, 100, -1.0, 1.0))] == np.float32(ZERO)).all()
    assert not (plotted(np.full((1, 1, 30), 0.8, np.float32), 100, 30, 0.5, 1.0) == np.float32(ZERO)).any()
