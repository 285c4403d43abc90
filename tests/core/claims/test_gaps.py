"""Places without codes: none in a Gaussian, known ones in what was made with a hole."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.core.claims import gaps
from aevae_desktop.core.claims.gaps import far_area, hull, off_support, whitening, within_corners
from aevae_desktop.core.codes import latent_measure
from tests.core.claims.subjects import ae, clusters, figures, finish, vae


@pytest.mark.parametrize("d", [1, 2, 6])
def test_a_gaussian_has_no_gaps(d: int) -> None:
    """Whatever the scale and slant of an autoencoder's codes."""
    slanted = ae(6000, d).mu @ np.tril(np.full((d, d), 2.0)).astype(np.float32) + 5
    for model in (ae(6000, d, mu=slanted), vae(6000, d)):
        found = figures("gaps", model)
        for name in ("off_support", "off_support_null"):
            assert 0.002 < found[name].value < 0.025
            assert found[name].low < 0.012
        assert ("mass" in found) == (d <= 2)
        assert ("area" in found) == (d == 2)
        for name in {"mass", "area"} & set(found):
            assert found[name].low <= found[f"{name}_null"].high
            assert found[f"{name}_null"].low <= found[name].high


def test_the_null_of_the_mass_is_what_is_expected() -> None:
    found = figures("gaps", ae(6000, 2))["mass_null"]
    assert found.value == pytest.approx(latent_measure.expected_empty_prior_mass(2000, 2), rel=0.05)


def test_clusters_have_gaps() -> None:
    found = figures("gaps", clusters(9000))
    for name in ("off_support", "mass", "area"):
        assert found[name].low > found[f"{name}_null"].high, name


def test_off_support_is_counted_by_brute_force() -> None:
    rng = np.random.default_rng(0)
    stored, test, random = (rng.normal(0, s, (m, 3)).astype(np.float32) for s, m in ((1, 300), (1, 200), (2, 250)))
    own, away = (np.sqrt(np.square(z[:, None].astype(float) - stored).sum(axis=2)).min(axis=1) for z in (test, random))
    found = finish(off_support(stored, test, random))
    assert found.value == pytest.approx((away > np.quantile(own, 0.99)).mean())
    assert found.low < found.value < found.high
    assert found.n == 250


def test_off_support_covers_the_truth() -> None:
    """Draws twice as wide as the codes; the truth is measured with very many test codes and draws."""
    stored = np.random.default_rng(0).normal(size=(500, 2))

    def made(k: int, n: int) -> Any:
        rng = np.random.default_rng([4, k])
        return finish(off_support(stored, rng.normal(size=(n, 2)), rng.normal(0, 2, size=(n, 2))))

    truth = made(10_000, 200_000).value
    hits = [found.low <= truth <= found.high for found in (made(k, 1000) for k in range(200))]
    assert 0.90 <= np.mean(hits) <= 0.99


def test_a_hull_holds_all_and_its_corners_are_points() -> None:
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0.5, 0.5], [0.5, 0], [1, 1]])
    np.testing.assert_array_equal(hull(square), [[0, 0], [1, 0], [1, 1], [0, 1]])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=1, max_size=40))
def test_any_points_have_a_hull(points: list[tuple[int, int]]) -> None:
    corners = hull(np.array(points))
    assert within_corners(corners, np.array(points, float)).all()
    smaller = [np.delete(corners, k, axis=0) for k in range(len(corners)) if len(corners) > 3]
    assert not any(within_corners(few, corners).all() for few in smaller)  # no corner too many
    assert {tuple(row) for row in corners} <= {(float(x), float(y)) for x, y in points}


def test_of_many_points_the_hull_is_that_of_the_chain_alone() -> None:
    points = np.random.default_rng(0).normal(size=(2000, 2))
    np.testing.assert_array_equal(hull(points), gaps._corners(np.unique(points, axis=0)))


def test_the_area_far_from_codes_is_the_hole_s() -> None:
    """Codes all over a square of side 4 but for a disc of radius 1: what is FAR from its rim is a disc, too."""
    at = np.stack(np.meshgrid(*[np.linspace(-2, 2, 161)] * 2), axis=-1).reshape(-1, 2)
    codes = at[np.hypot(*at.T) > 1.0]
    expected = np.pi * (1.0 - gaps.FAR) ** 2 / 16
    assert far_area(codes) == pytest.approx(expected, rel=0.05)
    assert far_area(at) == 0.0


def test_whitening_gives_mean_0_and_covariance_1() -> None:
    z = np.random.default_rng(0).gamma(2.0, size=(400, 3)) @ np.array([[1, 2, 0], [0, 3, 1], [1, 0, 0.1]])
    white = finish(whitening(z))(z)
    np.testing.assert_allclose(white.mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(np.cov(white.T), np.eye(3), atol=1e-6)


@pytest.mark.parametrize("where", ["constant", "line"])
def test_codes_without_extent_are_measured_all_the_same(where: str) -> None:
    line = np.outer(np.linspace(-1, 1, 900), [1, 2]) if where == "line" else np.full((900, 2), 0.5)
    found = figures("gaps", ae(900, 2, mu=line.astype(np.float32)))
    assert 0 <= found["mass"].value <= 1
    assert found["mass"].low > found["mass_null"].high
