import math

import numpy as np
import pytest
import torch

from aevae_desktop.core import measure
from training.losses import LIKELIHOODS, bernoulli, gaussian, kl_standard_normal, sample_posterior
from training.model import hide_pixels, to_float


@pytest.mark.parametrize("name", LIKELIHOODS)
def test_a_likelihood_is_one_number_an_image_and_best_at_the_truth(name):
    x = torch.rand(6, 9) * 0.8 + 0.1
    logits = x.logit()
    right = LIKELIHOODS[name].nll(x, logits, True)
    wrong = LIKELIHOODS[name].nll(x, logits + 0.5, True)
    assert right.shape == (6,)
    assert (wrong > right).all()


def test_bernoulli_agrees_with_the_numpy_definition():
    x, out = torch.rand(8, 1, 5, 5), torch.randn(8, 25) * 3
    ours = bernoulli(x.flatten(1), out, True).numpy()
    np.testing.assert_allclose(
        ours, measure.bernoulli_nll(x.numpy(), out.sigmoid().reshape(x.shape).numpy()), rtol=1e-5
    )


def test_gaussian_is_ten_times_the_squared_error():
    x, out = torch.rand(8, 1, 5, 5), torch.rand(8, 25)
    ours = gaussian(x.flatten(1), out, False).numpy()
    np.testing.assert_allclose(ours, 10 * 25 * measure.mse(x.numpy(), out.reshape(x.shape).numpy()), rtol=1e-5)


def test_kl_agrees_with_the_numpy_definition():
    mu, log_var = torch.randn(9, 3), torch.randn(9, 3)
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
