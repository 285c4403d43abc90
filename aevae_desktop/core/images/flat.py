"""What flat numbers are, found by measure: images of some size, or a signal.

Of an image, numbers a row apart lie one below the other and are alike, those half a row less or more apart are not.
Of a signal, neighbours are alike wherever they stand: no row ends between them.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

LEAST = 4  # pixels of a side
LONGEST = 8  # times the shorter side
ALIKE = 0.3  # numbers a row apart differ by less of what those half a row away from there do: .03 to .18 of images
NEAR = 0.3  # neighbours of a signal differ by less of what numbers a row of an image apart would
ROWS = 16  # of what is looked at
_NONE = 1e-12

F64 = NDArray[np.float64]


def sizes(n: int) -> list[tuple[int, int]]:
    """Height and width of the images that ``n`` numbers can be, narrow ones first."""
    widths = (w for w in range(LEAST, n // LEAST + 1) if n % w == 0)
    return [(n // w, w) for w in widths if max(w * w, n) <= LONGEST * min(w * w, n)]


def width(x: NDArray[np.float32]) -> int | None:
    """Pixels of a row of the images that ``x: (m, n)`` are; None where no rows are found."""
    some = np.nan_to_num(x[:ROWS].astype(np.float64))
    found = (w for _, w in sizes(some.shape[1]) if _differ(some, w) < ALIKE * _between(some, w))
    return next(found, None)


def is_signal(x: NDArray[np.float32]) -> bool:
    """Whether ``x: (m, n)``, n a square number, are signals, told from square images."""
    some, side = np.nan_to_num(x[:ROWS].astype(np.float64)), math.isqrt(x.shape[1])
    step = np.square(np.diff(some, axis=1)).mean(axis=0)
    ends = np.arange(len(step)) % side == side - 1  # of the rows that an image would have
    if not step[ends].any() or not 0.5 < step[ends].mean() / max(step[~ends].mean(), _NONE) < 2.0:
        return False
    return bool(_differ(some, 1) < NEAR * min(_differ(some, side), 2.0 * some.var()))


def _between(x: F64, w: int) -> float:
    """How much numbers differ that are half a row less and more than a row of ``w`` apart: the lesser of both."""
    return min(_differ(x, w - w // 2), _differ(x, w + w // 2))


def _differ(x: F64, lag: int) -> float:
    """The mean square of the difference of numbers ``lag`` apart."""
    return float(np.square(x[:, lag:] - x[:, :-lag]).mean())
