"""Codes as text that any program reads: one line a sample, every float32 written so that it comes back exactly."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

_LINES = 1 << 15  # formatted at a time


def codes_csv(rows: ArrayLike, label: ArrayLike, split: ArrayLike, mu: ArrayLike) -> bytes:
    r"""``sample,label,split,mu_0,...`` and a line for each of ``rows: (m,)``; ``label, split: (m,)``, ``mu: (m, d)``.

    Nine significant figures tell any two float32 apart. UTF-8, lines end with ``\n``.
    """
    codes = np.asarray(mu, np.float32)
    head = ",".join(["sample", "label", "split", *(f"mu_{k}" for k in range(codes.shape[1]))])
    table = np.column_stack([np.asarray(part, np.float64) for part in (rows, label, split)] + [codes])
    line = "%d,%d,%d" + ",%.9g" * codes.shape[1] + "\n"
    parts = [head + "\n"]
    for first in range(0, len(table), _LINES):
        some = table[first : first + _LINES]
        parts.append((line * len(some)) % tuple(some.ravel().tolist()))
    return "".join(parts).encode()
