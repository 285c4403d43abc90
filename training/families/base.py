"""What a family is: two functions that build an encoder and a decoder from one specification."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from torch import nn

ACTIVATIONS: dict[str, Callable[[], nn.Module]] = {
    "silu": nn.SiLU,
    "relu": nn.ReLU,
    "gelu": nn.GELU,
    "tanh": nn.Tanh,
}
UPSAMPLINGS = ("transposed", "nearest")


@dataclass(frozen=True)
class NetSpec:
    """Sizes a family builds from: ``pixels`` in, ``code_size`` out of the encoder (2 d for a VAE), ``latent_dim`` in z.

    ``shape`` is an image's (channels, height, width). ``hidden`` lists the encoder's widths from the image inwards,
    ``conv_channels`` those of its convolutions, which come before; the decoder mirrors both.
    """

    pixels: int
    shape: tuple[int, int, int]
    latent_dim: int
    code_size: int
    hidden: tuple[int, ...]
    activation: str
    blocks: int
    fourier: int
    fourier_sigma: float
    conv_channels: tuple[int, ...]
    upsampling: str


@dataclass(frozen=True)
class Family:
    """A pair of builders. ``encoder: (n, pixels) -> (n, code_size)``, ``decoder: (n, d) -> (n, pixels)``.

    A ``squashed`` decoder gives logits, which a sigmoid turns into pixels; otherwise it gives pixels directly.
    """

    name: str
    title: str
    encoder: Callable[[NetSpec], nn.Module]
    decoder: Callable[[NetSpec], nn.Module]
    squashed: bool = True


def dense(widths: tuple[int, ...], activation: str) -> nn.Sequential:
    """Linear layers of the given ``widths`` with the activation between them, none after the last."""
    layers: list[nn.Module] = []
    for wide, narrow in itertools.pairwise(widths):
        layers += [nn.Linear(wide, narrow), ACTIVATIONS[activation]()]
    return nn.Sequential(*layers[:-1])
