"""Beside PCA: a linear decoder spans the same plane, and one that is not linear keeps more with as many numbers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.claims import intervals
from aevae_desktop.core.claims.compression import SQUARES, paired
from aevae_desktop.core.claims.decoding import decoded
from aevae_desktop.core.claims.figures import Figure, Measured
from aevae_desktop.core.claims.stored import MOST, chosen
from aevae_desktop.core.claims.subject import F32, Subject
from aevae_desktop.core.codes.latent_measure import principal_angles
from aevae_desktop.core.codes.samplers import rng_of
from aevae_desktop.core.steps import Steps, within
from aevae_desktop.errors import DataError
from aevae_desktop.language import translate

Doubles = NDArray[np.float64]

AFFINE = 1e-4  # of the decoder's largest step: what float32 may miss of a plane
TRIALS = 32  # codes that say whether a decoder is linear
MOST_PIXELS = 4096  # of an image whose principal components are worked out
_ROUNDS = 60  # of subspace iteration
_SPARE = 16  # columns more than are wanted: it comes to rest sooner
_ROWS = 512  # images at a time


def nonlinear(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """``error`` and ``pca``: the squared error of the model and of PCA with as many numbers, of the same images.

    ``difference``, the first minus the second, and ``ratio``, image by image. Where the ratio is below 1 the model
    keeps more than any plane can.
    """
    codes, boot = rng_of(seed).spawn(2)
    yield Measured((yield from _beside(*paired(subject, codes), boot)))


def linear(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """Whether a linear decoder spans PCA's plane (Baldi and Hornik, "Neural networks and PCA", 1989).

    Then it has PCA's error, image by image: ``error``, ``pca``, ``difference``, ``ratio``, and ``correlation`` of the
    two over images. ``bend``: how far the decoder is from linear, a part of its largest step. With original images:
    ``angle``, the widest principal angle between its columns and PCA's of them, degrees, and ``angle_halves``, the
    same between two halves of the images. Raises ``DataError`` for a decoder that is not linear.
    """
    codes, trial, boot, halves = rng_of(seed).spawn(4)
    matrix, bend = yield from within(0.0, 0.2, columns(subject, trial))
    if bend > AFFINE:
        raise DataError("the decoder is not linear, so it has no plane", found=f"{bend:.2g}", expected="0, of its step")
    own, pca = paired(subject, codes)
    figures = yield from within(0.2, 0.5, _beside(own, pca, boot))
    figures["bend"] = intervals.exact(bend, TRIALS, "of its largest step")
    if own.std() > 0 and pca.std() > 0:
        figures["correlation"] = yield from within(0.5, 0.5, _correlation(own, pca, boot))
    notes: tuple[str, ...] = (translate("core", "no angle: this bundle has no original images"),)
    if subject.images is not None and matrix.shape[0] <= MOST_PIXELS and len(subject.images) > 2 * subject.d:
        notes = ()
        flat = subject.images.reshape(len(subject.images), -1)
        yield from within(0.5, 1.0, _angles(figures, flat, matrix, halves))
    yield Measured(figures, notes=notes)


def columns(subject: Subject, rng: np.random.Generator) -> Steps[tuple[Doubles, float]]:
    """What a decoder adds to an image along each axis of z, ``(pixels, d)``, and how far it bends from that, 0 or more.

    Steps as wide as the codes are spread; tried on ``TRIALS`` codes as far apart.
    """
    codes = subject.mu[chosen(subject, MOST, rng)]
    spread = codes.std(axis=0, dtype=np.float64)
    wide = np.where(spread > 0, spread, 1.0)
    middle = codes.mean(axis=0, dtype=np.float64)
    tries = rng.standard_normal((TRIALS, subject.d))
    z = middle + np.concatenate([np.zeros((1, subject.d)), np.eye(subject.d), tries]) * wide
    images = (yield from decoded(subject, z.astype(np.float32))).reshape(len(z), -1).astype(np.float64)
    steps = (images[1 : subject.d + 1] - images[0]).T
    missed = images[subject.d + 1 :] - images[0] - tries @ steps.T
    largest = float(np.abs(steps).max())
    return steps, float(np.abs(missed).max()) / largest if largest > 0 else float(np.abs(missed).max() > 0)


def principal_components(x: F32, d: int, rng: np.random.Generator) -> Steps[Doubles]:
    """The first d principal components of images ``x: (n, pixels)``: ``(pixels, d)``, orthonormal.

    Pearson, "On lines and planes of closest fit", 1901; by subspace iteration with Rayleigh and Ritz's step (Halko,
    Martinsson and Tropp, "Finding structure with randomness", 2011).
    """
    mean = x.mean(axis=0, dtype=np.float64)
    covariance = np.zeros((x.shape[1], x.shape[1]))
    for first in range(0, len(x), _ROWS):
        yield 0.5 * first / len(x)
        rest = x[first : first + _ROWS] - mean
        covariance += rest.T @ rest / len(x)
    basis = rng.standard_normal((x.shape[1], min(d + _SPARE, x.shape[1])))
    for k in range(_ROUNDS):
        yield 0.5 + 0.5 * k / _ROUNDS
        basis = np.linalg.qr(covariance @ basis)[0]
    turned = np.linalg.eigh(basis.T @ covariance @ basis)[1][:, ::-1]
    return np.asarray(basis @ turned[:, :d], np.float64)


def _beside(own: Doubles, pca: Doubles, rng: np.random.Generator) -> Steps[dict[str, Figure]]:
    return {
        "error": (yield from within(0.0, 0.25, intervals.mean(own, rng, SQUARES))),
        "pca": (yield from within(0.25, 0.5, intervals.mean(pca, rng, SQUARES))),
        "difference": (yield from within(0.5, 0.75, intervals.mean(own - pca, rng, SQUARES))),
        "ratio": (yield from within(0.75, 1.0, intervals.ratio(own, pca, rng, "times PCA's error"))),
    }


def _correlation(a: Doubles, b: Doubles, rng: np.random.Generator) -> Steps[Figure]:
    """Pearson's; its influence is ``u v - r (u^2 + v^2) / 2`` of standardised u, v (Devlin et al., 1975)."""
    u, v = (a - a.mean()) / a.std(), (b - b.mean()) / b.std()
    r = float((u * v).mean())
    influence = u * v - r * (u * u + v * v) / 2
    return (yield from intervals.by_influence(r, [influence], rng, "correlation over images"))


def _angles(figures: dict[str, Figure], x: F32, matrix: Doubles, rng: np.random.Generator) -> Steps[None]:
    d, mixed = matrix.shape[1], rng.permutation(len(x))
    parts = (np.arange(len(x)), mixed[: len(x) // 2], mixed[len(x) // 2 :])
    planes = []
    for k, rows in enumerate(parts):
        planes.append((yield from within(k / 3, (k + 1) / 3, principal_components(x[rows], d, rng))))
    for name, a, b in (("angle", matrix, planes[0]), ("angle_halves", planes[1], planes[2])):
        figures[name] = intervals.exact(float(principal_angles(a, b)[0]), len(x), "degrees")
