from dataclasses import replace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from aevae_desktop.errors import ModelError
from training.families import FAMILIES
from training.families.base import ACTIVATIONS, NORMS, UPSAMPLINGS
from training.families.resmlp import FourierFeatures, ResidualBlock
from training.trainer.config import RunConfig
from training.trainer.model import Autoencoder

SHAPE = (1, 4, 3)


def build(**changes):
    torch.manual_seed(0)
    return Autoencoder(RunConfig(likelihood="gaussian", hidden=(16, 8), conv_channels=(6,), **changes), SHAPE)


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


@pytest.mark.parametrize("norm", NORMS)
@pytest.mark.parametrize("family", ["mlp", "resmlp", "conv"])
def test_every_norm_follows_every_hidden_layer(family, norm):
    model = build(family=family, norm=norm, blocks=0)
    model.decode(model.encode(torch.rand(3, *SHAPE))[0]).sum().backward()
    kinds = (nn.LayerNorm, nn.GroupNorm, nn.BatchNorm1d, nn.BatchNorm2d)
    count = sum(isinstance(module, kinds) for module in model.modules())
    assert count == (0 if norm == "none" else 6 if family == "conv" else 4)


def test_a_decoder_of_its_own():
    model = build(family="mlp", decoder_hidden=(5, 6, 7))
    assert [layer.out_features for layer in model.decoder if isinstance(layer, nn.Linear)] == [5, 6, 7, 12]
    model = build(family="conv", decoder_channels=(9,))
    assert [layer.in_channels for layer in model.decoder if isinstance(layer, nn.ConvTranspose2d)] == [9]


@pytest.mark.parametrize("kernel", [2, 4, 6])
def test_kernels_of_every_even_side(kernel):
    model = Autoencoder(RunConfig(family="conv", conv_channels=(3, 4), kernel=kernel), (1, 13, 10))
    assert model.decode(model.encode(torch.rand(2, 1, 13, 10))[0]).shape == (2, 1, 13, 10)


IMAGES = st.tuples(st.sampled_from([1, 3]), st.integers(8, 40), st.integers(8, 40))


@settings(max_examples=40, deadline=None)
@given(IMAGES, st.lists(st.integers(1, 4), min_size=1, max_size=3), st.sampled_from(UPSAMPLINGS), st.booleans())
def test_convolutions_take_and_give_images_of_any_size(shape, channels, upsampling, deep):
    config = RunConfig(
        family="conv",
        conv_channels=tuple(channels),
        hidden=(8,) if deep else (),
        upsampling=upsampling,
    )
    model = Autoencoder(config, shape)
    x = torch.rand(2, *shape)
    mu, _ = model.encode(x)
    assert mu.shape == (2, 2)
    assert model.decode(mu).shape == x.shape


def test_the_decoder_goes_through_the_sizes_of_the_encoder_in_reverse():
    config = RunConfig(family="conv", conv_channels=(4, 5, 6), hidden=(7,))
    model = Autoencoder(config, (3, 29, 18))
    seen = []
    for half in (model.encoder, model.decoder):
        for module in half.modules():
            if isinstance(module, nn.Conv2d | nn.ConvTranspose2d):
                module.register_forward_hook(
                    lambda m, x, out: seen.append((tuple(x[0].shape[1:]), tuple(out.shape[1:])))
                )
    model.decode(model.encode(torch.rand(1, 3, 29, 18))[0])
    assert seen[:3] == [((3, 29, 18), (4, 14, 9)), ((4, 14, 9), (5, 7, 4)), ((5, 7, 4), (6, 3, 2))]
    assert seen[3:] == [(after, before) for before, after in reversed(seen[:3])]


def test_every_pixel_reaches_the_code():
    model = Autoencoder(RunConfig(family="conv", conv_channels=(4, 4), hidden=()), (3, 11, 9))
    x = torch.rand(1, 3, 11, 9, requires_grad=True)
    model.encode(x)[0].sum().backward()
    assert (x.grad != 0).all()


def test_too_many_convolutions():
    with pytest.raises(ModelError) as caught:
        Autoencoder(RunConfig(family="conv", conv_channels=(4,) * 4), (1, 9, 12))
    assert str(caught.value) == (
        "--conv-channels: found 4 convolutions, expected at most 3 for images of 9 x 12, each halves them"
    )


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
