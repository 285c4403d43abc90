"""The selection in a record: what was written is read; anything else is one line."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aevae_desktop.core.codes import packing
from aevae_desktop.features.selection import record
from tests.records import read_again, refusal

some = st.sets(st.integers(0, 99), min_size=1).map(lambda rows: packing.packed(np.array(sorted(rows), np.int32), 100))
selections = st.sampled_from([None, ""]) | some


@given(selections)
def test_what_was_written_is_what_is_read(value: Any) -> None:
    assert read_again(record.SAVED, value) == value


@pytest.mark.parametrize("given", ["9999999:0", "x", 0, [], "5000001:c", "-1:a"])
def test_what_means_nothing_is_one_line(given: Any) -> None:
    assert f"selection: found {given!r}, expected how many samples" in refusal(record.SAVED, {"selection": given})
