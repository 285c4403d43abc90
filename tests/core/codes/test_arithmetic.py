"""Arithmetic with codes against numpy in double precision."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.core.codes import arithmetic


@given(seed=st.integers(0, 999), d=st.integers(1, 16), scale=st.floats(-2, 2), far=st.sampled_from([1.0, 1e6]))
@settings(max_examples=60, deadline=None)
def test_the_result_is_start_plus_scaled_difference_of_means(seed: int, d: int, scale: float, far: float) -> None:
    rng = np.random.default_rng(seed)
    mu = (far * rng.normal(size=(50, d))).astype(np.float32)
    plus, minus = rng.choice(50, 7), rng.choice(50, 11)
    one, other = (arithmetic.mean_code(mu, rows) for rows in (plus, minus))
    wide = mu.astype(np.float64)
    np.testing.assert_allclose(one, wide[plus].sum(axis=0) / 7, rtol=1e-12, atol=1e-9 * far)
    expected = wide[3] + scale * (wide[plus].mean(axis=0) - wide[minus].mean(axis=0))
    found = arithmetic.added(mu[3], one, other, scale)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-6 * far)
    assert arithmetic.length(one, other) == pytest.approx(np.sqrt(((one - other) ** 2).sum()))
    np.testing.assert_array_equal(arithmetic.added(mu[3], one, other, 0.0), mu[3])
