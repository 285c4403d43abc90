import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.core.images.strokes import BOX, CENTER, PEN, SIZE, canonical, render


def three(points=40):
    """A 3, 100 px high."""
    angle = np.linspace(-2.2, 1.5, points)
    top = np.stack((25 * np.cos(angle), 25 * np.sin(angle) - 25), axis=1)
    angle = np.linspace(-1.5, 2.2, points)
    return [np.concatenate((top, np.stack((25 * np.cos(angle), 25 * np.sin(angle) + 25), axis=1)))]


def cross():
    return [np.array([(0, 0), (80, 120)]), np.array([(80.0, 10), (5, 100)])]


def ell():
    return [np.array([(0, 0), (0, 100), (50, 100)])]


drawings = st.sampled_from([three(), cross(), ell()])


def centre_of_mass(image):
    middle = np.arange(SIZE) + 0.5
    return np.array((image.sum(axis=0) @ middle, image.sum(axis=1) @ middle)) / image.sum()


def alike(one, other, tolerance=2e-3):
    np.testing.assert_allclose(one, other, atol=tolerance)


@settings(max_examples=60, deadline=None)
@given(drawings, st.floats(0.1, 50), st.floats(-1e4, 1e4), st.floats(-1e4, 1e4))
def test_size_and_place_do_not_matter(strokes, scale, dx, dy):
    alike(render([s * scale + (dx, dy) for s in strokes]), render(strokes), 1e-3)


@settings(max_examples=40, deadline=None)
@given(drawings, st.integers(1, 60), st.integers(0, 99))
def test_density_of_points_does_not_matter(strokes, extra, seed):
    rng = np.random.default_rng(seed)
    dense = []
    for stroke in strokes:
        at = np.sort(np.append(rng.uniform(0, len(stroke) - 1, extra), np.arange(len(stroke))))
        dense.append(np.stack([np.interp(at, np.arange(len(stroke)), axis) for axis in stroke.T], axis=1))
    alike(render(dense), render(strokes), 0.02)


@settings(max_examples=10, deadline=None)
@given(drawings)
def test_a_drawing_of_thousands_of_points_is_thinned_without_a_trace(strokes):
    at = [np.linspace(0, len(s) - 1, 6000) for s in strokes]
    dense = [
        np.stack([np.interp(t, np.arange(len(s)), axis) for axis in s.T], axis=1)
        for t, s in zip(at, strokes, strict=True)
    ]
    alike(render(dense), render(strokes), 0.05)


@given(drawings)
def test_direction_order_and_duplicates_do_not_matter(strokes):
    twisted = [np.repeat(s[::-1], 3, axis=0) for s in strokes[::-1]]
    alike(render(twisted), render(strokes), 1e-5)


@pytest.mark.parametrize("strokes", [three(), cross(), ell()], ids=["three", "cross", "ell"])
def test_it_looks_like_mnist(strokes):
    image = render(strokes)
    assert image.shape == (28, 28)
    assert image.dtype == np.float32
    assert image.min() == 0.0
    assert image.max() == 1.0
    np.testing.assert_allclose(centre_of_mass(image), CENTER, atol=0.12)
    rows, columns = np.nonzero(image >= 0.5)
    assert max(np.ptp(rows), np.ptp(columns)) + 1 in (BOX - 1, BOX, BOX + 1)


def test_the_aspect_is_kept():
    columns = np.nonzero(render([np.array([(0, 0), (40, 0), (40, 80), (0, 80), (0, 0)])]) >= 0.5)[1]
    side = BOX - 2 * PEN
    assert np.ptp(columns) + 1 == pytest.approx(side / 2 + 2 * PEN, abs=1.01)


def test_y_points_down_and_x_right():
    image = render(ell())
    long_row, long_column = (image > 0.5).sum(axis=1).argmax(), (image > 0.5).sum(axis=0).argmax()
    assert long_row > 14 > long_column


def test_no_ink_is_paper():
    for nothing in ([], [np.zeros((0, 2))], [np.full((3, 2), np.nan)]):
        assert not render(nothing).any()
        assert canonical(nothing) == []


