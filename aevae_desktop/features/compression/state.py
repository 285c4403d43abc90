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
    """The card: ``open``; ``bits`` a number; the image ``x: (h, w)`` in [0, 1], what it is, and ``coded`` by model.

    ``by_pca``: the same by PCA of the images that a model stores, with as many numbers, by model too.
    """

    open: bool = False
    bits: int = MOST_BITS
    x: F32 | None = None
    origin: str = ""
    coded: Mapping[str, Coded] = field(default_factory=lambda: MappingProxyType({}))
    by_pca: Mapping[str, Coded] = field(default_factory=lambda: MappingProxyType({}))

    def without(self, pane: int, closed: frozenset[str]) -> Self:
        """Without what the models ``closed`` have made."""
        coded, by_pca = ({k: v for k, v in made.items() if k not in closed} for made in (self.coded, self.by_pca))
        return replace(self, coded=MappingProxyType(coded), by_pca=MappingProxyType(by_pca))
