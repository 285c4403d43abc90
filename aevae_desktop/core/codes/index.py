"""The codes of a data set, with the searches that are built of them once and serve every plane."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.codes import latent_measure
from aevae_desktop.core.neighbours.search import Neighbours

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

_DIFFERENCE = 4e-3  # of the codes' spread: the step of a derivative, far above what float32 loses, below any detail


@dataclass(frozen=True, eq=False)
class CodesIndex:
    """Codes ``mu: (n, d)``, their ``label: (n,)``, -1 for none, and what is built of them once for all planes."""

    mu: Floats
    label: NDArray[np.int16]

    @cached_property
    def neighbours(self) -> Neighbours:
        """All codes, to be searched."""
        return Neighbours(self.mu)

    @cached_property
    def known(self) -> tuple[Neighbours, NDArray[np.int16]]:
        """The codes whose class is known, to be searched, and their classes."""
        rows = self.label >= 0
        if rows.all():  # one index will do
            return self.neighbours, self.label
        return Neighbours(self.mu[rows]), self.label[rows]

    @cached_property
    def empty(self) -> Doubles:
        """The prior's mass on each cell without a code (``latent_measure.empty_cells``)."""
        return latent_measure.empty_cells(self.mu)

    @cached_property
    def step(self) -> float:
        """How far apart a derivative looks, latent units."""
        spread = float(np.median(self.mu.std(axis=0, dtype=np.float64))) if len(self.mu) > 1 else 1.0
        return _DIFFERENCE * (spread if spread > 0 else 1.0)
