from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.core.map import raster
from aevae_desktop.core.map.raster import ROWS, SHADES, STAMPS, Cloud, paint
from aevae_desktop.core.map.view2d import View2D
from tests.painting import paint_reference

GROUND = 0xFF0F1216
CLASSES = 4


@st.composite
def scenes(draw):
    """A cloud with clusters, lattices and outliers, a view somewhere on it, and everything that ``paint`` takes."""
    n = draw(st.integers(0, 400))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    xy = rng.normal(size=(n, 2)) * draw(st.sampled_from([0.1, 1.0, 30.0]))
    if draw(st.booleans()):
        xy = np.round(xy * 4) / 4
    xy[: n // 50] *= 1e12
    if draw(st.booleans()):
        xy[n - n // 40 :] = np.nan
    cloud = Cloud.build(xy, rng.integers(0, CLASSES, n))
    if draw(st.booleans()):
        cloud = cloud.faded(rng.integers(0, 3, n).astype(np.uint8), 3)
    if draw(st.booleans()):
        cloud = cloud.recoloured(rng.integers(0, CLASSES, n))
    center = rng.normal(size=2) * 2
    width, height = draw(st.integers(1, 60)), draw(st.integers(1, 60))
    view = View2D(*center, draw(st.sampled_from([1e-3, 1.0, 20.0, 1e3, 1e9])), width, height)
    lut = rng.integers(0, 2**32, (CLASSES * cloud.fades, draw(st.sampled_from([1, SHADES]))), dtype=np.uint32)
    shown = rng.random(n) < 0.7 if draw(st.booleans()) else None
    return cloud, view, lut, draw(st.sampled_from(sorted(STAMPS))), shown


def canvas(view):
    return np.full((int(view.height), int(view.width)), GROUND, np.uint32)


def both(cloud, view, lut, radius=1, shown=None):
    fast, slow = canvas(view), canvas(view)
    paint(cloud, view, lut, fast, radius, shown)
    paint_reference(cloud, view, lut, slow, radius, shown)
    return fast, slow


@settings(max_examples=200, deadline=None)
@given(scenes())
def test_paint_is_the_reference_pixel_for_pixel(scene):
    fast, slow = both(*scene)
    np.testing.assert_array_equal(fast, slow)


@settings(max_examples=100, deadline=None)
@given(scenes())
def test_sweeping_the_frame_paints_the_same_picture(scene):
    with mock.patch.object(raster, "_choose", return_value=raster._paint_swept), mock.patch.object(raster, "_BAND", 97):
        fast, slow = both(*scene)
    np.testing.assert_array_equal(fast, slow)


def digits(n, seed=0):
    """Ten overlapping clusters, as the codes of digits lie."""
    rng = np.random.default_rng(seed)
    color = rng.integers(0, 10, n)
    return (rng.normal(size=(10, 2))[color] * 2 + rng.normal(size=(n, 2)) * 0.5).astype(np.float32), color


@pytest.mark.parametrize(("radius", "zoom"), [(1, 1), (2, 1), (5, 1), (3, 5)])
def test_paint_is_the_reference_at_70k(radius, zoom):
    xy, color = digits(70_000)
    view = View2D.fit(xy, 900, 900)
    view = view.zoomed(zoom, view.to_px(xy[0]))
    lut = np.random.default_rng(1).integers(0, 2**32, (10, SHADES), dtype=np.uint32)
    fast, slow = both(Cloud.build(xy, color), view, lut, radius)
    assert (fast != GROUND).sum() > 10_000
    np.testing.assert_array_equal(fast, slow)


def test_a_frame_leaves_nothing_behind_for_the_next():
    xy, color = digits(5_000)
    cloud, lut = Cloud.build(xy, color), np.arange(10 * SHADES, dtype=np.uint32).reshape(10, SHADES)
    view = View2D.fit(xy, 120, 90)
    shown = color < 5
    for zoom, radius, only in [(1, 1, None), (4, 3, shown), (0.1, 2, None), (1, 1, ~shown), (1, 1, None)]:
        fast, slow = both(cloud, view.zoomed(zoom, (10, 20)), lut, radius, only)
        np.testing.assert_array_equal(fast, slow)
    for width in (30, 300):
        fast, slow = both(cloud, view.resized(width, 50), lut)
        np.testing.assert_array_equal(fast, slow)


def test_new_colours_are_used_at_once():
    cloud, narrow = Cloud.build([(0.0, 0.0)] + [(9.0, 9.0)] * 99, [0] * 100), View2D(0, 0, 1, 1, 1)
    wide = View2D(4.5, 4.5, 1, 11, 11)
    for view, color in [(narrow, 7), (narrow, 8), (wide, 9), (wide, 10), (narrow, 11)]:  # few points in sight, or most
        out = canvas(view)
        paint(cloud, view, [[color]], out)
        assert set(np.unique(out).tolist()) - {GROUND} == {color}


@pytest.mark.parametrize("make", ["rows", "columns", "upside down", "transposed"])
def test_pictures_with_any_strides(make):
    xy, color = digits(3_000)
    cloud, lut = Cloud.build(xy, color), np.arange(1, 11, dtype=np.uint32).reshape(10, 1)
    view = View2D.fit(xy, 50, 50)
    whole = np.full((50, 64), GROUND, np.uint32)
    out = {
        "rows": whole[:, :50],
        "columns": np.full((50, 100), GROUND, np.uint32)[:, ::2],
        "upside down": whole[::-1, :50],
        "transposed": np.full((50, 50), GROUND, np.uint32).T,
    }[make]
    paint(cloud, view, lut, out, 2)
    plain = canvas(view)
    paint(cloud, view, lut, plain, 2)
    np.testing.assert_array_equal(out, plain)
    assert (whole[:, 50:] == GROUND).all()


def test_a_pixel_has_the_class_and_the_shade_of_the_last_point_painted():
    xy, color = digits(2_000)
    cloud = Cloud.build(xy, color)
    last = np.flatnonzero(cloud.color == 3)[-1]
    out = np.zeros((1, 1), np.uint32)
    lut = np.arange(10 * SHADES, dtype=np.uint32).reshape(10, SHADES)
    paint(cloud, View2D(0, 0, 1e-9, 1, 1), lut, out, 1, color == 3)
    assert out.item() == lut[3, cloud.density.shade[last]]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.floats(0.01, 1e6))
def test_pixels_are_where_the_view_says(seed, scale):
    rng = np.random.default_rng(seed)
    xy = rng.normal(size=(1, 2)).astype(np.float32)
    view = View2D(
        float(xy[0, 0] + rng.normal() * 20 / scale), float(xy[0, 1] + rng.normal() * 20 / scale), scale, 200, 100
    )
    out = np.zeros((100, 200), np.uint32)
    paint(Cloud.build(xy, [0]), view, [[1]], out)
    column, row = view.to_px(xy)[0]
    near = out[max(int(row - 0.01), 0) : int(row + 0.01) + 1, max(int(column - 0.01), 0) : int(column + 0.01) + 1]
    assert out.sum() == near.sum() == (0 < row < 100 and 0 < column < 200)


def test_even_stamps_are_centred_on_the_nearest_corner():
    out = np.zeros((6, 6), np.uint32)
    paint(Cloud.build([(2.9, 3.2)], [0]), View2D(3, 3, 1, 6, 6), [[1]], out, radius=2)
    assert np.argwhere(out).tolist() == [[2, 2], [2, 3], [3, 2], [3, 3]]


def test_stamps_grow_with_the_radius_and_are_symmetric():
    areas = []
    for radius, stamp in sorted(STAMPS.items()):
        out = np.zeros((9, 9), np.uint32)
        paint(Cloud.build([(4.5 - stamp.shift, 4.5 + stamp.shift)], [0]), View2D(4.5, 4.5, 1, 9, 9), [[1]], out, radius)
        rows, columns = np.nonzero(out)
        patch = out[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        for twin in (patch.T, patch[::-1], patch[:, ::-1]):
            np.testing.assert_array_equal(patch, twin)
        areas.append(patch.sum())
    assert (np.diff(areas) > 0).all()


def test_a_frame_larger_than_float32_can_count():
    view = View2D(0, 0, 1, 5000, 3600)
    xy = np.random.default_rng(0).uniform(-1800, 1800, (500, 2))
    fast, slow = both(Cloud.build(xy, np.zeros(500)), view, np.array([[5]], np.uint32))
    np.testing.assert_array_equal(fast, slow)


def test_any_number_of_points_on_one_pixel():
    cloud = Cloud.build(np.zeros((200_000, 2)), np.arange(200_000) % 3)
    out = np.zeros((3, 3), np.uint32)
    paint(cloud, View2D(-0.5, 0.5, 1, 3, 3), [[1], [2], [3]], out)
    assert np.count_nonzero(out) == 1
    assert out.max() == int(cloud.color[-1]) + 1


@pytest.mark.parametrize("out", [np.zeros((3, 3), np.int64), np.zeros(9, np.uint32)])
def test_other_pictures_are_refused(out):
    with pytest.raises(ValueError, match="picture"):
        paint(Cloud.build([(0, 0)], [0]), View2D(0, 0, 1, 3, 3), [[1]], out)


def test_points_and_colours_must_pair_up():
    with pytest.raises(ValueError, match="2 points but colours"):
        Cloud.build(np.zeros((2, 2)), [0])
    with pytest.raises(ValueError, match="2 points but colours"):
        Cloud.build(np.zeros((2, 2)), [0, 0]).recoloured([0])
    for row in (-1, ROWS):
        with pytest.raises(ValueError, match="not 0 to 2047"):
            Cloud.build(np.zeros((1, 2)), [row])


def test_a_cloud_in_other_colours_is_one_built_with_them():
    xy, color = digits(3_000)
    xy[::50] = np.nan
    many = np.random.default_rng(2).integers(0, ROWS, 3_000)
    lut = np.random.default_rng(3).integers(0, 2**32, (ROWS, SHADES), dtype=np.uint32)
    view, shown = View2D.fit(xy[np.isfinite(xy).all(axis=1)], 90, 90), many % 3 > 0
    first = Cloud.build(xy, color)
    again = first.recoloured(many)
    assert again.cells is first.cells
    for only in (None, shown):
        out = canvas(view)
        paint(again, view, lut, out, 2, only)
        np.testing.assert_array_equal(out, both(Cloud.build(xy, many), view, lut, 2, only)[1])
    np.testing.assert_array_equal(*both(first, view, lut[:10]))  # which keeps its own


def test_fades_are_kept_in_the_order_of_the_points_and_dropped_where_the_table_would_be_too_long():
    xy = np.random.default_rng(0).normal(size=(50, 2))
    level = (np.arange(50) % 3).astype(np.uint8)
    cloud = Cloud.build(xy, np.zeros(50)).faded(level, 3)
    assert (cloud.fade == level[cloud.cells.order]).all()
    assert (cloud.fades, len(cloud)) == (3, 50)
    many = Cloud.build(xy, np.full(50, 255)).faded(np.zeros(50, np.uint8), 9)
    assert (many.fade, many.fades) == (None, 1)
    assert Cloud.build(xy, np.zeros(50)).faded(level, 3).recoloured(np.full(50, 9)).fades == 3
    assert Cloud.build(xy, np.zeros(50)).faded(level, 3).recoloured(np.full(50, ROWS - 1)).fade is None
