"""What an interval decides stays decided with other draws."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from aevae_desktop.core.claims.deciding import NO, YES, Answer, above, all_of, any_of, below, between, opposite
from aevae_desktop.core.claims.figures import Figure

Z = 1.959964  # half of a 95 % interval, standard errors


def figure(value: float, half: float) -> Figure:
    return Figure(value, value - half, value + half, 100)


Question = Callable[[Figure, float], Answer]


def decided(question: Question, values: NDArray[np.float64]) -> NDArray[np.object_]:
    return np.array([[question(figure(v, Z), 0.0) for v in row] for row in values], object)


@pytest.mark.parametrize("truth", np.linspace(-6, 6, 25))
@pytest.mark.parametrize("question", [above, below])
def test_other_draws_hardly_ever_decide_the_other_way(
    question: Callable[[Figure, float], Answer], truth: float
) -> None:
    """Two measurements of one truth, so many standard errors from the limit."""
    answers = decided(question, truth + np.random.default_rng(0).standard_normal((4000, 2)))
    both = (answers == True).any(axis=1) & (answers == False).any(axis=1)  # noqa: E712
    assert both.mean() <= 0.015


def test_a_plain_look_at_the_end_of_the_interval_does_decide_both_ways() -> None:
    """What the rule is for: without room, every second pair of draws contradicts itself at the line."""
    values = Z + np.random.default_rng(0).standard_normal((4000, 2))
    assert ((values - Z > 0).sum(axis=1) == 1).mean() > 0.45


def test_no_effect_is_mostly_a_no_and_never_a_yes() -> None:
    answers = decided(above, np.random.default_rng(0).standard_normal((4000, 1)))
    assert 0.8 < (answers == False).mean() < 0.9  # noqa: E712
    assert not (answers == True).any()  # noqa: E712


@pytest.mark.parametrize("question", [above, below])
def test_what_is_decided_outlives_every_move_of_that_size(question: Question) -> None:
    rng = np.random.default_rng(1)
    for _ in range(2000):
        value, down, up = rng.normal(), *rng.exponential(1.0, 2)
        found = question(Figure(value, value - down, value + up, 9), 0.0)
        move = rng.uniform(-1, 1) * min(down, up) * (YES if found else NO)
        moved = Figure(value + move, value + move - down, value + move + up, 9)
        plain = moved.low > 0 if question is above else moved.high < 0
        assert found is None or found == plain
        assert question(moved, 0.0) is not opposite(found) or found is None


def test_without_chance_all_is_decided() -> None:
    assert above(figure(2.0, 0.0), 1.0) is True
    assert above(figure(1.0, 0.0), 1.0) is False
    assert below(figure(0.0, 0.0), 1.0) is True
    assert between(figure(0.5, 0.0), 0.0, 1.0) is True
    assert between(figure(1.5, 0.0), 0.0, 1.0) is False


def test_a_wider_interval_decides_no_more() -> None:
    for value, half in product(np.linspace(-3, 3, 13), (0.1, 0.5, 1.0)):
        if above(figure(value, half), 0.0) is None:
            assert above(figure(value, 2 * half), 0.0) is not True


def test_answers_are_put_together_as_in_kleene_s_logic() -> None:
    cases: tuple[Answer, ...] = (True, False, None)
    for a, b in product(cases, cases):
        worlds = [(x, y) for x in (a, *([False] if a is None else [])) for y in (b, *([False] if b is None else []))]
        sure = [tuple(True if each is None else each for each in world) for world in worlds]
        for together, plain in ((all_of, all), (any_of, any)):
            outcomes = {plain(world) for world in sure}
            assert together((a, b)) is (outcomes.pop() if len(outcomes) == 1 else None)
