"""A measured number with its interval, and what a measure gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Figure:
    """A measured ``value`` and its 95 % interval from ``low`` to ``high``, over ``n`` of what ``unit`` says."""

    value: float
    low: float
    high: float
    n: int
    unit: str = ""

    def to_json(self) -> dict[str, Any]:
        """The figure as plain data; ``from_json`` is the inverse."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Figure:
        """What ``to_json`` wrote. Raises ``TypeError`` for anything else."""
        return cls(**data)


@dataclass(frozen=True, eq=False)
class Measured:
    """What one measure found out about one model: its ``figures`` by name, and ``arrays`` to draw (codes, curves).

    ``notes``: a line each of what could not be measured and why, or of what a figure leaves out.
    """

    figures: Mapping[str, Figure]
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def share(hits: NDArray[np.bool_], unit: str = "") -> Figure:
    """The share of ``hits: (n,)`` with Wilson's interval; n > 0."""
    p = float(np.mean(hits))
    return Figure(p, *wilson(p, len(hits)), len(hits), unit)


def wilson(p: float, n: float) -> tuple[float, float]:
    """The 95 % interval of a share ``p`` of ``n`` > 0 (Wilson, "Probable inference", 1927), within 0 and 1."""
    z = 1.959964
    middle, half = p + z * z / (2 * n), z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(float((middle - half) / scale), 0.0), min(float((middle + half) / scale), 1.0)
