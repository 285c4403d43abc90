import numpy as np
import pytest

from training.report.best_code import best_codes, box

RNG = np.random.default_rng(0)


def curved(d, pixels=20):
    """A decoder that no straight line follows, with its inverse far from obvious."""
    first, second = RNG.standard_normal((d, 16)), RNG.standard_normal((16, pixels))

    def decode(z):
        return np.tanh(np.tanh(z @ first) @ second * 0.5).astype(np.float32)

    return decode


@pytest.mark.parametrize("d", [1, 2, 5])
@pytest.mark.parametrize("with_encoder", [True, False])
def test_the_code_of_a_decode_is_found_again(d, with_encoder):
    decode = curved(d)
    codes = RNG.standard_normal((4000, d)).astype(np.float32)
    truth = codes[:50] * 0.9
    own = truth + np.float32(0.1) if with_encoder else None
    z, error = best_codes(decode, decode(truth), own, codes)
    assert z.shape == (50, d)
    assert np.median(error) < 1e-8
    assert (error < 1e-3).all()


def test_no_code_of_a_dense_grid_is_better():
    decode = curved(2)
    codes = RNG.standard_normal((500, 2)).astype(np.float32)
    x = RNG.uniform(-1, 1, (30, 20)).astype(np.float32)
    _, error = best_codes(decode, x, None, codes)
    low, high = box(codes)
    grid = np.stack(np.meshgrid(*np.linspace(low, high, 400).T), -1).reshape(-1, 2).astype(np.float32)
    pictures = decode(grid)
    dense = [((pictures - one) ** 2).mean(1).min() for one in x]
    assert (error <= np.array(dense) + 1e-7).all()


def test_the_error_is_that_of_the_code():
    decode = curved(2)
    codes = RNG.standard_normal((500, 2)).astype(np.float32)
    x = RNG.uniform(-1, 1, (10, 20)).astype(np.float32)
    z, error = best_codes(decode, x, codes[:10], codes)
    np.testing.assert_allclose(error, ((decode(z) - x) ** 2).mean(1), rtol=1e-5)


def test_outliers_do_not_rule_the_box():
    codes = np.concatenate([RNG.uniform(-1, 1, (1000, 2)), [[1e6, -1e6]]])
    low, high = box(codes)
    assert (np.abs([low, high]) <= 1).all()
