from dataclasses import replace

import pytest
import torch

from aevae_desktop.errors import ModelError
from training.config import RunConfig
from training.families import FAMILIES
from training.families.base import ACTIVATIONS
from training.families.resmlp import FourierFeatures, ResidualBlock
from training.model import Autoencoder

SHAPE = (1, 4, 3)


def build(**changes):
    torch.manual_seed(0)
    return Autoencoder(RunConfig(likelihood="gaussian", hidden=(16, 8), **changes), SHAPE)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("kind", ["ae", "vae"])
@pytest.mark.parametrize("d", [1, 2, 5])
def test_shapes_and_gradients(family, kind, d):
    model = build(family=family, kind=kind, latent_dim=d)
    x = torch.rand(7, *SHAPE)
    mu, log_var = model.encode(x)
    assert mu.shape == (7, d)
    assert log_var is None if kind == "ae" else log_var.shape == (7, d)
    x_hat = model.decode(mu)
    assert x_hat.shape == x.shape
    loss = x_hat.square().sum() + (0 if log_var is None else log_var.sum())
    loss.backward()
    assert all(p.grad is not None for p in model.parameters())


@pytest.mark.parametrize("family", [name for name, family in FAMILIES.items() if family.squashed])
def test_squashed_images_stay_in_range(family):
    x_hat = build(family=family).decode(torch.randn(50, 2) * 100)
    assert x_hat.min() >= 0
    assert x_hat.max() <= 1


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation_builds(activation):
    assert build(activation=activation).decode(torch.zeros(1, 2)).isfinite().all()


def test_the_linear_family_is_affine():
    model = build(family="linear", kind="ae")
    a, b = torch.randn(2, 4, 2)
    middle = model.decode((a + b) / 2)
    torch.testing.assert_close(middle, (model.decode(a) + model.decode(b)) / 2)


def test_a_residual_block_starts_as_the_identity():
    h = torch.randn(5, 8)
    assert torch.equal(ResidualBlock(8, "silu")(h), h)


def test_fourier_features_keep_z_and_are_not_trained():
    features = FourierFeatures(2, 16, 0.7)
    z = torch.randn(3, 2)
    out = features(z)
    assert out.shape == (3, 34)
    assert torch.equal(out[:, :2], z)
    torch.testing.assert_close(out[:, 2:18].square() + out[:, 18:].square(), torch.ones(3, 16))
    assert not list(features.parameters())


def test_no_fourier_features():
    model = build(fourier=0, blocks=0)
    assert model.decoder[0].in_features == 2


def test_a_code_larger_than_the_image():
    with pytest.raises(ModelError) as caught:
        Autoencoder(replace(RunConfig(), latent_dim=13), SHAPE)
    assert str(caught.value) == "--latent-dim: found 13, expected at most 12, the pixels of an image"


def test_log_var_stays_where_its_exponential_is_finite():
    model = build(kind="vae")
    _, log_var = model.encode(torch.randn(50, *SHAPE) * 1e6)
    assert log_var is not None
    assert log_var.abs().max() <= 16
    assert log_var.exp().isfinite().all()
