"""Where fields are measured, and what is shown between the places."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aevae_desktop.core.map.grid import STRIDES, Grid, between, sampled

corner = st.floats(-1e4, 1e4)
extent = st.floats(1e-2, 1e4)
boxes = st.tuples(corner, corner, extent, extent).map(lambda b: (b[0], b[1], b[0] + b[2], b[1] + b[3]))


@settings(deadline=None)
@given(boxes, st.integers(60, 20_000))
@example((-5e-324, -2.5, 600.0, 5e-324), 60)  # a number that no step divides: the quotient is nothing
def test_covers_its_box_with_no_more_places_than_allowed(box: tuple[float, ...], most: int) -> None:
    grid = Grid.over(box, most)  # type: ignore[arg-type]
    assert grid.covers(box)  # type: ignore[arg-type]
    assert len(grid) <= most
    xy = grid.xy(np.arange(len(grid)))
    np.testing.assert_allclose((*xy.min(axis=0), *xy.max(axis=0)), grid.box)


def test_far_out_it_is_no_finer_than_float32_codes() -> None:
    grid = Grid.over((1e9, 1e9, 1e9 + 1, 1e9 + 1), 10_000)
    assert grid.step > 100
    assert grid.shape >= (2, 2)


@settings(deadline=None, max_examples=40)
@given(boxes, st.integers(60, 3000))
def test_every_place_is_in_one_group_and_coarse_ones_come_first(box: tuple[float, ...], most: int) -> None:
    grid = Grid.over(box, most)  # type: ignore[arg-type]
    groups = grid.order()
    assert sorted(np.concatenate(groups).tolist()) == list(range(len(grid)))
    for stride, group in zip(STRIDES, groups, strict=True):
        row, column = np.divmod(group, grid.columns)
        assert ((row % stride == 0) & (column % stride == 0)).all()


def test_grids_of_neighbouring_maps_share_places() -> None:
    a, b = Grid.over((0, 0, 10, 8), 2000), Grid.over((3.3, -1.7, 13.3, 6.3), 2000)
    common = a.common(b)
    assert common is not None
    mine, theirs = (
        grid.xy(np.arange(len(grid))).reshape(*grid.shape, 2)[part] for grid, part in zip((a, b), common, strict=True)
    )
    np.testing.assert_array_equal(mine, theirs)
    assert mine.size > 0.5 * len(a)
    assert a.common(Grid.over((0, 0, 5, 4), 2000)) is None
    assert a.common(Grid(a.step, a.left + 10_000, a.bottom, 3, 3)) is None


def plane_over(grid: Grid) -> np.ndarray:
    x, y = grid.xy(np.arange(len(grid))).T
    return (2 * x - 3 * y + 1).reshape(*grid.shape, 1).astype(np.float32)


@pytest.mark.parametrize("stride", STRIDES)
def test_a_slope_is_drawn_exactly_between_the_places(stride: int) -> None:
    grid = Grid(0.25, -8, 3, 33, 17)
    np.testing.assert_allclose(between(plane_over(grid), grid, stride, 0), plane_over(grid), atol=1e-5)


def test_nothing_is_known_between_infinite_values() -> None:
    assert np.isnan(between(np.full((9, 9, 1), np.inf, np.float32), Grid(1.0, 0, 0, 9, 9), 4, 0)).all()


def test_names_are_never_mixed() -> None:
    grid = Grid(1.0, 0, 0, 9, 9)
    values = np.where(np.arange(9) < 5, 2.0, 7.0)[None, :, None].repeat(9, axis=0).astype(np.float32)
    assert set(np.unique(between(values, grid, 4, 1))) == {2.0, 7.0}
    assert set(np.unique(sampled(values, grid, Grid(0.3, 0, 0, 20, 20), 1))) == {2.0, 7.0}


def test_a_field_stands_in_on_another_grid_and_is_unknown_beyond_its_own() -> None:
    old, new = Grid(0.5, -4, -4, 17, 17), Grid(0.1, -60, -10, 90, 30)
    found = sampled(plane_over(old), old, new, 0)
    x, y = new.xy(np.arange(len(new))).T.reshape(2, *new.shape)
    inside = (x >= -2) & (x <= 6) & (y >= -2) & (y <= 6)
    np.testing.assert_allclose(found[inside], plane_over(new)[inside], atol=1e-4)
    assert np.isnan(found[~inside]).all()
