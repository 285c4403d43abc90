"""The density of codes against scipy's plain sum."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import gaussian_kde

from aevae_desktop.core.codes.kde import Kde
from aevae_desktop.errors import DataError

ALLOWED, OF_MANY = 2.5e-3, 1e-4  # of the highest density, as the class says


def places(points: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """Some on the points, some around them, some far away."""
    low, high = points.min(axis=0), points.max(axis=0)
    around = rng.uniform(low - (high - low), high + (high - low), (count, points.shape[1]))
    return np.concatenate((points[:count], points[:count] + rng.normal(0, 0.05, points[:count].shape), around))


def worst(points: np.ndarray, at: np.ndarray) -> float:
    expected = gaussian_kde(points.T)(at.T)
    return float(np.abs(Kde.build(points).at(at) - expected).max() / expected.max())


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(4, 800), st.sampled_from([1, 2]))
def test_equals_scipy(seed: int, n: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    mixed = rng.normal(0, 1, (n, k)) * rng.uniform(0.1, 3, k) + rng.integers(0, 3, (n, 1)) * 4.0
    points = mixed @ rng.normal(0, 1, (k, k)) if k == 2 else mixed
    assert worst(points, places(points, 40, rng)) < ALLOWED


def test_seventy_thousand_points_with_outliers_far_beyond_the_grid() -> None:
    rng = np.random.default_rng(1)
    points = np.concatenate((rng.normal(0, 1, (69_990, 2)), rng.normal(0, 60, (10, 2))))
    kde = Kde.build(points)
    assert len(kde.beyond) > 0
    at = np.concatenate((places(points, 40, rng), points[-10:]))
    assert worst(points, at) < OF_MANY


def test_integrates_to_one() -> None:
    points = np.random.default_rng(0).normal(0, 1, (500, 2))
    line = np.linspace(-8, 8, 321)
    grid = np.stack(np.meshgrid(line, line), axis=2).reshape(-1, 2)
    assert Kde.build(points).at(grid).sum() * (line[1] - line[0]) ** 2 == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize(
    "points",
    [np.ones((50, 2)), np.zeros((2, 2)), np.stack((np.arange(9.0), 3 - 2 * np.arange(9.0)), axis=1)],
    ids=["one place", "two points", "a line"],
)
def test_points_without_extent_are_refused_in_one_line(points: np.ndarray) -> None:
    with pytest.raises(DataError) as refused:
        Kde.build(points)
    assert "\n" not in str(refused.value)


def test_huge_codes_are_no_trouble() -> None:
    rng = np.random.default_rng(3)
    points = rng.normal(0, 1, (300, 2))
    at = rng.normal(0, 1, (50, 2))
    scaled = Kde.build(1e12 * points).at(1e12 * at) * 1e24
    np.testing.assert_allclose(scaled, Kde.build(points).at(at), rtol=1e-6)
