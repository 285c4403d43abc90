"""Arithmetic with codes: the mean of some minus the mean of others, added to one ("attribute vectors").

Larsen et al., "Autoencoding beyond pixels using a learned similarity metric", 2016, section 3.2; White, "Sampling
generative networks", 2016. In double precision throughout.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Doubles = NDArray[np.float64]


def mean_code(codes: ArrayLike, rows: ArrayLike) -> Doubles:
    """The mean ``(d,)`` of ``rows: (m,)`` of ``codes: (n, d)``, m > 0, latent units."""
    chosen = np.asarray(codes)[np.asarray(rows, np.intp)]
    mean: Doubles = chosen.mean(axis=0, dtype=np.float64)
    return mean


def added(start: ArrayLike, plus: ArrayLike, minus: ArrayLike, scale: float) -> NDArray[np.float32]:
    """``start + scale * (plus - minus)``, ``(d,) float32``."""
    way = np.asarray(plus, np.float64) - np.asarray(minus, np.float64)
    return (np.asarray(start, np.float64) + scale * way).astype(np.float32)


def length(plus: ArrayLike, minus: ArrayLike) -> float:
    """The length of the vector ``plus - minus``, latent units."""
    return float(np.linalg.norm(np.asarray(plus, np.float64) - np.asarray(minus, np.float64)))
