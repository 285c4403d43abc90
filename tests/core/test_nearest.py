"""Neighbours against scikit-learn's brute force."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.neighbors import NearestNeighbors

from aevae_desktop.core import nearest
from aevae_desktop.core.nearest import Neighbours


def distances(mu, rows, near):
    apart = np.sqrt(np.square(mu[near].astype(np.float64) - mu[rows, None]).sum(axis=2))
    apart[near < 0] = np.inf
    return apart


@settings(max_examples=120, deadline=None)
@given(st.integers(1, 300), st.integers(1, 5), st.integers(1, 12), st.integers(0, 2**32), st.sampled_from([0, 1, 2]))
def test_neighbours_are_the_nearest_others(n, d, k, seed, kind):
    rng = np.random.default_rng(seed)
    mu = rng.normal(size=(n, d))
    if kind == 1:
        mu = np.round(mu)
    if kind == 2:
        mu[: n // 3] = mu[0] + 100
    mu = mu.astype(np.float32)
    rows = rng.integers(0, n, 20)
    near = Neighbours(mu).of(rows, k)
    apart = np.sqrt(np.square(mu[rows, None].astype(np.float64) - mu.astype(np.float64)).sum(axis=2))
    apart[np.arange(20), rows] = np.inf
    expected = np.full((20, k), np.inf)
    expected[:, : min(k, n)] = np.sort(apart, axis=1)[:, :k]
    np.testing.assert_allclose(distances(mu, rows, near), expected, rtol=1e-9, atol=1e-9)
    for row, some in zip(rows, near, strict=True):
        found = some[some >= 0]
        assert row not in found
        assert len(set(found.tolist())) == len(found)


@pytest.mark.parametrize("d", [2, 16])
def test_many_codes_against_scikit_learn(d, monkeypatch):
    monkeypatch.setattr(nearest, "_PAIRS", 1 << 14)  # several batches and tiles
    monkeypatch.setattr(nearest, "_TILE", 1 << 10)
    rng = np.random.default_rng(d)
    mu = (rng.normal(size=(6000, d)) + 4 * rng.normal(size=(8, d))[rng.integers(0, 8, 6000)]).astype(np.float32)
    mu[:3] *= 1e4
    rows = np.concatenate(([0, 1, 2], rng.choice(6000, 500, replace=False)))
    far, expected = NearestNeighbors(n_neighbors=11, algorithm="brute").fit(mu.astype(np.float64)).kneighbors(mu[rows])
    near = Neighbours(mu).of(rows, 10)
    np.testing.assert_allclose(distances(mu, rows, near), far[:, 1:], rtol=1e-6, atol=1e-6)
    assert (near == expected[:, 1:]).mean() > 0.999
