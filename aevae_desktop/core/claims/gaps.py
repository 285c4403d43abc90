"""Places without codes: where a random code falls that no image was ever encoded to.

An autoencoder's codes have no scale of their own, so all codes are whitened first: moved and stretched to mean 0 and
covariance I. Each figure stands beside its null: the same of as many draws of a Gaussian, which has no gaps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.claims import intervals
from aevae_desktop.core.claims.figures import Figure, Measured, share
from aevae_desktop.core.claims.stored import apart, drawn, fair_prior, met
from aevae_desktop.core.claims.subject import Subject
from aevae_desktop.core.codes import gaussians, latent_measure
from aevae_desktop.core.codes.samplers import rng_of
from aevae_desktop.core.neighbours.search import Neighbours
from aevae_desktop.core.steps import Steps, within

Doubles = NDArray[np.float64]

CODES = 10_000
DRAWS = 2000
FAR = 0.25  # standard deviations from any code: a gap in the plane
PROBES = 2000  # places of the hull that are looked at
NULLS = 20  # samples of N(0, I) that the null is measured on
OUTSIDE = 0.01  # of the test codes themselves are called off the support
_SLOPE = (0.0, 0.03)  # of the test codes: between these the change around OUTSIDE is read
_QUERIES = 100  # at a time


def gaps(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """``off_support``: the share of random codes that are farther from any training code than 99 % of test codes are.

    In one or two dimensions also ``mass``, the prior's share on cells without a code
    (``latent_measure.empty_prior_mass``), and in two ``area``, the share of the codes' hull that is far from any code
    (``far_area``). Random codes come from the prior that is fair to the model (``stored.fair_prior``).
    """
    codes, draws, null, boot = rng_of(seed).spawn(4)
    prior = yield from within(0.0, 0.05, fair_prior(subject, codes))
    known, asked = apart(subject, CODES, CODES, codes)
    stored, test = met(subject, known, codes), met(subject, asked, codes)
    white = yield from within(0.05, 0.1, whitening(stored))
    random = white(drawn(prior, DRAWS, draws))
    figures: dict[str, Figure] = {}
    figures["off_support"] = yield from within(0.1, 0.35, off_support(white(stored), white(test), random))
    fresh = (null.standard_normal(part.shape) for part in (stored, test, random))
    figures["off_support_null"] = yield from within(0.35, 0.6, off_support(*fresh))
    if subject.d <= 2:
        yield from within(0.6, 1.0, _in_the_plane(figures, test, null, boot))
    yield Measured(figures)


def off_support(stored: Doubles, test: Doubles, random: Doubles) -> Steps[Figure]:
    """The share of ``random: (m, d)`` farther from any of ``stored`` than all but ``OUTSIDE`` of ``test`` are.

    The support is the union of balls around stored codes (Devroye and Wise, "Detection of abnormal behavior via
    nonparametric estimation of the support", 1980). The interval adds, to Wilson's of the random codes, what the test
    codes leave open about the radius: as on a ROC curve, the slope there (Pepe, "The statistical evaluation of medical
    tests", 2003, chapter 5).
    """
    index = Neighbours(stored)
    own = yield from within(0.0, 0.8, _nearest(index, test))
    away = yield from within(0.8, 1.0, _nearest(index, random))
    radius, inner, outer = np.quantile(own, [1.0 - OUTSIDE, 1.0 - _SLOPE[1], 1.0 - _SLOPE[0]])
    between = latent_measure.far_share(away, inner) - latent_measure.far_share(away, outer)
    open_ = intervals.Z95 * between / (_SLOPE[1] - _SLOPE[0]) * np.sqrt(OUTSIDE * (1.0 - OUTSIDE) / len(own))
    plain = share(away > radius)
    low, high = plain.value - np.hypot(plain.value - plain.low, open_), np.hypot(plain.high - plain.value, open_)
    return Figure(plain.value, max(float(low), 0.0), float(plain.value + high), len(away), "share of random codes")


def far_area(z: ArrayLike, probes: int = PROBES) -> float:
    """The share of the convex hull of ``z: (n, 2)``, whitened, that is more than ``FAR`` from any code, 0 to 1.

    Codes more than 3 from the middle are left out: a few of them would rule the hull. Looked at in ``probes`` places
    that are the same at each call, spread evenly over the hull's box (Roberts' additive recurrence, 2018).
    """
    codes = np.asarray(z, np.float64)
    codes = codes[(codes**2).sum(axis=1) <= latent_measure.REACH**2]
    corners = hull(codes)
    low, high = corners.min(axis=0), corners.max(axis=0)
    golden = 1.3247179572447460
    places = low + (high - low) * ((0.5 + np.arange(1, probes + 1)[:, None] * [1 / golden, 1 / golden**2]) % 1.0)
    inside = within_corners(corners, places)
    if not inside.any():
        return 0.0
    return latent_measure.far_share(Neighbours(codes).nearest(places[inside], 1)[1][:, 0], FAR)


def hull(points: ArrayLike) -> Doubles:
    """The corners of the convex hull of ``points: (n, 2)``, counter-clockwise: ``(m, 2)``.

    Andrew, "Another efficient algorithm for convex hulls in two dimensions", 1979.
    """
    rows = np.unique(np.asarray(points, np.float64), axis=0)
    angle = np.pi * np.arange(16) / 8
    outermost = np.unique((rows @ np.stack([np.cos(angle), np.sin(angle)])).argmax(axis=0))
    if len(outermost) > 2:  # what lies inside their polygon is no corner (Akl and Toussaint, 1978)
        rows = rows[~within_corners(_corners(rows[outermost]), rows) | np.isin(np.arange(len(rows)), outermost)]
    return _corners(rows)


def within_corners(corners: Doubles, places: Doubles) -> NDArray[np.bool_]:
    """Which of ``places: (m, 2)`` are inside the convex polygon of ``corners``, counter-clockwise, or on its edge."""
    edge = np.roll(corners, -1, axis=0) - corners
    inside = np.ones(len(places), bool)
    for corner, (dx, dy) in zip(corners, edge, strict=True):
        inside &= dx * (places[:, 1] - corner[1]) - dy * (places[:, 0] - corner[0]) >= 0
    return inside


def whitening(z: NDArray[np.floating]) -> Steps[Whitening]:
    """What moves and stretches the codes ``z: (n, d)`` to mean 0 and covariance I."""
    gaussians.check_size(1, z.shape[1])
    mean, covariance = yield from gaussians.moments(z)
    root = gaussians.root_of(covariance, gaussians.floor_of(covariance))
    return Whitening(np.asarray(mean, np.float64), np.asarray(np.linalg.inv(root).T, np.float64))


@dataclass(frozen=True, eq=False)
class Whitening:
    """``z -> (z - mean) @ inverse``: ``(d,)``, ``(d, d)``."""

    mean: Doubles
    inverse: Doubles

    def __call__(self, z: ArrayLike) -> Doubles:
        """``z: (n, d)``, whitened."""
        return np.asarray((np.asarray(z, np.float64) - self.mean) @ self.inverse, np.float64)


def _in_the_plane(
    figures: dict[str, Figure], test: NDArray[np.floating], null: np.random.Generator, boot: np.random.Generator
) -> Steps[None]:
    kinds: list[tuple[str, Callable[[ArrayLike], float], str]] = [
        ("mass", latent_measure.empty_prior_mass, "share of the prior")
    ]
    if test.shape[1] == 2:
        kinds.append(("area", far_area, "share of the hull"))
    z = (yield from within(0.0, 0.0, whitening(test)))(test)
    for k, (name, statistic, unit) in enumerate(kinds):
        low, middle, high = ((k + part) / len(kinds) for part in (0.0, 0.5, 1.0))
        figures[name] = yield from within(low, middle, intervals.halved(z, statistic, boot, unit))
        others = []
        for j in range(NULLS):
            done = middle + (high - middle) * j / NULLS
            fresh = null.standard_normal(z.shape)
            white = yield from within(done, done, whitening(fresh))
            others.append(statistic(white(fresh)))
        figures[f"{name}_null"] = intervals.range_of(others, len(z), unit)


def _nearest(index: Neighbours, z: Doubles) -> Steps[Doubles]:
    found = []
    for first in range(0, len(z), _QUERIES):
        yield first / len(z)
        found.append(index.nearest(z[first : first + _QUERIES], 1)[1][:, 0])
    return np.concatenate(found)


def _corners(rows: Doubles) -> Doubles:
    """The hull of sorted ``rows: (n, 2)``."""
    return np.array(_chain(rows) + _chain(rows[::-1])) if len(rows) > 2 else rows


def _chain(rows: Doubles) -> list[Doubles]:
    """One side of the hull of sorted ``rows``, without its last corner."""
    kept: list[Doubles] = []
    for row in rows:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], row) <= 0:
            kept.pop()
        kept.append(row)
    return kept[:-1]


def _turn(a: Doubles, b: Doubles, c: Doubles) -> float:
    return float((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
