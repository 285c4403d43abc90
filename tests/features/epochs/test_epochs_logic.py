"""Where in a training one looks: at recorded epochs exactly, between them in a straight line."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aevae_desktop.features.epochs import logic
from aevae_desktop.features.epochs.state import EpochsState, History

PLACES = st.floats(0, 1)


def made(e: int, k: int = 5) -> History:
    rng = np.random.default_rng(e)
    tiles = rng.integers(0, 255, (e, 2, 3, 4, 5)).astype(np.uint8)
    codes = rng.normal(size=(e, k, 2)).astype(np.float32)
    return History(np.arange(e, dtype=np.int32) * 3, np.arange(k, dtype=np.int32), codes, tiles, {})


@given(st.integers(1, 40))
def test_at_a_recorded_epoch_codes_are_those_that_were_recorded(e: int) -> None:
    found = made(e)
    for k in range(e):
        place = k / max(e - 1, 1)
        assert logic.row(found, place) == k
        np.testing.assert_allclose(logic.codes(found, place), found.codes[k], rtol=0, atol=1e-5)


@given(st.integers(2, 40), PLACES)
def test_between_them_codes_lie_on_the_way(e: int, place: float) -> None:
    found = made(e)
    at = place * (e - 1)
    k = min(int(at), e - 2)
    part = at - k
    wanted = found.codes[k] * (1 - part) + found.codes[k + 1] * part
    np.testing.assert_allclose(logic.codes(found, place), wanted, rtol=0, atol=1e-5)


@given(st.integers(1, 40), PLACES, st.integers(-50, 50))
def test_a_step_goes_to_a_recorded_epoch(e: int, place: float, steps: int) -> None:
    found = made(e)
    there = logic.beside(found, steps, place)
    assert 0.0 <= there <= 1.0
    assert logic.row(found, there) == min(max(logic.row(found, place) + steps, 0), e - 1)


def test_another_model_takes_its_history_away() -> None:
    part = EpochsState(True).told(0, made(3)).told(1, None, logic.NONE)
    assert set(part.without(0, frozenset()).histories) == set()
    assert part.without(0, frozenset()).notes == {1: logic.NONE}
    assert part.told(1, made(2)).notes == {}


@pytest.mark.parametrize("place", [-1.0, 2.0])
def test_a_place_beyond_the_ends_is_the_end(place: float) -> None:
    found = made(3)
    np.testing.assert_array_equal(logic.codes(found, place), found.codes[0 if place < 0 else -1])
