"""Round numbers for an axis."""

from __future__ import annotations

from math import ceil, floor, isfinite, log10, ulp

import numpy as np
from numpy.typing import NDArray

_MINUS = "−"
_PLAIN = range(-4, 7)  # decades of a step that are written out; others as 2e−7


def ticks(low: float, high: float, target: int) -> tuple[NDArray[np.float64], list[str]]:
    """About ``target`` multiples of 1, 2 or 5 times a power of ten in ``[low, high]``, with their labels.

    Never more than twice ``target``. Labels have the digits that tell neighbours apart and no more, and a true minus
    sign. An empty, reversed or not finite range, or one too thin for float64, has no ticks.
    """
    span = high - low
    # with less than a million float64 numbers from tick to tick, the last digits of labels would be noise
    if not (isfinite(span) and target >= 1 and span / target > 1e6 * ulp(max(abs(low), abs(high), 1e-290))):
        return np.zeros(0), []
    mantissa, decade = _step(span / target)
    unit = 10.0**decade
    step = mantissa * unit if decade >= 0 else mantissa / 10.0**-decade
    slack = 1e-9  # of a step: an end that is a round number but for rounding has its tick
    counts = np.arange(ceil(low / step - slack), floor(high / step + slack) + 1, dtype=np.float64)
    # dividing by a whole power of ten gives the float64 nearest to the decimal number; multiplying does not
    values = counts * mantissa * unit if decade >= 0 else counts * mantissa / 10.0**-decade
    values += 0.0  # no negative zero
    return values, [_label(value, decade) for value in values.tolist()]


def _step(rough: float) -> tuple[int, int]:
    """The mantissa 1, 2 or 5 and the decade of the round step nearest to ``rough`` on a log scale."""
    decade = floor(log10(rough))
    lead = rough / 10.0**decade
    for mantissa, upto in ((1, 2**0.5), (2, 10**0.5), (5, 50**0.5)):
        if lead < upto:
            return mantissa, decade
    return 1, decade + 1


def _label(value: float, decade: int) -> str:
    if value == 0.0:
        return "0"
    if decade in _PLAIN:
        text = f"{value:.{max(-decade, 0)}f}"
    else:
        digits = max(floor(log10(abs(value)) + 1e-9) - decade, 0)
        mantissa, exponent = f"{value:.{digits}e}".split("e")
        text = f"{mantissa}e{int(exponent)}"
    return text.replace("-", _MINUS)
