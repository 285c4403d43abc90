"""Gaussians and mixtures of them in any dimension: their moments, draws and densities.

Draws are made coordinate by coordinate, without a matrix product, so that the first of many are, bit for bit, those of
a few.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.errors import DataError

Doubles = NDArray[np.float64]
Places = NDArray[np.intp]

LEAST = 1e-9  # of the codes' mean variance, added to every variance: identical codes still have a density
MOST_WORK = 1 << 30  # of k d^3 for k covariances of d dimensions: a tenth of a second each for a root and an inverse
_PART, _PART_WORK = 1 << 16, 1 << 31  # rows at a time; rows k d^2 at a time, some tenths of a second
_NEAR = 1 << 15  # numbers that stay in the processor's cache


@dataclass(frozen=True, eq=False)
class Gaussians:
    """``p(z) = sum_k weight_k N(z; mean_k, root_k root_k^T)``, density in 1/unit^d.

    ``weight: (k,)`` sums to 1; ``mean: (k, d)``; ``root: (k, d, d)``, lower triangles.
    """

    weight: Doubles
    mean: Doubles
    root: Doubles

    def draw(self, n: int, rng: np.random.Generator) -> Doubles:
        """``n`` draws, ``(n, d)``."""
        places, noise = rng.spawn(2)  # apart, so that the first of n draws do not depend on n
        which = pick(self.weight, n, places)
        unit = noise.standard_normal((n, self.mean.shape[1]))
        z = np.empty_like(unit)
        for k in np.unique(which).tolist():
            rows = which == k
            z[rows] = self.mean[k] + stretched(self.root[k], unit[rows])
        return z

    def log_density(self, z: ArrayLike) -> Doubles:
        """``log p(z)`` in nats for ``z: (m, d)``: ``(m,)``."""
        return log_sum(self.log_joint(z))

    def log_joint(self, z: ArrayLike) -> Doubles:
        """``log weight_k N(z; mean_k, ...)`` in nats for ``z: (m, d)``: ``(m, k)``."""
        x = np.asarray(z, np.float64)
        joint = np.empty((len(x), len(self.weight)))
        for k, (mean, root) in enumerate(zip(self.mean, self.root, strict=True)):
            white = (x - mean) @ np.linalg.inv(root).T
            joint[:, k] = -0.5 * np.einsum("nd,nd->n", white, white) - np.log(np.diag(root)).sum()
        with np.errstate(divide="ignore"):
            joint += np.log(self.weight) - 0.5 * x.shape[1] * np.log(2.0 * np.pi)
        return joint


@dataclass(frozen=True)
class Standard:
    """N(0, I) in ``d`` dimensions, without a matrix."""

    d: int

    def draw(self, n: int, rng: np.random.Generator) -> Doubles:
        """``n`` draws, ``(n, d)``; those of ``Gaussians`` with the identity as its root."""
        _, noise = rng.spawn(2)
        return noise.standard_normal((n, self.d))

    def log_density(self, z: ArrayLike) -> Doubles:
        """``log p(z)`` in nats for ``z: (m, d)``: ``(m,)``."""
        x = np.asarray(z, np.float64)
        found: Doubles = -0.5 * np.einsum("nd,nd->n", x, x) - 0.5 * self.d * np.log(2.0 * np.pi)
        return found


def check_size(count: int, d: int) -> None:
    """Raises ``DataError`` where ``count`` covariances of ``d`` dimensions are too much work (``MOST_WORK``)."""
    if count * d**3 > MOST_WORK:
        many = "one covariance" if count == 1 else f"{count} covariances"
        raise DataError(
            f"{many} of {d:,} dimensions would take too long to fit",
            expected=f"at most {int(math.cbrt(MOST_WORK / count) + 1e-9):,} dimensions",
            remedy="Choose the prior or the box.",
        )


def parts(n: int, d: int, count: int = 1) -> Iterator[slice]:
    """``n`` rows, so many at a time that ``count`` products of them with d x d numbers take a moment."""
    step = min(_PART, max(_PART_WORK // (count * d * d), 1))
    return (slice(first, first + step) for first in range(0, n, step))


def moments(x: NDArray[np.floating], share: float = 0.0) -> Generator[float, None, tuple[Doubles, Doubles]]:
    """Mean ``(d,)`` and covariance ``(d, d)`` of ``x: (n, d)``, n > 0, over n - 1; zero for a single row.

    Yields ``share`` after each part.
    """
    mean = x.mean(axis=0, dtype=np.float64)
    total = np.zeros((x.shape[1], x.shape[1]))
    for part in parts(*x.shape):
        rest = x[part] - mean
        total += rest.T @ rest
        yield share
    return mean, total / max(len(x) - 1, 1)


def floor_of(covariance: Doubles, least: float = LEAST) -> float:
    """The variance that is added to every coordinate of what is fitted to codes of ``covariance: (d, d)``."""
    return max(least * float(np.trace(covariance)) / len(covariance), 1e-12)


def root_of(covariance: Doubles, floor: float) -> Doubles:
    """The lower triangle R of ``R R^T = covariance + floor I``, (..., d, d)."""
    return np.asarray(np.linalg.cholesky(covariance + floor * np.eye(covariance.shape[-1])), np.float64)


def stretched(root: Doubles, unit: Doubles) -> Doubles:
    """``root @ u`` for each row u of ``unit: (n, d)`` and a lower triangle; n has no part in the order of sums."""
    out, columns = np.zeros_like(unit), np.ascontiguousarray(root.T)
    step = max(_NEAR // unit.shape[1], 1)
    for some in (slice(first, first + step) for first in range(0, len(unit), step)):
        for j in range(unit.shape[1]):
            out[some, j:] += columns[j, j:] * unit[some, j, None]
    return out


def pick(weight: ArrayLike, n: int, rng: np.random.Generator) -> Places:
    """``n`` places, each as likely as its ``weight``, which need not sum to 1."""
    edges = np.cumsum(np.asarray(weight, np.float64))
    places: Places = np.searchsorted(edges, rng.random(n) * edges[-1], side="right")
    return np.minimum(places, len(edges) - 1)


def log_sum(log_terms: Doubles) -> Doubles:
    """``log(sum over k of exp(log_terms))``, ``(m, k) -> (m,)``, the largest taken out so that none overflows."""
    top = log_terms.max(axis=1, keepdims=True)
    found: Doubles = np.log(np.exp(log_terms - top).sum(axis=1)) + top[:, 0]
    return found
