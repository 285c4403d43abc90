"""The marks, which are of no model, and what was counted on one map, which goes with its model."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Marks:
    """Where marks are, latent units."""

    places: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Counted:
    """How many marks were put on one map since its model came."""

    count: int = 0
