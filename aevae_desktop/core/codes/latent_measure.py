"""Measures on codes: how well they fill the prior, the error at few bits a coordinate, angles between two planes.

Densities and divergences are in nats, summed over the d latent dimensions. ``measure`` has what is measured on images.
"""

from __future__ import annotations

from math import erf, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

Doubles = NDArray[np.float64]

REACH = 3.0  # the prior's plane is looked at from -3 to 3 sigma
CELL = 0.125  # latent units: the side of a cell
FAR_PERCENTILE = 99.0  # of the codes' own distances: what is farther than that from any code is far
_EDGES = np.linspace(-REACH, REACH, round(2 * REACH / CELL) + 1)


def log_normal(z: ArrayLike, mu: ArrayLike, log_var: ArrayLike) -> Doubles:
    """``log N(z; mu, diag exp(log_var))`` in nats, summed over the last axis: ``(..., d) -> (...)``, broadcasting."""
    mean, log_variance = np.asarray(mu, np.float64), np.asarray(log_var, np.float64)
    square = (np.asarray(z, np.float64) - mean) ** 2 * np.exp(-log_variance)
    nats: Doubles = -0.5 * (square + log_variance + np.log(2.0 * np.pi)).sum(axis=-1)
    return nats


def iwae_bound(log_weight: ArrayLike) -> Doubles:
    """The importance weighted bound ``log(mean over k of w)`` in nats an image: ``(n, k) -> (n,)``.

    ``log_weight`` is ``log p(x | z) + log p(z) - log q(z | x)`` at k draws of q. At k = 1 it is the evidence lower
    bound; it rises with k towards log p(x) (Burda, Grosse and Salakhutdinov, 2016, eq. 8 and theorem 1).
    """
    weight = np.asarray(log_weight, np.float64)
    top = weight.max(axis=1, keepdims=True)  # taken out, so that exp neither overflows nor loses them all
    bound: Doubles = np.log(np.exp(weight - top).mean(axis=1)) + top[:, 0]
    return bound


def gaussian_kl(mean: ArrayLike, covariance: ArrayLike) -> float:
    """KL(N(mean, covariance) || N(0, I)) in nats, summed over dimensions: ``(d,), (d, d)``; inf when it is singular.

    ``(tr C + m^T m - d - log det C) / 2`` (Kullback, "Information theory and statistics", 1959, chapter 9).
    """
    m, c = np.asarray(mean, np.float64), np.asarray(covariance, np.float64)
    sign, log_det = np.linalg.slogdet(c)
    return 0.5 * float(np.trace(c) + m @ m - len(m) - log_det) if sign > 0 else float("inf")


def empty_prior_mass(mu: ArrayLike) -> float:
    """The share of the prior N(0, I) that lies in cells without a code, from 0 to 1, for codes ``mu: (n, d)``.

    The cells are squares of 1/8 latent unit over [-3, 3]^2 in the first two dimensions (48 x 48 of them; for d = 1, 48
    intervals); the prior is taken within them. Cells weighed by the prior, unlike the plain share of empty cells, leave
    out the corners where no code is meant to lie.
    """
    return float(empty_cells(mu).sum())


def empty_cells(mu: ArrayLike) -> Doubles:
    """The prior's share of every cell that holds no code, and 0 of those that do: ``(48, 48)``, x first, or ``(48,)``.

    Their sum is ``empty_prior_mass``.
    """
    plane = np.asarray(mu, np.float64)[:, :2]
    counts, _ = np.histogramdd(plane, bins=[_EDGES] * plane.shape[1])
    return np.where(counts == 0, _cell_mass(plane.shape[1]), 0.0)


def expected_empty_prior_mass(n: int, d: int) -> float:
    """What ``empty_prior_mass`` is, on average, for ``n`` draws of the prior itself in ``d`` dimensions."""
    mass = _cell_mass(min(d, 2))
    within = (2.0 * _normal_cdf(REACH) - 1.0) ** mass.ndim
    return float((mass * (1.0 - mass * within) ** n).sum())


