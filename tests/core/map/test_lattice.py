"""The lattice of a living manifold: what it covers, what it keeps, in what order it is filled."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aevae_desktop.core.map.lattice import Lattice
from aevae_desktop.core.map.view2d import View2D

views = st.builds(
    View2D,
    st.floats(-50, 50),
    st.floats(-50, 50),
    st.floats(0.5, 1e5),
    st.integers(160, 1200).map(float),
    st.integers(160, 1200).map(float),
)
tiles = st.integers(16, 64).map(float)


@given(views, tiles)
def test_nested_tiles_cover_the_view_at_about_the_size_that_was_asked_for(view: View2D, tile: float) -> None:
    lattice = Lattice.nested(view, tile)
    assert lattice.covers(view)
    assert 0.70 < lattice.step * view.scale / tile < 1.42
    assert np.log2(lattice.step).is_integer()


@given(views, tiles)
def test_fixed_tiles_start_in_the_corner_and_cover_the_view(view: View2D, tile: float) -> None:
    lattice = Lattice.fixed(view, tile)
    assert lattice.covers(view)
    assert view.to_px(lattice.places()[0]) == pytest.approx((tile / 2, tile / 2), abs=1e-5)
    assert lattice.step * view.scale == pytest.approx(tile)


@given(views, tiles, st.floats(-400, 400), st.floats(-400, 400))
def test_a_pan_finds_the_very_same_places_again(view: View2D, tile: float, dx: float, dy: float) -> None:
    old, new = Lattice.nested(view, tile), Lattice.nested(view.panned(dx, dy), tile)
    nearest, away = new.found_in(old)
    same = away == 0.0
    assert (old.places()[nearest[same]] == new.places()[same]).all()
    known = {tuple(place) for place in old.places().tolist()}
    assert same.sum() == sum(tuple(place) in known for place in new.places().tolist())


@given(views, tiles)
def test_a_zoom_by_two_keeps_every_second_place(view: View2D, tile: float) -> None:
    old, new = Lattice.nested(view, tile), Lattice.nested(view.zoomed(2.0, (view.width / 2, view.height / 2)), tile)
    assert new.step == old.step / 2
    _, away = new.found_in(old)
    assert 0.15 < (away == 0.0).mean() < 0.35


@given(views, views, tiles)
def test_the_nearest_is_the_nearest(view: View2D, other: View2D, tile: float) -> None:
    one, two = Lattice.fixed(view, tile), Lattice.nested(other, tile)
    nearest, away = one.found_in(two)
    places, others = one.places()[::37], two.places()
    brute = np.abs(places[:, None] - others).max(axis=2).min(axis=1)
    assert np.abs(others[nearest[::37]] - places).max(axis=1) == pytest.approx(brute, rel=1e-6, abs=1e-5 * one.step)
    assert away[::37] * one.step == pytest.approx(brute, rel=1e-6, abs=1e-5 * one.step)


def test_coarse_tiles_come_first_and_every_tile_once() -> None:
    lattice = Lattice(0.0, 0.0, 1.0, 19, 30)
    order, side = lattice.order()
    assert sorted(order.tolist()) == list(range(19 * 30))
    assert (np.diff(side) <= 0).all()
    assert side.max() == 8
    coarse = order[side == 8]
    assert (coarse // 30 % 8 == 0).all()
    assert (coarse % 30 % 8 == 0).all()


def test_places_run_right_and_down_from_the_upper_left() -> None:
    places = Lattice(-1.0, 2.0, 0.5, 2, 3).places()
    assert places.tolist() == [[-1, 2], [-0.5, 2], [0, 2], [-1, 1.5], [-0.5, 1.5], [0, 1.5]]
    assert Lattice(-1.0, 2.0, 0.5, 2, 3).box() == (-1.25, 1.25, 0.25, 2.25)
