"""How much to ask for at a time: pieces that each take about as long as they may."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf

GROWTH = 4.0  # times the size of the piece before, at most: one quick answer is no promise
_LEAST_MS = 1e-6


@dataclass(frozen=True)
class Pacer:
    """Pieces of ``least`` to ``most`` that take about ``budget_ms``; ``first``, before it is known what one costs.

    ``each_ms``: what one costs, as learned so far, 0 for nothing. ``rise``: how many times it may be what it was
    before; a finite one keeps the pieces large while a process waits for the processor now and then.
    """

    budget_ms: float
    first: int
    most: int
    least: int = 1
    rise: float = inf
    each_ms: float = 0.0

    @property
    def size(self) -> int:
        """How many to ask for next."""
        wanted = self.budget_ms / self.each_ms if self.each_ms else self.first
        return int(min(max(self.least, wanted), self.most))

    def learned(self, count: int, ms: float) -> Pacer:
        """The pacer after ``count`` > 0 took ``ms``."""
        before = self.each_ms or self.budget_ms / self.first
        most = self.rise * before if self.each_ms else inf
        return replace(self, each_ms=max(_LEAST_MS, before / GROWTH, min(most, ms / count)))
