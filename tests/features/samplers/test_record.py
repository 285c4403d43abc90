"""Random codes in a record: what was written is read; anything else is one line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aevae_desktop.features.samplers import record
from tests.records import read_again, real, refusal, row_number, text

counts = dict.fromkeys(("components", "seed", "n"), row_number)
draws = st.none() | st.fixed_dictionaries({"on": st.booleans(), "sampler": text, "bandwidth": real, **counts})
GOOD = {"on": True, "sampler": "kde", "components": 3, "n": 100, "seed": 1}


@given(draws)
def test_what_was_written_is_what_is_read(value: Any) -> None:
    assert read_again(record.SAVED, value) == value


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"seed": None}, "draws.seed: found None, expected components, seed and n"),
        ({"seed": -1}, "draws.seed: found -1"),
        ({"sampler": 3}, "draws.sampler: found 3, expected a text"),
    ],
)
def test_what_means_nothing_is_one_line(change: dict[str, Any], said: str) -> None:
    assert said in refusal(record.SAVED, {"draws": GOOD | change})
