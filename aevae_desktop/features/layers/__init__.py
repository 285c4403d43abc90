"""The layers of the maps: which are shown, and how opaque."""

from __future__ import annotations

from collections.abc import Iterable

from aevae_desktop.features.feature import CardRow, Feature
from aevae_desktop.features.layers import presets, record
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.language import translate
from aevae_desktop.ui.action import Action, MainWindow, of

_layers = of(LayersController)


def _offer(window: MainWindow) -> Iterable[Action]:
    """A switch for each layer, and the sets of them."""
    return [
        *(_switch(overlay.name, overlay.title) for overlay in window.overlays),
        *map(_preset, presets.PRESETS),
    ]


def _switch(name: str, title: str) -> Action:
    return Action(
        f"layer_{name}", translate("layers", "Layer: {title}").format(title=title), (),
        lambda w: _layers(w).toggle_layer(name),
        checked=lambda w: w.session.state.layers[name].on,
    )  # fmt: skip


def _preset(preset: presets.Preset) -> Action:
    def show(window: MainWindow) -> None:
        now = window.session.state.layers
        _layers(window).set_layers(presets.layers_of(preset, window.overlays, now))

    return Action(f"layers_{preset.name}", translate("layers", "Layers: {title}").format(title=preset.title), (), show)


FEATURE = Feature(
    "layers",
    controllers=(LayersController,),
    saved=(record.SAVED,),
    cards=(
        CardRow("layers", "aevae_desktop.features.layers.panel:LayersPanel", translate("layers", "Layers"), ("L",),
                rank=91,
                button=translate("layers", "Layers"), tip=translate("layers", "What the maps draw (L)"), fold=8),
    ),
    actions=(
        Action("manifold", translate("layers", "Decoded grid"), ("G",), lambda w: _layers(w).toggle_layer("manifold"),
               rank=70,
               checked=lambda w: w.session.state.layers["manifold"].on),
    ),
    offer=_offer,
)  # fmt: skip
