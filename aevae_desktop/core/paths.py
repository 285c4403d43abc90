"""Paths through a latent space: from code to code, by ``t`` from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Doubles = NDArray[np.float64]

_TINY = 1e-12  # below this norm a code has no direction
_SMALL_ANGLE, _NEAR_OPPOSITE = 1e-4, 1e-3  # radians from parallel and from antipodal


def linear(a: ArrayLike, b: ArrayLike, t: ArrayLike) -> Doubles:
    """The straight line from ``a: (d,)`` (t = 0) to ``b: (d,)`` (t = 1), both exact: ``(n, d)`` for ``t: (n,)``."""
    start, end, time = _arguments(a, b, t)
    return np.where(time < 0.5, start + time * (end - start), end - (1 - time) * (end - start))


def slerp(a: ArrayLike, b: ArrayLike, t: ArrayLike) -> Doubles:
    """From ``a: (d,)`` to ``b: (d,)`` along the arc around the origin: ``(n, d)`` for ``t: (n,)``; ends are exact.

    The direction turns at constant speed (Shoemake, "Animating rotation with quaternion curves", SIGGRAPH 1985,
    section 3.3); the norm goes linearly from |a| to |b|, so that codes stay where the prior has its mass (White,
    "Sampling generative networks", 2016). Where no arc is defined (a code at the origin, opposite codes) it is the
    straight line, and on the way there it goes over to it smoothly.
    """
    start, end, time = _arguments(a, b, t)
    straight = linear(a, b, t)
    norm_a, norm_b = np.linalg.norm(start), np.linalg.norm(end)
    if min(norm_a, norm_b) < _TINY:
        return straight
    u, v = start / norm_a, end / norm_b
    angle = 2.0 * np.arctan2(np.linalg.norm(u - v), np.linalg.norm(u + v))  # exact for small angles, unlike arccos
    if angle < _SMALL_ANGLE:
        return straight
    # near the opposite direction the plane of the arc is noise: fade into the line
    trust = min((np.pi - angle) / _NEAR_OPPOSITE, 1.0)
    sine = np.sin(angle) if trust > 1e-9 else 1.0
    direction = (np.sin((1 - time) * angle) * u + np.sin(time * angle) * v) / sine
    arc = (norm_a + time * (norm_b - norm_a)) * direction
    return _exact_ends(trust * arc + (1 - trust) * straight, start, end, time)


class PathKind(NamedTuple):
    """A row of ``PATHS``: what the window calls it, what it says of it, and ``function(a, b, t) -> (n, d)``."""

    label: str
    hint: str
    function: Callable[[ArrayLike, ArrayLike, ArrayLike], Doubles]


PATHS: dict[str, PathKind] = {
    "linear": PathKind("Linear", "the shortest way in the latent space", linear),
    "slerp": PathKind("Slerp", "around the origin, the norm going evenly from one to the other", slerp),
}


def sample(kind: str, anchors: ArrayLike, t: ArrayLike) -> NDArray[np.float32]:
    """Codes on the path of ``PATHS[kind]`` through ``anchors: (k, d)``, k >= 1: ``(n, d) float32`` for ``t: (n,)``.

    ``t`` from 0 to 1 is clamped; every leg takes an equal share of it. At the anchors the path is exact. Raises
    ``ValueError`` without an anchor and ``KeyError`` for an unknown kind.
    """
    codes = np.asarray(anchors, np.float32)
    if codes.ndim != 2 or not len(codes):
        raise ValueError(f"anchors of shape {codes.shape}, not (k, d) with k >= 1")
    time = np.clip(np.asarray(t, np.float64).reshape(-1), 0.0, 1.0) * max(len(codes) - 1, 1)
    leg = np.minimum(time.astype(np.intp), max(len(codes) - 2, 0))
    path = np.empty((len(time), codes.shape[1]), np.float32)
    for i in np.unique(leg):
        here = leg == i
        path[here] = PATHS[kind].function(codes[i], codes[min(i + 1, len(codes) - 1)], time[here] - i)
    return path


def _arguments(a: ArrayLike, b: ArrayLike, t: ArrayLike) -> tuple[Doubles, Doubles, Doubles]:
    return np.asarray(a, np.float64), np.asarray(b, np.float64), np.asarray(t, np.float64).reshape(-1, 1)


def _exact_ends(path: Doubles, start: Doubles, end: Doubles, time: Doubles) -> Doubles:
    return np.where(time == 0.0, start, np.where(time == 1.0, end, path))
