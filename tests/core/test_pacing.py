"""Pacing: pieces stay within their bounds, come to take as long as they may, and forget an outlier."""

from __future__ import annotations

from math import inf

from hypothesis import given
from hypothesis import strategies as st

from aevae_desktop.core.pacing import GROWTH, Pacer

TIMES = st.floats(min_value=0.0, max_value=1e6)
COSTS = st.floats(min_value=1e-3, max_value=1e3)


@st.composite
def pacers(draw: st.DrawFn) -> Pacer:
    least = draw(st.integers(1, 8))
    most = draw(st.integers(least, 5000))
    rise = draw(st.sampled_from([1.2, 2.0, inf]))
    return Pacer(draw(st.floats(1.0, 60.0)), draw(st.integers(least, most)), most, least, rise)


def settled(pacer: Pacer, each: float) -> Pacer:
    """After so many answers that any size can have been reached."""
    for _ in range(200):
        pacer = pacer.learned(pacer.size, each * pacer.size)
    return pacer


@given(pacers(), st.lists(st.tuples(st.integers(1, 5000), TIMES)))
def test_no_piece_is_out_of_bounds(pacer: Pacer, answers: list[tuple[int, float]]) -> None:
    assert pacer.size == pacer.first
    for count, ms in answers:
        pacer = pacer.learned(count, ms)
        assert pacer.least <= pacer.size <= pacer.most


@given(pacers(), COSTS)
def test_a_constant_cost_is_met(pacer: Pacer, each: float) -> None:
    size = settled(pacer, each).size
    wanted = min(max(pacer.budget_ms / each, pacer.least), pacer.most)
    assert abs(size - wanted) <= 1


@given(pacers(), COSTS, TIMES)
def test_an_outlier_is_forgotten(pacer: Pacer, each: float, outlier: float) -> None:
    before = settled(pacer, each)
    after = settled(before.learned(before.size, outlier), each)
    assert abs(after.size - before.size) <= 1


@given(pacers(), COSTS, st.integers(1, 5000))
def test_a_short_last_piece_changes_nothing(pacer: Pacer, each: float, count: int) -> None:
    before = settled(pacer, each)
    assert abs(before.learned(count, each * count).size - before.size) <= 1


@given(pacers(), COSTS)
def test_one_quick_answer_makes_pieces_at_most_so_much_larger(pacer: Pacer, each: float) -> None:
    before = settled(pacer, each)
    assert before.learned(before.size, 0.0).size <= (before.size + 1) * GROWTH


def test_a_rise_is_slow_where_it_is_asked_for() -> None:
    known = Pacer(12.0, 16, 2048, rise=1.2).learned(16, 16.0)
    assert known.size == 12
    assert known.learned(12, 1200.0).size == 10
