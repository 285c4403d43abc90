"""How bright the codes are: what a crowd on the map makes of a pixel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from aevae_desktop.core.map.density import SHADES, Density
from aevae_desktop.core.map.raster import STAMPS
from aevae_desktop.features.points import overlay as points_overlay
from aevae_desktop.features.points.logic import BINS
from aevae_desktop.ui.imaging import rgb
from aevae_desktop.ui.theme import DARK, LIGHT, THEMES, Theme, class_colour, mix


def crowd(level: float) -> Density:
    return Density(np.zeros(1, np.uint8), np.full(SHADES, level), 2)


@pytest.mark.parametrize("radius", [1, 2])
@pytest.mark.parametrize("per_pixel", [0.01, 0.5, 2.0, 9.0])
def test_a_lit_pixel_is_as_bright_as_counting_makes_it_on_average(per_pixel: float, radius: int) -> None:
    area = len(STAMPS[radius].dx)
    counts = np.random.default_rng(0).poisson(per_pixel * area, 400_000)
    counted = np.array(points_overlay.FRACTIONS)[
        np.minimum(counts[counts > 0], len(points_overlay.FRACTIONS)) - 1
    ].mean()
    found = points_overlay.fractions(crowd(per_pixel * 30.0**2), 30.0, radius)
    assert found == pytest.approx(counted, abs=3e-3)


def test_a_single_code_is_quiet_and_a_crowd_is_bright_at_any_zoom() -> None:
    for scale in (1e-12, 1.0, 1e12):
        found = points_overlay.fractions(crowd(1.0), scale, 1)
        assert np.isfinite(found).all()
        assert found == pytest.approx({1e-12: 1.0, 1e12: points_overlay.FRACTIONS[0]}.get(scale, found), abs=1e-6)
    assert (
        np.diff(points_overlay.fractions(replace(crowd(1.0), levels=np.logspace(-3, 1.5, SHADES)), 1.0, 1)) > 0
    ).all()


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_the_table_runs_from_the_ground_to_the_colour_of_the_class(theme: Theme) -> None:
    rows = points_overlay.inks(theme, "class", 12)
    table = points_overlay.palette(theme.map, rows, 0.5, np.array([0.0, 0.7, 2.0]))
    assert table.shape == (13, 3)
    assert table.dtype == np.uint32
    for row, colour in [(0, class_colour(theme, 0)), (11, class_colour(theme, 1)), (12, theme.muted)]:
        expected = [rgb(mix(theme.map, colour, share)) for share in (0.0, 0.35, 1.0)]
        assert table[row].tolist() == expected


# what a deuteranope and a protanope see, in linear light (Machado, Oliveira and Fernandes, 2009, severity 1)
SEEN = {
    "everybody": np.eye(3),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
}


def lab(colours: Sequence[str], eye: np.ndarray) -> np.ndarray:
    """CIELAB of ``#rrggbb`` colours as an eye sees them, ``(n, 3)``."""
    srgb = np.array([[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in colours]) / 255
    light = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    light = np.clip(light @ eye.T, 0, 1)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    f = light @ to_xyz.T / (0.95047, 1.0, 1.08883)
    f = np.where(f > (6 / 29) ** 3, np.cbrt(f), f / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1)


@pytest.mark.parametrize("eye", SEEN)
@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_numbers_run_in_even_steps_away_from_the_ground_for_every_eye(theme: Theme, eye: str) -> None:
    *steps, none = points_overlay.inks(theme, "error", 10)
    assert len(steps) == BINS
    seen, (ground, nothing) = lab(steps, SEEN[eye]), lab([theme.map, none], SEEN[eye])
    away = np.abs(seen[:, 0] - ground[0])
    coarse = seen[::5]  # a step of 8 bits a channel is too small to be even in itself
    change = np.linalg.norm(np.diff(coarse, axis=0), axis=1)
    assert (np.diff(away[::2]) > 0).all()
    assert away[0] > 15
    assert away[-1] - away[0] > 50
    assert change.max() / change.min() < 2.5
    assert np.linalg.norm(seen - nothing, axis=1).min() > 12  # no value looks like none of them


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.1)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_dots_of_every_class_are_told_from_the_ground_at_3_to_1(theme: Theme) -> None:
    for colour in (*theme.classes, theme.muted):
        for ground in (theme.map, theme.ground):
            dark, bright = sorted((luminance(colour), luminance(ground)))
            assert (bright + 0.05) / (dark + 0.05) >= 3.0, colour
