import math

import numpy as np
import pytest
import torch

from aevae_desktop.core.images import measure
from training.trainer.losses import (
    LIKELIHOODS,
    bernoulli,
    free_bits,
    gaussian,
    gaussian_learned,
    kl_per_dimension,
    kl_standard_normal,
    sample_posterior,
    squared_error,
)
from training.trainer.model import hide_pixels, to_float

NOISE = torch.tensor(-2.0)


@pytest.mark.parametrize("name", LIKELIHOODS)
def test_a_likelihood_is_one_number_an_image_and_best_at_the_truth(name):
    x = torch.rand(6, 9) * 0.8 + 0.1
    likelihood = LIKELIHOODS[name]
    out = x.logit() if likelihood.takes_logits else x
    right = likelihood.nll(x, out, NOISE)
    wrong = likelihood.nll(x, out + 0.5, NOISE)
    assert right.shape == (6,)
    assert (wrong > right).all()


def test_bernoulli_agrees_with_the_numpy_definition():
    x, out = torch.rand(8, 1, 5, 5), torch.randn(8, 25) * 3
    ours = bernoulli(x.flatten(1), out, NOISE).numpy()
    np.testing.assert_allclose(
        ours, measure.bernoulli_nll(x.numpy(), out.sigmoid().reshape(x.shape).numpy()), rtol=1e-5
    )


def test_gaussian_is_ten_times_the_squared_error():
    x, out = torch.rand(8, 1, 5, 5), torch.rand(8, 25)
    ours = gaussian(x.flatten(1), out, NOISE).numpy()
    np.testing.assert_allclose(ours, 10 * 25 * measure.mse(x.numpy(), out.reshape(x.shape).numpy()), rtol=1e-5)


def test_squared_error_is_a_sum_over_pixels():
    x, out = torch.rand(8, 25), torch.rand(8, 25)
    np.testing.assert_allclose(squared_error(x, out, NOISE), 25 * measure.mse(x.numpy(), out.numpy()), rtol=1e-5)


@pytest.mark.parametrize("log_variance", [-5.0, 0.0, 1.5])
def test_a_learned_variance_agrees_with_the_numpy_definition(log_variance):
    x, out = torch.rand(8, 25), torch.rand(8, 25)
    ours = gaussian_learned(x, out, torch.tensor(log_variance))
    sigma = math.exp(0.5 * log_variance)
    np.testing.assert_allclose(ours, measure.gaussian_nll(x.numpy(), out.numpy(), sigma), rtol=1e-5)


def test_the_best_learned_variance_is_the_mean_squared_error():
    x, out = torch.rand(8, 25), torch.rand(8, 25)
    noise = ((x - out) ** 2).mean().log().requires_grad_()
    gaussian_learned(x, out, noise).mean().backward()
    assert float(noise.grad) == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize("least", [0.0, 0.3, 50.0])
def test_free_bits_agree_with_the_numpy_definition(least):
    kl = kl_per_dimension(torch.randn(9, 3), torch.randn(9, 3))
    assert float(free_bits(kl.mean(0), least)) == pytest.approx(measure.free_bits(kl.numpy(), least), rel=1e-5)


def test_free_bits_pull_on_no_dimension_below_the_floor():
    kl = torch.tensor([0.1, 0.9], requires_grad=True)
    free_bits(kl, 0.5).backward()
    assert kl.grad.tolist() == [0.0, 1.0]


def test_kl_agrees_with_the_numpy_definition():
    mu, log_var = torch.randn(9, 3), torch.randn(9, 3)
    each = kl_per_dimension(mu, log_var).numpy()
    np.testing.assert_allclose(each, measure.kl_per_dimension(mu.numpy(), log_var.numpy()), rtol=1e-4, atol=1e-6)
    ours = kl_standard_normal(mu, log_var).numpy()
    np.testing.assert_allclose(ours, measure.kl_standard_normal(mu.numpy(), log_var.numpy()), rtol=1e-5)


def test_kl_agrees_with_sampling():
    torch.manual_seed(0)
    mu, log_var = torch.tensor([[0.7, -0.3]]), torch.tensor([[-1.0, 0.4]])
    z = sample_posterior(mu.expand(200_000, 2), log_var.expand(200_000, 2))
    posterior = torch.distributions.Normal(mu, (0.5 * log_var).exp())
    ratio = posterior.log_prob(z) - torch.distributions.Normal(0, 1).log_prob(z)
    estimate = ratio.sum(1)
    error = float(estimate.std()) / math.sqrt(len(z))
    assert float(kl_standard_normal(mu, log_var)) == pytest.approx(float(estimate.mean()), abs=5 * error)


def test_hidden_pixels_keep_the_mean():
    torch.manual_seed(0)
    x = torch.ones(2000, 100)
    seen = hide_pixels(x, 0.3)
    share = (seen == 0).float().mean(1)
    assert float(share.mean()) == pytest.approx(0.15, abs=0.01)
    assert float(share.max()) < 0.5
    assert float(seen.mean()) == pytest.approx(1.0, abs=0.01)


def test_to_float():
    assert to_float(torch.tensor([0, 51, 255], dtype=torch.uint8)).tolist() == pytest.approx([0, 0.2, 1])
