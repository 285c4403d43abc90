import itertools

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from aevae_desktop.core.paths.interpolation import PATHS, at_rows, evenly, evenly_by_legs, linear, sample, slerp, spline

kinds = pytest.mark.parametrize("kind", sorted(PATHS))
shapes = st.tuples(st.integers(1, 6), st.integers(1, 6))
waypoints = hnp.arrays(np.float32, shapes, elements=st.floats(-50, 50, width=32))
ends = hnp.arrays(np.float32, (2, 3), elements=st.floats(-50, 50, width=32))


def times_of(codes, closed):
    """The t of every way-point, a closed path's first one twice."""
    legs = len(codes) if closed and len(codes) > 1 else max(len(codes) - 1, 1)
    return np.arange(legs + 1) / legs if len(codes) > 1 else np.zeros(1)


@kinds
@given(waypoints=waypoints, closed=st.booleans())
@example(waypoints=np.full((4, 2), 3, np.float32), closed=True)
@example(waypoints=np.array([[1, 0], [-1, 0], [1, 0]], np.float32), closed=False)
@example(waypoints=np.array([[1e6, -1e6], [-1e6, 1e6], [0, 1]], np.float32), closed=True)
def test_the_path_passes_through_its_way_points_exactly_and_a_closed_one_returns(kind, waypoints, closed):
    t = times_of(waypoints, closed)
    path = sample(kind, waypoints, t, closed)
    assert path.dtype == np.float32
    rows = np.arange(len(t)) % len(waypoints)
    np.testing.assert_array_equal(path, waypoints[rows])
    assert np.isfinite(sample(kind, waypoints, np.linspace(0, 1, 50), closed)).all()


@kinds
@given(waypoints=waypoints, closed=st.booleans())
@example(waypoints=np.array([[50], [50], [-50], [-50]], np.float32), closed=False)
def test_the_path_has_no_jumps(kind, waypoints, closed):
    path = sample(kind, waypoints, np.linspace(0, 1, 2001), closed)
    assert np.isfinite(path).all()
    longest = np.linalg.norm(np.diff(path, axis=0), axis=1).max()
    # lines, arcs and splines go at most at 16 radii a leg: an arc at pi + 1, a spline at 1.5 legs and two tangents
    bound = 16 * np.linalg.norm(waypoints, axis=1).max() * len(waypoints) / 2000
    assert longest <= bound + 1e-5


@kinds
@given(waypoints=waypoints, closed=st.booleans())
def test_backwards_is_the_same_way(kind, waypoints, closed):
    t = np.linspace(0, 1, 21)
    back = np.concatenate([waypoints[:1], waypoints[:0:-1]]) if closed else waypoints[::-1]  # from the same first one
    np.testing.assert_allclose(sample(kind, waypoints, t, closed), sample(kind, back, 1 - t, closed), atol=2e-3)


@kinds
@given(waypoints=waypoints, order=st.randoms(use_true_random=False))
def test_the_way_points_order_is_the_paths(kind, waypoints, order):
    rows = list(range(len(waypoints)))
    order.shuffle(rows)
    t = times_of(waypoints, False)
    np.testing.assert_array_equal(sample(kind, waypoints[rows], t), sample(kind, waypoints, t)[rows])


@given(ends=ends)
def test_linear_is_the_straight_line(ends):
    a, b = ends.astype(np.float64)
    t = np.linspace(0, 1, 11)
    np.testing.assert_allclose(linear(ends, t), a + t[:, None] * (b - a), atol=1e-9)


@given(ends=ends)
def test_a_spline_of_two_is_the_straight_line(ends):
    t = np.linspace(0, 1, 11)
    np.testing.assert_allclose(spline(ends, t), linear(ends, t), atol=1e-9)


@pytest.mark.parametrize("closed", [False, True])
def test_a_spline_is_barry_and_goldmans_with_the_root_of_the_distance(closed):
    points = np.random.default_rng(0).normal(size=(4, 3))
    legs, s = (4 if closed else 3), np.linspace(0, 1, 11)
    expected = np.array([pyramid(points, u) for u in s])
    np.testing.assert_allclose(spline(points, (1 + s) / legs, closed), expected, atol=1e-12)


def pyramid(p, s):
    """The middle leg of four points: Barry and Goldman's recursion (1988)."""
    knots = np.concatenate([[0], np.cumsum(np.sqrt(np.linalg.norm(np.diff(p, axis=0), axis=1)))])
    u = knots[1] + s * (knots[2] - knots[1])

    def mix(a, b, i, j):
        return ((knots[j] - u) * a + (u - knots[i]) * b) / (knots[j] - knots[i])

    a = [mix(p[i], p[i + 1], i, i + 1) for i in range(3)]
    b = [mix(a[i], a[i + 1], i, i + 2) for i in range(2)]
    return mix(b[0], b[1], 1, 2)


def test_a_spline_has_no_corner_where_lines_have_one():
    points = np.array([(0, 0), (1, 0), (1, 3), (4, 3)], float)
    t = np.array([1 / 3 - 1e-4, 1 / 3, 1 / 3 + 1e-4])
    before, after = np.diff(spline(points, t), axis=0)
    cosine = before @ after / np.linalg.norm(before) / np.linalg.norm(after)
    assert cosine > 0.999
    before, after = np.diff(linear(points, t), axis=0)
    assert abs(before @ after) < 1e-12