@pytest.mark.parametrize(
    "dot",
    [[np.array([(50.0, 70.0)])], [np.full((9, 2), 5.0)], [np.array([(3, 3), (np.nan, 1), (3, 3)])]],
    ids=["one point", "equal points", "nan between"],
)
def test_a_dot_is_a_small_disc_at_the_centre(dot):
    image = render(dot)
    assert image.sum() == pytest.approx(np.pi * PEN**2, rel=0.15)
    np.testing.assert_allclose(centre_of_mass(image), CENTER, atol=0.12)


@pytest.mark.parametrize("size", [2, 4, 8, 12])
def test_a_dot_on_a_small_picture_is_a_number_everywhere(size):
    x = render([[[50.0, 50.0]]], size, size)
    assert ((x >= 0) & (x <= 1)).all()


def test_a_trembling_dot_does_not_fill_the_picture():
    tremor = np.random.default_rng(0).normal(size=(30, 2)) * 0.1
    assert render([tremor + 200]).sum() < 40


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(*[st.floats(allow_nan=True, allow_infinity=True, width=32)] * 2), max_size=12), max_size=4
    )
)
def test_anything_at_all_gives_a_picture(strokes):
    image = render([np.reshape(np.array(s, np.float32), (-1, 2)) for s in strokes])
    assert np.isfinite(image).all()
    assert image.min() >= 0.0
    assert image.max() <= 1.0


@given(drawings)
def test_canonical_strokes_fill_the_box_around_the_centre(strokes):
    points = np.concatenate(canonical(strokes))
    low, high = points.min(axis=0), points.max(axis=0)
    np.testing.assert_allclose((low + high) / 2, SIZE / 2, atol=1e-9)
    assert (high - low).max() == pytest.approx(BOX - 2 * PEN)


def test_a_lopsided_drawing_stays_on_the_paper():
    blot = np.random.default_rng(0).uniform(0, 20, (400, 2))
    image = render([np.concatenate((blot, [(10, 10), (10, 200)]))])
    border = np.concatenate((image[0], image[-1], image[:, 0], image[:, -1]))
    assert border.max() < 0.5
    rows = np.flatnonzero((image >= 0.5).any(axis=1))
    assert np.ptp(rows) + 1 >= BOX - 1


@pytest.mark.parametrize(("height", "width"), [(28, 28), (64, 64), (8, 8), (128, 96), (40, 100)])
def test_a_picture_of_another_size_is_mnists_enlarged(height, width):
    """Averaged down to 28 pixels a side, a larger picture is the small one; its middle is in the middle."""
    strokes = [np.array([[0, 0], [40, 10], [30, 60], [0, 70]]), np.array([[50, 50]])]
    image = render(strokes, height, width)
    assert image.shape == (height, width)
    assert 0 <= image.min() < image.max() <= 1
    scale = min(height, width) / 28
    small = render(strokes)
    assert image.sum() / scale**2 == pytest.approx(small.sum(), rel=0.1)
    down, across = (np.arange(size) + 0.5 for size in image.shape)
    middle = np.array([image.sum(0) @ across, image.sum(1) @ down]) / image.sum()
    np.testing.assert_allclose(middle, np.array([width, height]) / 2 + 0.4 * scale, atol=max(0.3 * scale, 0.2))


def test_any_size_of_28_is_the_same_picture():
    strokes = [np.array([[0, 0], [40, 10], [30, 60], [0, 70]])]
    wide = render(strokes, 28, 50)
    np.testing.assert_allclose(wide[:, 11:39], render(strokes), atol=1e-5)


def test_a_drawing_without_end_takes_no_more_room_than_a_long_one() -> None:
    import tracemalloc

    to_and_fro = np.stack([np.tile([0.0, 100.0], 5000), np.linspace(0, 100, 10_000)], axis=1)
    tracemalloc.start()
    try:
        image = render([to_and_fro])
        assert tracemalloc.get_traced_memory()[1] < 150 << 20
    finally:
        tracemalloc.stop()
    assert image[6:22, 6:22].min() > 0.99
