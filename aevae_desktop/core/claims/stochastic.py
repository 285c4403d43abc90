"""What chance does in a VAE: encodings that differ, two losses, and gradients that pass through a draw or do not."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.claims import intervals
from aevae_desktop.core.claims.compression import NATS
from aevae_desktop.core.claims.decoding import BATCH, images_of
from aevae_desktop.core.claims.figures import Figure, Measured
from aevae_desktop.core.claims.stored import MOST, Rows, chosen
from aevae_desktop.core.claims.subject import Subject
from aevae_desktop.core.codes import posterior
from aevae_desktop.core.codes.index import CodesIndex
from aevae_desktop.core.codes.samplers import rng_of
from aevae_desktop.core.images import loss_terms, measure
from aevae_desktop.core.steps import Steps, within
from aevae_desktop.language import translate

Doubles = NDArray[np.float64]

CHANCE_CODES = 300
TRICK_CODES, TRICK_DRAWS = 128, 16
COORDINATES = 8  # of a code whose gradient is measured, at most


def chance(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """``variance``: of a pixel over 64 encodings of one image, mean over pixels and images; 0 for an autoencoder.

    Encodings are draws from the posterior (``core.codes.posterior``). ``sigma_share``: what chance adds to the spread
    of codes, ``mean sigma^2 / (var mu + mean sigma^2)``, summed over dimensions.
    """
    codes, draws, boot = rng_of(seed).spawn(3)
    rows = chosen(subject, CHANCE_CODES, codes)
    found = []
    for k, row in enumerate(rows):
        yield 0.9 * k / len(rows)
        log_var = None if subject.log_var is None else subject.log_var[row]
        eps = draws.standard_normal((posterior.DRAWS, subject.d))
        images = images_of(subject, posterior.reparameterised(subject.mu[row], log_var, eps))
        found.append(float(posterior.variance(images).mean()))
    figures = {"variance": (yield from within(0.9, 0.95, intervals.mean(found, boot, "squared grey level a pixel")))}
    test, unit = chosen(subject, MOST, codes), "share of the codes' variance"
    if subject.log_var is None:
        figures["sigma_share"] = intervals.exact(0.0, len(test), unit)
    else:
        mu, square = subject.mu[test].astype(np.float64), posterior.sigma(subject.log_var[test]) ** 2
        spread = ((mu - mu.mean(axis=0)) ** 2).sum(axis=1)
        added = square.sum(axis=1)
        figures["sigma_share"] = yield from within(0.95, 1.0, intervals.ratio(added, spread + added, boot, unit))
    yield Measured(figures)


def two_losses(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """``reconstruction`` and ``kl``, nats an image, ``kl_bits``, and their sum, ``negative_elbo``, of test images.

    The reconstruction term was measured with draws of z on the originals when the model was exported; the KL is the
    closed form (``core.images.measure.kl_standard_normal``).
    """
    codes, boot = rng_of(seed).spawn(2)
    rows = chosen(subject, MOST, codes)
    assert subject.log_var is not None  # the row of MEASURES says so
    lost = subject.columns["reconstruction"][rows].astype(np.float64)
    kl = measure.kl_standard_normal(subject.mu[rows], subject.log_var[rows])
    terms = {
        "reconstruction": (lost, NATS),
        "kl": (kl, NATS),
        "kl_bits": (kl * loss_terms.bits(1.0), "bits an image"),
        "negative_elbo": (-measure.elbo(lost, kl), NATS),
    }
    figures = {}
    for k, (name, (values, unit)) in enumerate(terms.items()):
        figures[name] = yield from within(k / 4, (k + 1) / 4, intervals.mean(values, boot, unit))
    yield Measured(figures)


def trick(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """How noisy the gradient of the reconstruction loss with respect to mu is, per draw of z, by two estimators.

    ``ratio``: the variance of the score function's, ``loss * eps / sigma`` (Williams, "Simple statistical
    gradient-following algorithms", 1992), over that of the reparameterised one, the loss's slope at z = mu + sigma eps
    (Kingma and Welling, 2014); ``ratio_baseline``: after the mean loss of other draws is taken off.

    Gradients are taken in units of the posterior's sigma and variances summed over ``COORDINATES`` coordinates of each
    code, chosen by chance where there are more;
    the figures are geometric means over codes, for a few codes on a steep edge of the decoder would rule any other
    mean. Slopes are finite differences through the decoder. The loss is the squared error, summed over pixels. The
    original is not there, so the target is the decode of mu; where the image's own error is stored, that is added to
    the loss, as it is part of it for the original. The arrays ``score``, ``baseline`` and ``reparameterised: (codes,
    draws, coordinates)`` are the gradients.
    """
    codes, draws, boot = rng_of(seed).spawn(3)
    rows = chosen(subject, TRICK_CODES, codes)
    axes = np.sort(codes.permuted(np.tile(np.arange(subject.d), (len(rows), 1)), axis=1)[:, :COORDINATES], axis=1)
    eps = draws.standard_normal((2, len(rows), TRICK_DRAWS, subject.d))
    found = yield from within(0.0, 0.95, _gradients(subject, rows, axes, eps))
    score, baseline, through = (part.var(axis=1, ddof=1).sum(axis=1) for part in found)
    figures = {
        "ratio": (yield from within(0.95, 0.97, _typical_ratio(score, through, boot))),
        "ratio_baseline": (yield from within(0.97, 1.0, _typical_ratio(baseline, through, boot))),
    }
    names = ("score", "baseline", "reparameterised")
    arrays = {name: part.astype(np.float32) for name, part in zip(names, found, strict=True)}
    note = translate("core", "the target is the decode of mu")
    if _own(subject):
        note = translate("core", "the target is the decode of mu, and the image's own error is added")
    yield Measured(figures, arrays, (note,))


def _typical_ratio(a: Doubles, b: Doubles, rng: np.random.Generator) -> Steps[Figure]:
    """The geometric mean of ``a / b: (n,)``, of those where both are above 0."""
    known = (a > 0) & (b > 0)
    log = yield from intervals.mean(np.log(a[known]) - np.log(b[known]), rng)
    value, low, high = np.exp([log.value, log.low, log.high]).tolist()
    return Figure(value, low, high, log.n, "times the variance")


def _own(subject: Subject) -> bool:
    return "error" in subject.columns


def _gradients(subject: Subject, rows: Rows, axes: Rows, eps: Doubles) -> Steps[list[Doubles]]:
    """The gradients of ``trick`` along ``axes: (codes, k)`` of each code: three arrays (codes, draws, k)."""
    step = CodesIndex(subject.mu[rows], subject.label[rows]).step
    some = max(1, BATCH // (TRICK_DRAWS * 2 * axes.shape[1]))
    parts = []
    for first in range(0, len(rows), some):
        yield first / len(rows)
        part = slice(first, first + some)
        parts.append(_of_some(subject, rows[part], axes[part], eps[:, part], step))
    return [np.concatenate(arrays) for arrays in zip(*parts, strict=True)]


def _of_some(subject: Subject, rows: Rows, axes: Rows, eps: Doubles, step: float) -> tuple[Doubles, Doubles, Doubles]:
    assert subject.log_var is not None  # the row of MEASURES says so
    mu, wide = subject.mu[rows].astype(np.float64), posterior.sigma(subject.log_var[rows])
    target = _flat(subject, mu[:, None])  # (codes, 1, pixels)
    z, others = mu[:, None] + wide[:, None] * eps
    moves = step * np.eye(subject.d)[axes][:, None]  # (codes, 1, k, d)
    at, elsewhere = _flat(subject, z), _flat(subject, others)
    rise = _flat(subject, z[:, :, None] + moves) - _flat(subject, z[:, :, None] - moves)
    constant = subject.columns["error"][rows, None] * target.shape[-1] if _own(subject) else 0.0
    loss, loss_elsewhere = (((x - target) ** 2).sum(axis=-1) + constant for x in (at, elsewhere))
    lean = np.take_along_axis(eps[0], axes[:, None], axis=2)
    slope = np.einsum("nkp,nkap->nka", at - target, rise) / step * np.take_along_axis(wide, axes, axis=1)[:, None]
    centred = loss - loss_elsewhere.mean(axis=1, keepdims=True)
    return loss[..., None] * lean, centred[..., None] * lean, slope


def _flat(subject: Subject, z: Doubles) -> Doubles:
    """The images at ``z: (..., d)``, double precision: ``(..., pixels)``."""
    images = images_of(subject, z.reshape(-1, subject.d).astype(np.float32))
    return images.reshape(*z.shape[:-1], -1).astype(np.float64)
