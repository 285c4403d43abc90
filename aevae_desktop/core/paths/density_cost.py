"""How few codes there are around a place, in any dimension and any unit."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.neighbours.search import Neighbours

Doubles = NDArray[np.float64]

NEAREST = 5  # codes that say how near codes are: one stray code says little
MOST, ASKED = 10_000, 500  # codes that are looked at; those that say what is usual
_SEED = 0


class DensityCost:
    """``phi(z) = sqrt(1 + delta(z)^2 / delta_0^2) - 1``: how far codes are, in steps as they are usual between codes.

    ``delta`` is the root mean square distance to the 5 nearest codes and ``delta_0`` its median over the codes
    themselves, so that phi has no unit: about 0.4 among the codes, and ``delta / delta_0`` far from them, which is the
    d-th root of the fall of a nearest-neighbour density (Loftsgaarden and Quesenberry, 1965). At most 10,000 codes,
    chosen by a fixed seed, are looked at.
    """

    def __init__(self, codes: ArrayLike) -> None:
        mu, rng = np.asarray(codes, np.float32), np.random.default_rng(_SEED)
        if len(mu) > MOST:
            mu = mu[np.sort(rng.choice(len(mu), MOST, replace=False))]
        self._neighbours = Neighbours(mu)
        asked = mu[rng.permutation(len(mu))[:ASKED]]
        _, apart = self._neighbours.nearest(asked, NEAREST + 1)  # each finds itself, too
        usual = float(np.median(np.square(apart[:, 1:]).mean(axis=1))) if apart.shape[1] > 1 else 0.0
        self._usual = usual if usual > 0 else 1.0  # delta_0 squared

    def at(self, z: ArrayLike) -> tuple[Doubles, Doubles]:
        """How sparse it is at ``z: (n, d)``: phi, ``(n,)``, and its gradient, ``(n, d)``, per latent unit."""
        places = np.asarray(z, np.float64)
        rows, apart = self._neighbours.nearest(places, NEAREST)
        square = np.square(apart).mean(axis=1)
        middle = self._neighbours.codes[rows].mean(axis=1, dtype=np.float64)
        root = np.sqrt(1.0 + square / self._usual)
        return root - 1.0, (places - middle) / (self._usual * root)[:, None]
