"""Layers that are lent for a while."""

from __future__ import annotations

from typing import Any

import pytest

from aevae_desktop.features.layers import record
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.session.state import Layer


@pytest.fixture
def layers(session: Any) -> LayersController:
    found: LayersController = session.controller(LayersController)
    found.set_layers({"labels": Layer(True, 0.5), "empty": Layer(False, 0.4)})
    return found


def shown(session: Any, *names: str) -> list[Layer]:
    return [session.state.layers[name] for name in names]


def test_what_is_lent_goes_and_a_person_s_own_is_back(session: Any, layers: LayersController) -> None:
    own = dict(session.state.layers)
    layers.lend({"labels": False, "empty": True, "no such layer": True})
    assert shown(session, "labels", "empty") == [Layer(False, 0.5), Layer(True, 0.4)]
    layers.lend({"prior": False, "empty": True})
    assert shown(session, "labels", "empty") == [Layer(True, 0.5), Layer(True, 0.4)]
    layers.lend({})
    assert session.state.layers == own


def test_what_a_hand_changes_meanwhile_stays(session: Any, layers: LayersController) -> None:
    layers.lend({"labels": False, "empty": True})
    layers.set_layer("empty", Layer(True, 0.9))
    layers.set_layer("glyphs", Layer(True, 0.7))
    layers.lend({"labels": False, "empty": False})
    layers.lend({})
    assert shown(session, "labels", "empty", "glyphs") == [Layer(True, 0.5), Layer(True, 0.9), Layer(True, 0.7)]


def test_the_file_of_what_is_open_and_the_settings_hold_a_person_s_own(session: Any, layers: LayersController) -> None:
    before = record.SAVED.take(session.state, {})
    layers.lend({"labels": False, "empty": True})
    assert record.SAVED.take(session.state, {}) != before
    assert record.SAVED.take(record.SAVED.finished(session.state), {}) == before
