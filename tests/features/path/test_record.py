"""The path in a record: what was written is read; anything else is one line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aevae_desktop.features.path import record
from aevae_desktop.features.path.record import EndRecord, PathRecord
from aevae_desktop.features.path.state import FRAME_COUNTS, WEIGHTS
from tests.records import code, read_again, refusal, row_number, text

z = st.lists(st.none() | code, max_size=2).map(tuple)
points = st.builds(EndRecord, text, z, st.none() | row_number, st.booleans())
paths = st.none() | st.builds(
    PathRecord,
    text,
    st.floats(0.0, 1.0),
    st.lists(points, max_size=3).map(tuple),
    closed=st.booleans(),
    even=st.booleans(),
    weight=st.floats(*WEIGHTS),
    frames=st.sampled_from(FRAME_COUNTS),
    compared=st.lists(text, max_size=2).map(tuple),
    onion=st.integers(0, 6),
)


@given(paths)
def test_what_was_written_is_what_is_read(value: Any) -> None:
    assert read_again(record.SAVED, value) == value


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"t": "0"}, "path.t: found '0', expected a finite number"),
        ({"a": {"name": "A", "z": [["x"]]}}, "path.a.z: found [['x']]"),
        ({"points": [{"name": "A", "z": [["x"]]}]}, "path.points[0].z: found [['x']]"),
        ({"points": [None]}, "path.points: found [None], expected a list of objects"),
        ({"points": [{"name": "A"}] * 27}, "expected at most 26 way-points"),
        ({"frames": 6}, "path.frames: found 6, expected one of 5, 9"),
        ({"weight": 11}, "path.weight: found 11, expected a number from 0 to 10"),
    ],
)
def test_what_means_nothing_is_one_line(change: dict[str, Any], said: str) -> None:
    assert said in refusal(record.SAVED, {"path": {"kind": "linear"} | change})
