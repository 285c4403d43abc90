"""What a hand catches, against every point tested with every edge."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.core.map import selecting
from aevae_desktop.core.map.cloud import Cloud
from aevae_desktop.core.neighbours.cells import Cells


@st.composite
def clouds(draw):
    """Points with clusters, lattices, lines, duplicates and outliers."""
    n = draw(st.integers(0, 400))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    xy = rng.normal(size=(n, 2))
    kind = draw(st.sampled_from(["plain", "lattice", "line", "one place", "far"]))
    if kind == "lattice":
        xy = np.round(xy * 2) / 2
    if kind == "line":
        xy[:, 1] = 0
    if kind == "one place":
        xy[:] = [[0.5, 0.25]]
    if kind == "far":
        xy[: n // 4] *= 1e12
    return xy.astype(np.float32)


@st.composite
def polygons(draw):
    """Loops that cross themselves, with corners on a lattice now and then, or far outside."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    corners = rng.normal(size=(draw(st.integers(0, 30)), 2)) * draw(st.sampled_from([0.1, 1.0, 3.0, 1e3]))
    return np.round(corners * 2) / 2 if draw(st.booleans()) else corners


def winding(xy, polygon):
    """The winding number around every point, edge by edge."""
    x, y = xy.astype(np.float64).T
    total = np.zeros(len(xy), int)
    for (ax, ay), (bx, by) in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        side = (bx - ax) * (y - ay) - (x - ax) * (by - ay)
        total += (ay <= y) & (y < by) & (side > 0)
        total -= (by <= y) & (y < ay) & (side < 0)
    return total


@settings(max_examples=300, deadline=None)
@given(clouds(), polygons())
def test_a_lasso_catches_what_it_winds_round(xy, polygon):
    caught = selecting.inside_polygon(Cells.build(xy), len(xy), polygon)
    expected = winding(xy, polygon) != 0 if len(polygon) >= 3 else np.zeros(len(xy), bool)
    np.testing.assert_array_equal(caught, expected)


def test_a_lasso_over_many_cells_is_exact_too():
    rng = np.random.default_rng(0)
    xy = rng.normal(size=(60_000, 2)).astype(np.float32)
    angle = np.linspace(0, 2 * np.pi * 1.05, 200)  # a little past its beginning
    polygon = np.stack((np.cos(angle), np.sin(angle)), axis=1) * (1 + 0.3 * np.sin(7 * angle))[:, None]
    caught = selecting.inside_polygon(Cells.build(xy), len(xy), polygon)
    np.testing.assert_array_equal(caught, winding(xy, polygon) != 0)
    assert 20_000 < caught.sum() < 40_000


def test_a_loop_drawn_past_its_beginning_has_no_hole():
    square = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    xy = np.array([[0, 0], [2, 0]], np.float32)
    assert selecting.inside_polygon(Cells.build(xy), 2, np.concatenate((square, square))).tolist() == [True, False]


def test_points_that_are_not_finite_are_never_caught():
    xy = np.array([[np.nan, 0], [0, 0], [np.inf, 0]], np.float32)
    square = [[-1, -1], [1, -1], [1, 1], [-1, 1]]
    assert selecting.inside_polygon(Cells.build(xy), 3, square).tolist() == [False, True, False]
    assert selecting.inside_box(xy, (-1, -1, 1, 1)).tolist() == [False, True, False]


@settings(max_examples=100, deadline=None)
@given(clouds(), st.tuples(*[st.floats(-3, 3)] * 4))
def test_a_box_catches_what_lies_in_it(xy, corners):
    x0, x1 = sorted(corners[:2])
    y0, y1 = sorted(corners[2:])
    x, y = xy.astype(np.float64).T
    expected = (x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1)
    np.testing.assert_array_equal(selecting.inside_box(xy, (x0, y0, x1, y1)), expected)


@settings(max_examples=150, deadline=None)
@given(clouds(), st.integers(1, 12), st.integers(0, 2**32))
def test_nobody_off_the_rim_has_a_stranger_near(xy, k, seed):
    rng = np.random.default_rng(seed)
    cells = Cells.build(xy)
    member = np.hypot(*(xy.astype(np.float64) - rng.normal(size=2)).T) < rng.uniform(0.3, 3)
    kept = selecting.rim(cells, member, k)
    assert member[kept].all()
    assert (np.diff(kept) > 0).all()
    for sample in np.setdiff1d(np.flatnonzero(member), kept):
        apart = np.hypot(*(xy.astype(np.float64) - xy[sample]).T)
        strangers = apart[~member]
        assert not len(strangers) or np.sort(np.delete(apart, sample))[k - 1] <= strangers.min()


def test_the_rim_of_a_large_selection_is_thin():
    xy = np.random.default_rng(0).normal(size=(50_000, 2)).astype(np.float32)
    member = np.hypot(*xy.T) < 1.5
    assert len(selecting.rim(Cells.build(xy), member, 10)) < member.sum() / 3


def test_a_part_of_a_cloud_is_its_points_with_their_shades():
    rng = np.random.default_rng(0)
    xy, colour = rng.normal(size=(5000, 2)).astype(np.float32), rng.integers(0, 10, 5000)
    whole = Cloud.build(xy, colour)
    keep = rng.random(5000) < 0.2
    few = selecting.part(whole, keep)
    assert sorted(few.cells.order.tolist()) == np.flatnonzero(keep).tolist()
    assert len(few.color) == keep.sum()
    assert not few.color.any()
    np.testing.assert_array_equal(np.stack((few.cells.xs, few.cells.ys), axis=1), xy[few.cells.order])
    shade = dict(zip(whole.cells.order.tolist(), whole.density.shade.tolist(), strict=True))
    assert few.density.shade.tolist() == [shade[row] for row in few.cells.order.tolist()]
    for row in few.cells.within((-0.5, -0.5, 0.5, 0.5)):
        assert keep[row]
    assert few.cells.nearest((0.0, 0.0))[1] == pytest.approx(np.hypot(*xy[keep].T).min(), rel=1e-6)
