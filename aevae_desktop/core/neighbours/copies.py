"""Codes that are equal: however many copies there are, only the first k can be among the k nearest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Places = NDArray[np.intp]
Names = NDArray[np.uint64]

_SAMPLE = 1000  # codes that say whether a look at all of them is worth it
_MANY = 0.9  # of them that are different: then it is not
_STEP = np.uint64(0x9E3779B97F4A7C15)
_PART = 1 << 16  # rows at a time


def copy_numbers(codes: Floats) -> Places | None:
    """How many equal ones come before each of ``codes: (n, d)``, finite: ``(n,)``; None where hardly any are equal."""
    sample = codes[:: len(codes) // _SAMPLE + 1]
    if len(np.unique(_names(sample))) > _MANY * len(sample):
        return None
    name = _names(codes)
    order = np.argsort(name, kind="stable")  # equal ones one after another, by their rows
    begins = np.append(True, np.diff(name[order]) != 0)
    first = np.flatnonzero(begins)[np.cumsum(begins) - 1]
    if not _are_equal(codes, order, order[first]):
        return None
    copies = np.empty(len(codes), np.intp)
    copies[order] = np.arange(len(codes)) - first
    return copies


def _names(codes: Floats) -> Names:
    """A number for each code, equal for equal ones, and hardly ever for others: ``(n,)``."""
    name = np.zeros(len(codes), np.uint64)
    for j in range(codes.shape[1]):
        name = name * _STEP + (codes[:, j] + np.float32(0.0)).view(np.uint32)  # -0 is 0
    return name


def _are_equal(codes: Floats, rows: Places, others: Places) -> bool:
    """Whether the code of each of ``rows: (m,)`` is the one of ``others: (m,)``."""
    parts = (slice(begin, begin + _PART) for begin in range(0, len(rows), _PART))
    return all(np.array_equal(codes[rows[part]], codes[others[part]]) for part in parts)
