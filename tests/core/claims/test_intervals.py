"""Intervals hold the truth as often as they say, and every way of making one against a plain sum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.core.claims import intervals
from aevae_desktop.core.claims.figures import Figure, share
from aevae_desktop.errors import DataError
from tests.core.claims.subjects import finish, inside

TRIALS = 300
DRAWS: dict[str, tuple[Callable[[Any, int], Any], float]] = {
    "normal": (lambda rng, n: rng.normal(size=n), 0.0),
    "uniform": (lambda rng, n: rng.random(n), 0.5),
    "exponential": (lambda rng, n: rng.exponential(size=n), 1.0),
    "log-normal": (lambda rng, n: np.exp(rng.normal(size=n)), float(np.exp(0.5))),
    "squared errors": (lambda rng, n: rng.gamma(0.5, size=n), 0.5),
}


@pytest.fixture(autouse=True)
def fewer_resamples(monkeypatch: pytest.MonkeyPatch, request: Any) -> None:
    if "covers" in request.node.name:
        monkeypatch.setattr(intervals, "RESAMPLES", 300)  # hundreds of intervals are made


def covered(make: Callable[[np.random.Generator], Figure], truth: float, trials: int = TRIALS) -> float:
    return float(np.mean([inside(truth, make(np.random.default_rng([7, k]))) for k in range(trials)]))


@pytest.mark.parametrize("n", [50, 300])
@pytest.mark.parametrize("name", DRAWS)
def test_a_mean_s_interval_covers_the_truth(name: str, n: int) -> None:
    draw, truth = DRAWS[name]
    assert 0.90 <= covered(lambda rng: finish(intervals.mean(draw(rng, n), rng)), truth) <= 0.98


def test_a_difference_s_interval_covers_the_truth() -> None:
    def made(rng: Any) -> Figure:
        return finish(intervals.difference(rng.exponential(size=60), np.exp(rng.normal(size=150)), rng))

    assert 0.90 <= covered(made, 1.0 - float(np.exp(0.5))) <= 0.98


def test_a_difference_from_a_constant_is_the_mean_s_mirror_image() -> None:
    skewed = np.exp(np.random.default_rng(0).normal(0, 1.5, 60))
    plain = finish(intervals.mean(skewed, np.random.default_rng(1)))
    ahead = finish(intervals.difference(skewed, np.zeros(40), np.random.default_rng(1)))
    behind = finish(intervals.difference(np.zeros(40), skewed, np.random.default_rng(1)))
    assert plain.high - plain.value > 1.5 * (plain.value - plain.low)
    assert (ahead.low, ahead.high) == pytest.approx((plain.low, plain.high), rel=0.1)
    assert (behind.low, behind.high) == pytest.approx((-plain.high, -plain.low), rel=0.1)


def test_a_ratio_s_interval_covers_the_truth() -> None:
    def made(rng: Any) -> Figure:
        common = rng.exponential(size=80)
        return finish(intervals.ratio(common + rng.exponential(size=80), common + 0.1, rng))

    assert 0.90 <= covered(made, 2.0 / 1.1) <= 0.98


@pytest.mark.parametrize(("p", "n"), [(0.002, 2000), (0.01, 2000), (0.03, 100), (0.5, 50), (0.99, 400)])
def test_a_share_s_interval_covers_small_shares(p: float, n: int) -> None:
    assert 0.90 <= covered(lambda rng: share(rng.random(n) < p), p, 2000) <= 0.99


@pytest.mark.parametrize(("p", "q"), [(0.01, 0.01), (0.03, 0.005), (0.3, 0.04), (0.95, 0.5)])
def test_a_difference_of_shares_covers_small_shares(p: float, q: float) -> None:
    def made(rng: Any) -> Figure:
        return intervals.share_difference(rng.random(1000) < p, rng.random(600) < q)

    assert 0.93 <= covered(made, p - q, 2000) <= 0.98


@pytest.mark.parametrize(("a", "b"), [(0.3, 0.02), (2.0, 2.0), (5.0, 0.5)])
def test_a_share_of_what_comes_in_clusters_covers_the_truth(a: float, b: float) -> None:
    """200 clusters of 31 hits each, whose chance is the cluster's own, from a beta distribution."""

    def made(rng: Any) -> Figure:
        return intervals.clustered_share(rng.random((200, 31)) < rng.beta(a, b, 200)[:, None])

    assert 0.92 <= covered(made, a / (a + b), 1000) <= 0.985