@given(ends=ends, t=st.floats(0, 1))
def test_slerp_interpolates_the_norm_and_turns_at_constant_speed(ends, t):
    a, b = ends.astype(np.float64)
    norm_a, norm_b = np.linalg.norm(a), np.linalg.norm(b)
    cosine = a @ b / max(norm_a * norm_b, 1e-30)
    if min(norm_a, norm_b) < 1e-3 or abs(cosine) > 0.9999:
        return
    z = slerp(ends, [t])[0]
    assert np.linalg.norm(z) == pytest.approx(norm_a + t * (norm_b - norm_a), rel=1e-6)
    turned = np.arccos(np.clip(a @ z / norm_a / np.linalg.norm(z), -1, 1))
    assert turned == pytest.approx(t * np.arccos(cosine), abs=1e-4)


def test_slerp_of_a_quarter_turn():
    np.testing.assert_allclose(slerp([(2, 0), (0, 2)], [0.5]), [[2**0.5, 2**0.5]])


@pytest.mark.parametrize("b", [(0.0, 0.0), (2.0, 0.0), (2.0, 1e-9), (-1.0, 0.0), (1.0, 0.0)])
def test_slerp_without_an_arc_is_the_straight_line(b):
    t = np.linspace(0, 1, 7)
    np.testing.assert_allclose(slerp([(1, 0), b], t), linear([(1, 0), b], t), atol=1e-8)


def test_slerp_goes_over_to_the_line_smoothly_towards_opposite_codes():
    angles = np.pi - np.geomspace(1e-1, 1e-9, 400)
    middles = np.array([slerp([(1, 0), (np.cos(a), np.sin(a))], [0.5])[0] for a in angles])
    assert np.abs(np.diff(middles, axis=0)).max() < 0.1
    np.testing.assert_allclose(middles[-1], 0, atol=1e-5)


def test_legs_share_the_time_evenly_and_t_is_clamped():
    path = sample("linear", [(0, 0), (1, 0), (1, 8)], [-1, 0.25, 0.5, 0.75, 2])
    np.testing.assert_allclose(path, [(0, 0), (0.5, 0), (1, 0), (1, 4), (1, 8)])
    path = sample("linear", [(0, 0), (2, 0)], [0, 0.25, 0.5, 0.75, 1], closed=True)
    np.testing.assert_allclose(path, [(0, 0), (1, 0), (2, 0), (1, 0), (0, 0)])


@kinds
@pytest.mark.parametrize("closed", [False, True])
def test_one_anchor_is_a_path_that_stays(kind, closed):
    np.testing.assert_array_equal(sample(kind, [(3, 4)], [0, 0.5, 1], closed), [(3, 4)] * 3)


def test_a_path_needs_an_anchor_and_a_known_kind():
    with pytest.raises(ValueError, match="k >= 1"):
        sample("linear", np.zeros((0, 2)), [0])
    with pytest.raises(KeyError):
        sample("zigzag", [(0, 0)], [0])


@kinds
def test_what_is_traced_begins_with_straight_lines(kind):
    row, codes, t = PATHS[kind], np.random.default_rng(0).normal(size=(4, 5)), np.linspace(0, 1, 13)
    assert row.traced >= row.weighted
    if row.traced:
        np.testing.assert_array_equal(row.function(codes, t, True), linear(codes, t, True))


@given(
    step=hnp.arrays(np.float64, st.integers(0, 40), elements=st.one_of(st.just(0.0), st.floats(1e-6, 1e6))),
    count=st.integers(1, 60),
)
def test_frames_that_stand_evenly_are_equal_steps_apart(step, count):
    rows = evenly(step, count)
    assert rows.shape == (count,)
    assert rows[0] == 0
    assert count == 1 or rows[-1] == len(step)
    assert (np.diff(rows) >= 0).all()
    passed = np.interp(rows, np.arange(len(step) + 1), np.concatenate([[0], np.cumsum(step)]))
    if count > 1:
        np.testing.assert_allclose(np.diff(passed), step.sum() / (count - 1), atol=1e-9 * step.sum() + 1e-12)


def test_where_nothing_changes_frames_stand_evenly_by_rows():
    np.testing.assert_array_equal(evenly(np.zeros(4), 3), [0, 2, 4])


def test_a_curve_is_read_between_its_rows():
    z = np.array([(0, 0), (2, 0), (2, 4)], np.float32)
    np.testing.assert_allclose(at_rows(z, [0, 0.5, 1, 1.25, 2]), [(0, 0), (1, 0), (2, 0), (2, 1), (2, 4)])
    np.testing.assert_array_equal(at_rows(z[:1], [0, 0]), z[[0, 0]])


@given(st.lists(st.integers(0, 50), min_size=12, max_size=60), st.integers(0, 5), st.integers(0, 99))
def test_equal_steps_by_legs_keep_the_way_points(step: list[int], between: int, seed: int) -> None:
    inner = np.random.default_rng(seed).choice(np.arange(1, len(step)), between, replace=False)
    knots = np.sort([0, *inner, len(step)])
    rows, moved = evenly_by_legs(step, knots)
    assert len(rows) == len(step) + 1
    assert (np.diff(rows) >= 0).all()
    np.testing.assert_array_equal(rows[moved], knots)
    passed = np.interp(rows, np.arange(len(step) + 1), np.concatenate([[0], np.cumsum(step)]))
    for a, b in itertools.pairwise(moved.tolist()):
        np.testing.assert_allclose(np.diff(passed[a : b + 1]), (passed[b] - passed[a]) / (b - a), atol=1e-9)
    spare = [n for n in np.diff(moved) if n > 1]
    length, count = np.diff(passed[moved]), np.diff(moved)
    if spare and length.any():  # no step can be taken from one leg and given to another for the better
        given_up = min(length[k] / (count[k] - 1) for k in range(len(count)) if count[k] > 1)
        assert (length / count).max() <= given_up + 1e-9
