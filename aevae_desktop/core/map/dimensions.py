"""Statistics of each dimension of a latent space, from the codes of a data set; computed when first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.images import measure
from aevae_desktop.core.map import planes
from aevae_desktop.core.map.plane import Doubles, Floats, Plane, parts

CENTRAL = (0.5, 99.5)  # percentiles
UNKNOWN = 3.0  # latent units on both sides of 0, where there are no codes

MOST = 1 << 22  # numbers that means and worths are taken from: some 30 ms
_SAMPLE = 1 << 14  # codes that the ranges are read from
_RANGED = 1 << 21  # numbers of them
_CHUNK = 1 << 18


@dataclass(frozen=True, eq=False)
class Dimensions:
    """``mu: (n, d) float32``, and ``log_var`` likewise for a VAE, as a bundle stores them."""

    mu: Floats
    log_var: Floats | None = None

    @cached_property
    def mean(self) -> Floats:
        """The mean code, ``(d,)``; of very many numbers, of every k-th code."""
        return np.asarray(self._some.mean(axis=0, dtype=np.float64) if len(self.mu) else self._zero, np.float32)

    @cached_property
    def usage(self) -> Doubles:
        """How much each dimension is used, ``(d,)``: the mean KL to N(0, 1), nats, or without log_var the variance.

        KL is ``(mu^2 + exp(log_var) - 1 - log_var) / 2`` (Kingma and Welling, 2014, appendix B). Of more than
        ``MOST`` numbers every k-th code is taken: nobody waits for the rest.
        """
        if not len(self.mu):
            return self._zero
        if self.log_var is None:
            return self._spread()
        nats, mus, log_vars = self._zero, self._some, planes.some(self.log_var, MOST)
        for part in parts(len(mus), mus.shape[1], _CHUNK):
            mu, log_var = mus[part], log_vars[part]
            nats += (mu * mu + np.expm1(log_var) - log_var).sum(axis=0, dtype=np.float64)
        return nats / (2 * len(mus))

    def _spread(self) -> Doubles:
        """The variance of each dimension, ``(d,)``: one number each, and never the covariance of all pairs."""
        square, mean = self._zero, self._some.mean(axis=0, dtype=np.float64)
        for part in parts(len(self._some), self.mu.shape[1], _CHUNK):
            square += np.square(self._some[part] - mean).sum(axis=0)
        return square / len(self._some)

    @property
    def _some(self) -> Floats:
        return planes.some(self.mu, MOST)

    @property
    def _zero(self) -> Doubles:
        return np.zeros(self.mu.shape[1])

    @cached_property
    def active(self) -> int:
        """How many dimensions the encoder uses (``measure.active_dimensions``)."""
        return measure.active_dimensions(self._some) if len(self.mu) else 0

    @cached_property
    def order(self) -> NDArray[np.intp]:
        """The dimensions, the most used one first, ``(d,)``."""
        return np.argsort(-self.usage, kind="stable")

    @cached_property
    def ranges(self) -> Doubles:
        """The central 99 % of each dimension, ``(d, 2)``, of at most 16,384 codes and 2 million numbers.

        Never without extent.
        """
        d = self.mu.shape[1]
        if not len(self.mu):
            return np.tile((-UNKNOWN, UNKNOWN), (d, 1))
        some = planes.some(self.mu[:: len(self.mu) // _SAMPLE + 1], _RANGED).astype(np.float64)
        low, high = np.percentile(some, CENTRAL, axis=0)
        least = 1e-6 * np.maximum(np.abs(low), np.abs(high))
        flat = high - low <= least
        return np.stack([np.where(flat, low - 1 - least, low), np.where(flat, high + 1 + least, high)], axis=1)

    @cached_property
    def principal(self) -> tuple[Plane, float]:
        """``planes.principal`` of the codes."""
        return planes.principal(self.mu)
