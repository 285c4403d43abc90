"""The refined code in torch, by torch's own derivatives: what the ONNX file is compared with."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.autograd.functional import jvp
from torch.nn import functional

from training.refine.look import Cost
from training.refine.steps import GROW, LEAST, SHRINK
from training.trainer.model import Autoencoder


class Look(NamedTuple):
    """At codes ``z (n, d)``: the ``cost (n,)``, its ``slope (n, d)`` and its ``curvature (n, d, d)``."""

    z: Tensor
    cost: Tensor
    slope: Tensor
    curvature: Tensor


def refined(model: Autoencoder, x: Tensor, z: Tensor, cost: Cost, steps: int, damping: float) -> Look:
    """The best code on the way from ``z (n, d)``, for flat images ``x (n, p)``: as ``encoder.onnx`` takes it."""
    best = look(model, x, z, cost)
    held = torch.full((len(z),), damping, dtype=z.dtype)
    for _ in range(steps):
        own = best.curvature.diagonal(dim1=1, dim2=2)
        damped = best.curvature + torch.diag_embed(own * held[:, None] + LEAST)
        tried = look(model, x, best.z - torch.linalg.solve(damped, best.slope), cost)
        better = tried.cost < best.cost
        best = Look(
            *(torch.where(better.reshape(-1, *[1] * (a.ndim - 1)), b, a) for a, b in zip(best, tried, strict=True))
        )
        held = held * torch.where(better, SHRINK, GROW)
    return best


def look(model: Autoencoder, x: Tensor, z: Tensor, cost: Cost) -> Look:
    """What ``look.look`` writes as an ONNX function."""
    axes = torch.eye(z.shape[1], dtype=z.dtype)
    with torch.enable_grad():
        pairs = [jvp(model.raw, z, axis.expand_as(z)) for axis in axes]  # type: ignore[no-untyped-call]
    out, jacobian = pairs[0][0], torch.stack([tangent for _, tangent in pairs], dim=1)
    pixels = out.sigmoid() if model.squashed else out
    spread = pixels * (1 - pixels)
    if cost.variance is None:
        nll = functional.binary_cross_entropy_with_logits(out, x, reduction="none").double().sum(1)
        slope = torch.einsum("ndp,np->nd", jacobian, pixels - x)
        curvature = torch.einsum("nap,nbp->nab", jacobian * spread[:, None], jacobian)
    else:
        jacobian = jacobian * spread[:, None] if model.squashed else jacobian
        nll = (pixels - x).square().double().sum(1) / (2 * cost.variance)
        slope = torch.einsum("ndp,np->nd", jacobian, pixels - x) / cost.variance
        curvature = torch.einsum("nap,nbp->nab", jacobian, jacobian) / cost.variance
    if cost.prior:
        nll, slope = nll + 0.5 * z.square().double().sum(1), slope + z
        curvature = curvature + torch.eye(z.shape[1], dtype=z.dtype)
    return Look(z, nll, slope, curvature)
