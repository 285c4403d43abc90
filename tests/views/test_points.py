"""How bright the codes are: what a crowd on the map makes of a pixel."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from aevae_desktop.core.density import SHADES, Density
from aevae_desktop.core.raster import STAMPS
from aevae_desktop.views.imaging import rgb
from aevae_desktop.views.map.overlays import points
from aevae_desktop.views.theme import DARK, LIGHT, class_colour, mix


def crowd(level: float) -> Density:
    return Density(np.zeros(1, np.uint8), np.full(SHADES, level), 2)


@pytest.mark.parametrize("radius", [1, 2])
@pytest.mark.parametrize("per_pixel", [0.01, 0.5, 2.0, 9.0])
def test_a_lit_pixel_is_as_bright_as_counting_makes_it_on_average(per_pixel: float, radius: int) -> None:
    area = len(STAMPS[radius].dx)
    counts = np.random.default_rng(0).poisson(per_pixel * area, 400_000)
    counted = np.array(points.SHARES)[np.minimum(counts[counts > 0], len(points.SHARES)) - 1].mean()
    found = points.shares(crowd(per_pixel * 30.0**2), 30.0, radius)
    assert found == pytest.approx(counted, abs=3e-3)


def test_a_single_code_is_quiet_and_a_crowd_is_bright_at_any_zoom() -> None:
    for scale in (1e-12, 1.0, 1e12):
        found = points.shares(crowd(1.0), scale, 1)
        assert np.isfinite(found).all()
        assert found == pytest.approx({1e-12: 1.0, 1e12: points.SHARES[0]}.get(scale, found), abs=1e-6)
    assert (np.diff(points.shares(replace(crowd(1.0), levels=np.logspace(-3, 1.5, SHADES)), 1.0, 1)) > 0).all()


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_the_table_runs_from_the_ground_to_the_colour_of_the_class(theme: object) -> None:
    table = points.palette(theme, 12, 0.5, np.array([0.0, 0.7, 2.0]))  # type: ignore[arg-type]
    assert table.shape == (13, 3)
    assert table.dtype == np.uint32
    for row, colour in [(0, class_colour(theme, 0)), (11, class_colour(theme, 1)), (12, theme.muted)]:  # type: ignore
        expected = [rgb(mix(theme.map, colour, share)) for share in (0.0, 0.35, 1.0)]  # type: ignore[attr-defined]
        assert table[row].tolist() == expected
