"""Models that are made up, so that what is measured of them is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np

from aevae_desktop.core.claims.figures import Figure, Measured
from aevae_desktop.core.claims.measures import MEASURES
from aevae_desktop.core.claims.subject import Subject
from aevae_desktop.core.steps import Steps

T = TypeVar("T")
SIDE = 4  # pixels of an image's side


def finish(steps: Steps[T]) -> T:
    """What ``steps`` return."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: T = end.value
            return found


def run(name: str, subject: Subject, seed: int = 0) -> Measured:
    """What the measure of that name finds; its shares rise from 0 to 1, and what it found comes last."""
    *shares, measured = MEASURES[name].run(subject, seed)
    assert isinstance(measured, Measured)
    assert all(isinstance(share, float) for share in shares)
    assert all(0.0 <= share <= 1.0 + 1e-9 for share in shares)
    assert all(b >= a - 1e-9 for a, b in pairwise(shares))
    return measured


def figures(name: str, subject: Subject, seed: int = 0) -> dict[str, Figure]:
    return dict(run(name, subject, seed).figures)


def linear(matrix: Any, shift: float = 0.5) -> Callable[[Any], Any]:
    """The decoder ``z -> shift + matrix @ z``, ``matrix: (SIDE^2, d)``."""
    columns = np.asarray(matrix, np.float32)
    return lambda z: (np.float32(shift) + z @ columns.T).reshape(len(z), SIDE, SIDE)


def columns_of(d: int, size: float = 0.05) -> Any:
    """An orthogonal matrix's first columns times ``size``, 16 x d; for d > 16 they repeat."""
    q = np.linalg.qr(np.random.default_rng(1).normal(size=(SIDE * SIDE, SIDE * SIDE)))[0]
    return size * q[:, np.arange(d) % (SIDE * SIDE)]


def by_sign(x: Any) -> Any:
    """A judge of two classes: by whether the first pixel is above the middle; none where the last is above 0.8."""
    flat = x.reshape(len(x), -1)
    none = (flat[:, -1] > 0.8).astype(np.float32)
    first = (flat[:, 0] > 0.5).astype(np.float32)
    return np.stack([(1 - none) * (1 - first), (1 - none) * first, none], axis=1)


def never(x: Any) -> Any:
    """A judge of two classes that finds neither in anything."""
    return np.tile(np.array([0, 0, 1], np.float32), (len(x), 1))


def always(x: Any) -> Any:
    """A judge of two classes that takes everything for the first."""
    return np.tile(np.array([1, 0, 0], np.float32), (len(x), 1))


def ae(n: int = 3000, d: int = 2, seed: int = 0, **more: Any) -> Subject:
    """An autoencoder with codes from N(0, I), two thirds of them training codes, and a linear decoder."""
    rng = np.random.default_rng(seed)
    mu = rng.standard_normal((n, d)).astype(np.float32)
    split = (np.arange(n) % 3 == 0).astype(np.uint8)
    label = (mu[:, 0] > 0).astype(np.int16) if d else np.zeros(n, np.int16)
    made = Subject("ae", "none", linear(columns_of(d)), mu, label, split, judge=by_sign)
    return replace(made, **more)


def vae(n: int = 3000, d: int = 2, sigma: float = 0.6, seed: int = 0, **more: Any) -> Subject:
    """A VAE whose aggregate posterior is N(0, I): mu from N(0, 1 - sigma^2), every posterior as wide as ``sigma``."""
    made = ae(n, d, seed, kind="vae", prior="standard_normal")
    mu = (made.mu * np.sqrt(1 - sigma**2)).astype(np.float32)
    return replace(made, mu=mu, log_var=np.full_like(mu, 2 * np.log(sigma)), **more)


def inside(value: float, figure: Figure) -> bool:
    return figure.low <= value <= figure.high


def clusters(n: int = 3000, apart: float = 8.0, **more: Any) -> Subject:
    """Codes of an autoencoder in two clusters, ``apart`` standard deviations apart along the first axis."""
    made = ae(n, 2)
    mu = made.mu.copy()
    label = (np.arange(n) // 3 % 2).astype(np.int16)
    mu[:, 0] += np.where(label == 1, apart / 2, -apart / 2)
    return replace(made, mu=mu, label=label, **more)
