"""Semi-amortised training: the decoder also learns from codes that are better than the encoder's (Kim et al., 2018).

An encoder gives each image the code of one guess. A decoder that sees only those guesses makes up for their errors, at
the price of sharpness. So here the loss is taken a second time at the code that one damped Gauss-Newton step through
the decoder makes of the guess, as ``encoder.onnx`` does it for its refined codes. The step has no gradient: the encoder
learns from the loss at its own code alone, the decoder from both.
"""

from __future__ import annotations

import torch
from torch import Tensor

from training.trainer.model import Autoencoder

DAMPING = 0.1  # of a step, times the curvature's own diagonal
LEAST = 1e-6  # added to that diagonal, so that a dead direction stays where it is
STEP = 1e-3  # latent units: the distance of a difference, far less than a decoder bends in

Posterior = tuple[Tensor, Tensor | None]


def second_nll(model: Autoencoder, flat: Tensor, posterior: Posterior, z: Tensor, first: Tensor) -> Tensor:
    """The reconstruction term ``(n,)``, nats an image, at the refined codes; ``first`` where that is not worse.

    ``posterior``: the encoder's ``mu (n, d)`` and, for a VAE, ``log_var``; ``z`` was drawn from it, and ``first (n,)``
    is the term there. The refined posterior is drawn from with the same noise.
    """
    mu, log_var = posterior
    with torch.no_grad():
        best, log_variance = refined(model, flat, mu)
        noise = 0.0 if log_var is None else (z - mu) * torch.exp(0.5 * (log_variance - log_var))
        farther = 0.5 * (best.square() - mu.square()).sum(1) if model.variational else torch.zeros(())
    nll = model.nll(flat, best + noise)
    return torch.where(nll + farther < first, nll, first)


@torch.no_grad()
def refined(model: Autoencoder, flat: Tensor, z: Tensor) -> tuple[Tensor, Tensor]:
    """One step from the codes ``z (n, d)`` of ``flat (n, pixels)``: the new codes, and the log of a variance there.

    The curvature is Gauss and Newton's, or Fisher's for the Bernoulli, of the reconstruction term, and with a VAE's
    prior; the variance ``exp`` of the second, ``(n, d)``, is one over its diagonal: the posterior's, where it is small.
    """
    d = z.shape[1]
    out, jacobian = _differences(model, z)
    slope, spread = _of_output(model, flat, out)
    slope = torch.einsum("ndp,np->nd", jacobian, slope)
    curvature = torch.einsum("nap,nbp->nab", jacobian * spread[:, None], jacobian)
    if model.variational:
        slope, curvature = slope + z, curvature + torch.eye(d, device=z.device)
    own = curvature.diagonal(dim1=1, dim2=2)
    damped = curvature + torch.diag_embed(own * DAMPING + LEAST)
    return z - torch.linalg.solve(damped, slope), -(own + LEAST).log()


def _differences(model: Autoencoder, z: Tensor) -> tuple[Tensor, Tensor]:
    """The decoder's output before squashing, ``(n, p)``, and its derivatives ``(n, d, p)`` by forward differences.

    All are one batch of d + 1 codes an image, which is faster than torch's forward mode and does for any network.
    """
    n, d = z.shape
    shift = torch.cat([z.new_zeros(1, d), STEP * torch.eye(d, device=z.device)])
    training = model.decoder.training
    model.decoder.eval()  # a norm over the batch must not see codes that differ by so little
    out = model.raw((z[:, None] + shift).reshape(-1, d)).reshape(n, d + 1, -1)
    model.decoder.train(training)
    return out[:, 0], (out[:, 1:] - out[:, :1]) / STEP


def _of_output(model: Autoencoder, flat: Tensor, out: Tensor) -> tuple[Tensor, Tensor]:
    """First and expected second derivative of the reconstruction term by the decoder's ``out``: each ``(n, p)``."""
    pixels = out.sigmoid() if model.squashed else out
    rise = pixels * (1 - pixels) if model.squashed else torch.ones_like(out)
    if model.likelihood.takes_logits:
        return pixels - flat, rise
    variance = model.log_noise.exp() if model.likelihood.variance is None else model.likelihood.variance
    return (pixels - flat) * rise / variance, rise.square() / variance
