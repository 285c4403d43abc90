"""A mixture of Gaussians fitted to codes by expectation maximisation, a round at a time."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.codes.gaussians import (
    Doubles,
    Gaussians,
    Places,
    check_size,
    floor_of,
    log_sum,
    moments,
    parts,
    pick,
    root_of,
)

MOST_CODES = 20_000  # that are looked at, picked at random
ROUNDS = 200  # of EM, at most
ENOUGH = 1e-3  # nats a code: a round that gains less is the last
LEAST = 1e-6  # of the codes' mean variance, added to every variance: no component falls onto a single code
_LLOYD = 10  # rounds of k-means before the first of EM
_SEEN = 1e-12  # codes: a component that nothing belongs to keeps a finite mean


def steps(codes: NDArray[np.floating], components: int, rng: np.random.Generator) -> Generator[float, None, Gaussians]:
    """Fit ``components`` Gaussians with full covariances to ``codes: (n, d)``, n > 0; yields how far it is, 0 to 1.

    Dempster, Laird and Rubin, "Maximum likelihood from incomplete data via the EM algorithm", 1977; begun with
    k-means++ (Arthur and Vassilvitskii, 2007). There are fewer where there are not as many different codes. Every
    variance is raised by ``LEAST``.
    """
    check_size(min(components, len(codes)), codes.shape[1])
    few = codes[np.sort(rng.choice(len(codes), MOST_CODES, replace=False))] if len(codes) > MOST_CODES else codes
    x = few.astype(np.float64)
    floor = floor_of((yield from moments(x))[1], LEAST)
    clusters = yield from _clusters(x, components, rng)
    belongs = np.eye(components)[clusters]
    fitted = yield from _maximised(x, belongs[:, belongs.any(axis=0)], floor, 0.0)
    before = -np.inf
    for done in range(ROUNDS):
        share = done / ROUNDS  # no more than a bound: it ends when it has come to rest
        joint = yield from _joint(fitted, x, share)
        each = log_sum(joint)
        now = float(each.mean())
        if now - before < ENOUGH:
            break
        fitted, before = (yield from _maximised(x, np.exp(joint - each[:, None]), floor, share)), now
    return fitted


def _joint(fitted: Gaussians, x: Doubles, share: float) -> Generator[float, None, Doubles]:
    """``fitted.log_joint(x)``, part by part."""
    found = []
    for part in parts(len(x), x.shape[1], len(fitted.weight)):
        yield share
        found.append(fitted.log_joint(x[part]))
    return np.concatenate(found)


def _maximised(x: Doubles, belongs: Doubles, floor: float, share: float) -> Generator[float, None, Gaussians]:
    """The Gaussians of the codes ``x: (n, d)``, the share ``belongs: (n, k)`` of each being theirs."""
    count = belongs.sum(axis=0) + _SEEN
    mean = belongs.T @ x / count[:, None]
    covariance = np.zeros((len(count), x.shape[1], x.shape[1]))
    for k, m in enumerate(mean):
        for part in parts(*x.shape):
            rest = x[part] - m
            covariance[k] += (rest * belongs[part, k, None]).T @ rest
            yield share
        covariance[k] /= count[k]
    return Gaussians(count / count.sum(), mean, root_of(covariance, floor))


def _clusters(x: Doubles, k: int, rng: np.random.Generator) -> Generator[float, None, Places]:
    """Which of up to ``k`` clusters each of ``x: (n, d)`` is in, by k-means: ``(n,)``."""
    centres = yield from _spread(x, k, rng)
    for _ in range(_LLOYD):
        yield 0.0
        near = _squares(x, centres).argmin(axis=1)
        count = np.bincount(near, minlength=len(centres))
        total = np.stack([np.bincount(near, x[:, j], len(centres)) for j in range(x.shape[1])], axis=1)
        centres = np.where(count[:, None] > 0, total / np.maximum(count, 1)[:, None], centres)
    nearest: Places = _squares(x, centres).argmin(axis=1)
    return nearest


def _spread(x: Doubles, k: int, rng: np.random.Generator) -> Generator[float, None, Doubles]:
    """Up to ``k`` of the codes, far from each other: of a few drawn by squared distance, the one that helps most."""
    centres = [x[int(rng.random() * len(x))]]
    square = _squares(x, centres[0][None])[:, 0]
    while len(centres) < k and square.max() > 0.0:
        yield 0.0
        tries = pick(square, 2 + int(np.log(k)), rng)
        nearer = np.minimum(square[:, None], _squares(x, x[tries]))
        best = int(nearer.sum(axis=0).argmin())
        centres.append(x[tries[best]])
        square = nearer[:, best]
    return np.array(centres)


def _squares(x: Doubles, centres: Doubles) -> Doubles:
    """Squared distances, ``(n, k)``."""
    return np.stack([np.square(x - centre).sum(axis=1) for centre in centres], axis=1)
