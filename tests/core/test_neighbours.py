"""The nearest codes against scikit-learn and against brute force."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.neighbors import NearestNeighbors

from aevae_desktop.core import neighbours
from aevae_desktop.core.neighbours import Neighbours


@pytest.mark.parametrize("d", [1, 2, 3, 16])
@pytest.mark.parametrize("k", [1, 15])
def test_equals_scikit_learn(d: int, k: int) -> None:
    rng = np.random.default_rng(d)
    codes = (rng.normal(0, 1, (5000, d)) + 3 * rng.integers(0, 3, (5000, 1))).astype(np.float32)
    z = rng.normal(1, 3, (400, d))
    rows, distance = Neighbours.build(codes).nearest(z, k)
    oracle = NearestNeighbors(n_neighbors=k, algorithm="brute").fit(codes.astype(np.float64))
    expected_distance, expected_rows = oracle.kneighbors(z)
    np.testing.assert_allclose(distance, expected_distance, rtol=1e-6, atol=1e-7)
    assert (rows == expected_rows).mean() > 0.999  # scikit-learn's own rounding may swap two that are equally near


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 2**32 - 1), st.integers(1, 300), st.integers(1, 60), st.integers(1, 5), st.integers(1, 20),
    st.sampled_from([1e-6, 1.0, 1e6, 1e12]), st.sampled_from([0.0, 1e4]),
)  # fmt: skip
def test_is_exact_for_any_cloud(seed: int, n: int, m: int, d: int, k: int, scale: float, away: float) -> None:
    rng = np.random.default_rng(seed)
    codes = ((rng.integers(0, 4, (n, d)) + rng.normal(0, 0.1, (n, d)) + away) * scale).astype(np.float32)
    z = (rng.uniform(-2, 6, (m, d)) + away) * scale
    rows, distance = Neighbours.build(codes).nearest(z, k)
    every = np.sqrt(((z[:, None] - codes.astype(np.float64)) ** 2).sum(axis=2))
    expected = np.sort(every, axis=1)[:, : min(k, n)]
    np.testing.assert_allclose(distance, expected, rtol=1e-9, atol=0)
    np.testing.assert_allclose(np.take_along_axis(every, rows, axis=1), expected, rtol=1e-9, atol=0)
    assert all(len(set(row)) == len(row) for row in rows.tolist())


def test_groups_are_split_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    codes, z = rng.normal(0, 1, (3000, 2)), rng.uniform(-3, 3, (200, 2))
    whole = Neighbours.build(codes).nearest(z, 7)
    monkeypatch.setattr(neighbours, "FEW", 1)
    one_by_one = Neighbours.build(codes).nearest(z, 7)
    for a, b in zip(whole, one_by_one, strict=True):
        np.testing.assert_array_equal(a, b)


def test_without_codes_there_are_no_neighbours() -> None:
    rows, distance = Neighbours.build(np.zeros((0, 2), np.float32)).nearest(np.zeros((3, 2)), 5)
    assert rows.shape == distance.shape == (3, 0)
