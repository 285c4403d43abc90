"""A better code by decodes alone: never worse, exact where it can be, and at an end whatever the decoder does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.bundle import ImageSpec, Manifest
from aevae_desktop.core.codes import refining
from aevae_desktop.core.codes.refining import FULL, SQUARES, Cost, Problem, finished
from aevae_desktop.core.images import measure

COSTS = (SQUARES, Cost(0.05, True), Cost(None, False), Cost(None, True))
SEEDS = st.integers(0, 2**32 - 1)


def curved(seed: int, d: int, pixels: int = 12) -> Any:
    """Pixels in (0, 1) that no straight line follows."""
    rng = np.random.default_rng(seed)
    first, second = rng.standard_normal((d, 8)), rng.standard_normal((8, pixels))
    return lambda z: (1 / (1 + np.exp(-np.tanh(z @ first) @ second))).astype(np.float32)


def constant(z: Any) -> Any:
    return np.full((len(z), 12), 0.25, np.float32)


def stairs(z: Any) -> Any:
    """Steps, between which nothing changes."""
    return np.repeat(np.round(z).sum(axis=1, keepdims=True), 12, axis=1).astype(np.float32)


def nowhere(z: Any) -> Any:
    return np.full((len(z), 12), np.nan, np.float32)


def hole(z: Any) -> Any:
    """A number where the first coordinate is negative."""
    with np.errstate(all="ignore"):
        return np.repeat(np.log(-z[:, :1].astype(np.float64)), 12, axis=1).astype(np.float32)


def endless(z: Any) -> Any:
    with np.errstate(all="ignore"):
        return (np.exp(40 * z.astype(np.float64)).sum(axis=1, keepdims=True) * np.ones(12)).astype(np.float32)


BAD = (constant, stairs, nowhere, hole, endless)


def problem(decode: Any, x: Any, d: int, cost: Cost = SQUARES, most: int = 1 << 30) -> Problem:
    return Problem(decode, x, np.full(d, 4e-3, np.float32), cost, most)


@given(SEEDS, st.integers(1, 6), st.integers(1, 4), st.sampled_from(COSTS), st.sampled_from([FULL, (1.0,)]))
@settings(max_examples=60)
def test_no_code_is_worse_than_it_was(seed: int, d: int, n: int, cost: Cost, tries: Any) -> None:
    rng = np.random.default_rng(seed)
    given, z = (
        problem(curved(seed, d), rng.random((n, 12)).astype(np.float32), d, cost),
        2 * rng.standard_normal((n, d)),
    )
    before = finished(refining.look(given, z.astype(np.float32)))
    after = finished(refining.refined(given, z.astype(np.float32), 6, tries))
    assert (after.cost <= before.cost).all()
    np.testing.assert_array_equal(after.pixels, given.decode(after.z))


@given(SEEDS, st.integers(1, 5), st.sampled_from(BAD), st.sampled_from(COSTS))
@settings(max_examples=60)
def test_a_bad_decoder_ends_and_gives_back_a_code_that_is_no_worse(seed: int, d: int, decode: Any, cost: Cost) -> None:
    rng = np.random.default_rng(seed)
    x, z = rng.random((2, 12)).astype(np.float32), (4 * rng.standard_normal((2, d))).astype(np.float32)
    given, decoded = problem(decode, x, d, cost), 0
    work, rounds = refining.refined(given, z, 8, FULL), 8
    try:
        while True:
            decoded += next(work)
    except StopIteration as end:
        found = end.value
    assert decoded <= 2 * (1 + rounds * (2 * d + 2))
    before = finished(refining.look(given, z))
    assert (found.cost <= before.cost).all()
    assert np.isfinite(found.z).all()
    assert np.isfinite(finished(refining.log_variance(given, found))).all() or not np.isfinite(found.cost).all()


@pytest.mark.parametrize("decode", [constant, nowhere])
def test_where_nothing_can_be_gained_it_ends_with_the_first_round(decode: Any) -> None:
    given = problem(decode, np.full((1, 12), 0.5, np.float32), 3)
    z = np.ones((1, 3), np.float32)
    assert sum(refining.refined(given, z, 50, FULL)) <= 1 + 2 * 3 + 2
    np.testing.assert_array_equal(finished(refining.refined(given, z, 50, FULL)).z, z)


@given(SEEDS, st.integers(1, 8))
@settings(max_examples=40)
def test_a_linear_decoder_is_solved_in_one_step(seed: int, d: int) -> None:
    rng = np.random.default_rng(seed)
    axes = np.linalg.qr(rng.standard_normal((20, d)))[0].T * rng.uniform(0.5, 2.0, (d, 1))
    x = rng.standard_normal((3, 20)).astype(np.float32)
    given = problem(lambda z: (z @ axes + 0.5).astype(np.float32), x, d)
    found = finished(refining.refined(given, rng.standard_normal((3, d)).astype(np.float32), 1, FULL))
    exact = np.linalg.lstsq(axes.T, (x - 0.5).T, rcond=None)[0].T
    np.testing.assert_allclose(found.z, exact, atol=2e-3)  # differences in float32
    np.testing.assert_allclose(found.cost, ((exact @ axes + 0.5 - x) ** 2).sum(axis=1), rtol=1e-5, atol=1e-8)


def test_a_vae_of_a_linear_decoder_gets_the_posterior() -> None:
    """Probabilistic PCA, where the posterior is known: mean and curvature."""
    rng = np.random.default_rng(3)
    axes, variance = rng.standard_normal((4, 20)), 0.3
    x = rng.standard_normal((5, 20)).astype(np.float32)
    given = problem(lambda z: (z @ axes).astype(np.float32), x, 4, Cost(variance, True))
    found = finished(refining.refined(given, np.zeros((5, 4), np.float32), 3, FULL))
    precision = np.eye(4) + axes @ axes.T / variance
    np.testing.assert_allclose(found.z, np.linalg.solve(precision, axes @ x.T / variance).T, atol=1e-3)
    log_var = finished(refining.log_variance(given, found))
    np.testing.assert_allclose(log_var, np.tile(-np.log(np.diag(precision)), (5, 1)), rtol=1e-3)


def test_the_costs_are_those_of_the_measures() -> None:
    rng = np.random.default_rng(0)
    x, z, decode = rng.random((3, 12)).astype(np.float32), rng.standard_normal((3, 2)).astype(np.float32), curved(0, 2)
    half = 0.5 * (z.astype(np.float64) ** 2).sum(axis=1)
    for cost, nats in (
        (SQUARES, measure.squared_error(x, decode(z))),
        (Cost(measure.GAUSSIAN_VARIANCE, True), measure.gaussian_error(x, decode(z)) + half),
        (Cost(None, False), measure.bernoulli_nll(x, decode(z))),
        (Cost(None, True), measure.bernoulli_nll(x, decode(z)) + half),
    ):
        np.testing.assert_allclose(finished(refining.look(problem(decode, x, 2, cost), z)).cost, nats, rtol=1e-5)


@pytest.mark.parametrize("cost", COSTS)
def test_the_slope_is_that_of_the_cost(cost: Cost) -> None:
    rng = np.random.default_rng(1)
    x, decode = rng.random((1, 12)).astype(np.float32), curved(5, 3)
    given, z = problem(decode, x, 3, cost), rng.standard_normal((1, 3)).astype(np.float32)
    slope, curvature = finished(refining._bend(given, finished(refining.look(given, z))))
    for k in range(3):
        by = np.zeros((1, 3), np.float32)
        by[0, k] = 1e-2
        ends = [finished(refining.look(given, z + sign * by)).cost[0] for sign in (1, -1)]
        assert 2 * slope[0, k] == pytest.approx((ends[0] - ends[1]) / 2e-2, rel=2e-2, abs=2e-3)
    assert np.linalg.eigvalsh(curvature[0]).min() >= -1e-6


@given(SEEDS, st.integers(1, 7))
@settings(max_examples=20)
def test_pieces_of_any_size_find_the_same(seed: int, most: int) -> None:
    rng = np.random.default_rng(seed)
    x, z, decode = rng.random((2, 12)).astype(np.float32), rng.standard_normal((2, 3)).astype(np.float32), curved(7, 3)
    sizes: list[int] = []

    def counted(codes: Any) -> Any:
        sizes.append(len(codes))
        return decode(codes)

    pieces = finished(refining.refined(problem(counted, x, 3, most=most), z, 4, FULL))
    whole = finished(refining.refined(problem(decode, x, 3), z, 4, FULL))
    assert max(sizes) <= most
    np.testing.assert_allclose(pieces.cost, whole.cost, rtol=1e-4)


def test_wide_codes_are_solved_too_though_their_directions_are_many() -> None:
    rng = np.random.default_rng(4)
    axes = rng.standard_normal((90, 5000)) / 70
    z = rng.standard_normal((1, 90)).astype(np.float32)
    given = problem(lambda codes: (codes @ axes).astype(np.float32), (z @ axes).astype(np.float32), 90)
    found = finished(refining.refined(given, np.zeros((1, 90), np.float32), 3, FULL))
    np.testing.assert_allclose(found.z, z, atol=1e-2)
    left = rng.standard_normal((2, 70, 5000)).astype(np.float32)
    products = np.einsum("nip,njp->nij", left.astype(float), left.astype(float))
    np.testing.assert_allclose(refining._products(left, left), products, rtol=1e-9, atol=1e-9)


def test_several_starts_give_the_best_of_them() -> None:
    decode = curved(2, 2)
    x = decode(np.array([[1.5, -1.0]], np.float32))
    starts = np.array([[[-6.0, 6.0], [1.2, -0.8], [40.0, 40.0]]], np.float32)
    given = problem(decode, x, 2)
    each = [float(finished(refining.refined(given, starts[:, k], 10, FULL)).cost[0]) for k in range(3)]
    best = finished(refining.best_of(given, starts, 10, FULL))
    assert float(best.cost[0]) == min(each) < 1e-6
    assert max(each) > 1e-3


def test_the_closest_probes_come_from_different_pieces_and_nan_is_never_one() -> None:
    probes = np.linspace(-3, 3, 40, dtype=np.float32)[:, None]
    given = problem(hole, hole(np.array([[-2.0]], np.float32)), 1)
    found = finished(refining.closest(given, probes, 3, 8))[0, :, 0]
    assert abs(found[0] + 2.0) < 0.1
    assert len(set(np.floor((found + 3) / 0.76).tolist())) == 3


def test_an_even_chance_of_a_singular_system_moves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def singular(*_: Any) -> Any:
        raise np.linalg.LinAlgError

    monkeypatch.setattr(np.linalg, "solve", singular)
    given = problem(curved(1, 2), np.full((1, 12), 0.5, np.float32), 2)
    z = np.ones((1, 2), np.float32)
    np.testing.assert_array_equal(finished(refining.refined(given, z, 5)).z, z)


@pytest.mark.parametrize(
    ("kind", "likelihood", "cost"),
    [
        ("vae", "bernoulli", Cost(None, True)),
        ("ae", "bernoulli", Cost(None, False)),
        ("vae", "mse", Cost(0.5, True)),
        ("ae", "gaussian", Cost(measure.GAUSSIAN_VARIANCE, False)),
        ("vae", None, SQUARES),
        ("vae", "gaussian-learned", SQUARES),
        ("ae", ["bernoulli"], SQUARES),
    ],
)
def test_what_is_made_smaller_is_what_the_manifest_tells(kind: str, likelihood: Any, cost: Cost) -> None:
    provenance = {} if likelihood is None else {"config": {"likelihood": likelihood}}
    manifest = Manifest("m", "m", kind, "f", ImageSpec(28, 28), 2, provenance=provenance)
    assert refining.told(manifest) == cost
