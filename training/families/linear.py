"""One affine map each way: what PCA solves in closed form (Baldi and Hornik, 1989)."""

from __future__ import annotations

from torch import nn

from training.families.base import Family, NetSpec


def encoder(spec: NetSpec) -> nn.Module:
    """``(n, pixels) -> (n, code_size)``."""
    return nn.Linear(spec.pixels, spec.code_size)


def decoder(spec: NetSpec) -> nn.Module:
    """``(n, d) -> (n, pixels)``, not squashed into [0, 1]: it would no longer be linear."""
    return nn.Linear(spec.latent_dim, spec.pixels)


LINEAR = Family("linear", "one affine map each way", encoder, decoder, squashed=False)
