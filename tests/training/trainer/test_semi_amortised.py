"""Semi-amortised training: the step of the refined codes, only the decoder learns from it, and it begins late."""

from dataclasses import replace

import pytest
import torch

from aevae_desktop.core.codes.refining import Cost
from training.refine.reference import look
from training.trainer.config import RunConfig
from training.trainer.losses import LIKELIHOODS
from training.trainer.model import Autoencoder
from training.trainer.run import Run, objective
from training.trainer.semi_amortised import DAMPING, refined, second_nll

VAE = RunConfig(hidden=(32, 16), fourier=4, input_dropout=0.0, batch_size=20, epochs=4.0)
AE = replace(VAE, kind="ae", likelihood="gaussian")
CASES = {
    "vae": (VAE, Cost(None, True)),
    "vae-mse": (replace(VAE, likelihood="mse"), Cost(0.5, True)),
    "ae": (AE, Cost(0.05, False)),
    "ae-wide": (replace(AE, latent_dim=5, fourier=0), Cost(0.05, False)),
    "mlp-batch-norm": (replace(AE, family="mlp", norm="batch"), Cost(0.05, False)),
    "conv": (replace(AE, family="conv", conv_channels=(4,)), Cost(0.05, False)),
    "linear": (replace(AE, family="linear"), Cost(0.05, False)),
    "learned-variance": (replace(VAE, likelihood="gaussian-learned"), Cost(0.05, True)),
}


def made(config, shape=(1, 6, 6)):
    torch.manual_seed(1)
    model = Autoencoder(config, shape)
    with torch.no_grad():  # fresh weights decode all codes alike
        for weight in model.parameters():
            weight *= 1 if weight is model.log_noise else 2
    return model, torch.rand(24, shape[1] * shape[2])


@pytest.mark.parametrize("name", CASES)
def test_the_step_is_that_of_the_refined_codes(name):
    config, cost = CASES[name]
    model, x = made(config)
    z = torch.randn(len(x), config.latent_dim)
    found, log_variance = refined(model, x, z)
    assert model.decoder.training
    model.eval()
    with torch.no_grad():
        exact = look(model, x, z, cost)
    own = exact.curvature.diagonal(dim1=1, dim2=2)
    wanted = torch.linalg.solve(exact.curvature + torch.diag_embed(DAMPING * own), exact.slope)
    assert (z - found - wanted).norm() < 0.02 * wanted.norm()
    torch.testing.assert_close(log_variance, -own.log(), atol=0.05, rtol=0)


def test_each_likelihood_has_a_variance_where_it_is_a_fixed_gaussian():
    fixed = {name: one.variance for name, one in LIKELIHOODS.items()}
    assert fixed == {"bernoulli": None, "mse": 0.5, "gaussian": 0.05, "gaussian-learned": None}


@pytest.mark.parametrize("config", [VAE, AE], ids=["vae", "ae"])
def test_only_the_decoder_learns_from_the_refined_codes_and_none_is_worse(config):
    model, x = made(config)
    mu, log_var = model.encode(x)
    z = mu if log_var is None else mu + torch.exp(0.5 * log_var) * torch.randn_like(mu)
    first = model.nll(x, z)
    second = second_nll(model, x, (mu, log_var), z, first.detach())
    if config.kind == "ae":
        assert (second <= first).all()
    assert second.mean() < first.mean()
    second.mean().backward()
    assert all(weight.grad is None for weight in model.encoder.parameters())
    assert all(weight.grad is not None for weight in model.decoder.parameters())


def test_it_begins_with_the_last_share_of_a_run(images):
    plain, late = (Run(replace(AE, semi_amortised=share), images) for share in (0.0, 0.5))
    same = []
    for _ in range(plain.total):
        plain.advance()
        late.advance()
        weights = zip(plain.model.parameters(), late.model.parameters(), strict=True)
        same.append(all(torch.equal(one, other) for one, other in weights))
    half = plain.total // 2
    assert same == [True] * half + [False] * (plain.total - half)


def test_what_is_told_of_an_epoch_is_of_the_encoders_codes(images):
    config = replace(AE, semi_amortised=1.0)
    run = Run(config, images)
    x = run.batch()
    loss, nll, _ = objective(run.model, config, x, 0.5)
    plain, same, _ = objective(run.model, replace(config, semi_amortised=0.0), x, 0.5)
    assert nll == same == plain
    assert loss > nll
