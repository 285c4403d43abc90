"""Gentle affine augmentation: each image turned, scaled and sheared a little, differently every time it is seen.

It narrows the gap between training and test images. The model then fits distorted images too, so the distortion
fades out over the last part of a run, which ends on the images as they are.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional

ANGLE = math.radians(8)  # at strength 1, every amount is uniform between minus and plus this
SCALE = SHEAR = 0.08


def strength_at(strength: float, fade: float, progress: float) -> float:
    """The strength at ``progress`` in [0, 1): full, then falling linearly to 0 over the last share ``fade``."""
    return strength * (min(1.0, (1 - progress) / fade) if fade else 1.0)


def affine(x: Tensor, strength: float, count: int | None = None, rows: slice = slice(None)) -> Tensor:
    """``x (n, c, h, w)`` each turned up to 8 degrees, scaled and sheared up to 8 %, times ``strength``; bilinear.

    What comes in over the border repeats the border. Where ``x`` are the ``rows`` of a batch of ``count``, each image
    gets what it would get in the whole batch.
    """
    drawn = torch.rand(4, len(x) if count is None else count, device=x.device)[:, rows]
    angle, scale_x, scale_y, shear = ((drawn * 2 - 1) * strength).unbind()
    cos, sin = torch.cos(angle * ANGLE), torch.sin(angle * ANGLE)
    wide, high, slant = 1 + scale_x * SCALE, 1 + scale_y * SCALE, shear * SHEAR
    aspect = x.shape[2] / x.shape[3]  # the grid's unit is half an image, which is not square
    across = torch.stack([cos * wide, sin * wide / aspect], dim=1)  # where a step to the right leads, and down
    down = torch.stack([(cos * slant - sin * high) * aspect, sin * slant + cos * high], dim=1)
    right, below = (_places(side, x.device) for side in (x.shape[3], x.shape[2]))
    grid = across[:, :, None, None] * right + down[:, :, None, None] * below[:, None]  # affine_grid takes 10 times that
    return functional.grid_sample(x, grid.permute(0, 2, 3, 1), padding_mode="border", align_corners=False)


def _places(side: int, device: torch.device) -> Tensor:
    """Where the middles of ``side`` pixels are, of an image from -1 to 1."""
    return (2 * torch.arange(side, device=device) + 1) / side - 1
