import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.core.images import measure


def images(seed, n=5):
    rng = np.random.default_rng(seed)
    return rng.random((n, 1, 4, 4)).astype(np.float32), rng.random((n, 1, 4, 4)).astype(np.float32)


@given(st.integers(0, 999))
def test_mse_and_psnr_are_means_over_pixels(seed):
    x, x_hat = images(seed)
    expected = [np.mean((a.astype(float) - b) ** 2) for a, b in zip(x, x_hat, strict=True)]
    np.testing.assert_allclose(measure.mse(x, x_hat), expected)
    np.testing.assert_allclose(measure.psnr(x, x_hat), -10 * np.log10(expected))


def test_psnr_of_equal_images_is_infinite():
    x, _ = images(0)
    assert np.isposinf(measure.psnr(x, x)).all()


@given(st.integers(0, 999))
def test_bernoulli_nll_is_the_log_probability_of_black_and_white_images(seed):
    x, x_hat = images(seed)
    x = np.rint(x)
    probability = np.where(x == 1, x_hat, 1 - x_hat.astype(np.float64)).reshape(len(x), -1).prod(axis=1)
    np.testing.assert_allclose(measure.bernoulli_nll(x, x_hat), -np.log(probability), rtol=1e-5)


def test_bernoulli_nll_is_least_at_the_image_itself_and_finite_at_certainty():
    x, x_hat = images(1)
    assert (measure.bernoulli_nll(x, x) < measure.bernoulli_nll(x, x_hat)).all()
    assert measure.bernoulli_nll(np.ones((1, 2)), np.zeros((1, 2))) == pytest.approx(200.0)
    assert measure.bernoulli_nll(np.ones((1, 2)), np.ones((1, 2))) == pytest.approx(0.0)


def test_gaussian_nll_is_the_density():
    x, x_hat = images(2, n=1)
    density = np.exp(-((x - x_hat.astype(float)) ** 2) / (2 * 0.25)) / np.sqrt(2 * np.pi * 0.25)
    np.testing.assert_allclose(measure.gaussian_nll(x, x_hat, sigma=0.5), -np.log(density).sum())


@settings(max_examples=20, deadline=None)
@given(st.floats(-2, 2), st.floats(-3, 2))
def test_kl_is_the_integral(mu, log_var):
    sigma = np.exp(log_var / 2)
    z = mu + sigma * np.linspace(-12, 12, 20_001)
    log_q = -0.5 * ((z - mu) / sigma) ** 2 - np.log(sigma)
    q = np.exp(log_q) / np.sqrt(2 * np.pi)
    integral = (q * (log_q + 0.5 * z**2)).sum() * (z[1] - z[0])
    assert measure.kl_standard_normal([[mu]], [[log_var]])[0] == pytest.approx(integral, abs=1e-6)


def test_kl_sums_over_dimensions_and_is_zero_for_the_prior():
    mu, log_var = np.array([[0.0, 1.0]]), np.array([[0.0, 0.0]])
    np.testing.assert_allclose(measure.kl_per_dimension(mu, log_var), [[0.0, 0.5]])
    np.testing.assert_allclose(measure.kl_standard_normal(mu, log_var), [0.5])


def test_elbo_takes_both_terms_away():
    np.testing.assert_allclose(measure.elbo([100.0, 90.0], [5.0, 6.0], beta=2.0), [-110.0, -102.0])


def test_active_dimensions_are_those_that_vary():
    mu = np.random.default_rng(0).normal(size=(1000, 3)) * (1.0, 0.01, 0.5)
    assert measure.active_dimensions(mu) == 2


def test_class_centres_ignore_outliers_and_know_empty_classes():
    xy = np.array([(0, 0), (1, 1), (2, 2), (5, 5), (1e9, 1e9), (np.nan, 0)], np.float32)
    centres = measure.class_centres(xy, [0, 0, 0, 2, 0, 2], 3)
    np.testing.assert_allclose(centres, [(1.5, 1.5), (np.nan, np.nan), (5, 5)])