def test_a_share_of_clusters_that_agree_is_that_of_as_many_clusters() -> None:
    alike = np.repeat((np.arange(50) < 20)[:, None], 7, axis=1)
    found, single = intervals.clustered_share(alike), share(alike[:, 0])
    assert (found.low, found.high) == pytest.approx((single.low, single.high), rel=0.02)
    whole = intervals.clustered_share(np.ones((50, 7), bool))
    assert (whole.value, whole.high, whole.n) == pytest.approx((1.0, 1.0, 350))
    assert whole.low == pytest.approx(share(np.ones(50, bool)).low)


def test_newcombe_s_own_example() -> None:
    """56 of 70 against 48 of 80: 0.2, from 0.0524 to 0.3339 (Newcombe 1998, table II, row a)."""
    found = intervals.share_difference(np.arange(70) < 56, np.arange(80) < 48)
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    assert found.n == 150


@pytest.mark.parametrize("n", [400, 3000])
def test_halves_cover_a_statistic_that_resampling_would_shift(n: int) -> None:
    """How many of 200 cells are empty: a resample repeats rows, so it always has more of them."""

    def empty(rows: Any) -> float:
        return float((np.bincount((rows * 200).astype(int), minlength=200) == 0).mean())

    truth = float(np.mean([empty(np.random.default_rng([1, k]).beta(1, 4, n)) for k in range(400)]))
    made = [finish(intervals.halved(np.random.default_rng([2, k]).beta(1, 4, n), empty, np.random.default_rng(k)))
            for k in range(200)]  # fmt: skip
    assert 0.90 <= np.mean([inside(truth, figure) for figure in made]) <= 0.99
    assert all(figure.n == n and figure.low >= 0.0 for figure in made)


def test_halves_of_a_mean_have_the_width_of_a_mean_s_interval() -> None:
    values = np.random.default_rng(0).normal(5, 1, 900)
    wide = [finish(intervals.halved(values, lambda x: float(x.mean()), np.random.default_rng(k))) for k in range(20)]
    assert np.mean([figure.high - figure.low for figure in wide]) == pytest.approx(2 * 1.96 / 30, rel=0.08)


def test_the_range_of_samples_holds_95_percent_of_them() -> None:
    found = intervals.range_of(np.random.default_rng(0).normal(5, 1, 4000).tolist(), 10, "nats")
    assert (found.value, found.low, found.high) == pytest.approx((5.0, 3.04, 6.96), abs=0.08)
    assert (found.n, found.unit) == (10, "nats")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-100, 100), min_size=20, max_size=60), st.integers(0, 5))
def test_values_are_plain_and_intervals_hold_them(values: list[float], seed: int) -> None:
    found = finish(intervals.mean(values, np.random.default_rng(seed), "nats"))
    assert found.value == pytest.approx(float(np.mean(values)), abs=1e-9)
    assert found.low <= found.high
    assert np.isfinite([found.low, found.high]).all()
    assert found == finish(intervals.mean(values, np.random.default_rng(seed), "nats"))
    moved = finish(intervals.difference(values, np.zeros(30), np.random.default_rng(seed)))
    assert moved.value == pytest.approx(found.value, abs=1e-9)


def test_equal_values_have_no_width() -> None:
    found = finish(intervals.mean(np.full(40, 0.1), np.random.default_rng(0)))
    assert (found.low, found.value, found.high) == (0.1, 0.1, 0.1)
    twice = finish(intervals.ratio(np.full(40, 0.2), np.full(40, 0.1), np.random.default_rng(0)))
    assert (twice.low, twice.value, twice.high) == pytest.approx((2.0, 2.0, 2.0))
    assert intervals.exact(7, 3, "bits") == Figure(7.0, 7.0, 7.0, 3, "bits")


def test_what_has_no_interval_is_one_line() -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(DataError, match="too few to measure, found 19, expected 20 at least"):
        finish(intervals.mean(np.ones(19), rng))
    with pytest.raises(DataError, match="not a finite number"):
        finish(intervals.mean(np.full(30, np.nan), rng))
    with pytest.raises(DataError, match="not a finite number"):
        finish(intervals.mean([*[1.0] * 30, np.inf], rng))
    with pytest.raises(DataError, match="0 everywhere"):
        finish(intervals.ratio(np.ones(30), np.zeros(30), rng))


def test_steps_are_small() -> None:
    """A large sample is resampled in many steps, whose shares rise."""
    shares = list(intervals.mean(np.random.default_rng(0).random(20_000), np.random.default_rng(0)))
    assert len(shares) > 50
    assert shares == sorted(shares)
