"""A plain multilayer perceptron and its mirror image."""

from __future__ import annotations

from torch import nn

from training.families.base import Family, NetSpec, dense


def encoder(spec: NetSpec) -> nn.Module:
    """``(n, pixels) -> hidden... -> (n, code_size)``."""
    return dense((spec.pixels, *spec.hidden, spec.code_size), spec.activation)


def decoder(spec: NetSpec) -> nn.Module:
    """``(n, d) -> hidden reversed... -> (n, pixels)`` logits."""
    return dense((spec.latent_dim, *reversed(spec.hidden), spec.pixels), spec.activation)


MLP = Family("mlp", "multilayer perceptron", encoder, decoder)
