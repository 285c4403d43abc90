"""Images that are of no class: how they are made out of images that are, and how both are made soft.

A judge has to tell what a decoder draws from what it should draw. Such a judge must not learn that soft means wrong:
every image, real or ghost, is softened by the same draw of blur, stroke width and brightness. No image of any
autoencoder is used.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import torch
from torch import Tensor
from torch.nn import functional

MOST_BLUR = 0.055  # of the shorter side: a standard deviation of 1.5 pixels at 28 x 28
CLEAR_SHARE = 0.2  # of the images are left as sharp as they are
Ghost = Callable[[Tensor, Tensor], Tensor]


def blend(a: Tensor, b: Tensor) -> Tensor:
    """The weighted mean of two images, as bright as its brighter half: what lies half-way between two codes."""
    weight = _uniform(a, 0.35, 0.65)
    return (weight * a + (1 - weight) * b) * _uniform(a, 1.0, 1.5)


def overlay(a: Tensor, b: Tensor) -> Tensor:
    """Both images at once, the second one moved a little."""
    return torch.maximum(a, _moved(b, 0.1))


def halves(a: Tensor, b: Tensor) -> Tensor:
    """One image on one side of a line near the middle, the other one beyond."""
    side = (_across(a, 0.12) > 0).to(a.dtype)
    return a * side + b * (1 - side)


def erased(a: Tensor, b: Tensor) -> Tensor:  # noqa: ARG001
    """An image with a band of its strokes gone: across the middle, or off it."""
    away = _across(a, 0.25).abs() / _uniform(a, 0.1, 0.25)
    return a * (away - 0.5).clamp(0, 1)


def doubled(a: Tensor, b: Tensor) -> Tensor:  # noqa: ARG001
    """An image with its own double beside it."""
    return torch.maximum(a, _moved(a, 0.3) * _uniform(a, 0.6, 1.0))


def crowd(a: Tensor, b: Tensor) -> Tensor:
    """The mean of four images: the cloud that a decoder gives where it knows least."""
    n = len(a)
    return (a + b + a.roll(n // 3, 0) + b.roll(n // 5, 0)) / 4 * _uniform(a, 1.0, 2.5)


def bent(a: Tensor, b: Tensor) -> Tensor:  # noqa: ARG001
    """An image whose strokes are bent out of shape by a smooth field."""
    n, _, h, w = a.shape
    field = functional.interpolate(torch.randn(n, 2, 4, 4), size=(h, w), mode="bicubic", align_corners=True)
    still = functional.affine_grid(torch.eye(2, 3).expand(n, 2, 3), list(a.shape), align_corners=False)
    grid = still + (field * _uniform(a, 0.2, 0.4)).permute(0, 2, 3, 1)
    return functional.grid_sample(a, grid, align_corners=False)


GHOSTS: Mapping[str, Ghost] = {
    ghost.__name__: ghost for ghost in (blend, overlay, halves, erased, doubled, crowd, bent)
}


def pairs(x: Tensor, label: Tensor) -> tuple[Tensor, Tensor]:
    """The images ``x (n, c, h, w)`` in another order, and beside each another one.

    That is of another class, unless more than half of them are of one.
    """
    order = torch.randperm(len(x))
    order = order[label[order].argsort(stable=True)]
    mixed = torch.randperm(len(x))
    return x[order][mixed], x[order].roll(len(x) // 2, 0)[mixed]  # half-way through the sorted classes lies another


def ghosts(x: Tensor, label: Tensor) -> Tensor:
    """As many ghosts as images ``x (n, c, h, w)`` in [0, 1] of the classes ``label (n,)``, each kind as often.

    All chance comes from torch's generator.
    """
    a, b = (one.tensor_split(len(GHOSTS)) for one in pairs(x, label))
    return torch.cat([make(*pair).clamp(0, 1) for make, *pair in zip(GHOSTS.values(), a, b, strict=True)])


def soften(x: Tensor) -> Tensor:
    """Images ``(n, c, h, w)`` in [0, 1] as a decoder might give them: blurred, strokes thinner or thicker, paler.

    Each by a draw of its own.
    """
    n, side = len(x), min(x.shape[2:])
    sigma = torch.rand(n) * MOST_BLUR * side * (torch.rand(n) >= CLEAR_SHARE)
    soft = blurred(x, sigma)
    steep, middle = _uniform(x, 4.0, 10.0), _uniform(x, 0.3, 0.55)
    low, high = torch.sigmoid(-steep * middle), torch.sigmoid(steep * (1 - middle))
    edged = (torch.sigmoid(steep * (soft - middle)) - low) / (high - low)
    some = (_uniform(x, 0.0, 1.0) < 0.5).to(x.dtype)
    return ((some * edged + (1 - some) * soft) * _uniform(x, 0.7, 1.0)).clamp(0, 1)


def blurred(x: Tensor, sigma: Tensor) -> Tensor:
    """``x (n, c, h, w)``, each image blurred by a Gaussian of its ``sigma (n,)`` pixels; 0 leaves it as it is."""
    down, across = _blur(x.shape[2], sigma), _blur(x.shape[3], sigma)
    return down @ x @ across.transpose(2, 3)


def _blur(size: int, sigma: Tensor) -> Tensor:
    """``(n, 1, size, size)``: rows of Gaussian weights that sum to 1."""
    place = torch.arange(size, dtype=torch.float32)
    away = (place[:, None] - place[None]).square() / (2 * sigma.clamp(min=0.05).square()[:, None, None])
    return torch.softmax(-away, dim=2)[:, None]


def _across(x: Tensor, most: float) -> Tensor:
    """How far each pixel is from a line of any direction, at most ``most`` off the middle: ``(n, 1, h, w)``, signed.

    The unit is an image's side.
    """
    n, _, h, w = x.shape
    turn = torch.rand(n, 1, 1) * 2 * math.pi
    y, z = torch.linspace(-0.5, 0.5, h)[:, None], torch.linspace(-0.5, 0.5, w)[None]
    away = torch.cos(turn) * z + torch.sin(turn) * y
    return (away - (torch.rand(n, 1, 1) * 2 - 1) * most)[:, None]


def _moved(x: Tensor, most: float) -> Tensor:
    """``x`` moved by up to ``most`` of a side (never by less than half of that), nothing coming in."""
    n = len(x)
    turn, far = torch.rand(n) * 2 * math.pi, most * (1 + torch.rand(n))
    theta = torch.eye(2, 3).repeat(n, 1, 1)
    theta[:, :, 2] = torch.stack([torch.cos(turn), torch.sin(turn)], 1) * far[:, None]
    return functional.grid_sample(
        x, functional.affine_grid(theta, list(x.shape), align_corners=False), align_corners=False
    )


def _uniform(x: Tensor, low: float, high: float) -> Tensor:
    """A number an image, ``(n, 1, 1, 1)``."""
    return low + (high - low) * torch.rand(len(x), 1, 1, 1)
