"""The rows of what features keep in a record, all of them, and one more that this program does not have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.features import CONTROLLERS, SAVED
from aevae_desktop.features.figures import reading
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.figures.record import taken
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.features.recovery import work
from aevae_desktop.session.saved import Saved
from aevae_desktop.session.session import Session

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


@dataclass(frozen=True)
class Notes:
    """A part of a feature that is not there."""

    text: str = ""


NOTES = Saved(
    "notes",
    place=1000,
    rank=1000,
    take=lambda state, _: state.part(Notes).text,
    read=lambda top: None if top.data.get("notes") is None else top.text("notes"),
    restore=lambda context, text, _: context.set_state(context.state.with_part(Notes(text))),
    work=lambda state: (state.part(Notes),),
    touched=lambda state: bool(state.part(Notes).text),
)


def test_one_more_row_is_all_that_figures_and_recovery_need(session: Any, library: Any) -> None:
    more: Any = Session(CONTROLLERS, type(session.client), saved=(*SAVED, NOTES))
    more.controller(LibraryController).start([library])
    more.client.flush()
    more.views.update(VIEWS)
    before = work.parts(more.state, more.saved)
    assert not work.touched(more.state, more.saved)
    more.set_state(more.state.with_part(Notes("look here")))
    assert work.touched(more.state, more.saved)
    assert not work.same(work.parts(more.state, more.saved), before)
    text = taken(more.state, more.views, more.saved, "dark").to_json()
    more.set_state(more.state.with_part(Notes()))
    more.controller(FigureController).restore(reading.record(text, more.saved))
    more.client.flush()
    more.controller(FigureController)._go_on()
    assert more.state.part(Notes).text == "look here"
    assert "notes" not in reading.record(text, SAVED).parts  # a program without it passes it over
    more.close()
