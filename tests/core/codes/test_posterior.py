import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aevae_desktop.core.codes import posterior
from aevae_desktop.core.images.loss_terms import Objective, bits, nll_of, terms_of, with_draws
from aevae_desktop.errors import DataError

LOG_VARS = st.floats(-30, 8, width=32)


def test_a_seed_gives_its_draws_again_and_another_gives_others():
    first = posterior.epsilons(7, 3).copy()
    posterior.epsilons.cache_clear()
    assert (posterior.epsilons(7, 3) == first).all()
    assert not np.isclose(posterior.epsilons(8, 3), first).any()
    assert (posterior.epsilons(7, 2) == first[:, :2]).all()  # models of two sizes share the draws they both have


def test_the_draws_are_standard_normal():
    drawn = posterior.epsilons(3, 4, 20_000)
    np.testing.assert_allclose(drawn.mean(axis=0), 0, atol=5 / np.sqrt(20_000))
    np.testing.assert_allclose(np.cov(drawn.T), np.eye(4), atol=6 / np.sqrt(20_000))


@given(st.integers(0, 999), st.integers(1, 16), LOG_VARS)
def test_z_is_mu_plus_sigma_times_eps(seed, d, log_var):
    rng = np.random.default_rng(seed)
    mu, spread = rng.normal(0, 3, d).astype(np.float32), np.full(d, log_var, np.float32)
    eps = posterior.epsilons(seed, d)
    z = posterior.reparameterised(mu, spread, eps)
    assert z.dtype == np.float32
    np.testing.assert_allclose(z, mu + np.exp(spread.astype(float) / 2) * eps, rtol=1e-6, atol=1e-6)
    assert (posterior.reparameterised(mu, spread, np.zeros((2, d))) == mu).all()
    assert (posterior.reparameterised(mu, None, eps) == mu).all()


def test_a_sigma_beyond_all_numbers_moves_nothing_at_0_and_is_refused_elsewhere():
    mu, log_var = np.array([0.1, 0.2], np.float32), np.array([0.0, 3000.0], np.float32)
    assert (posterior.reparameterised(mu, log_var, np.zeros((1, 2))) == mu).all()
    assert np.isfinite(posterior.reparameterised(mu, np.full(2, 80.0, np.float32), np.ones((1, 2)))).all()
    with pytest.raises(DataError, match="z2 is too large to be decoded: its σ is inf"):
        posterior.reparameterised(mu, log_var, np.ones((1, 2)))


def test_mean_deviation_and_variance_are_numpys():
    images = np.random.default_rng(0).random((64, 5, 4, 3)).astype(np.float32)
    mean, deviation = posterior.mean_and_deviation(images)
    np.testing.assert_allclose(mean, images.astype(float).mean(axis=0), rtol=1e-6)
    np.testing.assert_allclose(deviation, images.astype(float).std(axis=0, ddof=1), rtol=1e-6)
    np.testing.assert_allclose(posterior.variance(images), images.astype(float).var(axis=0, ddof=1))


@given(st.floats(-1e6, 1e6, width=32), st.integers(2, 65))
def test_what_does_not_vary_has_a_variance_of_exactly_0(value, n):
    same = np.full((n, 3), value, np.float32)
    assert (posterior.variance(same) == 0).all()
    assert (posterior.mean_and_deviation(same)[1] == 0).all()


CONFIG = {"likelihood": "bernoulli", "beta": 4.0, "code_l2": 0.5, "free_bits": 0.25}


@pytest.mark.parametrize(
    ("provenance", "wanted"),
    [
        ({"config": CONFIG}, ("bernoulli", 4.0, 0.5)),
        ({}, (None, None, 0.0)),
        ({"config": "yes"}, (None, None, 0.0)),
        ({"config": {"likelihood": ["bernoulli"], "beta": float("nan"), "code_l2": -1}}, (None, None, 0.0)),
        ({"config": {"likelihood": "gaussian-learned", "beta": True}}, (None, None, 0.0)),
    ],
)
def test_an_objective_is_what_the_bundle_says_and_no_more(provenance, wanted):
    found = Objective.of(provenance)
    assert (found.likelihood, found.beta, found.code_l2) == wanted
    assert found.free_bits == (0.25 if wanted[0] else 0.0)
    assert bool(found.lack) == (wanted[0] is None)


def test_the_sums_of_loss_terms():
    x, x_hat = np.full((2, 2), 0.5), np.full((2, 2), 0.25)
    made = terms_of(Objective.of({"config": CONFIG}), [1.0, 0.0], [0.0, 0.0], x, x_hat)
    assert made.kl_total == pytest.approx(0.5)
    assert made.nll == pytest.approx(-4 * (0.5 * np.log(0.25) + 0.5 * np.log(0.75)))
    assert bits(made.nll) == pytest.approx(made.nll / np.log(2))
    assert made.mse == pytest.approx(0.0625)
    assert made.negative_elbo(made.nll) == pytest.approx(made.nll + 0.5)
    assert made.loss() == pytest.approx(made.nll + 4.0 * (0.5 + 0.25))  # the second dimension is charged its least
    draws = np.stack([x_hat, x_hat + 0.25])
    drawn = with_draws(made, x, draws)
    each = [made.nll, 4 * np.log(2)]
    assert drawn.drawn == pytest.approx((np.mean(each), np.std(each, ddof=1) / np.sqrt(2)))
    assert drawn.loss() == pytest.approx(np.mean(each) + 3.0)
    plain = terms_of(Objective.of({"config": CONFIG}), [1.0, 2.0], None, x, x_hat)
    assert plain.penalty == pytest.approx(2.5)
    assert plain.loss() == pytest.approx(plain.nll + 2.5)
    assert plain.kl_total is None


def test_loss_terms_say_nothing_that_they_cannot_know():
    bare = terms_of(Objective(), [0.0], [2000.0], None, None)
    assert (bare.nll, bare.mse, bare.drawn, bare.loss()) == (None, None, None, None)
    assert bare.kl_total == np.inf
    beyond = np.array([[[0.5, 1.5]]])
    assert nll_of(Objective("bernoulli"), beyond, beyond) is None
    assert nll_of(Objective("mse"), beyond, beyond) == 0
