"""Layers that something else shows for a while, as the state holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from aevae_desktop.session.state import Layer, SessionState

Layers = Mapping[str, Layer]


@dataclass(frozen=True)
class Lent:
    """``shown``: layers as they were set for a while, by name; ``own``: how a person had these. Both empty: none."""

    shown: Layers = field(default_factory=lambda: MappingProxyType({}))
    own: Layers = field(default_factory=lambda: MappingProxyType({}))


def given_back(state: SessionState) -> SessionState:
    """The state with a person's own layers; what a hand has changed since the others were set is its own, too."""
    lent = state.part(Lent)
    if not lent.shown:
        return state
    untouched = {name for name, layer in lent.shown.items() if state.layers.get(name) is layer}
    own = {name: lent.own[name] if name in untouched else layer for name, layer in state.layers.items()}
    return replace(state.with_part(Lent()), layers=own)
