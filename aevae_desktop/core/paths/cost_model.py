"""The cost of a path: how much the decoded picture changes along it, and how few codes are near it."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.pacing import Pacer
from aevae_desktop.core.paths.density_cost import DensityCost

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Pieces = Generator[None, None, Floats]

_PACE = Pacer(4.0, first=32, most=1024, least=4)  # ms of decoding rows between two looks at the clock
_MOST_BYTES = 64 << 20  # of images a piece
_RELATIVE = 2e-4  # of a coordinate: the least step of a derivative, which float32 must be able to tell


@dataclass(eq=False)
class CostModel:
    """``decode``: z (m, d) float32 -> images (m, ...) float32, which may be NaN; it is asked for a few rows at a time.

    ``step``: how far apart a derivative looks, latent units. ``density_cost``: None where no codes are known.
    """

    decode: Callable[[Floats], Floats]
    step: float = 1e-2
    density_cost: DensityCost | None = None
    _pace: Pacer = _PACE
    _row_bytes: int = 4

    def images(self, z: Doubles) -> Pieces:
        """The decodes of ``z: (n, d)`` as flat rows (n, pixels); yields between pieces, returns them."""
        parts: list[Floats] = []
        k = 0
        while k < len(z):
            rows = np.ascontiguousarray(z[k : k + self.piece], np.float32)
            start = time.perf_counter()
            parts.append(self.decode(rows).reshape(len(rows), -1))
            self._pace = self._pace.learned(len(rows), 1e3 * (time.perf_counter() - start))
            self._row_bytes = 4 * parts[-1].shape[1]
            k += len(rows)
            yield
        return np.concatenate(parts)

    @property
    def piece(self) -> int:
        """How many rows to decode before looking at the clock."""
        return max(min(self._pace.size, _MOST_BYTES // self._row_bytes), _PACE.least)

    def differences(self, z: Doubles) -> Doubles:
        """How far to step along each coordinate for a derivative at ``z: (n, d)``."""
        return np.maximum(self.step, _RELATIVE * np.abs(z))

    def cost(self, z: Doubles, weight: float) -> tuple[Doubles, Doubles]:
        """``1 + weight phi(z)`` for ``z: (n, d)``: ``(n,)``, and its gradient: ``(n, d)``."""
        if self.density_cost is None or not weight:
            return np.ones(len(z)), np.zeros_like(z)
        phi, slope = self.density_cost.at(z)
        return 1.0 + weight * phi, weight * slope
