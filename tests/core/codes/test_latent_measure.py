import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.core.codes import latent_measure as measure
from aevae_desktop.core.images.measure import kl_standard_normal

SEEDS = st.integers(0, 9999)


@given(SEEDS)
def test_log_normal_is_the_density(seed):
    rng = np.random.default_rng(seed)
    z, mu, log_var = rng.normal(size=(3, 5, 2))
    variance = np.exp(log_var)
    density = np.exp(-((z - mu) ** 2) / (2 * variance)) / np.sqrt(2 * np.pi * variance)
    np.testing.assert_allclose(measure.log_normal(z, mu, log_var), np.log(density.prod(axis=1)))


@given(SEEDS, st.floats(-5000, 5000))
def test_the_importance_weighted_bound(seed, shift):
    weight = np.random.default_rng(seed).normal(size=(4, 50)) * 3
    bound = measure.iwae_bound(weight + shift)
    np.testing.assert_allclose(bound, np.log(np.exp(weight).mean(axis=1)) + shift, atol=1e-9)
    assert (bound >= (weight + shift).mean(axis=1)).all()
    np.testing.assert_allclose(measure.iwae_bound(weight[:, :1]), weight[:, 0])


def test_the_bound_is_the_evidence_of_a_linear_gaussian_model():
    """p(z) = N(0, 1), p(x | z) = N(x; z, 1), hence p(x) = N(x; 0, 2); q is a little wrong on purpose."""
    rng = np.random.default_rng(0)
    x = np.array([0.3, -1.5, 2.0])
    mu, log_var = 0.5 * x + 0.2, np.full(3, np.log(0.7))
    z = mu[:, None] + np.exp(log_var / 2)[:, None] * rng.standard_normal((3, 20_000))
    parts = (x[:, None], z, 0.0), (z, 0.0, 0.0), (z, mu[:, None], log_var[:, None])
    likelihood, prior, posterior = (measure.log_normal(*(np.expand_dims(v, -1) for v in part)) for part in parts)
    weight = likelihood + prior - posterior
    evidence = -0.5 * (x**2 / 2 + np.log(2 * np.pi * 2))
    np.testing.assert_allclose(measure.iwae_bound(weight), evidence, atol=0.01)
    assert (weight.mean(axis=1) < evidence - 0.03).all()


@settings(max_examples=10, deadline=None)
@given(SEEDS, st.integers(1, 3))
def test_gaussian_kl_is_the_mean_of_the_log_ratio(seed, d):
    rng = np.random.default_rng(seed)
    mean, factor = rng.normal(size=d), np.tril(rng.normal(size=(d, d))) / 2 + np.eye(d)
    if abs(np.linalg.det(factor)) < 0.1:
        return
    noise = rng.standard_normal((200_000, d))
    z = mean + noise @ factor.T
    log_q = measure.log_normal(noise, 0.0, np.zeros(d)) - np.log(abs(np.linalg.det(factor)))
    ratio = log_q - measure.log_normal(z, 0.0, np.zeros(d))
    error = 5 * ratio.std() / np.sqrt(len(ratio))
    assert measure.gaussian_kl(mean, factor @ factor.T) == pytest.approx(ratio.mean(), abs=error)


def test_gaussian_kl_of_independent_dimensions_and_of_a_flat_one():
    mu, log_var = np.array([0.5, -1.0]), np.array([0.3, -2.0])
    assert measure.gaussian_kl(mu, np.diag(np.exp(log_var))) == pytest.approx(kl_standard_normal([mu], [log_var])[0])
    assert measure.gaussian_kl(np.zeros(2), np.eye(2)) == 0
    assert measure.gaussian_kl(np.zeros(2), np.ones((2, 2))) == np.inf


@pytest.mark.parametrize("d", [1, 2, 5])
def test_draws_of_the_prior_leave_what_is_expected_of_them_empty(d):
    rng = np.random.default_rng(1)
    found = [measure.empty_prior_mass(rng.standard_normal((2000, d))) for _ in range(20)]
    error = 4 * np.std(found) / np.sqrt(len(found))
    assert measure.expected_empty_prior_mass(2000, d) == pytest.approx(np.mean(found), abs=error)


