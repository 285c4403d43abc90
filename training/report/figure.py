"""One measured number and its confidence interval: the percentile bootstrap over images."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Statistic = Callable[[Doubles], Doubles]

RESAMPLES = 1000
LEVEL = 0.95
BOOTSTRAP_SEED = 0
_PART = 100  # resamples at a time, to bound the memory


class Absent(Exception):  # noqa: N818  # nothing went wrong
    """A figure that this bundle or these images do not have; ``str`` is the reason, for people."""


@dataclass(frozen=True)
class Figure:
    """A number of ``n`` images with its ``unit``; ``value`` is None where it cannot be had, and ``note`` says why.

    ``seed`` is that of the draws it depends on, None where it is exact. ``interval`` is the 95 % bootstrap interval
    over the images, None where resampling them makes no sense; ``note`` says why there too.
    """

    name: str
    value: float | None
    unit: str = ""
    n: int = 0
    seed: int | None = None
    interval: tuple[float, float] | None = None
    note: str = ""


def mean_figure(name: str, values: Doubles, unit: str, *, seed: int | None = None, note: str = "") -> Figure:
    """The mean of ``values: (n,)``, one an image, with its interval."""
    return Figure(name, float(values.mean()), unit, len(values), seed, interval(values), note)


def interval(values: Doubles, statistic: Statistic | None = None) -> tuple[float, float] | None:
    """The central 95 % of ``statistic`` over 1,000 resamples of the n images; None for one image.

    ``values: (n,)`` or ``(n, k)``, a row an image; ``statistic`` takes their means ``(r, k)``, a row a resample, to
    ``(r,)``; without it, the mean itself. Efron and Tibshirani, "An introduction to the bootstrap", 1993, section 13.3.
    """
    columns = values.reshape(len(values), -1)
    if len(columns) < 2:
        return None
    means = _resampled_means(columns)
    found = means[:, 0] if statistic is None else statistic(means)
    low, high = np.quantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]).tolist()
    return (low, high) if np.isfinite([low, high]).all() else None


def _resampled_means(columns: Doubles) -> Doubles:
    counts = _counts(len(columns))
    parts = [counts[i : i + _PART].astype(np.float64) @ columns for i in range(0, len(counts), _PART)]
    return np.concatenate(parts) / len(columns)


@lru_cache(maxsize=2)
def _counts(n: int) -> NDArray[np.uint8]:
    """How often each of ``n`` images is in each resample, ``(1000, n)``: the same for every figure of these images."""
    rng = np.random.default_rng(BOOTSTRAP_SEED)
    draws = (np.bincount(rng.integers(n, size=n), minlength=n) for _ in range(RESAMPLES))
    return np.stack([counts.astype(np.uint8) for counts in draws])
