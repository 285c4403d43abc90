"""Random codes as the state holds them: how they are drawn, and what came of it for each model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.codes.draw_facts import Facts
from aevae_desktop.core.codes.samplers import SAMPLERS, Options
from aevae_desktop.errors import DataError
from aevae_desktop.session.model import SaidByModels

ACROSS = 10  # tiles of a contact sheet, each way
SHOWN = ACROSS**2
COUNTS = (SHOWN, 1000)  # draws that facts may speak of; the sheet shows the first of them
SEEDS = 2**31 - 1  # the largest


@dataclass(frozen=True)
class Recipe:
    """All that decides which codes are drawn: the same recipe gives the same, bit for bit.

    ``sampler`` is a row of ``core.codes.samplers.SAMPLERS``; ``bandwidth`` in units of Scott's rule; ``n`` draws.
    """

    sampler: str = "prior"
    bandwidth: float = 1.0
    components: int = 20
    seed: int = 0
    n: int = SHOWN

    def check(self) -> None:
        """Raises ``DataError`` where nothing can be drawn after it."""
        Options(self.bandwidth, self.components)
        if self.sampler not in SAMPLERS:
            raise DataError(field="sampler", found=self.sampler, expected="one of " + ", ".join(SAMPLERS))
        if self.n not in COUNTS:
            raise DataError(field="draws", found=self.n, expected=" or ".join(str(count) for count in COUNTS))
        if not 0 <= self.seed <= SEEDS:
            raise DataError(field="seed", found=self.seed, expected=f"0 to {SEEDS:,}")

    def same_draws(self, other: Recipe) -> bool:
        """Whether the first draws of both are the same: ``n``, and options that the sampler does not heed, aside."""
        knob = SAMPLERS[self.sampler].knob
        return all(
            getattr(self, name) == getattr(other, name) for name in ("sampler", "seed", *([knob] if knob else ()))
        )


@dataclass(frozen=True, eq=False)
class Draws:
    """What one model made of a ``recipe``, as it comes.

    ``z: (n, d) float32``; ``distance: (n,)`` of each to the nearest code, latent units, None until measured;
    ``images: (r, h, w[, 3]) uint8``, tiles of the first r of ``SHOWN``; ``share`` of the drawing and measuring done, 0
    to 1. ``facts`` are None until then, and for a bundle without codes. ``error`` says why there is nothing.
    ``none: (k,)``: which of the first k draws the judge calls none of the classes, and ``own: (m,)``, which of the
    model's own reconstructions; None where there is no judge.
    """

    recipe: Recipe
    z: NDArray[np.float32]
    distance: NDArray[np.float64] | None = None
    images: NDArray[np.uint8] | None = None
    facts: Facts | None = None
    share: float = 0.0
    fit_ms: float = 0.0
    error: str = ""
    none: NDArray[np.uint8] | None = None
    own: NDArray[np.uint8] | None = None

    def is_far(self) -> NDArray[np.bool_] | None:
        """Which draws are farther from any code than codes are from each other, (n,); None until that is measured."""
        return None if self.distance is None or self.facts is None else self.distance > self.facts.radius


@dataclass(frozen=True, eq=False)
class Sampling(SaidByModels):
    """The recipe that is asked for, whether draws are shown at all, and what there is, by model key."""

    recipe: Recipe = Recipe()
    on: bool = False
    draws: Mapping[str, Draws] = field(default_factory=lambda: MappingProxyType({}))

    def without(self, pane: int, closed: frozenset[str]) -> Self:
        """Without the draws of the models ``closed``."""
        return replace(self, draws=MappingProxyType({key: it for key, it in self.draws.items() if key not in closed}))
