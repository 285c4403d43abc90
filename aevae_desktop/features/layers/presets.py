"""Sets of layers that answer one question each, by the names of the layers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from aevae_desktop.language import translate
from aevae_desktop.session.state import SHOWN, Layer
from aevae_desktop.ui.map.overlay import MORE, Overlay

WITH_THE_PATH = "playhead"  # the one layer under ``MORE`` that means nothing without another one


@dataclass(frozen=True)
class Preset:
    """``layers``: those that it shows, by name, with their opacity; None for all as they are at first."""

    name: str
    title: str
    tip: str
    layers: Mapping[str, float] | None


PRESETS = (
    Preset("usual", translate("layers", "Usual"), translate("layers", "Every layer as it is at first"), None),
    Preset("codes", translate("layers", "Just the codes"),
           translate("layers", "Nothing but a dot for every stored image"), {"points": 1.0}),
    Preset("prior", translate("layers", "Where is the prior empty?"),
           translate("layers", "The codes, the prior's rings, and where random draws find no code"),
           {"points": 1.0, "prior": 1.0, "empty": 1.0}),
    Preset("decoder", translate("layers", "What does the decoder do?"),
           translate("layers", "What it draws everywhere, and how fast that changes"),
           {"manifold": 1.0, "stretch": 0.45}),
)  # fmt: skip


def layers_of(preset: Preset, overlays: Iterable[Overlay], now: Mapping[str, Layer]) -> dict[str, Layer]:
    """How each of ``overlays`` is shown after ``preset``. Those under ``MORE`` stay as they are ``now``."""
    return {overlay.name: _layer(preset, overlay, now.get(overlay.name, SHOWN)) for overlay in overlays}


def _layer(preset: Preset, overlay: Overlay, now: Layer) -> Layer:
    if preset.layers is None:
        return overlay.layer
    if overlay.name in preset.layers:
        return Layer(True, preset.layers[overlay.name])
    return now if overlay.group == MORE and overlay.name != WITH_THE_PATH else replace(now, on=False)
