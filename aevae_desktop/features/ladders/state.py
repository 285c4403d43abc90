"""One image through every model of a series, as the state holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from aevae_desktop.session.model import F32


@dataclass(frozen=True, eq=False)
class Rung:
    """What one model of a series makes of the image: ``x_hat: (h, w[, 3])`` in [0, 1] and its ``mse``, or an error."""

    x_hat: F32 | None = None
    mse: float = 0.0
    kl: float | None = None
    error: str = ""


@dataclass(frozen=True, eq=False)
class LaddersState:
    """The card: ``open``, the image ``x: (h, w)`` in [0, 1] and what it is, and ``rungs`` by the bundle's folder."""

    open: bool = False
    x: F32 | None = None
    origin: str = ""
    rungs: Mapping[str, Rung] = field(default_factory=lambda: MappingProxyType({}))
