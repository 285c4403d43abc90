"""The marks in a figure's record."""

from __future__ import annotations

from aevae_desktop.reading.json_object import JsonObject, numbers
from aevae_desktop.session.saved import Saved
from tests.features.dummy.state import Marks


def _read(top: JsonObject) -> tuple[tuple[float, ...], ...] | None:
    if top.data.get("marks") is None:
        return None
    places = [numbers(place) for place in top.items("marks")]
    if any(place is None or len(place) != 2 for place in places):
        raise top.wrong("marks", "a list of [x, y]")
    return tuple(place for place in places if place is not None)


SAVED = Saved(
    "marks", place=1000, rank=1000, read=_read,
    take=lambda state, _: state.part(Marks).places,
    restore=lambda context, places, _: context.set_state(context.state.with_part(Marks(places))),
    work=lambda state: (state.part(Marks),),
    touched=lambda state: bool(state.part(Marks).places),
)  # fmt: skip
