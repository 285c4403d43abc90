"""The rows of what features keep in a record, all of them."""

from __future__ import annotations

from typing import Any

import pytest

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.features import SAVED
from aevae_desktop.features.figures import reading
from aevae_desktop.features.figures.record import taken
from aevae_desktop.features.recovery import work
from aevae_desktop.session.saved import Saved

VIEWS = {i: View2D(0.0, 0.0, 50.0, 400, 300) for i in range(2)}


@pytest.mark.parametrize("what", ["key", "place", "rank"])
def test_no_two_rows_are_the_same(what: str) -> None:
    assert len({getattr(row, what) for row in SAVED}) == len(SAVED)


@pytest.mark.parametrize("row", SAVED, ids=lambda row: str(row.key))
def test_what_a_session_writes_is_read_and_the_same_work(session: Any, row: Saved) -> None:
    record = taken(session.state, VIEWS, [row], "dark")
    assert reading.record(record.to_json(), [row]) == record
    assert work.same(row.work(session.state), row.work(session.state))
    assert row.touched(session.state) is False
