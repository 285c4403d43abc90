"""The terms of the objective, in torch; ``aevae_desktop.core.measure`` has the same definitions in numpy.

Every term is summed over pixels or latent dimensions and given per image, in nats; the mean over a batch is taken
by the caller, once. So ``reconstruction + beta * kl`` is the negative ELBO of one image (Kingma and Welling, 2014,
eq. 10) at beta = 1, with one sample of z.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

GAUSSIAN_VARIANCE = 0.05  # of one pixel: makes the term 10 x the squared error


@dataclass(frozen=True)
class Likelihood:
    """A reconstruction term ``(x, out) -> (n,)`` nats; ``out`` are logits when the family is squashed."""

    name: str
    title: str
    nll: Callable[[Tensor, Tensor, bool], Tensor]


def bernoulli(x: Tensor, out: Tensor, squashed: bool) -> Tensor:  # noqa: ARG001
    """Cross-entropy of real-valued pixels in [0, 1], summed over pixels: ``(n, p), (n, p) logits -> (n,)`` nats."""
    return functional.binary_cross_entropy_with_logits(out, x, reduction="none").sum(1)


def gaussian(x: Tensor, out: Tensor, squashed: bool) -> Tensor:
    """Squared error / (2 * 0.05), summed over pixels: ``(n, p), (n, p) -> (n,)`` nats, without the constant."""
    x_hat = out.sigmoid() if squashed else out
    return (x - x_hat).square().sum(1) / (2 * GAUSSIAN_VARIANCE)


LIKELIHOODS: dict[str, Likelihood] = {
    one.name: one
    for one in (
        Likelihood("bernoulli", "cross-entropy of grey values", bernoulli),
        Likelihood("gaussian", "squared error (MSE) at a fixed variance", gaussian),
    )
}


def kl_standard_normal(mu: Tensor, log_var: Tensor) -> Tensor:
    """KL(N(mu, diag exp log_var) || N(0, I)) summed over dimensions: ``(n, d), (n, d) -> (n,)`` nats."""
    return 0.5 * (mu.square() + log_var.exp() - 1 - log_var).sum(1)


def sample_posterior(mu: Tensor, log_var: Tensor) -> Tensor:
    """One draw of z by reparameterisation: ``mu + sigma * eps``, ``(n, d)``."""
    return mu + torch.exp(0.5 * log_var) * torch.randn_like(mu)
