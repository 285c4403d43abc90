"""The commands of the map's layers. Commands only; the state is the session's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from aevae_desktop.features.layers.state import Lent, given_back
from aevae_desktop.session.controller import Controller
from aevae_desktop.session.state import Layer


class LayersController(Controller):
    """Which overlays are shown, and how opaque."""

    def set_layer(self, name: str, layer: Layer) -> None:
        """Show an overlay or not, and how opaque."""
        self.set_layers({name: layer})

    def set_layers(self, layers: Mapping[str, Layer]) -> None:
        """Show these overlays, by name, as they say, in one change."""
        state = self.context.state
        self.context.set_state(replace(state, layers={**state.layers, **layers}))

    def toggle_layer(self, name: str) -> None:
        """Show an overlay, or take it away."""
        layer = self.context.state.layers[name]
        self.set_layer(name, replace(layer, on=not layer.on))

    def lend(self, on: Mapping[str, bool]) -> None:
        """Show these layers, by name, or do not, until others are lent; with none a person has their own back."""
        state = given_back(self.context.state)
        own = {name: state.layers[name] for name in on if name in state.layers}
        shown = {name: replace(layer, on=on[name]) for name, layer in own.items()}
        if shown:
            state = replace(state.with_part(Lent(shown, own)), layers={**state.layers, **shown})
        self.context.set_state(state)
