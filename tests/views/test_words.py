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


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (0.01234, "0.0123"), (70_000, "70,000"), (1e12, "1e12"), (-4.2e-7, "−4.2e−7"), (999.6, "1,000")],
)
def test_figures_of_any_magnitude(value: float, text: str) -> None:
    assert words.figure(value) == text


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ([], ""),
        ([(0, 0)], "0 codes"),
        ([(70_000, 70_000)] * 2, "70,000 codes"),
        ([(10_000, 10_000), (70_000, 70_000)], "70,000 and 10,000 codes"),
        ([(12_345, 70_000)] * 2, "12,345 of 70,000 codes"),
        ([(9_000, 70_000), (70_000, 70_000)], "70,000 and 9,000 of 70,000 codes"),
        ([(9_000, 70_000), (5, 10_000)], "9,000 of 70,000 and 5 of 10,000 codes"),
    ],
)
def test_how_many_codes_are_shown_is_said_once(counts: list[tuple[int, int]], text: str) -> None:
    assert words.how_many(counts) == text
