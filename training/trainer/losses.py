"""The terms of the objective, in torch; ``aevae_desktop.core.images.measure`` has the same definitions in numpy.

Every term is summed over pixels or latent dimensions and given per image, in nats; the mean over a batch is taken
by the caller, once. So ``reconstruction + beta * kl`` is the negative ELBO of one image (Kingma and Welling, 2014,
eq. 10) at beta = 1, with one sample of z. Nothing is a mean over pixels: dividing one term by their number, and
not the other, is a beta of that number in disguise.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from aevae_desktop.core.images.measure import GAUSSIAN_VARIANCE

LEAST_LOG_VARIANCE = -12.0  # of a learned one: a standard deviation of half a grey level


@dataclass(frozen=True)
class Likelihood:
    """A reconstruction term ``(x, x_hat or logits, noise) -> (n,)`` nats, summed over pixels.

    ``takes_logits``: it wants the decoder's output before the sigmoid. ``variance`` of a pixel, where it is fixed.
    ``learns_variance``: ``noise`` is the log of one variance for all pixels, trained with the weights; otherwise it is
    not looked at.
    """

    name: str
    title: str
    nll: Callable[[Tensor, Tensor, Tensor], Tensor]
    takes_logits: bool = False
    variance: float | None = None
    learns_variance: bool = False


def bernoulli(x: Tensor, logits: Tensor, noise: Tensor) -> Tensor:  # noqa: ARG001
    """Cross-entropy of real-valued pixels in [0, 1], summed over pixels: ``(n, p), (n, p) logits -> (n,)`` nats."""
    return functional.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


def squared_error(x: Tensor, x_hat: Tensor, noise: Tensor) -> Tensor:  # noqa: ARG001
    """Squared error summed over pixels, ``(n, p), (n, p) -> (n,)``: nats of a Gaussian of variance 1/2."""
    return (x - x_hat).square().sum(1)


def gaussian(x: Tensor, x_hat: Tensor, noise: Tensor) -> Tensor:
    """Squared error / (2 * 0.05), summed over pixels: ``(n, p), (n, p) -> (n,)`` nats, without the constant."""
    return squared_error(x, x_hat, noise) / (2 * GAUSSIAN_VARIANCE)


def gaussian_learned(x: Tensor, x_hat: Tensor, noise: Tensor) -> Tensor:
    """-log N(x; x_hat, exp(noise) I), summed over pixels, with its constant: ``(n, p), (n, p), () -> (n,)`` nats.

    One variance for all pixels, learned with the weights (Rybkin, Daniilidis and Levine, 2021, "Simple and effective
    VAE training with calibrated decoders"). A density: it may be negative.
    """
    log_variance = noise.clamp(min=LEAST_LOG_VARIANCE)
    constant = (log_variance + math.log(2 * math.pi)) * x.shape[1]
    return 0.5 * (squared_error(x, x_hat, noise) * torch.exp(-log_variance) + constant)


LIKELIHOODS: dict[str, Likelihood] = {
    one.name: one
    for one in (
        Likelihood("bernoulli", "cross-entropy of grey values", bernoulli, takes_logits=True),
        Likelihood("mse", "squared error, summed over pixels", squared_error, variance=0.5),
        Likelihood("gaussian", "squared error at a fixed variance, 0.05", gaussian, variance=GAUSSIAN_VARIANCE),
        Likelihood("gaussian-learned", "squared error at one learned variance", gaussian_learned, learns_variance=True),
    )
}


def kl_per_dimension(mu: Tensor, log_var: Tensor) -> Tensor:
    """KL(N(mu, exp log_var) || N(0, 1)) in nats per image and dimension: ``(n, d), (n, d) -> (n, d)``."""
    return 0.5 * (mu.square() + log_var.exp() - 1 - log_var)


def kl_standard_normal(mu: Tensor, log_var: Tensor) -> Tensor:
    """KL(N(mu, diag exp log_var) || N(0, I)) summed over dimensions: ``(n, d), (n, d) -> (n,)`` nats."""
    return kl_per_dimension(mu, log_var).sum(1)


def free_bits(kl: Tensor, least: float) -> Tensor:
    """The KL a batch is charged for: ``(d,)`` means over the batch, nats -> ``()`` nats an image.

    Each dimension costs at least ``least`` nats, so nothing is gained by using it for less (Kingma et al., 2016,
    "Improved variational inference with inverse autoregressive flow", eq. 15).
    """
    return kl.clamp(min=least).sum() if least else kl.sum()


def sample_posterior(mu: Tensor, log_var: Tensor) -> Tensor:
    """One draw of z by reparameterisation: ``mu + sigma * eps``, ``(n, d)``."""
    return mu + torch.exp(0.5 * log_var) * torch.randn_like(mu)
