"""What is measured, defined in one place for training and the app; and where the middles of classes are.

Every loss is a sum over pixels or dimensions, in nats, per image; a mean over images is the caller's. ``mse`` and
``psnr`` are means over pixels, as the field quotes them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Doubles = NDArray[np.float64]

CENTRE_SAMPLE = 1 << 15  # points of a class that its middle is read from
GAUSSIAN_VARIANCE = 0.05  # of one pixel, where it is not learned: makes the term 10 x the squared error
_LEAST_LOG = -100.0  # the floor torch's binary cross entropy puts under log(0), so that both report the same nats


def mse(x: ArrayLike, x_hat: ArrayLike) -> Doubles:
    """Squared error, mean over pixels, per image: ``(n,)`` for ``x, x_hat: (n, ...)`` in the same units."""
    error: Doubles = ((_rows(x) - _rows(x_hat)) ** 2).mean(axis=1)
    return error


def squared_error(x: ArrayLike, x_hat: ArrayLike) -> Doubles:
    """Squared error summed over pixels: ``(n,)``, nats of a Gaussian of variance 1/2, without its constant."""
    error: Doubles = ((_rows(x) - _rows(x_hat)) ** 2).sum(axis=1)
    return error


def gaussian_error(x: ArrayLike, x_hat: ArrayLike) -> Doubles:
    """Squared error / (2 * ``GAUSSIAN_VARIANCE``), summed over pixels: ``(n,)`` nats, without the constant."""
    return squared_error(x, x_hat) / (2.0 * GAUSSIAN_VARIANCE)


def psnr(x: ArrayLike, x_hat: ArrayLike, peak: float = 1.0) -> Doubles:
    """Peak signal-to-noise ratio in dB per image, ``10 log10(peak^2 / mse)``: ``(n,)``; inf where they are equal."""
    with np.errstate(divide="ignore"):
        ratio: Doubles = 10.0 * np.log10(peak * peak / mse(x, x_hat))
    return ratio


def bernoulli_nll(x: ArrayLike, x_hat: ArrayLike) -> Doubles:
    """-log p(x | z) in nats per image, summed over pixels: ``(n,)`` for ``x`` and means ``x_hat: (n, ...)`` in [0, 1].

    The cross entropy ``-x log x_hat - (1 - x) log(1 - x_hat)``, also for grey ``x`` (Kingma and Welling,
    "Auto-encoding variational Bayes", 2014, appendix C.1). Logarithms are floored at -100.
    """
    pixel, mean = _rows(x), _rows(x_hat)
    with np.errstate(divide="ignore"):
        on = np.maximum(np.log(mean), _LEAST_LOG)
        off = np.maximum(np.log1p(-mean), _LEAST_LOG)
    log_probability: Doubles = (pixel * on + (1.0 - pixel) * off).sum(axis=1)
    return -log_probability


def gaussian_nll(x: ArrayLike, x_hat: ArrayLike, sigma: float = 1.0) -> Doubles:
    """-log N(x; x_hat, sigma^2 I) in nats per image, summed over pixels, with its constant: ``(n,)``."""
    error = _rows(x) - _rows(x_hat)
    constant = 0.5 * np.log(2.0 * np.pi * sigma**2) * error.shape[1]
    squares: Doubles = (error**2).sum(axis=1)
    nats: Doubles = 0.5 * squares / sigma**2 + constant
    return nats


RECONSTRUCTIONS: Mapping[str, Callable[[ArrayLike, ArrayLike], Doubles]] = MappingProxyType(
    {"bernoulli": bernoulli_nll, "mse": squared_error, "gaussian": gaussian_error}
)  # the training code's reconstruction terms that need nothing but the two images: (x, x_hat) -> (n,) nats


def kl_per_dimension(mu: ArrayLike, log_var: ArrayLike) -> Doubles:
    """KL(N(mu, exp(log_var)) || N(0, 1)) in nats per image and dimension: ``(n, d)``.

    ``(mu^2 + exp(log_var) - 1 - log_var) / 2`` (Kingma and Welling, 2014, appendix B).
    """
    mean, log_variance = np.asarray(mu, np.float64), np.asarray(log_var, np.float64)
    with np.errstate(over="ignore"):  # beyond exp(709) it is infinite, and said so
        return 0.5 * (mean**2 + np.expm1(log_variance) - log_variance)


def kl_standard_normal(mu: ArrayLike, log_var: ArrayLike) -> Doubles:
    """KL(posterior || N(0, I)) in nats per image, summed over dimensions: ``(n,)`` for ``mu, log_var: (n, d)``."""
    total: Doubles = kl_per_dimension(mu, log_var).sum(axis=-1)
    return total


def free_bits(kl: ArrayLike, least: float) -> float:
    """What a batch is charged when each dimension costs at least ``least`` nats: nats an image.

    ``kl: (n, d)``, nats per image and dimension; the floor is under each dimension's mean over the batch (Kingma et
    al., "Improved variational inference with inverse autoregressive flow", 2016, eq. 15).
    """
    return float(np.maximum(np.asarray(kl, np.float64).mean(axis=0), least).sum())


def elbo(nll: ArrayLike, kl: ArrayLike, beta: float = 1.0) -> Doubles:
    """The evidence lower bound ``-nll - beta * kl`` in nats per image (beta = 1), larger is better: ``(n,)``."""
    return -np.asarray(nll, np.float64) - beta * np.asarray(kl, np.float64)


def active_dimensions(mu: ArrayLike, least: float = 0.01) -> int:
    """How many of the d latent dimensions are used: those where the variance of ``mu: (n, d)`` is above ``least``.

    Burda, Grosse and Salakhutdinov, "Importance weighted autoencoders", 2016, section 5.3.
    """
    return int((np.asarray(mu, np.float64).var(axis=0) > least).sum())


def class_centres(xy: ArrayLike, label: ArrayLike, k: int) -> Doubles:
    """The middle of each class on the map: ``(k, 2)``, medians of each coordinate, NaN for a class without points.

    ``xy: (n, 2)``, ``label: (n,)`` from 0 to k - 1; points that are not finite are left out. Of a class of more than
    ``CENTRE_SAMPLE`` points, so many are taken at equal distances: the window waits for it.
    """
    points, classes = np.asarray(xy).reshape(-1, 2), np.asarray(label).reshape(-1)
    return np.array([_middle(points, np.flatnonzero(classes == c)) for c in range(k)], np.float64).reshape(k, 2)


def _middle(points: NDArray[Any], members: NDArray[np.intp]) -> Doubles:
    some = points[members[:: len(members) // CENTRE_SAMPLE + 1]].astype(np.float64)
    some = some[np.isfinite(some).all(axis=1)]
    return np.median(some, axis=0) if len(some) else np.full(2, np.nan)


def _rows(x: ArrayLike) -> Doubles:
    images = np.asarray(x, np.float64)
    return images.reshape(len(images), -1)
