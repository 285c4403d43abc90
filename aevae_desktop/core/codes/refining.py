"""A better code than a first guess, for anyone's decoder: damped Gauss-Newton steps through nothing but decodes.

Levenberg-Marquardt (Marquardt, 1963) on what training charged an image, all images at once; for a cross-entropy, with
Fisher's curvature. Derivatives are central differences: 2 d decodes a code and round. A step is kept only where it
lowers the cost, so no code ends worse than it began; NaN and infinity are never better.

What decodes is a generator: it yields how many codes it has decoded since, and returns what it found. So a process
can do a little of it at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import Manifest
from aevae_desktop.core.images import measure

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Decode = Callable[[Floats], Floats]
T = TypeVar("T")
Decoding = Generator[int, None, T]

VARIANCES = {"bernoulli": None, "mse": 0.5, "gaussian": measure.GAUSSIAN_VARIANCE}  # of a pixel, by likelihood
DAMPING, SHRINK, GROW = 1e-2, 3.0, 5.0  # of the first step; so many times less after a better round, or more
LEAST, MOST = 1e-9, 1e6  # damping
ROUNDS, TOLERANCE = 12, 1e-4  # from a first guess: docs/lab_log.md, "The best code of any model"
FULL = (0.0, 1.0)  # with every derivative, first an undamped step, then a damped one
_WIDE, _BLOCK = 64, 4096  # numbers of a code from which products are BLAS's; pixels that are multiplied at a time
_LEAST_SPREAD = 1e-6  # of a pixel's Bernoulli variance: float32 tells no smaller one


@dataclass(frozen=True)
class Cost:
    """What is made smaller, nats an image: the reconstruction term, and for a VAE half the squared length of the code.

    ``variance`` of a pixel under a Gaussian likelihood, None for the Bernoulli's cross-entropy. ``prior``: of a VAE.
    """

    variance: float | None
    prior: bool


SQUARES = Cost(0.5, False)  # squared error alone


def told(manifest: Manifest) -> Cost:
    """What training made smaller, as the manifest tells it (a VAE's prior counted once); else squared error alone."""
    config = manifest.provenance.get("config")
    likelihood = config.get("likelihood") if isinstance(config, Mapping) else None
    if not isinstance(likelihood, str) or likelihood not in VARIANCES:
        return SQUARES
    return Cost(VARIANCES[likelihood], manifest.kind == "vae")


@dataclass(frozen=True, eq=False)
class Problem:
    """Images whose codes are looked for: ``x: (n, p)`` as ``decode`` gives them for codes ``(n, d)``, ``(n, ...)``.

    ``step: (d,)``, how far apart a derivative looks, latent units; ``most``: codes that are decoded at a time.
    """

    decode: Decode
    x: Floats
    step: Floats
    cost: Cost = SQUARES
    most: int = 1 << 30


@dataclass(frozen=True, eq=False)
class Look:
    """What was found at codes ``z: (n, d)``: their decodes ``pixels: (n, p)``, and the ``cost: (n,)``, inf for NaN."""

    z: Floats
    pixels: Floats
    cost: Doubles

    def better(self, other: Look) -> Look:
        """Row by row the one of less cost; of two that are equal, its own."""
        rows = other.cost < self.cost
        z, pixels = (np.where(rows[:, None], b, a) for a, b in ((self.z, other.z), (self.pixels, other.pixels)))
        return Look(z, pixels, np.where(rows, other.cost, self.cost))


def finished(work: Decoding[T]) -> T:
    """What ``work`` finds, without a pause."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            found: T = end.value
            return found


def refined(
    problem: Problem, z: Floats, rounds: int, tries: Iterable[float] = (1.0,), tolerance: float = 0.0
) -> Decoding[Look]:
    """The best codes on the way from ``z: (n, d)``, of ``rounds`` at most.

    ``tries``: the steps that are tried with each derivative, as multiples of the damping. It ends before that where the
    next step promises less than ``tolerance`` of every cost.
    """
    best = yield from look(problem, z)
    damping = np.full(len(z), DAMPING)
    for _ in range(rounds):
        before = best
        slope, curvature = yield from _bend(problem, before)
        promised = np.zeros(len(z))
        for factor in tries:
            step = _step(slope, curvature, np.maximum(factor * damping, LEAST))
            promised = np.fmax(promised, np.abs(np.einsum("nd,nd->n", slope, step)))
            best = best.better((yield from look(problem, _moved(before.z, step))))
        with np.errstate(invalid="ignore"):
            if not (promised > tolerance * best.cost).any():
                break
        damping = np.clip(np.where(best.cost < before.cost, damping / SHRINK, damping * GROW), LEAST, MOST)
    return best


def best_of(
    problem: Problem, starts: Floats, rounds: int, tries: Iterable[float] = (1.0,), tolerance: float = 0.0
) -> Decoding[Look]:
    """The best codes found from several ``starts: (n, k, d)``, k > 0."""
    best: Look | None = None
    for start in starts.transpose(1, 0, 2):
        found = yield from refined(problem, start, rounds, tries, tolerance)
        best = found if best is None else best.better(found)
    assert best is not None
    return best


def closest(problem: Problem, probes: Floats, count: int, parts: int) -> Decoding[Floats]:
    """The ``count`` codes of ``probes: (m, d)`` whose decodes are closest to each image: ``(n, count, d)``.

    At most one from each of ``parts`` pieces of the probes, at least ``count`` of them: neighbours would all lead to
    the same place.
    """
    found, errors = [], []
    for part in np.array_split(probes, max(count, parts)):
        pictures = yield from _decoded(problem, part)
        with np.errstate(all="ignore"):
            distance = (pictures**2).sum(1) - 2 * problem.x @ pictures.T
        distance[np.isnan(distance)] = np.inf
        best = distance.argmin(1)
        found.append(part[best])
        errors.append(distance[np.arange(len(problem.x)), best])
    order = np.argsort(np.stack(errors, axis=1), axis=1)[:, :count]
    return np.take_along_axis(np.stack(found, axis=1), order[:, :, None], axis=1)


def look(problem: Problem, z: Floats) -> Decoding[Look]:
    """What is at the codes ``z: (n, d)``."""
    pixels = yield from _decoded(problem, z)
    with np.errstate(all="ignore"):
        cost = _reconstruction(problem, pixels)
        if problem.cost.prior:
            cost = cost + 0.5 * (z.astype(np.float64) ** 2).sum(axis=1)
    return Look(z, pixels, np.where(np.isfinite(cost), cost, np.inf))


def log_variance(problem: Problem, at: Look) -> Decoding[Floats]:
    """The diagonal Gaussian next to the posterior's curvature H at codes, as ``-log diag(H)``: ``(n, d)``.

    It is 0, the prior's, where H is no number: the decoder has none beside the code.
    """
    _, curvature = yield from _bend(problem, at)
    own = 2.0 * np.einsum("nii->ni", curvature)
    own = np.where(np.isfinite(own), np.maximum(own, LEAST), 1.0)
    log_var: Floats = -np.log(own).astype(np.float32)
    return log_var


def _reconstruction(problem: Problem, pixels: Floats) -> Doubles:
    if problem.cost.variance is None:
        return measure.bernoulli_nll(problem.x, pixels)
    error: Doubles = ((pixels - problem.x).astype(np.float64) ** 2).sum(axis=1)
    return error / (2.0 * problem.cost.variance)


def _bend(problem: Problem, at: Look) -> Decoding[tuple[Doubles, Doubles]]:
    """Half of the cost's slope ``(n, d)`` and half of its curvature ``(n, d, d)``, which is never negative."""
    jacobian = yield from _jacobian(problem, at.z)
    with np.errstate(all="ignore"):
        residual = at.pixels - problem.x
        weighted, half = jacobian, 1.0 / (2.0 * (problem.cost.variance or 1.0))
        if problem.cost.variance is None:
            weighted = jacobian / np.maximum(at.pixels * (1 - at.pixels), np.float32(_LEAST_SPREAD))[:, None]
        slope = half * np.einsum("nip,np->ni", weighted, residual).astype(np.float64)
        curvature = half * _products(weighted, jacobian)
        if problem.cost.prior:
            slope = slope + 0.5 * at.z
            curvature = curvature + 0.5 * np.eye(at.z.shape[1])
    return slope, curvature


def _products(left: Floats, right: Floats) -> Doubles:
    """The inner products of the rows of ``(n, d, p)`` and ``(n, d, p)``: ``(n, d, d)``."""
    if left.shape[1] <= _WIDE:
        narrow: Doubles = np.einsum("nip,njp->nij", left, right).astype(np.float64)
        return narrow
    found = np.zeros((len(left), left.shape[1], left.shape[1]))
    for start in range(0, left.shape[2], _BLOCK):  # in double: of many directions float32 makes some that bend down
        part = slice(start, start + _BLOCK)
        found += left[..., part].astype(np.float64) @ right[..., part].astype(np.float64).transpose(0, 2, 1)
    return found


def _jacobian(problem: Problem, z: Floats) -> Decoding[Floats]:
    """Central differences of the decode in each direction: ``(n, d, p)``, per latent unit."""
    n, d = z.shape
    shift = np.diag(problem.step).astype(np.float32)
    ends = []
    for sign in (1, -1):
        pixels = yield from _decoded(problem, (z[:, None] + sign * shift).reshape(-1, d))
        ends.append(pixels.reshape(n, d, -1))
    with np.errstate(all="ignore"):
        slope: Floats = (ends[0] - ends[1]) / (2 * problem.step[:, None])
    return slope


def _decoded(problem: Problem, z: Floats) -> Decoding[Floats]:
    pixels = []
    for start in range(0, len(z), problem.most):
        part = z[start : start + problem.most]
        pixels.append(problem.decode(part).reshape(len(part), -1))
        yield len(part)
    return pixels[0] if len(pixels) == 1 else np.concatenate(pixels)


def _step(slope: Doubles, curvature: Doubles, damping: Doubles) -> Doubles:
    """What is taken away from each code, ``(n, d)``: ``(H + damping diag(H)) step = slope``; 0 where none is found."""
    with np.errstate(all="ignore"):
        scale = np.maximum(np.einsum("nii->ni", curvature), LEAST)
        damped = curvature + np.einsum("ni,ij->nij", scale * damping[:, None], np.eye(slope.shape[1]))
        try:
            step: Doubles = np.linalg.solve(damped, slope[..., None])[..., 0]
        except np.linalg.LinAlgError:  # singular in double precision, by chance: the next round damps more
            step = np.zeros_like(slope)
    return step


def _moved(z: Floats, step: Doubles) -> Floats:
    """``z`` less a step; the code itself where that is no number: a decoder may choke on NaN."""
    with np.errstate(all="ignore"):
        moved = z - step.astype(np.float32)
    return np.where(np.isfinite(moved).all(axis=1, keepdims=True), moved, z)
