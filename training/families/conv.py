"""Strided convolutions inwards, and outwards their near-complement: transposed convolutions, or upsampling.

Each convolution halves both sides (rounding down) with a 4 x 4 kernel, whose size the stride divides: a transposed
convolution then paints every pixel the same number of times (Odena, Dumoulin and Olah, 2016, "Deconvolution and
checkerboard artifacts"). The decoder goes through the encoder's sizes in reverse, whatever they are, odd ones too.
"""

from __future__ import annotations

import itertools

from torch import Tensor, nn
from torch.nn import functional

from aevae_desktop.errors import ModelError
from training.families.base import ACTIVATIONS, Family, NetSpec, dense

KERNEL, STRIDE, PADDING = 4, 2, 1

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
        layers += [nn.Conv2d(wide, narrow, KERNEL, STRIDE, PADDING), ACTIVATIONS[spec.activation]()]
    flat = spec.conv_channels[-1] * inner[0] * inner[1]
    return nn.Sequential(*layers, nn.Flatten(), dense((flat, *spec.hidden, spec.code_size), spec.activation))


def decoder(spec: NetSpec) -> nn.Module:
    """``(n, d) -> hidden reversed... -> doubled by each step -> (n, pixels)`` logits."""
    act = ACTIVATIONS[spec.activation]
    steps = list(reversed(sizes(spec)))
    channels = (*reversed(spec.conv_channels), spec.shape[0])
    inner = (channels[0], *steps[0])
    layers: list[nn.Module] = [
        dense((spec.latent_dim, *reversed(spec.hidden), inner[0] * inner[1] * inner[2]), spec.activation),
        act(),
        nn.Unflatten(1, inner),
    ]
    for (wide, narrow), size in zip(itertools.pairwise(channels), steps[1:], strict=True):
        layers += [*_enlarge(spec, wide, narrow, size), act()]
    return nn.Sequential(*layers[:-1], nn.Flatten())


def _enlarge(spec: NetSpec, wide: int, narrow: int, size: Size) -> list[nn.Module]:
    if spec.upsampling == "nearest":
        return [Resize(size), nn.Conv2d(wide, narrow, 3, padding=1)]
    odd = (size[0] % 2, size[1] % 2)  # the row and column that halving dropped
    return [nn.ConvTranspose2d(wide, narrow, KERNEL, STRIDE, PADDING, odd)]


CONV = Family("conv", "strided convolutions, and their near-complement in the decoder", encoder, decoder)
