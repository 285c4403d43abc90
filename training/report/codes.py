"""Figures about codes: which dimensions are used, how well codes fill the prior, and what their neighbours are.

Each function takes a ``Subject`` and gives its figures, or raises ``Absent``.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.codes import latent_measure
from aevae_desktop.core.images import measure
from training.report.figure import Absent, Doubles, Figure, interval, mean_figure
from training.report.subject import Subject

NEIGHBOURS = 10
USED = 0.01  # variance of mu above which a dimension is active
_MOST_MOMENTS = 32  # dimensions up to which all second moments are resampled
_AFFINE = 1e-4  # of the decoder's largest step: what float32 may miss of a plane
_PROBE_SEED = 0


def kl_per_dimension(subject: Subject) -> tuple[Figure, ...]:
    """KL of each latent dimension, nats an image."""
    kl = measure.kl_per_dimension(*subject.posterior)
    return tuple(mean_figure(f"kl_per_dimension.{i + 1}", column, "nats an image") for i, column in enumerate(kl.T))


def active_units(subject: Subject) -> tuple[Figure, ...]:
    """How many dimensions vary with the image: variance of mu above 0.01."""
    mu = subject.test_codes[0].astype(np.float64)
    centred = mu - mu.mean(axis=0)
    d = subject.d

    def count(means: Doubles) -> Doubles:
        used: Doubles = (means[:, d:] - means[:, :d] ** 2 > USED).sum(axis=1).astype(np.float64)
        return used

    bounds = interval(np.concatenate([centred, centred**2], axis=1), count)
    found = measure.active_dimensions(mu, USED)
    return (Figure("active_units", float(found), f"of {d} dimensions", len(mu), interval=bounds),)


def aggregate_kl(subject: Subject) -> tuple[Figure, ...]:
    """KL(N(m, C) || N(0, I)) with the mean and covariance of the aggregate posterior, nats."""
    mu, log_var = subject.test_codes
    z = mu.astype(np.float64)
    spread = np.exp(log_var.astype(np.float64)) if log_var is not None else np.zeros_like(z)
    mean, covariance = z.mean(axis=0), np.cov(z.T, bias=True).reshape(subject.d, -1) + np.diag(spread.mean(axis=0))
    value = latent_measure.gaussian_kl(mean, covariance)
    if not np.isfinite(value):
        raise Absent("infinite: the codes lie in fewer dimensions than they have")
    if subject.d > _MOST_MOMENTS:
        return (Figure("aggregate_kl", value, "nats", len(z), note=f"resampled up to {_MOST_MOMENTS} dimensions only"),)
    products = z[:, :, None] * z[:, None]
    products[:, range(subject.d), range(subject.d)] += spread
    moments = np.concatenate([z, products.reshape(len(z), -1)], axis=1)
    bounds = interval(moments, partial(_moments_kl, d=subject.d))
    return (Figure("aggregate_kl", value, "nats", len(z), interval=bounds, note=_prior_note(subject)),)


def empty_prior_mass(subject: Subject) -> tuple[Figure, ...]:
    """The share of the prior, within 3 sigma in the map's plane, on cells of 1/8 unit that hold no test code."""
    mu = subject.test_codes[0]
    floor = latent_measure.expected_empty_prior_mass(len(mu), subject.d)
    note = f"{len(mu):,} draws of the prior itself: {floor:.3g}; no interval: a resample has fewer distinct codes"
    value = latent_measure.empty_prior_mass(mu)
    return (Figure("empty_prior_mass", value, "share of the prior", len(mu), note=note),)


def knn_agreement(subject: Subject) -> tuple[Figure, ...]:
    """The share of test images whose label wins among the ten nearest training codes."""
    images = subject.images
    known, asked = images.train_label >= 0, images.test_label >= 0
    if not known.any() or not asked.any():
        raise Absent("the images have no labels")
    own = subject.all_measured  # each image would be its own neighbour
    k = min(NEIGHBOURS, int(known.sum()) - own)
    if k < 1:
        raise Absent("one image has no neighbour")
    near = neighbours(subject.train_codes[known], None if own else subject.test_codes[0][asked], k)
    voted = latent_measure.vote(images.train_label[known][near])
    agree = (voted == images.test_label[asked]).astype(np.float64)
    note = f"{k} nearest of {int(known.sum()) - own:,} {'other' if own else 'training'} codes"
    return (mean_figure("knn_agreement", agree, "share of test images", note=note),)


def principal_angles(subject: Subject) -> tuple[Figure, ...]:
    """The angles between an affine decoder's plane and PCA's, degrees, widest first."""
    columns = _decoder_columns(subject)
    angles = latent_measure.principal_angles(columns, subject.pca.axes)
    n, note = len(subject.images.train), f"exact: the decoder's plane and PCA's of all {subject.reference} images"
    return tuple(Figure(f"principal_angle.{i + 1}", float(a), "degrees", n, note=note) for i, a in enumerate(angles))


def neighbours(train: NDArray[np.float32], z: NDArray[np.float32] | None, k: int) -> NDArray[np.intp]:
    """The rows of the ``k`` training codes nearest to each of ``z: (n, d)``, exactly: ``(n, k)``, Euclidean.

    Without ``z``, the nearest others of each training code.
    """
    from sklearn.neighbors import NearestNeighbors

    found: NDArray[np.intp] = NearestNeighbors(n_neighbors=k).fit(train).kneighbors(z, return_distance=False)
    return found


def _moments_kl(means: Doubles, d: int) -> Doubles:
    mean, second = means[:, :d], means[:, d:].reshape(-1, d, d)
    covariance = second - mean[:, :, None] * mean[:, None]
    return np.array([latent_measure.gaussian_kl(m, c) for m, c in zip(mean, covariance, strict=True)])


def _decoder_columns(subject: Subject) -> Doubles:
    """The decoder's matrix ``(p, d)``. Raises ``Absent`` when a trial shows that it is not affine."""
    d, decode = subject.d, subject.coder.decode
    size = np.float32(max(float(subject.test_codes[0].std()), 1e-3) if subject.coder.has_encoder else 1.0)
    axes = np.concatenate([np.zeros((1, d)), np.eye(d)]).astype(np.float32) * size
    origin, *ends = decode(axes).reshape(d + 1, -1).astype(np.float64)
    columns = (np.stack(ends) - origin).T
    trial = np.random.default_rng(_PROBE_SEED).standard_normal((32, d)).astype(np.float32) * 3
    found = decode(trial * size).reshape(len(trial), -1)
    if np.abs(found - origin - trial @ columns.T).max() > _AFFINE * max(np.abs(columns).max(), 1e-12):
        raise Absent("the decoder is not affine, so it has no plane")
    if np.linalg.matrix_rank(columns, rtol=1e-6) < d:
        raise Absent("the decoder does not use all of its dimensions")
    return columns


def _prior_note(subject: Subject) -> str:
    return "" if subject.manifest.prior == "standard_normal" else "nothing drew this model's codes towards the prior"
