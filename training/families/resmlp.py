"""A perceptron whose decoder has residual blocks and sees z through fixed Fourier features.

A low-dimensional z gives a plain perceptron little to bend: sines of random projections of z let it draw sharp
changes (Tancik et al., 2020, "Fourier features let networks learn high frequency functions"). The blocks are
pre-LayerNorm residual blocks that start as the identity (Xiong et al., 2020). The encoder is the plain perceptron's:
residual blocks did not help there.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from training.families.base import ACTIVATIONS, Family, NetSpec, dense, shaped
from training.families.mlp import encoder


class FourierFeatures(nn.Module):
    """``z (n, d) -> [z, sin(z W), cos(z W)] (n, d + 2 k)`` with fixed ``W ~ N(0, sigma^2)``, k columns."""

    weight: Tensor

    def __init__(self, latent_dim: int, count: int, sigma: float) -> None:
        super().__init__()
        self.register_buffer("weight", torch.randn(latent_dim, count) * sigma)

    def forward(self, z: Tensor) -> Tensor:
        """The features of z."""
        angle = z @ self.weight
        return torch.cat([z, angle.sin(), angle.cos()], dim=1)


class ResidualBlock(nn.Module):
    """``h + W2 act(W1 norm(h))``, the identity at first because W2 starts at zero."""

    def __init__(self, width: int, activation: str) -> None:
        super().__init__()
        last = nn.Linear(width, width)
        nn.init.zeros_(last.weight)
        nn.init.zeros_(last.bias)
        self.body = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, width), ACTIVATIONS[activation](), last)

    def forward(self, h: Tensor) -> Tensor:
        """``(n, width) -> (n, width)``."""
        out: Tensor = h + self.body(h)
        return out


def decoder(spec: NetSpec) -> nn.Module:
    """``(n, d) -> features -> first of decoder_hidden, residual blocks -> the others -> (n, pixels)`` logits."""
    inner, *outer = spec.decoder_hidden
    layers: list[nn.Module] = []
    if spec.fourier:
        layers.append(FourierFeatures(spec.latent_dim, spec.fourier, spec.fourier_sigma))
    layers += [nn.Linear(spec.latent_dim + 2 * spec.fourier, inner), *shaped(spec, inner)]
    layers += [ResidualBlock(inner, spec.activation) for _ in range(spec.blocks)]
    return nn.Sequential(*layers, dense(spec, (inner, *outer, spec.pixels)))


RESMLP = Family("resmlp", "perceptron with residual blocks and Fourier features in the decoder", encoder, decoder)
