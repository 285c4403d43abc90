"""How the living manifold is laid, in a record: what was written is read; anything else is one line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aevae_desktop.features.tiles import record
from tests.records import read_again, refusal

tiles = st.none() | st.tuples(st.integers(4, 1000), st.booleans())


@given(tiles)
def test_what_was_written_is_what_is_read(value: Any) -> None:
    assert read_again(record.SAVED, value) == value


@pytest.mark.parametrize("given", [[1], 5, [1, 1], [True, True], [-1, False]])
def test_what_means_nothing_is_one_line(given: Any) -> None:
    assert f"tiles: found {given}, expected [px, smooth]" in refusal(record.SAVED, {"tiles": given})


def test_no_tile_is_too_small_or_too_large() -> None:
    assert read_again(record.SAVED, (1, True)) == (4, True)
    assert read_again(record.SAVED, (10**9, False)) == (1000, False)
