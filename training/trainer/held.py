"""The images of a run where they are: a tensor, in memory, on the GPU or mapped from a file; or rows of many files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import torch
from torch import Tensor

from training.data.rows import Pixels, Rows
from training.trainer.model import to_float

Held: TypeAlias = Tensor | Rows
PIECE = 2000  # images read at once


def held(x: Pixels, device: str) -> Held:
    """Images ``(n, c, h, w) uint8`` for a run on ``device``."""
    if isinstance(x, Rows):  # they stay in their files; each batch is read
        return x
    if isinstance(x, np.memmap):  # stays on the disk; each batch is moved
        return torch.from_numpy(x)
    return torch.from_numpy(x.copy()).to(device)


def taken(x: Held, rows: Tensor) -> Tensor:
    """The images ``rows (k,)`` of ``x``, ``(k, c, h, w) uint8``."""
    if isinstance(x, Rows):
        return torch.from_numpy(x[rows.numpy()])
    return x.index_select(0, rows.to(x.device))  # x[rows] takes several times as long


def pieces(x: Held) -> Iterator[Tensor]:
    """All images in their order, some at a time."""
    for start in range(0, len(x), PIECE):
        yield taken(x, torch.arange(start, min(start + PIECE, len(x))))


def mean(x: Held) -> Tensor:
    """The mean image ``(c, h, w)`` in [0, 1]."""
    sums = torch.empty((-(-len(x) // PIECE), *x.shape[1:]), dtype=torch.float64)
    for total, part in zip(sums, pieces(x), strict=True):  # in place: small results between large pieces pin the heap
        torch.sum(to_float(part), 0, dtype=torch.float64, out=total)
    return (sums.sum(0) / len(x)).float()