def test_empty_cells_count_by_the_prior():
    assert measure.empty_prior_mass(np.full((5, 2), 9.0)) == pytest.approx(1)
    middles = np.arange(-3 + 0.0625, 3, 0.125)
    full = np.stack(np.meshgrid(middles, middles), axis=-1).reshape(-1, 2)
    assert measure.empty_prior_mass(full) == 0
    # half of the cells are empty, and half of the prior
    assert measure.empty_prior_mass(full[full[:, 0] > 0]) == pytest.approx(0.5)
    # the outer half holds far less of the prior than of the cells
    inner = full[np.abs(full).max(axis=1) < 2]
    assert measure.empty_prior_mass(inner) == pytest.approx(1 - (0.954500 / 0.997300) ** 2, abs=1e-4)


def test_vote_takes_the_most_frequent_and_the_smallest_of_equals():
    assert measure.vote([[2, 2, 1], [3, 0, 3], [4, 1, 0], [0, 0, 0]]).tolist() == [2, 3, 0, 0]
    assert measure.vote(np.zeros((0, 3))).shape == (0,)


@given(SEEDS, st.integers(1, 12))
def test_quantised_codes_are_within_half_a_step_and_few(seed, bits):
    z = np.random.default_rng(seed).normal(size=(60, 2)) * (1, 50)
    low, high = z.min(axis=0), z.max(axis=0)
    coarse = measure.quantise(z, low, high, bits)
    assert (np.abs(coarse - z) <= (high - low) / 2**bits / 2 * (1 + 1e-9)).all()
    assert all(len(set(column)) <= 2**bits for column in coarse.T)
    np.testing.assert_allclose(measure.quantise(coarse, low, high, bits), coarse)


@given(SEEDS, st.integers(1, 8), st.integers(1, 20))
def test_a_written_code_can_be_read_again_and_takes_as_few_bytes_as_it_can(seed, bits, d):
    rng = np.random.default_rng(seed)
    low, high = np.full(d, -3.0), rng.uniform(1, 5, d)
    z = rng.normal(size=(1, d)) * 3
    data = measure.written(measure.levels(z, low, high, bits)[0], bits)
    assert len(data) == -(-bits * d // 8)
    text = "".join(f"{byte:08b}" for byte in data)
    level = [int(text[k * bits : (k + 1) * bits], 2) for k in range(d)]
    read = low + (np.array(level) + 0.5) * (high - low) / 2**bits
    np.testing.assert_allclose(read, measure.quantise(z, low, high, bits)[0])


def test_codes_beyond_the_range_are_clipped_and_a_flat_coordinate_stays():
    coarse = measure.quantise([[9.0, 5.0], [-9.0, 5.0]], [-1.0, 5.0], [1.0, 5.0], 1)
    np.testing.assert_allclose(coarse, [[0.5, 5.0], [-0.5, 5.0]])


@settings(deadline=None)
@given(SEEDS, st.integers(1, 4), st.integers(1, 4), st.sampled_from([1.0, 1e-3, 1e-7]))
def test_principal_angles_are_scipys(seed, d, e, near):
    linalg = pytest.importorskip("scipy.linalg")
    rng = np.random.default_rng(seed)
    a = rng.normal(size=(9, d))
    b = rng.normal(size=(9, e)) if near == 1.0 else a + near * rng.normal(size=(9, d))
    expected = np.degrees(linalg.subspace_angles(a, b))
    np.testing.assert_allclose(measure.principal_angles(a, b), expected, rtol=1e-5, atol=1e-10)


def test_principal_angles_of_known_planes():
    axes = np.eye(4)
    np.testing.assert_allclose(measure.principal_angles(axes[:, :2], axes[:, :2] @ [[2, 1], [0, 3]]), [0, 0], atol=1e-9)
    turned = np.stack([axes[0], np.cos(0.1) * axes[1] + np.sin(0.1) * axes[2]], axis=1)
    np.testing.assert_allclose(measure.principal_angles(axes[:, :2], turned), [np.degrees(0.1), 0], atol=1e-9)
    np.testing.assert_allclose(measure.principal_angles(axes[:, :2], axes[:, 2:]), [90, 90])
