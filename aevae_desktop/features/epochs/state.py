"""The history of a training as the state holds it: codes, decodes and losses, epoch by epoch, and where one looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.session.model import F32, U8, SaidByModels


@dataclass(frozen=True, eq=False)
class History:
    """What one model recorded at ``e`` epochs: see ``bundle.History``.

    ``epoch: (e,)``; ``codes: (e, k, d)`` of the samples ``index: (k,)``; ``tiles: (e, rows, columns, h, w)``;
    ``losses`` by name, ``(e,)``.
    """

    epoch: NDArray[np.int32]
    index: NDArray[np.int32]
    codes: F32
    tiles: U8
    losses: Mapping[str, F32]


@dataclass(frozen=True, eq=False)
class EpochsState(SaidByModels):
    """The card: ``open``, where one looks (``place``, 0 the untrained network, 1 the end), whether it runs.

    ``histories`` by pane, and in ``notes`` why a pane has none.
    """

    open: bool = False
    place: float = 1.0
    playing: bool = False
    histories: Mapping[int, History] = field(default_factory=lambda: MappingProxyType({}))
    notes: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))

    def without(self, pane: int, closed: frozenset[str]) -> Self:
        """Without the history of the model of ``pane``."""
        return self.told(pane, None)

    def told(self, pane: int, history: History | None, note: str = "") -> Self:
        """With what is known of the model of ``pane``."""
        histories = {i: had for i, had in self.histories.items() if i != pane}
        notes = {i: had for i, had in self.notes.items() if i != pane}
        if history is not None:
            histories[pane] = history
        if note:
            notes[pane] = note
        return replace(self, histories=MappingProxyType(histories), notes=MappingProxyType(notes))
