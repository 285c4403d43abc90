import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.core.neighbours.cells import Cells


@st.composite
def clouds(draw):
    """Points with clusters, duplicates, lattices and outliers: all that breaks a grid."""
    n = draw(st.integers(0, 300))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    xy = rng.normal(size=(n, 2)) * draw(st.sampled_from([1e-6, 1.0, 1e5]))
    if draw(st.booleans()):
        xy = np.round(xy)  # many points on the lines, many equal
    if draw(st.booleans()):
        xy[: n // 3] += 1e4
    far = draw(st.integers(0, 3))
    xy[rng.integers(0, max(n, 1), far if n else 0)] *= 1e12
    return xy.astype(np.float32)


def brute(xy, query, mask=None):
    apart = np.hypot(*(xy.astype(np.float64) - query).T)
    if mask is not None:
        apart[~mask] = np.inf
    return apart


@settings(max_examples=150, deadline=None)
@given(clouds(), st.integers(0, 2**32))
def test_nearest_is_the_nearest(xy, seed):
    rng = np.random.default_rng(seed)
    cells = Cells.build(xy)
    mask = rng.random(len(xy)) < 0.3
    for query in [*(rng.normal(size=(4, 2)) * [[0.1], [2], [1e4], [1e13]]), *xy[:3]]:
        for only in (None, mask):
            index, distance = cells.nearest(query, only)
            apart = brute(xy, query, only)
            if not np.isfinite(apart).any():
                assert (index, distance) == (-1, np.inf)
                continue
            assert distance == pytest.approx(apart.min(), rel=1e-12)
            assert apart[index] == pytest.approx(distance, rel=1e-12)


@settings(max_examples=60, deadline=None)
@given(clouds())
def test_every_point_is_in_the_cell_that_its_lines_say(xy):
    cells = Cells.build(xy)
    assert sorted(cells.order.tolist()) == list(range(len(xy)))
    np.testing.assert_array_equal(np.stack((cells.xs, cells.ys), axis=1), xy[cells.order])
    columns = len(cells.x_lines) + 1
    for cell in range(len(cells.start) - 1):
        part = slice(cells.start[cell], cells.start[cell + 1])
        row, column = divmod(cell, columns)
        x_edges = np.concatenate(([-np.inf], cells.x_lines, [np.inf]))[column : column + 2]
        y_edges = np.concatenate(([-np.inf], cells.y_lines, [np.inf]))[row : row + 2]
        assert ((x_edges[0] <= cells.xs[part]) & (cells.xs[part] < x_edges[1])).all()
        assert ((y_edges[0] <= cells.ys[part]) & (cells.ys[part] < y_edges[1])).all()


@settings(max_examples=100, deadline=None)
@given(clouds(), st.tuples(*[st.floats(-3, 3)] * 4))
def test_within_finds_exactly_the_points_of_the_box(xy, corners):
    x0, x1 = sorted(corners[:2])
    y0, y1 = sorted(corners[2:])
    x, y = xy.astype(np.float64).T
    inside = (x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1)
    assert sorted(Cells.build(xy).within((x0, y0, x1, y1)).tolist()) == np.flatnonzero(inside).tolist()


def test_runs_are_ascending_and_leave_most_of_a_cloud_alone_when_zoomed_in():
    xy = np.random.default_rng(0).normal(size=(20_000, 2)).astype(np.float32)
    runs = Cells.build(xy).runs((0.0, 0.0, 0.1, 0.1))
    assert (np.diff(runs.ravel()) >= 0).all()
    assert (runs[:, 1] - runs[:, 0]).sum() < 400


def test_points_that_are_not_finite_are_in_no_cell():
    xy = np.array([[np.nan, 0], [1, 1], [np.inf, 2], [2, -np.inf]], np.float32)
    cells = Cells.build(xy)
    assert cells.order.tolist() == [1]
    assert cells.nearest((9, 9))[0] == 1
    assert cells.nearest((np.nan, 0)) == (-1, np.inf)


def test_the_order_within_a_cell_is_random_yet_repeatable():
    xy = np.zeros((1000, 2), np.float32)
    once, again = Cells.build(xy).order, Cells.build(xy).order
    np.testing.assert_array_equal(once, again)
    assert (Cells.build(xy, seed=1).order != once).mean() > 0.9
    # labels are often sorted: no half of the file may be painted last
    assert 200 < (once[500:] < 500).sum() < 300


@pytest.mark.parametrize("n", [1000, 5000, 70_000])
def test_the_order_has_no_pattern(n):
    rank = np.argsort(Cells.build(np.zeros((n, 2))).order) / n
    tolerance = 5 / np.sqrt(n)
    for step in (1, 2, 3, 10, 64, 256):
        assert abs(np.corrcoef(rank[step:], rank[:-step])[0, 1]) < tolerance
    for tenth in np.array_split(rank, 10):
        counts = np.histogram(tenth, 10, (0, 1))[0]
        assert np.abs(counts - len(tenth) / 10).max() < 5 * np.sqrt(len(tenth) / 10)


def test_outliers_do_not_coarsen_the_grid():
    xy = np.random.default_rng(0).normal(size=(50_000, 2)).astype(np.float32)
    xy[:50] = 1e12
    assert np.diff(Cells.build(xy).start).max() < 200


def test_nearest_of_a_million_is_the_nearest():
    rng = np.random.default_rng(0)
    xy = (rng.normal(size=(1_000_000, 2)) + 3 * rng.normal(size=(10, 2))[rng.integers(0, 10, 1_000_000)]).astype(
        np.float32
    )
    xy[:100] *= 1e6
    cells = Cells.build(xy)
    shown = rng.random(len(xy)) < 0.01
    for query in rng.normal(size=(12, 2)) * np.tile([[1], [3], [30]], (4, 1)):
        for only in (None, shown):
            apart = brute(xy, query, only)
            index, distance = cells.nearest(query, only)
            assert distance == pytest.approx(apart.min(), rel=1e-12)
            assert apart[index] == apart.min()
