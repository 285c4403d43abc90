"""Curves between fixed ends, relaxed to shortest ones by Gauss-Newton, many at once."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.paths.cost_model import CostModel, Doubles, Floats

TRIALS = 4  # dampings tried before a curve is taken to be at rest
_FIRST, _LEAST = 1e-2, 1e-6  # damping, of the mean curvature
_UP, _DOWN = 10.0, 0.2
Work = Generator[None, None, None]


class GaussNewton:
    """Relaxes ``legs``, each ``(m, d)``, m >= 2, whose first and last rows stay.

    The energy of a discrete curve is ``sum_i s_i^2 |D(z_i+1) - D(z_i)|^2`` with ``s = 1 + weight phi`` at the middle of
    each step. With s = 1 it is that of the decoder's pull-back metric ``J^T J``; the least one between two ends is a
    geodesic, walked at constant speed (Shao, Kumar and Fletcher, "The Riemannian geometry of deep generative models",
    2018, section 3.2, who descend its gradient). Each round takes the decoder as linear around every node: its
    normal equations couple neighbours only. Damped after Levenberg and Marquardt, judged by the energy itself.
    """

    def __init__(self, cost_model: CostModel, legs: list[Doubles], weight: float, rest: float) -> None:
        self._cost_model, self._weight, self._rest = cost_model, weight, rest
        self.legs = legs
        self.active = [len(leg) > 2 for leg in legs]
        self._damping = [_FIRST] * len(legs)
        self._images: list[Floats | None] = [None] * len(legs)

    @property
    def done(self) -> bool:
        """Whether every curve has come to rest."""
        return not any(self.active)

    def costs(self) -> tuple[Doubles, Doubles]:
        """What each leg costs and its length in pixels, both ``(legs,)``; infinity for one that was never moved."""
        cost, length = np.full((2, len(self.legs)), np.inf)
        for i, (leg, images) in enumerate(zip(self.legs, self._images, strict=True)):
            if images is not None:
                chain = Chain.of([leg])
                step = np.sqrt(_square(images))
                cost[i], length[i] = (step * _cost(self._cost_model, chain, self._weight)[0]).sum(), step.sum()
        return cost, length

    def round(self) -> Work:
        """One step of every curve that is not at rest yet; yields between pieces of work."""
        live = [i for i, active in enumerate(self.active) if active]
        chain = Chain.of([self.legs[i] for i in live])
        images = yield from self._decoded(chain, live)
        cost = _cost(self._cost_model, chain, self._weight)
        slopes = yield from _slopes(self._cost_model, chain, images)
        system = _system(chain, images, slopes, *cost)
        energy = _or_inf(chain.sums(np.square(cost[0]) * system.square))
        yield from self._try(live, chain, system, energy)

    def _decoded(self, chain: Chain, live: list[int]) -> Generator[None, None, Floats]:
        known = [self._images[i] for i in live]
        if any(images is None for images in known):
            return (yield from self._cost_model.images(chain.z))
        return np.concatenate([images for images in known if images is not None])

    def _try(self, live: list[int], chain: Chain, system: System, energy: Doubles) -> Work:
        """Take the first step of each curve that lowers its energy, from long ones to short ones."""
        rest = list(range(len(live)))
        for _ in range(TRIALS if np.isfinite(energy).any() else 0):
            if not rest:
                break
            z = chain.z + system.step(np.array([self._damping[i] for i in live]))
            trial = Chain.of([z[chain.slices[k]] for k in rest])
            images = yield from self._cost_model.images(trial.z)
            found = _energy(self._cost_model, trial, images, self._weight)
            pairs = zip(rest, trial.slices, found, strict=True)
            rest = [k for k, s, new in pairs if not self._take(live[k], trial.z[s], images[s], energy[k], new)]
        for k in rest:
            self.active[live[k]] = False

    def _take(self, i: int, leg: Doubles, images: Floats, old: float, new: float) -> bool:
        """Whether leg ``i`` goes there: if its energy falls. One that gains little is at rest."""
        taken = new < old
        if taken:
            self.legs[i], self._images[i] = leg, images
            self.active[i] = new < (1.0 - self._rest) * old
        self._damping[i] = max(self._damping[i] * _DOWN, _LEAST) if taken else self._damping[i] * _UP
        return taken


@dataclass(frozen=True, eq=False)
class Chain:
    """Legs one after the other, all rows ``z: (n, d)``; from the last of one to the first of the next is no step."""

    z: Doubles
    slices: list[slice]
    inner: Doubles  # (n - 1,): 1 for a step, 0 between legs
    fixed: NDArray[np.bool_]  # (n,)

    @classmethod
    def of(cls, legs: list[Doubles]) -> Chain:
        """Join ``legs``, each (m, d)."""
        ends = np.cumsum([len(leg) for leg in legs])
        slices = [slice(int(end) - len(leg), int(end)) for end, leg in zip(ends, legs, strict=True)]
        z = np.concatenate(legs)
        inner, fixed = np.ones(len(z) - 1), np.zeros(len(z), bool)
        inner[ends[:-1] - 1] = 0.0
        fixed[ends - 1] = fixed[[s.start for s in slices]] = True
        return cls(z, slices, inner, fixed)

    def sums(self, steps: Doubles) -> Doubles:
        """The sum of ``steps: (n - 1,)`` over each leg."""
        return np.array([steps[s.start : s.stop - 1].sum() for s in self.slices])


def costs(
    cost_model: CostModel, legs: list[Doubles], weight: float
) -> Generator[None, None, tuple[Doubles, Doubles, Doubles]]:
    """What each leg costs, its length in pixels, both (legs,), and all its steps in pixels, one leg after the other."""
    chain = Chain.of(legs)
    images = yield from cost_model.images(chain.z)
    step = np.sqrt(_square(images)) * chain.inner
    cost, _ = _cost(cost_model, chain, weight)
    return _or_inf(chain.sums(step * cost)), chain.sums(step), step[chain.inner > 0]


@dataclass(frozen=True, eq=False)
class System:
    """The normal equations of a chain: blocks on and beside the diagonal, ``(n, d, d)`` and ``(n - 1, d, d)``."""

    diagonal: Doubles
    beside: Doubles
    slope: Doubles  # (n, d): of half the energy
    square: Doubles  # (n - 1,): squared steps in pixels
    chain: Chain

    def step(self, damping: Doubles) -> Doubles:
        """How far each row goes, ``(n, d)``, with a ``damping`` for each leg, of its mean curvature."""
        d = self.slope.shape[1]
        curvature = np.trace(self.diagonal, axis1=1, axis2=2) / d * ~self.chain.fixed
        extra = np.concatenate(
            [
                np.full(s.stop - s.start, k * curvature[s].mean())
                for k, s in zip(damping, self.chain.slices, strict=True)
            ]
        )
        extra = np.where(self.chain.fixed | (extra < 1e-30), 1.0, extra)
        damped: Doubles = self.diagonal + extra[:, None, None] * np.eye(d)
        return solve(damped, self.beside, -self.slope)


def solve(diagonal: Doubles, beside: Doubles, right: Doubles) -> Doubles:
    """Solve a symmetric block-tridiagonal system: ``(n, d, d)``, ``(n - 1, d, d)`` above the diagonal, ``(n, d)``.

    By cyclic reduction (Hockney, 1965): every other row is eliminated, all of them at once.
    """
    n, d = right.shape
    if n == 1:
        return np.asarray(np.linalg.solve(diagonal, right[..., None])[..., 0], np.float64)
    if n % 2 == 0:  # a row that stands for itself, so that each odd row has two neighbours
        one, none = np.eye(d)[None], np.zeros((1, d, d))
        more = (np.concatenate(pair) for pair in ((diagonal, one), (beside, none), (right, none[:, 0])))
        return solve(*more)[:n]
    left, after = beside[0::2].transpose(0, 2, 1), beside[1::2]  # from each odd row to the even ones around it
    whole = np.concatenate([beside[0::2], right[0::2][:-1, :, None]], axis=2)
    before = np.linalg.solve(diagonal[0:-1:2], whole)
    whole = np.concatenate([after.transpose(0, 2, 1), right[2::2][:, :, None]], axis=2)
    behind = np.linalg.solve(diagonal[2::2], whole)
    middle = diagonal[1::2] - left @ before[..., :d] - after @ behind[..., :d]
    side = right[1::2] - (left @ before[..., d:] + after @ behind[..., d:])[..., 0]
    next_ = -after[:-1] @ np.linalg.solve(diagonal[2:-1:2], beside[2::2])
    odd = solve(middle, next_, side)
    rest = right[0::2].copy()
    rest[:-1] -= (beside[0::2] @ odd[..., None])[..., 0]
    rest[1:] -= (after.transpose(0, 2, 1) @ odd[..., None])[..., 0]
    x = np.empty_like(right)
    x[1::2], x[0::2] = odd, np.linalg.solve(diagonal[0::2], rest[..., None])[..., 0]
    return x


@dataclass(frozen=True, eq=False)
class Slopes:
    """Products of the Jacobians ``J: (pixels, d)``, rows without one being 0."""

    own: Doubles  # (n, d, d): J_i^T J_i
    next: Doubles  # (n - 1, d, d): J_i^T J_i+1
    ahead: Doubles  # (n, d): J_i^T (x_i+1 - x_i)
    back: Doubles  # (n, d): J_i^T (x_i - x_i-1)


def _slopes(cost_model: CostModel, chain: Chain, images: Floats) -> Generator[None, None, Slopes]:
    """The products, by forward differences, a few rows at a time: all Jacobians would not fit into memory."""
    (n, d), finite = chain.z.shape, np.where(np.isfinite(images), images, np.float32(0))
    steps = np.diff(finite, axis=0) * chain.inner[:, None].astype(np.float32)
    none = np.zeros((1, images.shape[1]), np.float32)
    ahead, back = np.concatenate([steps, none]), np.concatenate([none, steps])
    out = Slopes(np.zeros((n, d, d)), np.zeros((n - 1, d, d)), np.zeros((n, d)), np.zeros((n, d)))
    last, k = np.zeros((1, d, images.shape[1]), np.float32), 0
    while k < n:
        rows = slice(k, k + max(1, cost_model.piece // d))
        j = yield from _jacobians(cost_model, chain.z[rows], images[rows], chain.fixed[rows])
        turned = j.transpose(0, 2, 1)
        out.own[rows] = j @ turned
        out.ahead[rows] = (j @ ahead[rows, :, None])[..., 0]
        out.back[rows] = (j @ back[rows, :, None])[..., 0]
        both = np.concatenate([last, j[:-1]]) @ turned
        out.next[max(k - 1, 0) : k - 1 + len(j)] = both[1 if k == 0 else 0 :]
        last, k = j[-1:], k + len(j)
    return out


def _jacobians(
    cost_model: CostModel, z: Doubles, images: Floats, fixed: NDArray[np.bool_]
) -> Generator[None, None, Floats]:
    """``(n, d, pixels)`` at ``z: (n, d)``; 0 at ``fixed`` rows, and where the decoder gives no number."""
    n, d = z.shape
    j = np.zeros((n, d, images.shape[1]), np.float32)
    free = ~fixed
    if free.any():
        apart = cost_model.differences(z[free])
        moved = z[free, None] + apart[:, :, None] * np.eye(d)
        around = yield from cost_model.images(moved.reshape(-1, d))
        with np.errstate(invalid="ignore", over="ignore"):
            slope = (around.reshape(-1, d, images.shape[1]) - images[free, None]) / apart[..., None].astype(np.float32)
        j[free] = np.where(np.isfinite(slope), slope, np.float32(0))
    return j


def _system(chain: Chain, images: Floats, jac: Slopes, cost: Doubles, slope: Doubles) -> System:
    """The normal equations of the residuals ``s_i (x_i+1 - x_i)``, whose derivatives are ``s J`` and ``r g^T / 2``."""
    square = _square(images) * chain.inner
    s, g = cost * chain.inner, slope * chain.inner[:, None]
    gg = 0.25 * square[:, None, None] * g[:, :, None] * g[:, None, :]
    start, end = 0.5 * s[:, None] * jac.ahead[:-1], 0.5 * s[:, None] * jac.back[1:]
    ss, sg = np.square(s)[:, None], 0.5 * (s * square)[:, None] * g
    diagonal, force = np.zeros_like(jac.own), np.zeros_like(jac.ahead)
    diagonal[:-1] += ss[..., None] * jac.own[:-1] - _both(start, g) + gg
    diagonal[1:] += ss[..., None] * jac.own[1:] + _both(end, g) + gg
    force[:-1] += sg - ss * jac.ahead[:-1]
    force[1:] += sg + ss * jac.back[1:]
    beside = gg - ss[..., None] * jac.next - start[:, :, None] * g[:, None, :] + g[:, :, None] * end[:, None, :]
    free = (~chain.fixed).astype(float)
    return System(
        diagonal * free[:, None, None],
        beside * (free[:-1] * free[1:])[:, None, None],
        force * free[:, None],
        square,
        chain,
    )


def _both(a: Doubles, b: Doubles) -> Doubles:
    """``a b^T + b a^T``, row by row."""
    one = a[:, :, None] * b[:, None, :]
    return one + one.transpose(0, 2, 1)


def _cost(cost_model: CostModel, chain: Chain, weight: float) -> tuple[Doubles, Doubles]:
    return cost_model.cost(0.5 * (chain.z[:-1] + chain.z[1:]), weight)


def _energy(cost_model: CostModel, chain: Chain, images: Floats, weight: float) -> Doubles:
    cost, _ = _cost(cost_model, chain, weight)
    return _or_inf(chain.sums(np.square(cost) * _square(images) * chain.inner))


def _square(images: Floats) -> Doubles:
    """Squared steps from row to row."""
    with np.errstate(invalid="ignore", over="ignore"):
        square: Doubles = np.square(np.diff(images, axis=0)).sum(axis=1, dtype=np.float64)
    return square


def _or_inf(values: Doubles) -> Doubles:
    return np.where(np.isfinite(values), values, np.inf)
