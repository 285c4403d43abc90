"""Random codes as a figure's record holds them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DrawsRecord:
    """How the random codes were drawn, as ``state.Recipe`` says, and whether there are any."""

    on: bool
    sampler: str
    bandwidth: float
    components: int
    seed: int
    n: int
