"""Onion skin against plain loops."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.core.paths import onion


@given(
    n=st.integers(1, 12),
    row=st.integers(0, 11),
    skins=st.integers(0, 6),
    closed=st.booleans(),
    colour=st.booleans(),
    seed=st.integers(0, 99),
)
@settings(max_examples=60, deadline=None)
def test_every_pixel_is_the_strongest_of_the_frame_and_its_fading_neighbours(
    n: int, row: int, skins: int, closed: bool, colour: bool, seed: int
) -> None:
    rng, row = np.random.default_rng(seed), row % n
    frames = rng.integers(0, 256, (n, 3, 4, 3) if colour else (n, 3, 4), dtype=np.uint8)
    ready = rng.random(n) < 0.8
    expected = frames[row].astype(np.float64)
    for other in range(n):
        apart = abs(other - row)
        if closed and n > 1:  # the last frame is the first again: the shorter way round
            apart = min((other - row) % (n - 1), (row - other) % (n - 1))
        if other != row and 0 < apart <= skins and ready[other] and not (closed and n > 1 and other == n - 1):
            expected = np.maximum(expected, 0.6 * (skins + 1 - apart) / skins * frames[other])
    found = onion.blended(frames, ready, row, skins, closed)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected, rtol=1e-6)


@pytest.mark.parametrize("closed", [False, True])
def test_without_skins_it_is_the_frame_itself(closed: Any) -> None:
    frames = np.random.default_rng(0).integers(0, 256, (5, 2, 2), dtype=np.uint8)
    np.testing.assert_array_equal(onion.blended(frames, np.ones(5, bool), 2, 0, closed), frames[2])
    assert onion.opacities(3).tolist() == pytest.approx([0.6, 0.4, 0.2])
