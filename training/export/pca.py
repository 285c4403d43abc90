"""Principal components of the training images: what a linear code of the same size keeps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from training.data import Images
from training.export import metrics

Doubles = NDArray[np.float64]
MOST_PIXELS = 4096  # values of an image up to which PCA is solved: about half a minute there


@dataclass(frozen=True, eq=False)
class Pca:
    """The principal components of the training images: ``mean (p,)``, orthonormal ``axes (p, d)``, pixels in [0, 1].

    ``low, high: (d,)`` are the least and largest training code. Pearson, "On lines and planes of closest fit", 1901.
    """

    mean: Doubles
    axes: Doubles
    low: Doubles
    high: Doubles

    def encode(self, x: NDArray[np.uint8]) -> tuple[Doubles, Doubles]:
        """Codes ``(n, d)`` of images ``(n, ...) uint8``, and their squared error a pixel ``(n,)``."""
        centred = metrics.to_float(x).reshape(len(x), -1).astype(np.float64) - self.mean
        z = centred @ self.axes
        error: Doubles = ((centred - z @ self.axes.T) ** 2).mean(axis=1)
        return z, error


def fit(images: Images, d: int) -> Pca | None:
    """PCA with ``d`` components of the training images; None for images of more than ``MOST_PIXELS`` values."""
    if images.pixels > MOST_PIXELS:
        return None
    mean, axes = _components(images)
    axes = axes[:, :d]
    nowhere = np.zeros(axes.shape[1])
    flat = Pca(mean, axes, nowhere, nowhere)
    edges = [(z.min(axis=0), z.max(axis=0)) for z, _ in (flat.encode(x) for x in metrics.chunks(images.train))]
    return Pca(mean, axes, np.min([e[0] for e in edges], axis=0), np.max([e[1] for e in edges], axis=0))


@lru_cache(maxsize=1)  # the bundles of one data set are measured one after the other
def _components(images: Images) -> tuple[Doubles, Doubles]:
    """The mean ``(p,)`` and all axes ``(p, p)``, widest first."""
    from training.trainer.linear_fit import moments

    mean, covariance = (part.numpy() for part in moments(images.train))
    return mean, np.linalg.eigh(covariance)[1][:, ::-1]
