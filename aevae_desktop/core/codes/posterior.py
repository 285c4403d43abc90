"""Drawing from a posterior N(mu, diag exp(log_var)) by reparameterisation, and what many draws measure.

``z = mu + sigma * eps`` with ``eps`` from N(0, I) (Kingma and Welling, "Auto-encoding variational Bayes", 2014,
section 2.4): chance stands outside, so that the gradient can pass through mu and sigma.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.errors import DataError

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

DRAWS = 64


@lru_cache(maxsize=16)
def epsilons(seed: int, d: int, n: int = DRAWS) -> Doubles:
    """``n`` draws from N(0, I): ``(n, d) float64``, the same for the same ``seed`` on every machine.

    Dimension k has a stream of its own, so that two models of different sizes share the draws of those they both have.
    """
    columns = [np.random.Generator(np.random.PCG64([seed, k])).standard_normal(n) for k in range(d)]
    drawn = np.stack(columns, axis=1) if columns else np.empty((n, 0))
    drawn.flags.writeable = False
    return drawn


def sigma(log_var: ArrayLike) -> Doubles:
    """The standard deviations ``exp(log_var / 2)``, float64; infinite where even that is too small to hold them."""
    with np.errstate(over="ignore"):
        deviation: Doubles = np.exp(0.5 * np.asarray(log_var, np.float64))
    return deviation


def reparameterised(mu: ArrayLike, log_var: ArrayLike | None, eps: ArrayLike) -> Floats:
    """``z = mu + sigma * eps``: ``(n, d) float32`` for ``eps: (n, d)`` and ``mu, log_var: (d,)`` or ``(n, d)``.

    Where eps is 0, and without a ``log_var`` (an autoencoder has none), z is mu, bit for bit. Raises ``DataError``
    where z is too large for a number of 32 bits.
    """
    mean, drawn = np.asarray(mu, np.float64), np.asarray(eps, np.float64)
    step = np.zeros(np.broadcast_shapes(mean.shape, drawn.shape))
    if log_var is not None:
        moved = np.broadcast_to(drawn, step.shape) != 0.0
        wide = np.broadcast_to(sigma(log_var), step.shape)
        with np.errstate(over="ignore"):
            np.multiply(wide, drawn, out=step, where=moved)
    with np.errstate(over="ignore"):
        z = (mean + step).astype(np.float32)
    if not np.isfinite(z).all():
        k = int(np.flatnonzero(~np.isfinite(z).reshape(-1, z.shape[-1]).all(axis=0))[0])
        spread = "" if log_var is None else f": its σ is {np.atleast_2d(sigma(log_var))[0, k]:.2g}"
        raise DataError(f"z{k + 1} is too large to be decoded{spread}")
    return z


def variance(values: ArrayLike) -> Doubles:
    """The variance over the first axis of ``values: (n, ...)``, unbiased (n - 1); exactly 0 where all are equal."""
    measured: Doubles = np.asarray(values, np.float64).var(axis=0, ddof=1)
    return measured


def mean_and_deviation(images: NDArray[Any]) -> tuple[Floats, Floats]:
    """Per pixel, the mean and the standard deviation (n - 1) of ``images: (n, h, w[, 3])``: two ``(h, w[, 3])``."""
    exact = np.asarray(images, np.float64)
    mean = exact.mean(axis=0)
    deviation = np.sqrt(np.square(exact - mean).sum(axis=0) / max(len(exact) - 1, 1))
    return mean.astype(np.float32), deviation.astype(np.float32)