def vote(labels: ArrayLike) -> NDArray[np.int64]:
    """The most frequent label in each row, the smallest of equals: ``(n, k)`` labels from 0 on ``-> (n,)``.

    Cover and Hart, "Nearest neighbor pattern classification", 1967.
    """
    rows = np.asarray(labels, np.int64)
    classes = int(rows.max(initial=0)) + 1
    places = rows + classes * np.arange(len(rows))[:, None]
    counts = np.bincount(places.ravel(), minlength=classes * len(rows)).reshape(len(rows), classes)
    winners: NDArray[np.int64] = counts.argmax(axis=1)
    return winners


def class_entropy(labels: ArrayLike) -> float:
    """The entropy of how often each label comes up, nats: 0 for one class alone, log k for k equally often.

    ``-sum p log p`` over the classes of ``labels: (n,)``, n > 0, from 0 on (Shannon, 1948): how many classes random
    codes cover, counted by what comes up rather than by how often it should.
    """
    share = np.bincount(np.asarray(labels, np.int64)) / max(len(np.asarray(labels)), 1)
    share = share[share > 0]
    return float(max(-(share * np.log(share)).sum(), 0.0))


def far_share(distance: ArrayLike, radius: float) -> float:
    """The share of codes farther than ``radius`` from any stored one, from 0 to 1, by their ``distance: (n,)``, n > 0.

    With the 99th percentile of the stored codes' own distances to their nearest other as the radius, they themselves
    have 0.01.
    """
    return float((np.asarray(distance, np.float64) > radius).mean())


def quantise(z: ArrayLike, low: ArrayLike, high: ArrayLike, bits: int) -> Doubles:
    """Codes ``(n, d)`` at ``bits`` a coordinate: clipped to ``low, high: (d,)``, each at the middle of its step.

    ``2^bits`` equal steps a coordinate (Gersho and Gray, "Vector quantization and signal
    compression", 1992, chapter 5).
    """
    least, step = np.asarray(low, np.float64), _step(low, high, bits)
    return least + (levels(z, low, high, bits) + 0.5) * step


def levels(z: ArrayLike, low: ArrayLike, high: ArrayLike, bits: int) -> NDArray[np.int64]:
    """Which step each coordinate of ``quantise`` is in, ``(n, d)``, 0 to ``2^bits - 1``: all that has to be kept."""
    step = _step(low, high, bits)
    level = np.floor((np.asarray(z, np.float64) - np.asarray(low, np.float64)) / np.where(step > 0, step, 1.0))
    return np.clip(level, 0, 2**bits - 1).astype(np.int64)


def written(level: ArrayLike, bits: int) -> bytes:
    """The ``level`` ``(d,)`` of a code in ``bits`` each, the highest bit first, without room between them."""
    each = np.asarray(level, np.int64)[:, None] >> np.arange(bits - 1, -1, -1) & 1
    return np.packbits(each.astype(np.uint8).ravel()).tobytes()


def _step(low: ArrayLike, high: ArrayLike, bits: int) -> Doubles:
    return (np.asarray(high, np.float64) - np.asarray(low, np.float64)) / 2.0**bits


def principal_angles(a: ArrayLike, b: ArrayLike) -> Doubles:
    """The angles in degrees between the column spaces of ``a: (p, d)`` and ``b: (p, e)``, widest first: (min(d, e),).

    Cosines lose small angles and sines lose wide ones, so each is used where it is exact (Björck and Golub, "Numerical
    methods for computing angles between linear subspaces", 1973).
    """
    first, second = (np.linalg.qr(np.asarray(one, np.float64))[0] for one in (a, b))
    if first.shape[1] < second.shape[1]:
        first, second = second, first
    cross = first.T @ second
    cosine = np.linalg.svd(cross, compute_uv=False)[::-1].clip(0.0, 1.0)
    sine = np.linalg.svd(second - first @ cross, compute_uv=False).clip(0.0, 1.0)
    angles: Doubles = np.degrees(np.where(cosine**2 < 0.5, np.arccos(cosine), np.arcsin(sine)))
    return angles


def _cell_mass(axes: int) -> Doubles:
    """The prior's share of each cell, ``(48,)`` or ``(48, 48)``; they sum to 1."""
    line = np.diff([_normal_cdf(edge) for edge in _EDGES])
    line /= line.sum()
    return line if axes == 1 else np.outer(line, line)


def _normal_cdf(x: float) -> float:
    return 0.5 * (1.0 + erf(x / sqrt(2.0)))
