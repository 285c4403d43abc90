"""Signals and rows of a table, images of one pixel's height or width, as line plots: strips cannot be read.

The ink of a column of pixels reaches from the lowest to the highest value that the line has over it, so that no peak
of a signal that is longer than the plot is wide gets lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

THICK = 0.008  # of the height, half of the line's width; at least ``LEAST``
LEAST = 0.6  # px
ROOM = 0.06  # of the height, above the highest value and below the lowest
ZERO = 0.22  # of full ink: the line at 0

F32 = NDArray[np.float32]


def is_signal(shape: Sequence[int]) -> bool:
    """Whether images ``(h, w)`` or (h, w, channels) of that shape are signals: grey, and one pixel high or wide."""
    return len(shape) == 2 and min(shape) == 1 and max(shape) > 1


def plotted(images: NDArray[Any], height: int, width: int, low: float, high: float) -> F32:
    """Signals ``(m, 1, n)`` or (m, n, 1), values ``low`` to ``high``, as ``(m, height, width)``: 1 is full ink.

    ``high`` is near the upper edge; what lies outside, or is no number, is held at the edges. Where 0 lies between, a
    faint line stands at it.
    """
    values = np.array(images, np.float32).reshape(len(images), -1)
    np.nan_to_num(values, copy=False, nan=low).clip(low, high, out=values)  # in place: a signal may be long
    thick, room = max(LEAST, THICK * height), ROOM * height
    span = height - 1 - 2 * room
    bottom, top = (room + (high - reached) * (span / (high - low)) for reached in _reach(values, width))
    rows = np.arange(height, dtype=np.float32)[:, None]
    inside = np.minimum(rows + 0.5, bottom[:, None] + thick) - np.maximum(rows - 0.5, top[:, None] - thick)
    ink: F32 = inside.clip(0.0, 1.0)
    if low < 0.0 < high:
        at = round(room + high / (high - low) * span)
        ink[:, at] = np.maximum(ink[:, at], np.float32(ZERO))
    return ink


def _reach(values: F32, width: int) -> tuple[F32, F32]:
    """The least and the greatest of lines through ``values: (m, n)`` over each of ``width`` columns: ``(m, width)``."""
    n = values.shape[1]
    edges = ((np.arange(width + 1) - 0.5) * (n - 1) / max(width - 1, 1)).clip(0, n - 1)
    before = np.minimum(edges.astype(np.intp), n - 2)
    share = (edges - before).astype(np.float32)
    at = values[:, before] * (1 - share) + values[:, before + 1] * share
    least, most = np.minimum(at[:, :-1], at[:, 1:]), np.maximum(at[:, :-1], at[:, 1:])
    first = np.ceil(edges).astype(np.intp)  # of the values over each column, if it has any
    there = np.flatnonzero(first[:-1] < first[1:])
    least[:, there] = np.minimum(least[:, there], np.minimum.reduceat(values, first[there], axis=1))
    most[:, there] = np.maximum(most[:, there], np.maximum.reduceat(values, first[there], axis=1))
    return least, most
