"""95 % intervals: of means and what is made of means by the studentised bootstrap, of shares by Wilson's.

The studentised bootstrap (Efron, "Bootstrap methods: another look at the jackknife", 1979; Hall, "Theoretical
comparison of bootstrap confidence intervals", 1988) resamples ``(mean* - mean) / s*``. Tried on normal, exponential,
gamma and log-normal samples of 20 to 200, it held the truth in 91 to 95 % of cases, where percentiles of the means
held it in 84 to 94 % and BCa in 86 to 93 %. Of shares near 0 no bootstrap is right: ``figures.share`` is.

Any other statistic is made a mean by its *influence values*: how far each row of the sample moves it (Hampel, "The
influence curve and its role in robust estimation", 1974).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.claims.figures import Figure, share, wilson
from aevae_desktop.core.steps import Steps
from aevae_desktop.errors import DataError

Doubles = NDArray[np.float64]

LEAST = 20  # rows: of fewer nothing is said
RESAMPLES = 1000
HALVES = 50
Z95 = 1.959964  # standard deviations on both sides that hold 95 % of a normal
_LEVELS = (0.025, 0.975)
_PART = 1 << 17  # numbers that are resampled at a time, some ms


def exact(value: float, n: int, unit: str = "") -> Figure:
    """What is counted or worked out, not estimated: an interval without width."""
    return Figure(float(value), float(value), float(value), n, unit)


def mean(values: ArrayLike, rng: np.random.Generator, unit: str = "") -> Steps[Figure]:
    """The mean of ``values: (n,)``. Raises ``DataError`` for fewer than ``LEAST``, and where one is not finite."""
    x = np.asarray(values, np.float64)
    check(len(x))
    if not np.isfinite(x).all():
        raise _not_finite()
    middle = float(x.mean())
    return (yield from by_influence(middle, [x - middle], rng, unit))


def difference(a: ArrayLike, b: ArrayLike, rng: np.random.Generator, unit: str = "") -> Steps[Figure]:
    """``mean(a) - mean(b)`` of two samples that have nothing to do with each other: ``(n,)``, ``(m,)``."""
    x, y = np.asarray(a, np.float64), np.asarray(b, np.float64)
    check(min(len(x), len(y)))
    value = float(x.mean() - y.mean())
    return (yield from by_influence(value, [x - x.mean(), y.mean() - y], rng, unit))


def ratio(a: ArrayLike, b: ArrayLike, rng: np.random.Generator, unit: str = "") -> Steps[Figure]:
    """``mean(a) / mean(b)`` of pairs ``(n,)``, ``(n,)``; raises ``DataError`` where b is 0 on average.

    The interval is that of the ratio's logarithm where the ratio is above 0: it is not symmetric, nor below 0.
    """
    x, y = np.asarray(a, np.float64), np.asarray(b, np.float64)
    check(len(x))
    top, bottom = float(x.mean()), float(y.mean())
    if bottom == 0.0:
        raise DataError("a ratio to what is 0 everywhere has no value")
    value = top / bottom
    if value <= 0.0:
        return (yield from by_influence(value, [(x - value * y) / bottom], rng, unit))
    log = yield from by_influence(float(np.log(value)), [x / top - y / bottom], rng, unit)
    return Figure(value, float(np.exp(log.low)), float(np.exp(log.high)), len(x), unit)


def by_influence(
    value: float, influence: Sequence[ArrayLike], rng: np.random.Generator, unit: str = ""
) -> Steps[Figure]:
    """A statistic of one sample or of some: its ``value``, and for each sample the influence of its rows, ``(n,)``.

    Influence values have a mean of 0, and the statistic of another sample is about ``value`` plus their means there.
    """
    samples = [np.asarray(one, np.float64) for one in influence]
    check(min(map(len, samples)))
    n = sum(map(len, samples))
    error = np.sqrt(sum(float(one.var(ddof=1)) / len(one) for one in samples))
    if not np.isfinite([value, error]).all():
        raise _not_finite()
    if error <= 1e-12 * abs(value):
        return exact(value, n, unit)
    low, high = np.quantile((yield from _studentised(samples, rng)), _LEVELS)
    return Figure(value, float(value - error * high), float(value - error * low), n, unit)


def share_difference(a: NDArray[np.bool_], b: NDArray[np.bool_], unit: str = "") -> Figure:
    """The share of ``a: (n,)`` minus that of ``b: (m,)``, by both shares' Wilson intervals; n, m > 0.

    Newcombe, "Interval estimation for the difference between independent proportions", 1998, method 10.
    """
    p, q = share(a), share(b)
    value = p.value - q.value
    down = np.hypot(p.value - p.low, q.high - q.value)
    up = np.hypot(p.high - p.value, q.value - q.low)
    return Figure(value, float(value - down), float(value + up), p.n + q.n, unit)


def clustered_share(hits: NDArray[np.bool_], unit: str = "") -> Figure:
    """The share of ``hits: (clusters, k)`` where those of one cluster are alike: Wilson's interval with fewer rows.

    As many as independent ones would have given the same standard error, at least one a cluster (Korn and Graubard,
    "Confidence intervals for proportions with small expected number of positive counts", 1998).
    """
    n, total = hits.shape[0], hits.size
    each = hits.mean(axis=1)
    p, square = float(each.mean()), float(each.var(ddof=1)) / n if n > 1 else 0.0
    worth = min(max(p * (1.0 - p) / square, n), total) if square > 0 else n
    low, high = wilson(p, worth)
    return Figure(p, low, high, total, unit)


def resampled(
    rows: Doubles, statistic: Callable[[Doubles], float], rng: np.random.Generator, unit: str = ""
) -> Steps[Figure]:
    """Any smooth statistic of ``rows: (n, ...)``: the central 95 % of ``RESAMPLES`` resamples of them.

    The percentile bootstrap (Efron and Tibshirani, "An introduction to the bootstrap", 1993, section 13.3).
    """
    check(len(rows))
    value, others = statistic(rows), []
    for k in range(RESAMPLES):
        if k % 25 == 0:
            yield k / RESAMPLES
        others.append(statistic(rows[rng.integers(0, len(rows), len(rows))]))
    if not np.isfinite([value, *others]).all():
        raise _not_finite()
    low, high = np.quantile(others, _LEVELS)
    return Figure(value, min(float(low), value), max(float(high), value), len(rows), unit)


def range_of(values: Sequence[float], n: int, unit: str = "") -> Figure:
    """The mean of what samples of size ``n`` gave, never below 0, and where 95 % of them are if they are normal."""
    middle, wide = float(np.mean(values)), Z95 * float(np.std(values, ddof=1))
    return Figure(middle, max(middle - wide, 0.0), middle + wide, n, unit)


def halved(
    rows: Doubles, statistic: Callable[[Doubles], float], rng: np.random.Generator, unit: str = ""
) -> Steps[Figure]:
    """A statistic, never below 0, that a bootstrap would shift, for its resamples repeat rows: ``rows: (n, ...)``.

    How far random halves of the rows differ among each other is how far samples of n differ: the delete-d jackknife
    with d = n/2 (Shao and Wu, "A general theory for jackknife variance estimation", 1989).
    """
    check(len(rows))
    value, others = statistic(rows), []
    for k in range(HALVES):
        yield k / HALVES
        others.append(statistic(rows[np.sort(rng.permutation(len(rows))[: len(rows) // 2])]))
    wide = Z95 * float(np.std(others, ddof=1))
    return Figure(value, max(value - wide, 0.0), value + wide, len(rows), unit)


def check(n: int) -> None:
    """Raises ``DataError`` where ``n`` are too few to say how sure anything is."""
    if n < LEAST:
        raise DataError("too few to measure", found=n, expected=f"{LEAST} at least")


def _not_finite() -> DataError:
    return DataError("what is measured is not a finite number for every code or image")


def _studentised(samples: Sequence[Doubles], rng: np.random.Generator) -> Steps[Doubles]:
    """``RESAMPLES`` times the sum of the samples' resampled means over its standard error."""
    step = max(1, _PART // max(map(len, samples)))
    found = []
    for first in range(0, RESAMPLES, step):
        yield first / RESAMPLES
        rows = min(step, RESAMPLES - first)
        total, square = np.zeros(rows), np.zeros(rows)
        for x in samples:
            drawn = x[rng.integers(0, len(x), (rows, len(x)), np.uint32)]
            total += drawn.mean(axis=1)
            square += drawn.var(axis=1, ddof=1) / len(x)
        known = square > 0  # a resample of one row over and over says nothing
        found.append(total[known] / np.sqrt(square[known]))
    return np.concatenate(found)
