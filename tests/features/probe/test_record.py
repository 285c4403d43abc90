"""The probe in a record: what was written is read; anything else is one line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aevae_desktop.features.probe import record
from aevae_desktop.features.probe.record import ProbeRecord
from tests.records import read_again, real, refusal, row_number

probes = st.none() | st.builds(
    ProbeRecord, st.just(0), st.tuples(real, real), st.none() | row_number, pinned=st.booleans()
)


@given(probes)
def test_what_was_written_is_what_is_read(value: Any) -> None:
    assert read_again(record.SAVED, value) == value


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"pane": 1, "xy": [0, 0]}, "probe.pane: found 1, expected a map that is shown"),
        ({"xy": [0, 0]}, "probe.pane: found nothing, expected a map that is shown"),
        ({"pane": 0, "xy": [0]}, "probe.xy: found [0], expected 2 numbers"),
        ({"pane": 0, "xy": [0, 1e999]}, "probe.xy[1]: found inf, expected a finite number"),
        ({"pane": 0, "xy": [0, 1e25]}, "probe.xy: found [0, 1e+25], expected 2 numbers"),
        ({"pane": 0, "xy": [0, 0], "pinned": 1}, "probe.pinned: found 1, expected true or false"),
    ],
)
def test_what_means_nothing_is_one_line(given: Any, said: str) -> None:
    assert said in refusal(record.SAVED, {"probe": given})
