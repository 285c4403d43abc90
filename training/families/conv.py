"""Strided convolutions inwards, and outwards their near-complement: transposed convolutions, or upsampling.

Each convolution halves both sides (rounding down); the stride divides its kernel's side, 4 by default: a transposed
convolution then paints every pixel the same number of times (Odena, Dumoulin and Olah, 2016, "Deconvolution and
checkerboard artifacts"). The decoder goes through the encoder's sizes in reverse, whatever they are, odd ones too.
"""

from __future__ import annotations

import itertools
import math

from torch import Tensor, nn
from torch.nn import functional

from aevae_desktop.errors import ModelError
from training.families.base import Family, NetSpec, dense, shaped

STRIDE = 2

Size = tuple[int, int]


class Resize(nn.Module):
    """Nearest neighbours: ``(n, c, h, w) -> (n, c, *size)``."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.size = size

    def forward(self, x: Tensor) -> Tensor:
        """The enlarged images."""
        return functional.interpolate(x, size=self.size, mode="nearest")


def sizes(spec: NetSpec) -> list[Size]:
    """Height and width of the image and after each convolution. Raises ``ModelError`` if nothing would be left."""
    out = [spec.shape[1:]]
    for _ in spec.conv_channels:
        height, width = out[-1]
        out.append((height // 2, width // 2))
    if min(out[-1]) < 1:
        most = min(spec.shape[1:]).bit_length() - 1
        height, width = spec.shape[1:]
        raise ModelError(
            field="--conv-channels",
            found=f"{len(spec.conv_channels)} convolutions",
            expected=f"at most {most} for images of {height} x {width}, each halves them",
        )
    return out


def encoder(spec: NetSpec) -> nn.Module:
    """``(n, pixels) -> (n, c, h, w) -> halved by each convolution -> hidden... -> (n, code_size)``."""
    inner = sizes(spec)[-1]
    layers: list[nn.Module] = [nn.Unflatten(1, spec.shape)]
    for wide, narrow in itertools.pairwise((spec.shape[0], *spec.conv_channels)):
        layers += [nn.Conv2d(wide, narrow, spec.kernel, STRIDE, _padding(spec)), *shaped(spec, narrow, image=True)]
    flat = spec.conv_channels[-1] * inner[0] * inner[1]
    return nn.Sequential(*layers, nn.Flatten(), dense(spec, (flat, *spec.hidden, spec.code_size)))


def decoder(spec: NetSpec) -> nn.Module:
    """``(n, d) -> decoder_hidden... -> doubled by each step -> (n, pixels)`` logits."""
    first, *steps = reversed(sizes(spec))
    *inner, last = itertools.pairwise((*spec.decoder_channels, spec.shape[0]))
    folded = (spec.decoder_channels[0], *first)
    layers: list[nn.Module] = [
        dense(spec, (spec.latent_dim, *spec.decoder_hidden, math.prod(folded))),
        nn.Unflatten(1, folded),
        *shaped(spec, folded[0], image=True),
    ]
    for (wide, narrow), size in zip(inner, steps[:-1], strict=True):
        layers += [*_enlarge(spec, wide, narrow, size), *shaped(spec, narrow, image=True)]
    return nn.Sequential(*layers, *_enlarge(spec, *last, steps[-1]), nn.Flatten())


def _enlarge(spec: NetSpec, wide: int, narrow: int, size: Size) -> list[nn.Module]:
    if spec.upsampling == "nearest":
        return [Resize(size), nn.Conv2d(wide, narrow, 3, padding=1)]
    odd = (size[0] % 2, size[1] % 2)  # the row and column that halving dropped
    return [nn.ConvTranspose2d(wide, narrow, spec.kernel, STRIDE, _padding(spec), odd)]


def _padding(spec: NetSpec) -> int:
    return (spec.kernel - STRIDE) // 2


CONV = Family("conv", "strided convolutions, and their near-complement in the decoder", encoder, decoder)
