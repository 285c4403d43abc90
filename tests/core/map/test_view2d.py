import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.core.map.view2d import MAX_SCALE, MIN_SCALE, View2D

coordinate = st.floats(-100, 100)
views = st.builds(View2D, coordinate, coordinate, st.floats(0.1, 1e4), st.floats(1, 4000), st.floats(1, 4000))
points = st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=20).map(np.array)


def close(a, b, tol=1e-9):
    np.testing.assert_allclose(a, b, rtol=tol, atol=tol)


@given(views, points)
def test_to_map_inverts_to_px(view, xy):
    close(view.to_map(view.to_px(xy)), xy)


@given(views)
def test_up_on_the_map_is_up_on_the_screen(view):
    centre, above, right = view.to_px([(view.cx, view.cy), (view.cx, view.cy + 1), (view.cx + 1, view.cy)])
    close(centre, (view.width / 2, view.height / 2))
    assert above[1] < centre[1]
    assert right[0] > centre[0]


@given(views, st.floats(0.01, 100), st.tuples(st.floats(0, 4000), st.floats(0, 4000)))
def test_the_point_under_the_pointer_stays(view, factor, px):
    zoomed = view.zoomed(factor, px)
    close(zoomed.scale, view.scale * factor)
    close(zoomed.to_px(view.to_map(px)), px, tol=1e-4)


@given(views, st.floats(-500, 500), st.floats(-500, 500), points)
def test_panning_moves_every_point_by_the_same_pixels(view, dx, dy, xy):
    close(view.panned(dx, dy).to_px(xy) - view.to_px(xy), np.broadcast_to((dx, dy), xy.shape), tol=1e-5)


@given(views, st.floats(1, 4000), st.floats(1, 4000))
def test_resizing_keeps_the_centre_and_the_scale(view, width, height):
    new = view.resized(width, height)
    assert (new.cx, new.cy, new.scale) == (view.cx, view.cy, view.scale)
    close(new.to_px((view.cx, view.cy)), (width / 2, height / 2))


@given(views)
def test_bounds_are_the_corners(view):
    x0, y0, x1, y1 = view.bounds()
    close(view.to_px([(x0, y0), (x1, y1)]), [(0, view.height), (view.width, 0)], tol=1e-5)


def test_the_scale_cannot_leave_the_sane_range():
    view = View2D(0, 0, 1.0, 100, 100)
    for _ in range(100):
        view = view.zoomed(10.0, (20, 30))
    assert view.scale == MAX_SCALE
    for _ in range(100):
        view = view.zoomed(0.1, (20, 30))
    assert view.scale == MIN_SCALE
    assert np.isfinite([view.cx, view.cy]).all()


@given(points, st.floats(50, 2000), st.floats(50, 2000))
def test_fit_box_shows_the_whole_box_with_its_margin(xy, width, height):
    (x0, y0), (x1, y1) = xy.min(axis=0), xy.max(axis=0)
    px = View2D.fit_box((x0, y0, x1, y1), width, height, margin=0.1).to_px(xy)
    assert (px >= np.array([width, height]) * 0.1 - 1e-3).all()
    assert (px <= np.array([width, height]) * 0.9 + 1e-3).all()


def test_fit_shows_the_central_99_percent_and_ignores_outliers():
    xy = np.random.default_rng(0).uniform(-1, 1, (10_000, 2)).astype(np.float32)
    calm = View2D.fit(xy, 800, 600)
    xy[:20] = 1e12
    wild = View2D.fit(xy, 800, 600)
    assert wild.scale == pytest.approx(calm.scale, rel=0.02)
    px = wild.to_px(xy[20:])
    assert ((px > 0) & (px < (800, 600))).all(axis=1).mean() > 0.99


@pytest.mark.parametrize(
    "xy",
    [
        np.zeros((0, 2)),
        [(3.0, 4.0)],
        [(3.0, 4.0)] * 5,
        [(1e12, -1e12)],
        [(1.0, np.nan), (np.inf, 0.0)],
        [(0, 0), (0, 5)],
    ],
    ids=["none", "one", "equal", "far", "not finite", "a line"],
)
def test_fit_always_gives_a_usable_view(xy):
    view = View2D.fit(xy, 640, 480)
    assert MIN_SCALE < view.scale < MAX_SCALE
    finite = [p for p in np.asarray(xy) if np.isfinite(p).all()]
    for px in view.to_px(np.reshape(finite, (-1, 2))):
        assert (px >= -1e-6).all()
        assert (px <= (640.000001, 480.000001)).all()


@settings(max_examples=30)
@given(st.integers(1, 5))
def test_one_place_gets_one_unit_around_it(copies):
    x0, _, x1, _ = View2D.fit([(7.0, 7.0)] * copies, 500, 500, margin=0.0).bounds()
    close((x0, x1), (6.0, 8.0))


@given(st.floats(-1e3, 1e3), st.floats(1e-3, 1e3), st.tuples(*[st.floats(50, 2000)] * 4))
def test_framed_shows_the_same_part_and_no_less(middle: float, scale: float, sides: tuple[float, ...]) -> None:
    width, height, wide, high = sides
    view = View2D(middle, -middle, scale, width, height)
    framed = view.framed(wide, high)
    (x0, y0, x1, y1), (a0, b0, a1, b1) = framed.bounds(), view.bounds()
    slack = 1e-9 * (abs(middle) + (a1 - a0) + (b1 - b0))
    assert x0 <= a0 + slack
    assert y0 <= b0 + slack
    assert x1 >= a1 - slack
    assert y1 >= b1 - slack
    assert min((x1 - x0) / (a1 - a0), (y1 - y0) / (b1 - b0)) == pytest.approx(1.0)
    assert view.framed(width, height) is view
