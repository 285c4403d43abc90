"""One image as a code of few bits, as the state holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Self

from aevae_desktop.session.model import F32, SaidByModels

MOST_BITS = 8  # a number of a code


@dataclass(frozen=True, eq=False)
class Coded:
    """What one model makes of the image ``x`` at 1 to ``MOST_BITS`` bits a number, and with numbers as they are.

    ``written``: the bytes at 1, 2, ... bits; ``x_hat: (MOST_BITS + 1, h, w[, 3])`` in [0, 1] and ``mse`` in the same
    order, the last from the code that is not rounded. Or an ``error``.
    """

    x: F32
    d: int = 0
    written: tuple[bytes, ...] = ()
    x_hat: F32 | None = None
    mse: tuple[float, ...] = ()
    error: str = ""


@dataclass(frozen=True, eq=False)
class CompressionState(SaidByModels):
    """The card: ``open``; ``bits`` a number; the image ``x: (h, w)`` in [0, 1], what it is, and ``coded`` by model."""

    open: bool = False
    bits: int = MOST_BITS
    x: F32 | None = None
    origin: str = ""
    coded: Mapping[str, Coded] = field(default_factory=lambda: MappingProxyType({}))

    def without(self, pane: int, closed: frozenset[str]) -> Self:
        """Without what the models ``closed`` have made."""
        return replace(self, coded=MappingProxyType({k: v for k, v in self.coded.items() if k not in closed}))
