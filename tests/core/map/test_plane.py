import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from aevae_desktop.core.map.plane import Plane, ellipse

maps = hnp.arrays(np.float64, st.tuples(st.integers(0, 12), st.just(2)), elements=st.floats(-1e3, 1e3))


@st.composite
def planes(draw, low=1, high=8):
    d = draw(st.integers(low, high))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    basis = np.linalg.qr(rng.normal(size=(d, d)))[0][: min(2, d)]
    return Plane(rng.normal(size=d).astype(np.float32), basis.astype(np.float32))


@settings(deadline=None)
@given(hnp.arrays(np.float64, (5, 2), elements=st.floats(allow_nan=True, width=32)))
def test_the_identity_plane_is_exact_bit_for_bit(xy):
    plane = Plane.axes(2)
    assert plane.lift(xy).tobytes() == xy.astype(np.float32).tobytes()
    assert plane.project(xy.astype(np.float32)).tobytes() == xy.astype(np.float32).tobytes()


@settings(deadline=None)
@given(planes(low=2), maps)
def test_project_inverts_lift(plane, xy):
    z = plane.lift(xy)
    assert z.shape == (len(xy), plane.d)
    assert z.dtype == np.float32
    np.testing.assert_allclose(plane.project(z), xy, atol=2e-3)


@settings(deadline=None)
@given(planes(low=3), st.integers(0, 99))
def test_projection_drops_what_is_orthogonal_to_the_plane(plane, seed):
    z = np.random.default_rng(seed).normal(size=(4, plane.d)).astype(np.float32)
    rest = z - plane.lift(plane.project(z))
    np.testing.assert_allclose(rest @ plane.basis.T, 0, atol=1e-4)


@settings(deadline=None)
@given(maps)
def test_one_dimension_ignores_y(xy):
    plane = Plane.axes(1)
    assert (plane.lift(xy)[:, 0] == xy[:, 0].astype(np.float32)).all()
    back = plane.project(plane.lift(xy))
    assert back.shape == xy.shape
    assert not back[:, 1].any()


def test_axes_pick_their_coordinates():
    z = np.arange(10, dtype=np.float32).reshape(2, 5)
    assert (Plane.axes(5, 3, 1).project(z) == z[:, [3, 1]]).all()


def test_a_plane_cannot_be_changed_by_the_arrays_it_was_made_from():
    origin = np.zeros(2, np.float32)
    plane = Plane(origin, np.eye(2, dtype=np.float32))
    origin[0] = 5
    assert plane.plain
    with pytest.raises(ValueError, match="read-only"):
        plane.origin[0] = 1


@pytest.mark.parametrize(
    ("origin", "basis"),
    [((0, 0), ((1, 0), (1, 0))), ((0, 0), ((1, 0),)), ((0, 0, 0), ((2, 0, 0), (0, 1, 0))), ((), ())],
)
def test_a_basis_that_spans_no_plane_is_refused(origin, basis):
    with pytest.raises(ValueError, match=r"plane|orthonormal"):
        Plane(np.array(origin, np.float32), np.array(basis, np.float32))


@settings(deadline=None)
@given(st.floats(-6, 6), st.floats(-6, 6))
def test_ellipse_on_the_identity_plane_is_sigma(a, b):
    radii, angle = ellipse(Plane.axes(2), [a, b])
    np.testing.assert_allclose(radii, sorted(np.exp([a / 2, b / 2]), reverse=True))
    if abs(a - b) > 1e-3:
        assert abs(np.cos(angle)) == pytest.approx(1.0 if a > b else 0.0, abs=1e-6)


@settings(deadline=None)
@given(planes(low=2), st.integers(0, 99))
def test_ellipse_is_the_projected_covariance(plane, seed):
    log_var = np.random.default_rng(seed).normal(size=plane.d)
    radii, angle = ellipse(plane, log_var)
    assert -np.pi / 2 < angle <= np.pi / 2
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    basis = plane.basis.astype(np.float64)
    np.testing.assert_allclose(turn @ np.diag(radii**2) @ turn.T, basis @ np.diag(np.exp(log_var)) @ basis.T, atol=1e-9)


def test_ellipse_of_one_dimension_is_a_segment_along_x():
    radii, angle = ellipse(Plane.axes(1), [np.log(4.0)])
    np.testing.assert_allclose(radii, (2.0, 0.0))
    assert angle == pytest.approx(0.0)
