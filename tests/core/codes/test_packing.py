"""A selection as text: what was packed is what is read, and nothing else is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aevae_desktop.bundle import MOST_POINTS
from aevae_desktop.core.codes.packing import packed, unpacked


@given(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.just(n), st.sets(st.integers(0, n - 1), min_size=1))))
def test_there_and_back(some: tuple[int, set[int]]) -> None:
    n, samples = some
    back = unpacked(packed(np.array(sorted(samples), np.int32), n))
    assert back is not None
    assert (back[0], back[1].tolist()) == (n, sorted(samples))


def test_seventy_thousand_take_little() -> None:
    half = np.flatnonzero(np.random.default_rng(0).random(70_000) < 0.5).astype(np.int32)
    assert len(packed(half, 70_000)) < 12_000


GOOD = packed(np.array([3], np.int32), 100)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "100",
        "x:" + GOOD,
        "0:",
        f"{MOST_POINTS + 1}:abc",
        "99999999999:abc",
        "100:!!",
        "1000" + GOOD[3:],
        "8" + GOOD[3:],
        "0" * 5000 + GOOD,
        "٣" + GOOD,
    ],
)
def test_anything_else_is_nothing(text: str) -> None:
    assert unpacked(text) is None


@given(st.text(max_size=40))
def test_nonsense_does_no_harm(bits: str) -> None:
    unpacked("100:" + bits)
