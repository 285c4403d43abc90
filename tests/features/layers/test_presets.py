"""Sets of layers: what each shows, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aevae_desktop.features import OVERLAYS
from aevae_desktop.features.layers.presets import PRESETS, WITH_THE_PATH, layers_of
from aevae_desktop.session.state import Layer
from aevae_desktop.ui.map.overlay import MORE

USUAL = {overlay.name: overlay.layer for overlay in OVERLAYS}
ODD = {name: Layer(not layer.on, 0.3) for name, layer in USUAL.items()}


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_names_layers_that_there_are(preset: object) -> None:
    assert set(preset.layers or {}) <= set(USUAL)  # type: ignore[attr-defined]


def test_the_usual_one_brings_all_of_them_back() -> None:
    assert layers_of(PRESETS[0], OVERLAYS, ODD) == USUAL


@pytest.mark.parametrize("preset", PRESETS[1:], ids=lambda preset: preset.name)
def test_the_others_show_theirs_and_nothing_else_and_leave_what_is_under_more(preset: object) -> None:
    shown = preset.layers  # type: ignore[attr-defined]
    found = layers_of(preset, OVERLAYS, ODD)  # type: ignore[arg-type]
    for overlay in OVERLAYS:
        name = overlay.name
        if name in shown:
            assert found[name] == Layer(True, shown[name])
        elif overlay.group == MORE and name != WITH_THE_PATH:
            assert found[name] == ODD[name]
        else:
            assert found[name] == replace(ODD[name], on=False)
