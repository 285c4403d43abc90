import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.fit.schedules import BETA_SCHEDULES, cyclic, learning_rate, rising


def test_the_learning_rate_rises_and_falls():
    assert learning_rate(1.0, 0.1, 0.0) == pytest.approx(0.001)
    assert learning_rate(1.0, 0.1, 0.1) == pytest.approx(1.0)
    assert learning_rate(1.0, 0.1, 0.55) == pytest.approx(0.5)
    assert learning_rate(1.0, 0.1, 1.0) == pytest.approx(0.0)
    assert learning_rate(3.0, 0.0, 0.0) == pytest.approx(3.0)


@pytest.mark.parametrize("name", BETA_SCHEDULES)
@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 9))
def test_a_share_lies_between_nothing_and_all_and_ends_at_all(name, progress, warmup, cycles):
    share = BETA_SCHEDULES[name].share
    assert 0 <= share(progress, warmup, cycles) <= 1
    assert share(1.0, warmup, cycles) == 1


def test_cycles_rise_again_and_again():
    assert [cyclic(t / 8, 0.5, 2) for t in range(8)] == [0, 0.5, 1, 1, 0, 0.5, 1, 1]
    assert [rising(t / 8, 0.5, 2) for t in range(8)] == [0, 0.25, 0.5, 0.75, 1, 1, 1, 1]
