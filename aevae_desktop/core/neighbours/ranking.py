"""The least of many numbers, row by row, where equal ones come in an order that can be relied upon."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Places = NDArray[np.intp]


def least_of_runs(square: Doubles, number: Places, counts: Places, k: int) -> tuple[Places, Doubles]:
    """The ``k`` least of each run: their numbers and their values, ``(m, k)`` each, least first.

    ``square, number: (p,)`` lie run by run, ``counts: (m,)`` of them in each, at least k. Of equal values the ones with
    the lower numbers are taken, and come first.
    """
    widest = int(counts.max())
    if (counts == widest).all():
        return least(square.reshape(-1, widest), number.reshape(-1, widest), k)
    there = np.arange(widest) < counts[:, None]
    values, names = np.full(there.shape, np.inf), np.full(there.shape, np.iinfo(np.intp).max, np.intp)
    values[there], names[there] = square, number
    return least(values, names, k)


def least(square: Doubles, number: Places, k: int) -> tuple[Places, Doubles]:
    """``least_of_runs`` of runs that are all as long: ``square, number: (m, c)``, c >= k."""
    at = _first(square, number, k)
    found, names = np.take_along_axis(square, at, axis=1), np.take_along_axis(number, at, axis=1)
    order = np.lexsort((names, found), axis=1)
    return np.take_along_axis(names, order, axis=1), np.take_along_axis(found, order, axis=1)


def batches(counts: Places, most: int) -> list[slice]:
    """Cut ascending ``counts`` into stretches that, padded to the largest of each, hold ``most`` numbers at most."""
    cuts, begin = [], 0
    while begin < len(counts):
        held = np.arange(1, len(counts) - begin + 1) * counts[begin:]
        stop = begin + max(int(np.searchsorted(held, most, "right")), 1)
        cuts.append(slice(begin, stop))
        begin = stop
    return cuts


def spread(first: Places, counts: Places) -> Places:
    """The numbers ``first[i]``, ``first[i] + 1``, ... of all runs, ``counts[i]`` of each, one run after another."""
    before = np.cumsum(counts) - counts
    return np.arange(counts.sum()) + (first - before).repeat(counts)


def _first(square: Doubles, number: Places, k: int) -> Places:
    """Where the ``k`` least of each row are, in no order."""
    if k == square.shape[1]:
        return np.broadcast_to(np.arange(k), square.shape)
    at = square.argmin(axis=1)[:, None] if k == 1 else np.argpartition(square, k - 1, axis=1)[:, :k]
    last = np.take_along_axis(square, at, axis=1).max(axis=1, keepdims=True)
    crowded = np.flatnonzero((square <= last).sum(axis=1) > k)
    if len(crowded):  # a partition takes any of those that are equal
        value, end, name = square[crowded], last[crowded], number[crowded]
        name = np.where(value < end, -1, np.where(value == end, name, np.iinfo(np.intp).max))
        at = at.copy()
        at[crowded] = np.argpartition(name, k - 1, axis=1)[:, :k]
    return at
