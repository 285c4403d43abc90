"""Which layers the maps show, as a figure's record holds it: by name, whether a layer is on, and its opacity."""

from __future__ import annotations

from dataclasses import replace

from aevae_desktop.errors import DataError
from aevae_desktop.features.layers.state import given_back
from aevae_desktop.reading.json_object import JsonObject, is_name, real
from aevae_desktop.session.controller import Context
from aevae_desktop.session.saved import Panes, Saved
from aevae_desktop.session.state import Layer

MOST = 100  # layers
Layers = dict[str, tuple[bool, float]]


def _read(top: JsonObject) -> Layers:
    given = top.child("layers")
    if given is None:
        return {}
    if len(given.data) > MOST or not all(map(is_name, given.data)):
        raise DataError(file=top.file, field="layers", found=f"{len(given.data)} of them", expected="names of layers")
    return {name: _layer(given, name) for name in given.data}


def _layer(layers: JsonObject, name: str) -> tuple[bool, float]:
    value = layers.data[name]
    on, opacity = value if isinstance(value, list) and len(value) == 2 else (None, None)
    share = real(opacity)
    if not isinstance(on, bool) or share is None or not 0.0 <= share <= 1.0:
        raise layers.wrong(name, "[on, opacity from 0 to 1]")
    return on, share


def _restore(context: Context, layers: Layers, _: Panes) -> None:
    known = context.state.layers  # a layer of another version is passed over
    given = {name: Layer(*how) for name, how in layers.items() if name in known}
    context.set_state(replace(context.state, layers={**known, **given}))


SAVED = Saved(
    "layers", place=10, rank=40, setting=True, read=_read, restore=_restore, work=lambda state: (state.layers,),
    finished=given_back,
    take=lambda state, _: {name: (layer.on, layer.opacity) for name, layer in state.layers.items()},
)  # fmt: skip
