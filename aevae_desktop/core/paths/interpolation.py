"""Paths through a latent space, by way-points, by ``t`` from 0 to 1. ``PATHS`` is the one table of them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.language import translate

Doubles = NDArray[np.float64]
Curve = Callable[[Doubles, Doubles, bool], Doubles]

_TINY = 1e-12  # below this norm a code has no direction
_SMALL_ANGLE, _NEAR_OPPOSITE = 1e-4, 1e-3  # radians from parallel and from antipodal
_SAME = 1e-9  # of a leg: a t so near to a way-point means it


def linear(codes: ArrayLike, t: ArrayLike, closed: bool = False) -> Doubles:
    """The straight lines from each of ``codes: (k, d)`` to the next, equal shares of t each: (n, d) for ``t: (n,)``."""
    return _by_legs(_line, codes, t, closed)


def slerp(codes: ArrayLike, t: ArrayLike, closed: bool = False) -> Doubles:
    """From each of ``codes: (k, d)`` to the next along the arc around the origin: (n, d) for ``t: (n,)``.

    The direction turns at constant speed (Shoemake, "Animating rotation with quaternion curves", SIGGRAPH 1985,
    section 3.3); the norm goes linearly from |a| to |b|, so that codes stay where the prior has its mass (White,
    "Sampling generative networks", 2016). Where no arc is defined (a code at the origin, opposite codes) it is the
    straight line, and on the way there it goes over to it smoothly.
    """
    return _by_legs(_arc, codes, t, closed)


def spline(codes: ArrayLike, t: ArrayLike, closed: bool = False) -> Doubles:
    """One smooth curve through ``codes: (k, d)``, equal shares of t each leg: (n, d) for ``t: (n,)``.

    A centripetal Catmull-Rom spline (Catmull and Rom, "A class of local interpolating splines", 1974): of all powers of
    the distance, its knots' square root alone allows neither cusps nor loops within a leg (Yuksel, Schaefer and Keyser,
    "Parameterization and applications of Catmull-Rom curves", 2011), which way-points set by hand would often make.
    An open one leaves its ends along their legs; at equal way-points it stands still.
    """
    points = _points(codes, closed)
    time, legs = np.asarray(t, np.float64).reshape(-1), len(points) - 1
    if not legs:
        return np.repeat(points, len(time), axis=0)
    leg, s = _legs(time, legs)
    around = _around(points, closed)
    root = np.sqrt(np.linalg.norm(np.diff(around, axis=0), axis=1))  # the knots' distances
    out, into = _tangents(around, root)
    return _hermite(points[leg], points[leg + 1], out[leg], into[leg], s[:, None])


class PathKind(NamedTuple):
    """A row of ``PATHS``: what the window calls it, what it says of it, and ``function(codes, t, closed) -> (n, d)``.

    ``codes: (k, d) float64``, k >= 1; ``t: (n,)`` in [0, 1]. A ``traced`` kind's function gives the curve that tracing
    begins with (``core.paths.geodesic``); a ``weighted`` one is traced with a weight that the user sets.
    """

    label: str
    hint: str
    function: Curve
    traced: bool = False
    weighted: bool = False


PATHS: dict[str, PathKind] = {
    "linear": PathKind(translate("core", "Linear"), translate("core", "the shortest way in the latent space"), linear),
    "slerp": PathKind(
        translate("core", "Slerp"),
        translate("core", "around the origin, the norm going evenly from one to the other"),
        slerp,
    ),
    "spline": PathKind(
        translate("core", "Spline"), translate("core", "one smooth curve through all way-points"), spline
    ),
    "shortest": PathKind(
        translate("core", "Shortest"),
        translate("core", "the way on which the decoded image changes least"),
        linear,
        True,
    ),
    "following": PathKind(
        translate("core", "Data-following"),
        translate("core", "short in images, and where codes are"),
        linear,
        True,
        True,
    ),
}


def sample(kind: str, waypoints: ArrayLike, t: ArrayLike, closed: bool = False) -> NDArray[np.float32]:
    """Codes on the path of ``PATHS[kind]`` through ``waypoints: (k, d)``, k >= 1: ``(n, d) float32`` for ``t: (n,)``.

    ``t`` from 0 to 1 is clamped; each of the k - 1 legs takes an equal share of it, or of the k legs of a ``closed``
    path, which ends where it began. At the way-points, t = j / legs, the path is exact. Raises ``ValueError`` without a
    way-point and ``KeyError`` for an unknown kind.
    """
    codes = np.asarray(waypoints, np.float32)
    if codes.ndim != 2 or not len(codes):
        raise ValueError(f"way-points of shape {codes.shape}, not (k, d) with k >= 1")
    time = np.clip(np.asarray(t, np.float64).reshape(-1), 0.0, 1.0)
    return PATHS[kind].function(codes.astype(np.float64), time, closed).astype(np.float32)


def evenly(step: ArrayLike, count: int) -> Doubles:
    """Where on a curve ``count`` frames stand that are equal steps apart: rows with fractions ``(count,)``, rising.

    ``step: (n - 1,)`` is the length from each of the curve's n rows to the next, of whatever is to pass at constant
    speed (pixels). From row 0 to row n - 1, both exact; where all steps are 0, evenly by rows.
    """
    lengths = np.maximum(np.nan_to_num(np.asarray(step, np.float64).reshape(-1)), 0.0)
    rows, passed = np.arange(len(lengths) + 1.0), np.concatenate([[0.0], np.cumsum(lengths)])
    if not passed[-1] > 0.0:
        return np.linspace(0.0, rows[-1], count)
    found: Doubles = np.maximum.accumulate(np.interp(np.linspace(0.0, 1.0, count), passed / passed[-1], rows))
    found[:1], found[1:][-1:] = 0.0, rows[-1]
    return found


def evenly_by_legs(step: ArrayLike, knots: ArrayLike) -> tuple[Doubles, NDArray[np.int32]]:
    """``evenly`` for a curve that must keep its way-points, rows ``knots: (k,)``: rows ``(n,)``, and theirs among them.

    Each leg has equal steps, and as many of the n - 1 as make the largest of all steps the smallest. Way-points stay
    exact; what is left uneven is that a leg has a whole number of steps.
    """
    lengths = np.maximum(np.nan_to_num(np.asarray(step, np.float64).reshape(-1)), 0.0)
    ends = np.asarray(knots, np.intp).reshape(-1).tolist()
    counts = _dealt(np.array([lengths[a:b].sum() for a, b in pairwise(ends)]), len(lengths))
    legs = zip(pairwise(ends), counts.tolist(), strict=True)
    parts = [a + evenly(lengths[a:b], count + 1)[:-1] for (a, b), count in legs]
    return np.concatenate([*parts, [float(len(lengths))]]), np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)


def at_rows(z: ArrayLike, rows: ArrayLike) -> NDArray[np.float32]:
    """The curve ``z: (n, d)`` at ``rows: (m,)`` with fractions, straight from row to row: ``(m, d) float32``."""
    curve, where = np.asarray(z, np.float64), np.asarray(rows, np.float64).reshape(-1)
    first = np.clip(where.astype(np.intp), 0, max(len(curve) - 2, 0))
    last = np.minimum(first + 1, len(curve) - 1)
    return _line(curve[first], curve[last], (where - first)[:, None]).astype(np.float32)


def _dealt(lengths: Doubles, steps: int) -> NDArray[np.intp]:
    """How many of ``steps`` each of the ``lengths`` gets, at least one, so that the largest step is the smallest."""
    counts = np.ones(len(lengths), np.intp)
    for _ in range(steps - len(lengths)):
        counts[np.argmax(lengths / counts)] += 1
    return counts


def _by_legs(
    way: Callable[[Doubles, Doubles, Doubles], Doubles], codes: ArrayLike, t: ArrayLike, closed: bool
) -> Doubles:
    """``way(start, end, s)`` from each code to the next, by the share ``s: (m, 1)`` of the leg."""
    points, time = _points(codes, closed), np.asarray(t, np.float64).reshape(-1)
    path = np.repeat(points[:1], len(time), axis=0)
    if len(points) == 1:
        return path
    leg, s = _legs(time, len(points) - 1)
    for i in np.unique(leg):
        here = leg == i
        path[here] = way(points[i], points[i + 1], s[here, None])
    return path


def _points(codes: ArrayLike, closed: bool) -> Doubles:
    """The way-points, and the first again at the end of a closed path."""
    points = np.asarray(codes, np.float64)
    return np.concatenate([points, points[:1]]) if closed and len(points) > 1 else points


def _legs(time: Doubles, legs: int) -> tuple[NDArray[np.intp], Doubles]:
    """On which leg each ``time`` in [0, 1] is, and at which share of it."""
    place = np.clip(time * legs, 0.0, legs)
    whole = np.round(place)
    place = np.where(np.abs(place - whole) < _SAME, whole, place)
    leg = np.minimum(place.astype(np.intp), legs - 1)
    return leg, place - leg


def _line(start: Doubles, end: Doubles, s: Doubles) -> Doubles:
    """Both ends exact, and backwards the very same."""
    return np.where(s < 0.5, start + s * (end - start), end - (1 - s) * (end - start))


def _arc(start: Doubles, end: Doubles, s: Doubles) -> Doubles:
    straight = _line(start, end, s)
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
    direction = (np.sin((1 - s) * angle) * u + np.sin(s * angle) * v) / sine
    arc = (norm_a + s * (norm_b - norm_a)) * direction
    path = trust * arc + (1 - trust) * straight
    return np.where(s == 0.0, start, np.where(s == 1.0, end, path))


def _around(points: Doubles, closed: bool) -> Doubles:
    """``points`` with one more at either end: the neighbours of a closed path, mirrored ones of an open path."""
    first = points[-2] if closed else 2 * points[0] - points[1]
    last = points[1] if closed else 2 * points[-1] - points[-2]
    return np.concatenate([first[None], points, last[None]])


def _tangents(around: Doubles, root: Doubles) -> tuple[Doubles, Doubles]:
    """How the curve leaves the first and enters the second point of each leg, units a leg: twice ``(legs, d)``."""
    slope = np.diff(around, axis=0) / np.where(root > 0, root, 1.0)[:, None]
    both = root[:-1] + root[1:]
    wide = (around[2:] - around[:-2]) / np.where(both > 0, both, 1.0)[:, None]
    speed = slope[:-1] - wide + slope[1:]  # at every way-point, by Barry and Goldman's pyramid
    length = root[1:-1, None]
    return speed[:-1] * length, speed[1:] * length


def _hermite(start: Doubles, end: Doubles, out: Doubles, into: Doubles, s: Doubles) -> Doubles:
    rest = 1.0 - s
    bend = s * rest * (rest * (out - (end - start)) - s * (into - (end - start)))
    return _line(start, end, s) + bend
