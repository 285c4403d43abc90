"""What is to be said of each dimension of a latent space, from the codes of a data set; found when first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core import planes
from aevae_desktop.core.plane import Doubles, Floats, Plane

CENTRAL = (0.5, 99.5)  # percentiles
UNKNOWN = 3.0  # latent units on both sides of 0, where there are no codes

_SAMPLE = 1 << 14  # codes that the ranges are read from
_CHUNK = 1 << 18


@dataclass(frozen=True, eq=False)
class Dimensions:
    """``mu: (n, d) float32``, and ``log_var`` likewise for a VAE, as a bundle stores them."""

    mu: Floats
    log_var: Floats | None = None

    @cached_property
    def mean(self) -> Floats:
        """The mean code, ``(d,)``."""
        return self._moments[0].astype(np.float32)

    @cached_property
    def worth(self) -> Doubles:
        """How much each dimension is used, ``(d,)``: the mean KL to N(0, 1), nats, or without log_var the variance.

        KL is ``(mu^2 + exp(log_var) - 1 - log_var) / 2`` (Kingma and Welling, 2014, appendix B).
        """
        if self.log_var is None:
            return np.diag(self._moments[1]).copy()
        nats = np.zeros(self.mu.shape[1])
        step = max(_CHUNK // self.mu.shape[1], 1)
        for first in range(0, len(self.mu), step):
            mu, log_var = self.mu[first : first + step], self.log_var[first : first + step]
            nats += (mu * mu + np.expm1(log_var) - log_var).sum(axis=0, dtype=np.float64)
        return nats / (2 * max(len(self.mu), 1))

    @cached_property
    def order(self) -> NDArray[np.intp]:
        """The dimensions, the most used one first, ``(d,)``."""
        return np.argsort(-self.worth, kind="stable")

    @cached_property
    def ranges(self) -> Doubles:
        """The central 99 % of each dimension, ``(d, 2)``, of at most 16,384 codes; never without extent."""
        d = self.mu.shape[1]
        if not len(self.mu):
            return np.tile((-UNKNOWN, UNKNOWN), (d, 1))
        some = self.mu[:: len(self.mu) // _SAMPLE + 1].astype(np.float64)
        low, high = np.percentile(some, CENTRAL, axis=0)
        least = 1e-6 * np.maximum(np.abs(low), np.abs(high))
        flat = high - low <= least
        return np.stack([np.where(flat, low - 1 - least, low), np.where(flat, high + 1 + least, high)], axis=1)

    @cached_property
    def principal(self) -> tuple[Plane, float]:
        """``planes.principal`` of the codes."""
        return planes.principal(self.mu)

    @cached_property
    def _moments(self) -> tuple[Doubles, Doubles]:
        return planes.moments(self.mu)
