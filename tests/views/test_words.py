"""How numbers and models are written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from aevae_desktop.views import words


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0.000"), (0.00001, "under 0.001"), (0.0123, "0.012"), (1.234, "1.23"), (-0.05, "−0.050")]
)
def test_small_numbers(value: float, text: str) -> None:
    assert words.tiny(value) == text


def test_codes_are_written_with_true_minus_signs_and_long_ones_cut() -> None:
    assert words.code([0.42, -1.1]) == "(0.42, −1.10)"
    assert words.code([1, 2, 3, 4, 5]) == "(1.00, 2.00, 3.00, … 5 in all)"


def test_panes_are_named_apart(window: Any) -> None:
    state = window.session.state
    assert words.pane_names(state) == ("Linear AE", "Linear VAE")
    same = state.with_pane(1, model=replace(state.panes[0].model, key="other"))
    assert words.pane_names(same) == ("ae-tiny", "ae-tiny")


def test_a_model_of_many_dimensions_says_which_two_are_shown(window: Any) -> None:
    manifest = replace(window.session.state.panes[1].model.manifest, latent_dim=16)
    assert words.what_to_expect(manifest) == "z1 and z2 of 16; under the pointer the others are 0"
