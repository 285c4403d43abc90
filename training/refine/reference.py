"""The refined code in torch, by torch's own derivatives: what the ONNX file is compared with."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.autograd.functional import jvp
from torch.nn import functional

from aevae_desktop.bundle import Refined
from aevae_desktop.core.codes.refining import Cost
from training.refine.start import around
from training.refine.steps import LEAST, TRIFLE
from training.trainer.model import Autoencoder


class Look(NamedTuple):
    """At codes ``z (n, d)``: the ``cost (n,)``, its ``slope (n, d)`` and its ``curvature (n, d, d)``."""

    z: Tensor
    cost: Tensor
    slope: Tensor
    curvature: Tensor


def refined(model: Autoencoder, x: Tensor, z: Tensor, cost: Cost, how: Refined) -> Look:
    """The best code on the way from ``z (n, d)``, for flat images ``x (n, p)``: as ``encoder.onnx`` takes it."""
    first = best = look(model, x, start(model, x, z, cost, how), cost)
    for _ in range(how.steps):
        tried = best.z + _step(best, how.damping)
        best = look(model, x, _shortened(best, tried, costs(model, x, tried, cost)), cost)
    fine = best.cost <= first.cost
    return Look(*(torch.where(fine.reshape(-1, *[1] * (a.ndim - 1)), b, a) for a, b in zip(first, best, strict=True)))


def _step(at: Look, damping: float) -> Tensor:
    own = at.curvature.diagonal(dim1=1, dim2=2)
    found: Tensor = torch.linalg.solve(at.curvature + torch.diag_embed(own * damping + LEAST), at.slope)
    return -found


def _shortened(at: Look, tried: Tensor, tried_cost: Tensor) -> Tensor:
    """``steps.shorten`` in torch."""
    step = tried - at.z
    promised = -(step * (at.slope + 0.5 * torch.einsum("nab,nb->na", at.curvature, step))).sum(1).double()
    kept = (at.cost - tried_cost + TRIFLE) / (promised.clamp(min=0) + TRIFLE)
    return at.z + step * (1 / (2 - kept.clamp(max=1)))[:, None].to(step.dtype)


@torch.no_grad()
def start(model: Autoencoder, x: Tensor, z: Tensor, cost: Cost, how: Refined) -> Tensor:
    """The best of ``z (n, d)`` and the places around it: ``start.start`` in torch."""
    best, least = z, costs(model, x, z, cost)
    for shift in torch.from_numpy(around(how.starts, how.reach)).to(z.dtype):
        tried = z + shift
        found = costs(model, x, tried, cost)
        best = torch.where((found < least)[:, None], tried, best)
        least = torch.minimum(found, least)
    return best


def costs(model: Autoencoder, x: Tensor, z: Tensor, cost: Cost, out: Tensor | None = None) -> Tensor:
    """What the codes ``z (n, d)`` cost, double ``(n,)`` nats; ``out``: what the decoder gives, where it is known."""
    out = model.raw(z) if out is None else out
    if cost.variance is None:
        nll = functional.binary_cross_entropy_with_logits(out, x, reduction="none").double().sum(1)
    else:
        pixels = out.sigmoid() if model.squashed else out
        nll = (pixels - x).square().double().sum(1) / (2 * cost.variance)
    return nll + 0.5 * z.square().double().sum(1) if cost.prior else nll


def look(model: Autoencoder, x: Tensor, z: Tensor, cost: Cost) -> Look:
    """What ``look.look`` writes as an ONNX function."""
    axes = torch.eye(z.shape[1], dtype=z.dtype)
    with torch.enable_grad():
        pairs = [jvp(model.raw, z, axis.expand_as(z)) for axis in axes]  # type: ignore[no-untyped-call]
    out, jacobian = pairs[0][0], torch.stack([tangent for _, tangent in pairs], dim=1)
    pixels = out.sigmoid() if model.squashed else out
    spread = pixels * (1 - pixels)
    if cost.variance is None:
        slope = torch.einsum("ndp,np->nd", jacobian, pixels - x)
        curvature = torch.einsum("nap,nbp->nab", jacobian * spread[:, None], jacobian)
    else:
        jacobian = jacobian * spread[:, None] if model.squashed else jacobian
        slope = torch.einsum("ndp,np->nd", jacobian, pixels - x) / cost.variance
        curvature = torch.einsum("nap,nbp->nab", jacobian, jacobian) / cost.variance
    if cost.prior:
        slope, curvature = slope + z, curvature + axes
    return Look(z, costs(model, x, z, cost, out), slope, curvature)
