"""Figures compared by their intervals, and in words."""

from __future__ import annotations

import numpy as np
import pytest

from aevae_desktop.core.claims.figures import Figure, share
from aevae_desktop.features.article import comparing
from aevae_desktop.features.article.comparing import bounded, difference, judged
from aevae_desktop.features.article.state import Verdict


def figure(value: float, half: float) -> Figure:
    return Figure(value, value - half, value + half, 100)


def test_a_difference_has_the_interval_of_both() -> None:
    found = difference(figure(5, 3), figure(2, 4))
    assert (found.value, found.low, found.high) == (3, -2, 8)
    lopsided = difference(Figure(0.1, 0.05, 0.3, 10), Figure(0, 0, 0, 10))
    assert (lopsided.low, lopsided.high) == pytest.approx((0.05, 0.3))


def test_the_interval_of_a_difference_of_shares_holds_the_truth_as_often_as_it_says() -> None:
    rng, held = np.random.default_rng(0), 0
    for _ in range(400):
        one, other = share(rng.random(300) < 0.45), share(rng.random(300) < 0.04)
        found = difference(one, other)
        held += found.low <= 0.41 <= found.high
    assert 0.92 <= held / 400 <= 0.98


@pytest.mark.parametrize(
    ("effect", "flat", "verdict"),
    [
        (Figure(0.3, 0.21, 0.4, 9), False, Verdict.SUPPORTED),
        (Figure(0.06, 0.04, 0.07, 9), False, Verdict.PARTLY),
        (Figure(0.3, 0.05, 0.5, 9), False, Verdict.UNDECIDED),
        (Figure(0.3, 0.19, 0.4, 9), False, Verdict.UNDECIDED),
        (Figure(0.3, 0.0, 0.5, 9), False, Verdict.UNDECIDED),
        (Figure(0.01, -0.02, 0.04, 9), False, Verdict.NOT),
        (Figure(-0.3, -0.4, -0.2, 9), False, Verdict.NOT),
        (Figure(0.01, -0.02, 0.04, 9), True, Verdict.NOT_IN_2D),
        (Figure(0.06, 0.04, 0.07, 9), True, Verdict.PARTLY),
    ],
)
def test_an_effect_is_judged_by_its_interval(effect: Figure, flat: bool, verdict: Verdict) -> None:
    assert judged(effect, 0.1, flat) is verdict


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.4, 0.5, Verdict.SUPPORTED),
        (0.4, 0.6, Verdict.UNDECIDED),
        (0.6, 0.7, Verdict.UNDECIDED),
        (0.7, 0.75, Verdict.PARTLY),
        (0.75, 0.9, Verdict.UNDECIDED),
        (0.85, 0.9, Verdict.NOT),
    ],
)
def test_what_should_be_small_is_judged_by_its_upper_end(low: float, high: float, verdict: Verdict) -> None:
    assert bounded(Figure((low + high) / 2, low, high, 9), 0.65, 0.8) is verdict


def test_numbers_are_written_with_their_intervals() -> None:
    assert comparing.plain(Figure(13_912.3, 13_000, 15_000, 9)) == "13,900 [13,000, 15,000]"
    assert comparing.plain(Figure(2.0, 2.0, 2.0, 1)) == "2"
    assert comparing.plain(Figure(6272.0, 6272.0, 6272.0, 1)) == "6,272"
    assert comparing.plain(Figure(6272.0, 6271.0, 6273.0, 9)) == "6,272 [6,271, 6,273]"
    assert comparing.plain(Figure(0.0468123, 0.0461, 0.0475, 9)) == "0.0468 [0.0461, 0.0475]"
    assert comparing.plain(Figure(4.3e-4, 4.1e-4, 4.7e-4, 9)) == "0.00043 [0.00041, 0.00047]"
    assert comparing.plain(Figure(1.00012, 1.00008, 1.00023, 9)) == "1.0001 [1.0001, 1.0002]"
    assert comparing.plain(Figure(-0.5, -1.0, 0.0, 9)) == "-0.5 [-1, 0]"
    assert comparing.percent(Figure(0.00204, 0.00203, 0.00206, 9)) == "0.20 % [0.20, 0.21]"
    assert comparing.percent(Figure(0.452, 0.434, 0.466, 9)) == "45.2 % [43.4, 46.6]"
    assert comparing.points(Figure(-0.266, -0.287, -0.245, 9)) == "26.6 points [24.5, 28.7]"
    assert comparing.more(Figure(-0.266, -0.287, -0.245, 9), "digits") == "26.6 points fewer digits [24.5, 28.7]"
    assert comparing.more(Figure(0.266, 0.245, 0.287, 9), "digits") == "26.6 points more digits [24.5, 28.7]"
