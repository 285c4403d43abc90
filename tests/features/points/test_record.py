"""How codes look, in a record: what was written is read; anything else is one line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aevae_desktop import bundle
from aevae_desktop.features.points import record
from aevae_desktop.features.points.record import LookRecord
from tests.records import read_again, real, refusal, row_number, text

HIDDEN, LOOK = record.HIDDEN, record.LOOK
hidden = st.lists(st.integers(0, bundle.MOST_CLASSES - 1), max_size=3).map(tuple)
looks = st.none() | st.builds(
    LookRecord,
    text,
    st.floats(0.01, 100.0),
    st.none() | st.lists(row_number, max_size=2).map(tuple),
    st.none() | st.tuples(text, st.none() | real, st.none() | real),
)


@given(hidden, looks)
def test_what_was_written_is_what_is_read(classes: Any, look: Any) -> None:
    assert read_again(HIDDEN, classes) == classes
    assert read_again(LOOK, look) == look


@pytest.mark.parametrize(
    ("row", "change", "said"),
    [
        (HIDDEN, {"hidden": ["x"]}, "hidden: found ['x']"),
        (HIDDEN, {"hidden": [3, 70000]}, "hidden: found [3, 70000], expected numbers of classes, below 254"),
        (HIDDEN, {"hidden": [1] * 255}, "hidden: found [1, 1, "),
        (LOOK, {"look": {"colour": "class", "size": -1}}, "look.size: found -1"),
        (LOOK, {"look": {"colour": "class", "range": ["x", 1]}}, "look.range: found ['x', 1]"),
        (LOOK, {"look": {"colour": "class", "splits": "all"}}, "look.splits: found 'all'"),
        (LOOK, {"look": {"size": 1}}, "look.colour: found nothing, expected a text"),
    ],
)
def test_what_means_nothing_is_one_line(row: Any, change: dict[str, Any], said: str) -> None:
    assert said in refusal(row, change)
