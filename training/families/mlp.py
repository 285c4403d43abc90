"""A plain multilayer perceptron and its mirror image."""

from __future__ import annotations

from torch import nn

from training.families.base import Family, NetSpec, dense


def encoder(spec: NetSpec) -> nn.Module:
    """``(n, pixels) -> hidden... -> (n, code_size)``."""
    return dense(spec, (spec.pixels, *spec.hidden, spec.code_size))


def decoder(spec: NetSpec) -> nn.Module:
    """``(n, d) -> decoder_hidden... -> (n, pixels)`` logits."""
    return dense(spec, (spec.latent_dim, *spec.decoder_hidden, spec.pixels))


MLP = Family("mlp", "multilayer perceptron", encoder, decoder)
