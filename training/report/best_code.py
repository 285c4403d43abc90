"""The best code a decoder has for an image, by search: how much of the error is the decoder's, and not the encoder's.

From every start, the damped steps of ``core.codes.refining`` on the squared error, which need nothing but decodes: so
anyone's ONNX decoder will do.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.codes.refining import Decode, Floats, Problem, best_of, closest, finished

CENTRAL = 0.99  # share of the codes, in each axis, that is searched: outliers would rule the box
SIDE = {1: 4001, 2: 301}  # points a side of the dense grid
PROBES = 20_000  # codes tried in more dimensions, drawn from those that exist
STARTS = 4  # best grid codes refined for each image
ROUNDS = 30
STEP = 1e-3  # of the box: the distance of a central difference
CHUNK = 2000


def box(mu: ArrayLike) -> Floats:
    """The central 99 % of the codes ``mu: (n, d)`` in each axis: ``(2, d)``, lowest and highest."""
    edge = (1 - CENTRAL) / 2
    return np.quantile(np.asarray(mu, np.float64), [edge, 1 - edge], axis=0).astype(np.float32)


def steps(mu: ArrayLike) -> Floats:
    """How far apart a derivative looks in each axis of codes like ``mu: (n, d)``: ``(d,)``."""
    low, high = box(mu)
    apart: Floats = np.maximum(STEP * (high - low), 1e-6)
    return apart


def best_codes(
    decode: Decode, x: Floats, own: Floats | None, codes: Floats, seed: int = 0
) -> tuple[Floats, NDArray[np.float64]]:
    """For each image the code with the least squared error found, ``z (n, d)``, and that error a pixel, ``(n,)``.

    ``x: (n, ...)`` in the decoder's units; ``own: (n, d)``, what the encoder says of them, if there is one; ``codes:
    (m, d)`` span the search: their central 99 % is gridded densely for d <= 2, else ``PROBES`` of them are tried.
    """
    flat = x.reshape(len(x), -1)
    limits = box(codes)
    problem = Problem(decode, flat, steps(codes))
    probes = _probes(codes, limits, seed)
    starts = finished(closest(problem, probes, STARTS, len(probes) // CHUNK))
    if own is not None:
        starts = np.concatenate([own[:, None], starts], axis=1)
    best = finished(best_of(problem, starts, ROUNDS))
    return best.z, best.cost / flat.shape[1]


def _probes(codes: Floats, limits: Floats, seed: int) -> Floats:
    d = codes.shape[1]
    if d in SIDE:
        axes = [np.linspace(low, high, SIDE[d], dtype=np.float32) for low, high in limits.T]
        return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, d)
    chosen = np.random.default_rng(seed).permutation(len(codes))[:PROBES]
    return codes[chosen]
