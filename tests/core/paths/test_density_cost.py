import numpy as np
import pytest

from aevae_desktop.core.paths.density_cost import MOST, DensityCost


def codes_of(n, d, seed=0):
    return np.random.default_rng(seed).normal(size=(n, d)).astype(np.float32)


@pytest.mark.parametrize("d", [1, 2, 7])
def test_it_is_what_the_formula_says_and_has_that_slope(d):
    codes, z = codes_of(300, d), 1.5 * codes_of(40, d, 1).astype(float)
    phi, slope = DensityCost(codes).at(z)
    apart = np.sort(np.linalg.norm(z[:, None] - codes, axis=2), axis=1)[:, :5]
    own = np.sort(np.linalg.norm(codes[:, None] - codes, axis=2), axis=1)[:, 1:6]
    usual = np.median(np.square(own).mean(axis=1))
    np.testing.assert_allclose(phi, np.sqrt(1 + np.square(apart).mean(axis=1) / usual) - 1, rtol=1e-4)
    step = 1e-6
    for k in range(d):
        by = np.eye(d)[k] * step
        rise = (DensityCost(codes).at(z + by)[0] - DensityCost(codes).at(z - by)[0]) / (2 * step)
        np.testing.assert_allclose(slope[:, k], rise, atol=1e-4 * np.abs(slope).max())


def test_it_has_no_scale_and_grows_away_from_codes():
    codes, z = codes_of(500, 3), np.outer([0, 2, 4, 8], np.ones(3))
    phi, _ = DensityCost(codes).at(z)
    assert (np.diff(phi) > 0).all()
    np.testing.assert_allclose(DensityCost(1000 * codes).at(1000 * z)[0], phi, rtol=1e-4)


@pytest.mark.parametrize("codes", [np.zeros((1, 2)), np.ones((9, 2)), codes_of(3, 2), codes_of(MOST + 5, 2)])
def test_few_equal_and_many_codes(codes):
    phi, slope = DensityCost(codes).at([(0.0, 0.5), (1e6, -1e6)])
    assert np.isfinite(phi).all()
    assert np.isfinite(slope).all()
    assert phi[1] > phi[0]
