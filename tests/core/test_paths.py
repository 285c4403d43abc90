import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from aevae_desktop.core.paths import PATHS, linear, sample, slerp

kinds = pytest.mark.parametrize("kind", sorted(PATHS))
codes = hnp.arrays(np.float32, (2, 3), elements=st.floats(-50, 50, width=32))
anchors = hnp.arrays(np.float32, st.tuples(st.integers(1, 5), st.integers(1, 6)), elements=st.floats(-50, 50, width=32))


@kinds
@given(anchors=anchors)
def test_the_path_passes_through_its_anchors_exactly(kind, anchors):
    t = np.arange(len(anchors)) / max(len(anchors) - 1, 1)
    path = sample(kind, anchors, t)
    assert path.dtype == np.float32
    assert (path[0] == anchors[0]).all()
    assert (path[-1] == anchors[-1]).all()
    np.testing.assert_allclose(path, anchors, atol=1e-4)


@kinds
@given(anchors=anchors)
def test_the_path_is_finite_and_has_no_jumps(kind, anchors):
    path = sample(kind, anchors, np.linspace(0, 1, 1001))
    assert np.isfinite(path).all()
    longest = np.linalg.norm(np.diff(path, axis=0), axis=1).max()
    # an arc is at most pi times as long as the larger of its radii, plus their difference
    bound = (np.pi + 1) * np.linalg.norm(anchors, axis=1).max() * max(len(anchors) - 1, 1) / 1000
    assert longest <= 2 * bound + 1e-5


@kinds
@given(ends=codes)
def test_backwards_is_the_same_way(kind, ends):
    t = np.linspace(0, 1, 21)
    np.testing.assert_allclose(sample(kind, ends, t), sample(kind, ends[::-1], 1 - t), atol=1e-3)


@given(ends=codes)
def test_linear_is_the_straight_line(ends):
    a, b = ends.astype(np.float64)
    t = np.linspace(0, 1, 11)
    np.testing.assert_allclose(linear(a, b, t), a + t[:, None] * (b - a), atol=1e-9)


@given(ends=codes, t=st.floats(0, 1))
def test_slerp_interpolates_the_norm_and_turns_at_constant_speed(ends, t):
    a, b = ends.astype(np.float64)
    norm_a, norm_b = np.linalg.norm(a), np.linalg.norm(b)
    cosine = a @ b / max(norm_a * norm_b, 1e-30)
    if min(norm_a, norm_b) < 1e-3 or abs(cosine) > 0.9999:
        return
    z = slerp(a, b, [t])[0]
    assert np.linalg.norm(z) == pytest.approx(norm_a + t * (norm_b - norm_a), rel=1e-6)
    turned = np.arccos(np.clip(a @ z / norm_a / np.linalg.norm(z), -1, 1))
    assert turned == pytest.approx(t * np.arccos(cosine), abs=1e-4)


def test_slerp_of_a_quarter_turn():
    np.testing.assert_allclose(slerp((2, 0), (0, 2), [0.5]), [[2**0.5, 2**0.5]])


@pytest.mark.parametrize("b", [(0.0, 0.0), (2.0, 0.0), (2.0, 1e-9), (-1.0, 0.0), (1.0, 0.0)])
def test_slerp_without_an_arc_is_the_straight_line(b):
    t = np.linspace(0, 1, 7)
    np.testing.assert_allclose(slerp((1, 0), b, t), linear((1, 0), b, t), atol=1e-8)


def test_slerp_goes_over_to_the_line_smoothly_towards_opposite_codes():
    angles = np.pi - np.geomspace(1e-1, 1e-9, 400)
    middles = np.array([slerp((1, 0), (np.cos(a), np.sin(a)), [0.5])[0] for a in angles])
    assert np.abs(np.diff(middles, axis=0)).max() < 0.1
    np.testing.assert_allclose(middles[-1], 0, atol=1e-5)


def test_legs_share_the_time_evenly_and_t_is_clamped():
    path = sample("linear", [(0, 0), (1, 0), (1, 8)], [-1, 0.25, 0.5, 0.75, 2])
    np.testing.assert_allclose(path, [(0, 0), (0.5, 0), (1, 0), (1, 4), (1, 8)])


@kinds
def test_one_anchor_is_a_path_that_stays(kind):
    np.testing.assert_array_equal(sample(kind, [(3, 4)], [0, 0.5, 1]), [(3, 4)] * 3)


def test_a_path_needs_an_anchor_and_a_known_kind():
    with pytest.raises(ValueError, match="k >= 1"):
        sample("linear", np.zeros((0, 2)), [0])
    with pytest.raises(KeyError):
        sample("zigzag", [(0, 0)], [0])
