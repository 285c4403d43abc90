"""What a family is: two functions that build an encoder and a decoder from one specification."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from torch import nn

ACTIVATIONS: dict[str, Callable[[], nn.Module]] = {
    "silu": nn.SiLU,
    "relu": lambda: nn.ReLU(inplace=True),  # what comes before needs no values of its own for its gradient
    "gelu": nn.GELU,
    "tanh": nn.Tanh,
}
NORMS: dict[str, Callable[[int, bool], nn.Module] | None] = {  # (features, of an image?) -> layer
    "none": None,
    "layer": lambda features, image: nn.GroupNorm(1, features) if image else nn.LayerNorm(features),
    "batch": lambda features, image: nn.BatchNorm2d(features) if image else nn.BatchNorm1d(features),
}
UPSAMPLINGS = ("transposed", "nearest")


@dataclass(frozen=True)
class NetSpec:
    """Sizes a family builds from: ``pixels`` in, ``code_size`` out of the encoder (2 d for a VAE), ``latent_dim`` in z.

    ``shape`` is an image's (channels, height, width). ``hidden`` lists the encoder's widths from the image inwards,
    ``conv_channels`` those of its convolutions, which come before. ``decoder_hidden`` and ``decoder_channels`` list the
    decoder's, from the code outwards.
    """

    pixels: int
    shape: tuple[int, int, int]
    latent_dim: int
    code_size: int
    hidden: tuple[int, ...]
    decoder_hidden: tuple[int, ...]
    activation: str
    norm: str
    blocks: int
    fourier: int
    fourier_sigma: float
    conv_channels: tuple[int, ...]
    decoder_channels: tuple[int, ...]
    kernel: int
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


def dense(spec: NetSpec, widths: tuple[int, ...]) -> nn.Sequential:
    """Linear layers of the given ``widths`` with norm and activation between them, nothing after the last."""
    *inner, last = itertools.pairwise(widths)
    layers: list[nn.Module] = []
    for wide, narrow in inner:
        layers += [nn.Linear(wide, narrow), *shaped(spec, narrow)]
    return nn.Sequential(*layers, nn.Linear(*last))


def shaped(spec: NetSpec, features: int, *, image: bool = False) -> list[nn.Module]:
    """What follows a layer of so many ``features`` (channels of an ``image``): its norm, if any, and its activation."""
    build = NORMS[spec.norm]
    norm = [build(features, image)] if build else []
    return [*norm, ACTIVATIONS[spec.activation]()]
