"""Planes found in codes, parallel planes, distances, fades and the spread of a line; against slow float64 oracles."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.core.images.measure import kl_per_dimension
from aevae_desktop.core.map import planes
from aevae_desktop.core.map.dimensions import Dimensions
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.errors import DataError
from tests.finishing import to_the_end

EPSILON = float(np.finfo(np.float32).eps)


@st.composite
def clouds(draw: Any, low: int = 1, high: int = 24) -> np.ndarray:
    """Codes ``(n, d) float32`` of every size and place, up to 1e12 from the origin."""
    d, n = draw(st.integers(low, high)), draw(st.integers(3, 60))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    scale = draw(st.sampled_from([1e-6, 1.0, 1e3, 1e12]))
    middle = rng.normal(size=d) * draw(st.sampled_from([0.0, 1.0, 1e6, 1e12]))
    return (middle + scale * rng.normal(size=(n, d)) * rng.uniform(0.1, 3, d)).astype(np.float32)


@st.composite
def cuts(draw: Any, low: int = 1) -> tuple[Plane, np.ndarray]:
    """A plane of any kind, moved through one of the codes or not, and the codes."""
    codes = draw(clouds(low))
    d = codes.shape[1]
    if draw(st.booleans()):
        plane = planes.principal(codes)[0]
    else:
        i = draw(st.integers(0, d - 1))
        plane = Plane.axes(d, i, (i + draw(st.integers(1, d - 1))) % d if d > 1 else 0)
    return (plane.through(codes[0]) if draw(st.booleans()) else plane), codes


@settings(deadline=None)
@given(cuts(), st.integers(0, 99), st.sampled_from([1e-3, 1.0, 1e6, 1e12]))
def test_project_inverts_lift_at_any_magnitude(cut: Any, seed: int, scale: float) -> None:
    plane, _ = cut
    xy = np.random.default_rng(seed).normal(size=(20, 2)) * scale
    if plane.d == 1:
        xy[:, 1] = 0
    far = np.abs(plane.origin).max() + np.abs(xy).max()
    assert np.abs(plane.project(plane.lift(xy)) - xy).max() <= 8 * EPSILON * far * plane.d**0.5


@settings(deadline=None)
@given(cuts(), st.integers(0, 99))
def test_lift_inverts_project_for_codes_on_the_plane(cut: Any, seed: int) -> None:
    plane, codes = cut
    on = plane.lift(np.random.default_rng(seed).normal(size=(9, 2)) * np.abs(codes).max())
    far = np.abs(plane.origin).max() + np.abs(on).max()
    assert np.abs(plane.lift(plane.project(on)) - on).max() <= 8 * EPSILON * far * plane.d**0.5


@settings(deadline=None)
@given(clouds(low=3), st.integers(0, 9))
def test_an_axes_plane_through_a_code_lifts_its_place_to_the_code_itself(codes: np.ndarray, seed: int) -> None:
    i, j = np.random.default_rng(seed).permutation(codes.shape[1])[:2]
    plane = Plane.axes(codes.shape[1], int(i), int(j))
    for z in codes[:5]:
        assert (plane.through(z).lift(plane.project(z[None])) == z).all()


@settings(deadline=None)
@given(cuts())
def test_a_parallel_plane_leaves_every_code_where_it_is_bit_for_bit(cut: Any) -> None:
    plane, codes = cut
    moved = plane.through(codes[1])
    assert moved.project(codes).tobytes() == plane.project(codes).tobytes()
    tolerance = 8 * EPSILON * np.abs(codes).max() * plane.d**0.5
    assert moved.distance(codes[1:2])[0] <= tolerance
    assert np.abs(moved.lift(moved.project(codes[1:2])) - codes[1]).max() <= tolerance
    assert moved.through(moved.origin) is moved


@settings(deadline=None)
@given(cuts())
def test_distance_is_what_the_plane_leaves_over(cut: Any) -> None:
    plane, codes = cut
    rest = codes.astype(np.float64) - plane.origin
    best = np.linalg.lstsq(plane.basis.T, rest.T, rcond=None)[0]
    expected = np.linalg.norm(rest.T - plane.basis.T @ best, axis=0) if plane.d > 2 else np.zeros(len(codes))
    np.testing.assert_allclose(plane.distance(codes), expected, rtol=1e-5, atol=1e-7 * np.abs(codes).max())


def test_distances_and_places_do_not_depend_on_the_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = np.random.default_rng(0).normal(size=(501, 7)).astype(np.float32)
    plane, _ = planes.principal(codes)
    whole = plane.project(codes), plane.distance(codes)
    monkeypatch.setattr("aevae_desktop.core.map.plane._CHUNK", 20)
    monkeypatch.setattr(planes, "_CHUNK", 20)
    np.testing.assert_allclose(plane.project(codes), whole[0], rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(plane.distance(codes), whole[1], rtol=1e-6)
    np.testing.assert_allclose(planes.principal(codes)[0].basis, plane.basis, atol=1e-9)


@settings(deadline=None, max_examples=40)
@given(clouds(low=2))
def test_the_principal_plane_is_that_of_scikit_learn(codes: np.ndarray) -> None:
    from sklearn.decomposition import PCA

    z = codes.astype(np.float64)
    if not z.std(axis=0).any():
        return
    z = (z - z.mean(axis=0)) / max(z.std(), 1e-30)
    oracle = PCA(2, svd_solver="full").fit(z)
    plane, share = planes.principal(codes)
    assert share == pytest.approx(oracle.explained_variance_ratio_[:2].sum(), abs=1e-5)
    spread = oracle.singular_values_
    if spread[1] > 1e-6 * spread[0] and (codes.shape[1] == 2 or share < 0.99) and spread[0] > 1.05 * spread[1]:
        across = np.abs(plane.basis[0] @ oracle.components_[0])
        assert across == pytest.approx(1.0, abs=1e-4)
    assert (np.take_along_axis(plane.basis, np.abs(plane.basis).argmax(axis=1)[:, None], 1) > 0).all()
    np.testing.assert_allclose(plane.basis @ plane.basis.T, np.eye(2), atol=1e-9)
    np.testing.assert_allclose(plane.origin, codes.mean(axis=0, dtype=np.float64), rtol=1e-9, atol=1e-30)


def test_a_wide_space_and_codes_without_extent_have_a_principal_plane() -> None:
    codes = np.random.default_rng(0).normal(size=(90, 300)).astype(np.float32)
    codes[:, 250] *= 30
    codes[:, 3] *= 10
    plane, share = planes.principal(codes)
    assert np.abs(plane.basis).argmax(axis=1).tolist() == [250, 3]
    assert 0.7 < share < 1
    for codes in (np.full((5, 4), 2.5, np.float32), np.zeros((0, 4), np.float32)):
        flat, none = planes.principal(codes)
        assert none == 0.0
        assert (flat.basis == np.eye(4)[:2]).all()


@settings(deadline=None)
@given(clouds(low=2))
def test_a_plane_through_three_codes_holds_them(codes: np.ndarray) -> None:
    a, b, c = codes[:3]
    try:
        plane = planes.through_three(a, b, c)
    except DataError:
        return  # as far as float32 can tell they are one place or on one line; the next test says when
    tolerance = 16 * EPSILON * np.abs(codes[:3]).max() * len(a) ** 0.5
    assert plane.distance(codes[:3]).max() <= tolerance
    x, y = plane.project(codes[:3]).T
    assert abs(x[0]) + abs(y[0]) <= tolerance
    assert x[1] == pytest.approx(np.linalg.norm(b.astype(np.float64) - a), rel=1e-5)
    assert abs(y[1]) <= max(tolerance, 1e-6 * x[1])
    assert y[2] > 0


@pytest.mark.parametrize(
    ("corners", "line"),
    [
        (((1, 2, 3), (1, 2, 3), (0, 0, 1)), "first and the second corner are the same"),
        (((1, 2, 3), (0, 0, 1), (0, 0, 1)), "second and the third corner are the same"),
        (((0, 0, 0), (1, 2, 3), (-2, -4, -6)), "lie on one line"),
        (((1e12, 0, 0), (1e12, 1, 0), (1e12, 0, 1)), "are the same"),
        (((0,), (1,), (2,)), "one dimension"),
    ],
)
def test_three_codes_that_span_no_plane_are_refused_in_one_line(corners: Any, line: str) -> None:
    with pytest.raises(DataError, match=line) as caught:
        planes.through_three(*(np.array(z, np.float32) for z in corners))
    assert "\n" not in str(caught.value)


@settings(deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 300))
def test_fades_are_quarters_of_the_distances(seed: int, n: int) -> None:
    distance = np.random.default_rng(seed).exponential(size=n).astype(np.float32)
    level = planes.fades(distance)
    assert level.shape == (n,)
    if n:
        assert level.max() < planes.FADES
        order = np.argsort(distance)
        assert (np.diff(level[order].astype(int)) >= 0).all()
    if n > 40:
        assert np.abs(np.bincount(level, minlength=4) / n - 0.25).max() < 0.06


def test_equal_distances_are_all_near() -> None:
    assert not planes.fades(np.full(50, 3.0, np.float32)).any()


def test_the_spread_of_a_line_has_a_lane_a_class_that_is_wide_where_the_crowd_is() -> None:
    rng = np.random.default_rng(1)
    x = np.concatenate([rng.normal(0, 0.2, 4000), rng.uniform(-4, 4, 1000)])
    label = np.arange(5000) % 2
    y = to_the_end(planes.spread_in_parts(x, label, 2))
    assert y.dtype == np.float32
    assert y[label == 0].min() > 0 > y[label == 1].max()
    one = y[label == 0] - np.median(y[label == 0])
    core, tail = np.abs(x[label == 0]) < 0.2, np.abs(x[label == 0]) > 2
    assert np.abs(one[core]).max() > 3 * np.abs(one[tail]).max()
    assert (to_the_end(planes.spread_in_parts(x, label, 2)) == y).all()
    unknown = to_the_end(planes.spread_in_parts(x, np.full(5000, -1), 2))
    assert abs(unknown.mean()) < 0.01 * unknown.max()


@pytest.mark.parametrize("x", [[], [2.0], [5.0] * 9, [1e12, -1e12, 0.0]])
@pytest.mark.parametrize("classes", [0, 3])
def test_the_spread_of_any_line_is_finite(x: list[float], classes: int) -> None:
    y = to_the_end(planes.spread_in_parts(x, np.arange(len(x)) % 4, classes))
    assert y.shape == (len(x),)
    assert np.isfinite(y).all()


@settings(deadline=None, max_examples=30)
@given(clouds())
def test_dimensions_are_told_by_kl_or_variance_and_their_central_range(codes: np.ndarray) -> None:
    small = np.clip(codes, -50, 50)
    log_var = np.random.default_rng(0).normal(-2, 1, small.shape).astype(np.float32)
    vae, ae = Dimensions(small, log_var), Dimensions(codes)
    np.testing.assert_allclose(vae.usage, kl_per_dimension(small, log_var).mean(axis=0), rtol=1e-5)
    np.testing.assert_allclose(ae.usage, codes.astype(np.float64).var(axis=0), rtol=1e-6, atol=1e-30)
    assert (np.diff(ae.usage[ae.order]) <= 0).all()
    low, high = np.percentile(codes.astype(np.float64), (0.5, 99.5), axis=0)
    wide = high - low > 1e-5 * np.maximum(np.abs(low), np.abs(high))
    np.testing.assert_allclose(ae.ranges[wide], np.stack([low, high], axis=1)[wide])
    assert (ae.ranges[:, 0] < ae.ranges[:, 1]).all()
    np.testing.assert_allclose(ae.mean, codes.mean(axis=0, dtype=np.float64), rtol=1e-6, atol=1e-12)


def test_without_codes_a_dimension_has_the_priors_range() -> None:
    dims = Dimensions(np.zeros((0, 3), np.float32), np.zeros((0, 3), np.float32))
    assert dims.ranges.tolist() == [[-3.0, 3.0]] * 3
    assert not dims.usage.any()
    assert not dims.mean.any()


# ------------------------------------------------------------ spaces of many dimensions


@pytest.mark.parametrize(("n", "d"), [(600, 257), (90, 300), (300, 4096), (3, 1000), (1, 300)])
def test_the_principal_plane_of_a_wide_space_is_that_of_the_svd(n: int, d: int) -> None:
    rng = np.random.default_rng(n)
    codes = (rng.normal(size=(n, 6)) * (30, 20, 3, 2, 1, 1)) @ rng.normal(size=(6, d)) / np.sqrt(d)
    codes = (codes + 0.1 * rng.normal(size=(n, d)) + 5).astype(np.float32)
    plane, share = planes.principal(codes)
    rest = codes.astype(np.float64) - codes.mean(axis=0, dtype=np.float64)
    values, rows = np.linalg.svd(rest, full_matrices=False)[1:]
    np.testing.assert_allclose(plane.basis @ plane.basis.T, np.eye(2), atol=1e-9)
    if n == 1:
        assert share == 0.0
        return
    assert share == pytest.approx(np.square(values[:2]).sum() / np.square(values).sum(), abs=1e-3)
    assert np.linalg.norm(plane.basis @ rows[:2].T, 2) == pytest.approx(1.0, abs=1e-4)
    assert np.linalg.svd(plane.basis @ rows[:2].T, compute_uv=False)[-1] == pytest.approx(1.0, abs=1e-3)


def test_nothing_that_is_said_of_a_dimension_takes_a_square_of_them() -> None:
    """65,536 dimensions: their covariance would take 32 GB."""
    import tracemalloc

    rng = np.random.default_rng(0)
    mu = rng.standard_normal((60, 1 << 16), np.float32)
    ae, vae = Dimensions(mu), Dimensions(mu, np.full_like(mu, -2))
    tracemalloc.start()
    try:
        for dims in (ae, vae):
            assert dims.usage.shape == dims.mean.shape == dims.order.shape == (1 << 16,)
            assert dims.ranges.shape == (1 << 16, 2)
        planes.principal(mu)
        assert tracemalloc.get_traced_memory()[1] < 1 << 29
    finally:
        tracemalloc.stop()


def test_of_very_many_codes_every_kth_is_asked() -> None:
    codes = np.random.default_rng(0).normal((1, -2), (3, 0.5), (3_000_000, 2)).astype(np.float32)
    assert planes.some(codes, 1000).shape == (500, 2)
    assert planes.some(codes, codes.size) is not None
    assert len(planes.some(codes, codes.size)) == len(codes)
    assert len(planes.some(codes[:5], 1)) == 1
    dims = Dimensions(codes)
    np.testing.assert_allclose(dims.usage, (9, 0.25), rtol=0.01)
    np.testing.assert_allclose(dims.mean, (1, -2), atol=0.01)


def test_distances_of_millions_of_numbers_are_those_of_few(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = np.random.default_rng(0).normal(1, 2, (60, 300)).astype(np.float32)
    plane = planes.through_three(*codes[:3])
    exact = plane.distance(codes)
    monkeypatch.setattr("aevae_desktop.core.map.plane._MANY", 0)
    np.testing.assert_allclose(plane.distance(codes), exact, atol=1e-3 * np.linalg.norm(codes, axis=1).max())
    assert (plane.distance(codes) != exact).any()  # the other way was taken


def test_a_dimension_whose_mean_hardly_varies_is_not_active() -> None:
    spread = np.sqrt(np.array([1.0, 0.02, 0.005, 0.0], np.float32))
    mu = np.random.default_rng(0).standard_normal((20_000, 4)).astype(np.float32) * spread
    assert Dimensions(mu, np.zeros_like(mu)).active == 2
    assert Dimensions(mu[:0]).active == 0
