"""Slopes of measured series, with intervals that do not take neighbours for independent.

Ordinary least squares of a value on time; the standard error of the slope is Newey and West's (1987), with Bartlett
weights and the lag of the usual rule of thumb, 4 (n / 100)^(2/9); the interval is the normal one at 95 %.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Z95 = 1.959964


@dataclass(frozen=True)
class Slope:
    """Per hour: the estimate and the ends of its interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:+.3g} [{self.low:+.3g}, {self.high:+.3g}]"


def slope(seconds: Sequence[float], values: Sequence[float]) -> Slope:
    """The slope of ``values`` per hour. Three values at least."""
    x, y = np.asarray(seconds, np.float64) / 3600.0, np.asarray(values, np.float64)
    x = x - x.mean()
    square = float(x @ x)
    value = float(x @ (y - y.mean())) / square
    scores = x * (y - y.mean() - value * x)
    error = float(np.sqrt(max(_long_run(scores), 0.0))) / square
    return Slope(value, value - Z95 * error, value + Z95 * error)


def _long_run(scores: np.ndarray) -> float:
    """The sum of the scores' variances and, with falling weights, of their covariances with those before."""
    lags = int(4 * (len(scores) / 100) ** (2 / 9))
    total = float(scores @ scores)
    for k in range(1, min(lags, len(scores) - 1) + 1):
        total += 2 * (1 - k / (lags + 1)) * float(scores[k:] @ scores[:-k])
    return total
