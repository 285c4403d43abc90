"""Planes worth looking at in a latent space of any dimension, and what the map needs to show codes beside them."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.map.plane import Doubles, Floats, Plane, parts
from aevae_desktop.errors import DataError
from aevae_desktop.language import translate

FADES = 4  # levels of distance from the plane that the map tells apart

_CHUNK = 1 << 20  # numbers at a time
_EXACT = 256  # dimensions up to which the whole covariance is made
_WORK = 1 << 30  # numbers times dimensions that a covariance may take: some 100 ms
_NUMBERS = 1 << 22  # of codes that a randomised search looks at
_DIRECTIONS, _TURNS = 10, 4  # of that search
_SAMPLE = 1 << 14  # codes that quantiles are read from
_STRAIGHT = 1e-4  # of the longer way: a corner closer to the line through the other two spans no plane
_EPSILON = float(np.finfo(np.float32).eps)
_BINS = 192  # along a line, for the spread
_HEIGHT = 0.9  # of the line's central 99 %: all rows of classes together
_FULL = 0.92  # of a row, at its most crowded place
_GOLDEN = 0.6180339887498949


def principal(codes: ArrayLike) -> tuple[Plane, float]:
    """The plane through the mean of ``codes: (n, d)`` along their two leading principal directions.

    Also the share of the codes' variance that lies in it, 0 to 1. Eigenvectors of the covariance, whose largest
    component is positive. Nothing here takes longer than some 100 ms: beyond ``_EXACT`` dimensions there is no d x d
    matrix but a randomised search (Halko, Martinsson and Tropp, 2011, algorithm 4.4), and of more codes than that
    allows every k-th is taken. No codes: the first two axes.
    """
    z = np.asarray(codes)
    if not len(z):
        return Plane.axes(z.shape[1]), 0.0
    z = some(z, max(_WORK // z.shape[1], 1) if z.shape[1] <= _EXACT else _NUMBERS)
    mean, variance, basis, along = (_leading if z.shape[1] > _EXACT else _exact)(z)
    basis *= np.sign(np.take_along_axis(basis, np.abs(basis).argmax(axis=1)[:, None], axis=1))
    if along[0] <= (8 * _EPSILON**2 * float(np.abs(mean).max(initial=0.0))) ** 2:  # all codes are one place
        return Plane(mean, Plane.axes(len(mean)).basis), 0.0
    return Plane(mean, basis), min(max(float(along.sum()) / variance, 0.0), 1.0)


def some(codes: NDArray[Any], most: int) -> NDArray[Any]:
    """Every k-th of ``codes: (n, d)``: the least k that leaves ``most`` numbers or fewer, but one code at least."""
    step = -(-codes.size // most) if codes.size else 1
    return codes[::step]


def _exact(z: NDArray[Any]) -> tuple[Doubles, float, Doubles, Doubles]:
    """The mean, the whole variance, the leading directions ``(2, d)`` and the variance along each, of ``z: (n, d)``."""
    mean, covariance = moments(z)
    values, vectors = np.linalg.eigh(covariance)
    count = min(2, len(mean))
    return mean, float(values.sum()), np.ascontiguousarray(vectors[:, ::-1][:, :count].T), values[::-1][:count]


def _leading(z: NDArray[Any]) -> tuple[Doubles, float, Doubles, Doubles]:
    """``_exact`` without a matrix of d x d: a few directions at random, turned towards the codes again and again."""
    mean = z.mean(axis=0, dtype=np.float64)
    rest = z - mean.astype(z.dtype)
    start = np.random.default_rng(0).standard_normal((z.shape[1], _DIRECTIONS)).astype(z.dtype)
    found = np.linalg.qr(start)[0]
    for _ in range(_TURNS):
        found = np.linalg.qr(rest.T @ (rest @ found))[0]
    shadow = (rest @ found).astype(np.float64)
    values, vectors = np.linalg.eigh(shadow.T @ shadow / max(len(z), 1))
    basis = np.linalg.qr(found.astype(np.float64) @ vectors[:, ::-1][:, :2])[0].T
    variance = float(np.einsum("nd,nd->", rest, rest, dtype=np.float64)) / max(len(z), 1)
    return mean, variance, np.ascontiguousarray(basis), values[::-1][:2]


def moments(codes: ArrayLike) -> tuple[Doubles, Doubles]:
    """The mean ``(d,)`` and the covariance ``(d, d)`` of ``codes: (n, d)``, summed in float64; 0 without codes."""
    z = np.asarray(codes)
    n, d = z.shape
    mean, covariance = np.zeros(d), np.zeros((d, d))
    for part in parts(n, d, _CHUNK):
        mean += z[part].sum(axis=0, dtype=np.float64)
    mean /= max(n, 1)
    for part in parts(n, d, _CHUNK):
        rest = z[part] - mean
        covariance += rest.T @ rest
    return mean, covariance / max(n, 1)


def through_three(a: ArrayLike, b: ArrayLike, c: ArrayLike) -> Plane:
    """The plane through three codes ``(d,)``: x runs from ``a`` to ``b``, ``c`` is above. Gram-Schmidt, twice.

    Raises ``DataError`` if two of them are equal or all lie on one line, as far as float32 can tell.
    """
    start, right, up = (np.asarray(z, np.float64).reshape(-1) for z in (a, b, c))
    if len(start) < 2:
        raise DataError(translate("core", "three codes of one dimension lie on a line: there is no plane to choose"))
    u, v = right - start, up - start
    reach = max(float(np.linalg.norm(u)), float(np.linalg.norm(v)), float(np.linalg.norm(v - u)))
    least = max(_STRAIGHT * reach, 4 * _EPSILON * float(np.abs([start, right, up]).max()))
    other = translate("core", "Choose another sample.")
    for way, said in (
        (u, translate("core", "the first and the second corner are the same code")),
        (v, translate("core", "the first and the third corner are the same code")),
        (v - u, translate("core", "the second and the third corner are the same code")),
    ):
        if np.linalg.norm(way) <= least:
            raise DataError(said, remedy=other)
    across = u / np.linalg.norm(u)
    for _ in range(2):
        v = v - (v @ across) * across
    if np.linalg.norm(v) <= least:
        raise DataError(translate("core", "the three corners lie on one line"), remedy=other)
    return Plane(start, np.stack([across, v / np.linalg.norm(v)]))


def fades(distance: Floats) -> NDArray[np.uint8]:
    """Each point's level of ``distance: (n,)``, ``(n,) uint8``: 0 for the nearest quarter, ``FADES - 1`` the farthest.

    The limits are quantiles (of at most ``_SAMPLE`` of them); a distance on a limit belongs to the nearer level.
    """
    if not len(distance):
        return np.zeros(0, np.uint8)
    limits = np.quantile(distance[:: len(distance) // _SAMPLE + 1], np.arange(1, FADES) / FADES)
    level = np.zeros(len(distance), np.uint8)
    for limit in limits.astype(np.float32):
        level += distance > limit
    return level


def spread_in_parts(values: ArrayLike, label: ArrayLike, classes: int) -> Generator[None, None, Floats]:
    """The heights of codes on a line, ``(n,) float32``: a lane a class, the first on top, wide where it is crowded.

    ``values: (n,)``; ``label: (n,)`` below ``classes``, others share the middle. Within its lane a point's height
    depends on its row alone, by multiples of the golden ratio, which fill an interval evenly. Heights say nothing of
    the codes but their class. Yields after each class: hundreds of thousands of codes take longer than a window may
    stand.
    """
    x, labels = np.asarray(values, np.float64).reshape(-1), np.asarray(label).reshape(-1)
    if not len(x):
        return np.zeros(0, np.float32)
    low, high = np.percentile(x[:: len(x) // _SAMPLE + 1], (0.5, 99.5)).tolist()
    span = high - low if high > low else 1.0
    edges = np.linspace(low - 0.1 * span, low + 1.1 * span, _BINS + 1)
    aside = np.arange(len(x)) * _GOLDEN % 1.0 - 0.5
    y, apart = np.zeros(len(x)), _HEIGHT * span / max(classes, 1)
    known = (labels >= 0) & (labels < classes)
    for k in range(classes):
        own = np.flatnonzero(known & (labels == k))
        if len(own):
            y[own] = ((classes - 1) / 2 - k + _FULL * aside[own] * _crowd(x[own], edges)) * apart
            yield
    rest = ~known
    if rest.any():
        y[rest] = _FULL * aside[rest] * _crowd(x[rest], edges) * apart
    return y.astype(np.float32)


def _crowd(x: Doubles, edges: Doubles) -> Doubles:
    """The root of the density around each of ``x: (m,)``, its highest being 1: a histogram, smoothed."""
    counts = np.histogram(x, edges)[0].astype(np.float64)
    for _ in range(6):
        counts = np.convolve(np.pad(counts, 1, "edge"), (0.25, 0.5, 0.25), "valid")
    return np.sqrt(np.interp(x, (edges[1:] + edges[:-1]) / 2, counts) / max(float(counts.max()), 1e-300))
