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
    """The share of ``hits: (n,)`` with Wilson's interval (Wilson, "Probable inference", 1927); n > 0."""
    n, p, z = len(hits), float(np.mean(hits)), 1.959964
    middle, half = p + z * z / (2 * n), z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return Figure(p, float((middle - half) / scale), float((middle + half) / scale), n, unit)
