"""How numbers and models are written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from aevae_desktop.core.map.plane import Plane
from aevae_desktop.session.model import PlaneChoice
from aevae_desktop.ui import words


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0.000"), (0.00001, "under 0.001"), (0.0123, "0.012"), (1.234, "1.23"), (-0.05, "−0.050")]
)
def test_small_numbers(value: float, text: str) -> None:
    assert words.tiny(value) == text


def test_codes_are_written_with_true_minus_signs_and_long_ones_cut() -> None:
    assert words.code([0.42, -1.1]) == "(0.42, −1.10)"
    assert words.number(-0.001) == "0.00"
    assert words.code([1, 2, 3, 4, 5]) == "(1.00, 2.00, 3.00, … 5 in all)"


def test_panes_are_named_apart(window: Any) -> None:
    state = window.session.state
    assert words.pane_names(state) == ("Linear AE", "Linear VAE")
    same = state.with_pane(1, model=replace(state.panes[0].model, key="other"))
    assert words.pane_names(same) == ("ae-tiny", "ae-tiny")


def named(state: Any, *models: dict[str, Any]) -> tuple[str, ...]:
    model = state.panes[0].model
    for i, changes in enumerate(models):
        state = state.with_pane(i, model=replace(model, manifest=replace(model.manifest, family="resmlp", **changes)))
    return words.pane_names(state)


@pytest.mark.parametrize(
    ("left", "right", "names"),
    [
        ({"kind": "ae"}, {"kind": "vae"}, ("AE", "VAE")),
        ({"latent_dim": 16}, {"kind": "vae", "latent_dim": 16}, ("AE 16-D", "VAE 16-D")),
        ({"latent_dim": 2}, {"latent_dim": 16}, ("AE 2-D", "AE 16-D")),
        ({"series": "beta", "position": 0.25}, {"series": "beta", "position": 16.0}, ("beta 0.25", "beta 16")),
        ({"series": "AE #-D", "position": 1}, {"kind": "vae"}, ("AE 1-D", "VAE 2-D")),
        ({"id": "first-of-mine"}, {"id": "other-of-mine"}, ("first-of-mine", "other-of-mine")),
        ({"id": "a-rather-long-run.00"}, {"id": "a-rather-long-run.16"}, ("…her-long-run.00", "…her-long-run.16")),
        ({"id": "x" * 50 + "1"}, {"id": "x" * 50 + "2" * 40}, ("…" + "x" * 14 + "1", "…" + "2" * 14 + "…")),
    ],
)
def test_what_differs_stands_in_the_name_and_is_not_cut(
    window: Any, left: dict[str, Any], right: dict[str, Any], names: tuple[str, str]
) -> None:
    assert named(window.session.state, left, right) == names


def test_a_map_says_which_plane_it_shows(window: Any) -> None:
    model = window.session.state.panes[1].model
    assert "prior" in words.what_is_shown(model)
    wide = replace(model, plane=Plane.axes(16, 2, 6), plane_choice=PlaneChoice("axes", 2, 6))
    assert words.what_is_shown(wide) == "z3 × z7 of 16, the others 0"
    assert (words.shown_in_short(model), words.shown_in_short(wide)) == ("prior N(0, I)", "z3 × z7 of 16")
    assert words.axis_names(wide) == ("z3", "z7")
    moved = replace(wide, plane=wide.plane.through(range(16)))
    assert words.what_is_shown(moved) == "z3 × z7 of 16, the others fixed"
    pca = replace(wide, plane_choice=PlaneChoice("pca", share=0.412))
    assert words.what_is_shown(pca) == "PCA plane: 41 % of the codes' variance"
    assert words.axis_names(pca) == ("PC1", "PC2")
    three = replace(wide, plane_choice=PlaneChoice("corners", corners=("3", "8", "near 1")))
    assert words.what_is_shown(three) == words.shown_in_short(three) == "plane through 3, 8, near 1"
    assert words.axis_names(replace(model, plane=Plane.axes(1))) == ("z1", "")


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


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("T-shirt/top", "T-shirt/top"),
        ("a\nb\tc", "a\\u000ab\\u0009c"),
        ("\u202eabc", "\\u202eabc"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("a\u00a0b", "a b"),
        ("\U0001f469\u200d\U0001f52c", "\U0001f469\u200d\U0001f52c"),
        ("", "(no name)"),
        (" \t", "(no name)"),
    ],
)
def test_a_name_can_be_read_as_it_is(name: str, seen: str) -> None:
    assert words.legible(name) == seen
    assert words.short(name) == seen


def test_a_long_name_is_cut_for_buttons_and_captions() -> None:
    assert words.short("x" * 100) == "x" * 59 + "…"
    assert words.literal("a & " + "\u200b" * 40, 10) == "a && \\u200…"
