"""What the state holds that the model of one pane has said: it goes with the model, before anybody hears of the next.

Codes of another model may have another number of dimensions, so no view may ever see them beside the new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from aevae_desktop.session.state import SessionState

K = TypeVar("K")
V = TypeVar("V")


def without(state: SessionState, i: int) -> SessionState:
    """``state`` without what the model of pane ``i`` has said outside of its pane: posterior, sum and draws."""
    posterior, outcomes = state.posterior, state.arithmetic.outcomes
    kept = tuple(None if k == i else outcome for k, outcome in enumerate(outcomes))
    return replace(
        state,
        posterior=replace(posterior, panes=_less(posterior.panes, i), notes=_less(posterior.notes, i)),
        arithmetic=replace(state.arithmetic, outcomes=kept),
        sampling=replace(state.sampling, draws=_less(state.sampling.draws, *_only_in(state, i))),
    )


def _only_in(state: SessionState, i: int) -> list[str]:
    """The key of the model of pane ``i``, unless another pane shows it too."""
    keys = [None if pane.model is None else pane.model.key for pane in state.panes]
    return [key for key in keys[i : i + 1] if key is not None and keys.count(key) == 1]


def _less(parts: Mapping[K, V], *gone: K) -> Mapping[K, V]:
    return MappingProxyType({key: part for key, part in parts.items() if key not in gone})
