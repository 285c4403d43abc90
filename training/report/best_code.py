"""The best code a decoder has for an image, by search: how much of the error is the decoder's, and not the encoder's.

From every start, Levenberg-Marquardt (Marquardt, 1963) on the squared error, all images at once, with derivatives by
central differences: nothing but decodes is needed, so anyone's ONNX decoder will do.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float32]
Decode = Callable[[Floats], Floats]

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


def best_codes(
    decode: Decode, x: Floats, own: Floats | None, codes: Floats, seed: int = 0
) -> tuple[Floats, NDArray[np.float64]]:
    """For each image the code with the least squared error found, ``z (n, d)``, and that error a pixel, ``(n,)``.

    ``x: (n, ...)`` in the decoder's units; ``own: (n, d)``, what the encoder says of them, if there is one; ``codes:
    (m, d)`` span the search: their central 99 % is gridded densely for d <= 2, else ``PROBES`` of them are tried.
    """
    flat = x.reshape(len(x), -1)
    limits = box(codes)
    starts = _closest(decode, flat, _probes(codes, limits, seed))
    if own is not None:
        starts = np.concatenate([own[:, None], starts], axis=1)
    z, error = starts[:, 0].copy(), np.full(len(x), np.inf)
    step = np.maximum(STEP * (limits[1] - limits[0]), 1e-6)
    for start in starts.transpose(1, 0, 2):
        refined, reached = _refine(decode, flat, start, step)
        better = reached < error
        z[better], error[better] = refined[better], reached[better]
    return z, error / flat.shape[1]


def _probes(codes: Floats, limits: Floats, seed: int) -> Floats:
    d = codes.shape[1]
    if d in SIDE:
        axes = [np.linspace(low, high, SIDE[d], dtype=np.float32) for low, high in limits.T]
        return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, d)
    chosen = np.random.default_rng(seed).permutation(len(codes))[:PROBES]
    return codes[chosen]


def _closest(decode: Decode, flat: Floats, probes: Floats) -> Floats:
    """The ``STARTS`` probes whose decodes are closest to each image: ``(n, STARTS, d)``, one from a chunk at most."""
    # at most one from each chunk keeps the starts apart: neighbours on the grid would fall into one valley
    found, errors = [], []
    for part in np.array_split(probes, max(STARTS, len(probes) // CHUNK)):
        pictures = decode(part).reshape(len(part), -1)
        distance = (pictures**2).sum(1) - 2 * flat @ pictures.T
        best = distance.argmin(1)
        found.append(part[best])
        errors.append(distance[np.arange(len(flat)), best])
    order = np.argsort(np.stack(errors, axis=1), axis=1)[:, :STARTS]
    return np.take_along_axis(np.stack(found, axis=1), order[:, :, None], axis=1)


def _refine(decode: Decode, flat: Floats, z: Floats, step: Floats) -> tuple[Floats, NDArray[np.float64]]:
    z, damping = z.copy(), np.full(len(z), 1e-2)
    residual = decode(z).reshape(flat.shape) - flat
    error = (residual.astype(np.float64) ** 2).sum(1)
    for _ in range(ROUNDS):
        jacobian = _jacobian(decode, z, step)
        normal = np.einsum("nip,njp->nij", jacobian, jacobian).astype(np.float64)
        slope = np.einsum("nip,np->ni", jacobian, residual).astype(np.float64)
        scale = np.maximum(np.einsum("nii->ni", normal), 1e-9)
        damped = normal + np.einsum("ni,ij->nij", scale * damping[:, None], np.eye(z.shape[1]))
        trial = z - np.linalg.solve(damped, slope[..., None])[..., 0].astype(np.float32)
        there = decode(trial).reshape(flat.shape) - flat
        reached = (there.astype(np.float64) ** 2).sum(1)
        better = reached < error
        z[better], residual[better], error[better] = trial[better], there[better], reached[better]
        damping = np.clip(np.where(better, damping / 3, damping * 5), 1e-9, 1e6)
    return z, error


def _jacobian(decode: Decode, z: Floats, step: Floats) -> Floats:
    """Central differences of the decode in each direction: ``(n, d, p)``, per latent unit."""
    n, d = z.shape
    shift = np.diag(step).astype(np.float32)
    ends = [decode((z[:, None] + sign * shift).reshape(-1, d)).reshape(n, d, -1) for sign in (1, -1)]
    return (ends[0] - ends[1]) / (2 * step[:, None])
