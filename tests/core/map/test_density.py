"""How crowded it is around a point, against what is known about it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.core.map.density import OCTAVES, SHADES, Density


def density(xy):
    xs, ys = np.asarray(xy, np.float32).reshape(-1, 2).T
    return Density.of(xs, ys)


def around(found):
    """Points per map unit at every point."""
    return found.levels[found.shade]


@pytest.mark.parametrize("n", [100_000, 200_000])
def test_an_even_square_is_as_crowded_as_it_is(n):
    xy = np.random.default_rng(0).uniform((10, -2), (14, -1), (n, 2))
    middle = (np.abs(xy - (12, -1.5)) < (1.8, 0.4)).all(axis=1)
    assert around(density(xy))[middle].mean() == pytest.approx(n / 4, rel=0.15)


def test_the_crowd_falls_as_a_normal_distribution_does():
    xy = np.random.default_rng(1).normal(size=(300_000, 2))
    found, radius = around(density(xy)), np.hypot(*xy.T)
    for r in (0.2, 1.0, 2.0):
        ring = np.abs(radius - r) < 0.05
        expected = len(xy) / (2 * np.pi) * np.exp(-r * r / 2)
        assert np.exp(np.log(found[ring]).mean()) == pytest.approx(expected, rel=0.25)


def test_no_edge_of_a_bin_can_be_seen():
    """Neighbouring strips thinner than a bin never differ by more than chance."""
    xy = np.random.default_rng(2).normal(size=(300_000, 2)).astype(np.float32)
    near = xy[:, 1] ** 2 < 0.1
    strip = ((xy[near, 0] + 1) * 200).astype(int)
    inner = (strip >= 0) & (strip < 400)
    shade = density(xy).shade[near][inner].astype(float)
    mean = np.bincount(strip[inner], shade, 400) / np.bincount(strip[inner], minlength=400)
    assert np.abs(np.diff(mean)).max() < 0.5


def test_what_is_far_out_is_thin():
    xy = np.random.default_rng(3).normal(size=(20_000, 2))
    xy[:50] = 1e12
    found = density(xy)
    assert (found.shade[:50] <= 1).all()
    assert found.shade[50:].mean() > SHADES / 2


@pytest.mark.parametrize(("xy", "axes"), [([(3, 4)] * 5000, 0), ([(x / 5000, 4) for x in range(5000)], 1)])
def test_points_on_one_place_or_one_line(xy, axes):
    found = density(xy)
    assert found.axes == axes
    crowd = found.crowd(5.0)[found.shade]
    assert crowd.mean() == pytest.approx(5000 if axes == 0 else 1000, rel=0.1)


def test_zooming_thins_the_crowd():
    found = density(np.random.default_rng(4).normal(size=(1000, 2)))
    np.testing.assert_allclose(found.crowd(10.0), 4 * found.crowd(20.0))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(*[st.floats(-(2.0**127), 2.0**127, width=32)] * 2), max_size=30))
def test_any_points_have_a_density(xy):
    found = density(xy)
    assert found.shade.shape == (len(xy),)
    assert (found.shade < SHADES).all()
    assert np.isfinite(found.levels).all()
    if xy:
        assert found.levels[-1] / found.levels[0] == pytest.approx(2.0**OCTAVES)
