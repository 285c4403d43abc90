"""Work on a map's places: each is asked for until it is done, the coarse ones first, and no reply finds another's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aevae_desktop.core.map.grid import Grid
from aevae_desktop.core.pacing import Pacer
from aevae_desktop.features.tiles.work import Flights, TileWork

GROUPS = Grid(1.0, 0, 0, 13, 9).order()
GROUP_OF = {int(place): k for k, group in enumerate(GROUPS) for place in group}


@given(st.lists(st.tuples(st.sampled_from(["done", "lost", "late", "halves"]), st.integers(1, 40)), max_size=60))
def test_every_place_is_asked_for_until_it_is_done_and_no_longer(answers: list[tuple[str, int]]) -> None:
    work, late = TileWork(("model", "what"), GROUPS), np.empty(0, np.intp)
    for answer, count in answers:
        places = work.take(count)
        assert len(places) <= count
        assert len({GROUP_OF[int(place)] for place in places}) <= 1
        assert not work.done[places].any()
        if answer == "done":
            work.mark(places)
        elif answer == "halves":
            work.give_back(places[len(places) // 2 :], places[: len(places) // 2])
        else:
            work.give_back(places)
            late = places if answer == "late" else late
        if answer == "lost":
            work.mark(late)  # the answer to an older request comes after all
        assert work.level == next((k for k, group in enumerate(GROUPS) if not work.done[group].all()), len(GROUPS))
        assert work.over == bool(work.done.all())
    while len(places := work.take(7)):
        work.mark(places)
    assert work.over
    assert work.ready == 1.0
    assert work.level == len(GROUPS)


def test_what_is_given_back_comes_next_in_its_order() -> None:
    work = TileWork(("model", "what"), GROUPS)
    first = work.take(1), work.take(1)
    work.give_back(first[1], first[0])
    assert [*work.take(1), *work.take(1)] == [*first[0], *first[1]]


@pytest.fixture
def asked() -> tuple[Any, list[Any]]:
    """Flights, and what they asked for: slot and places."""
    jobs: list[Any] = []
    flights: Flights[TileWork] = Flights(lambda slot, job: jobs.append((slot, job)) or len(jobs), Pacer(12.0, 3, 64))
    return flights, jobs


def test_a_request_lands_once_in_its_own_slot(asked: tuple[Any, list[Any]]) -> None:
    flights, jobs = asked
    works = {slot: TileWork(("model", slot), GROUPS) for slot in ("a", "b")}
    for slot, work in works.items():
        flights.ask(slot, work, lambda places: places)
    assert [(slot, len(places)) for slot, places in jobs] == [("a", 1), ("b", 1)]
    assert flights.landed("a", 2) is None
    assert flights.landed("a", 1).work is works["a"]
    assert flights.landed("a", 1) is None
    assert set(flights.by_slot) == {"b"}


def test_places_of_one_name_are_paced_together_and_a_finished_work_asks_for_nothing(
    asked: tuple[Any, list[Any]],
) -> None:
    flights, jobs = asked
    work = TileWork(("model", "what"), [np.arange(50)])
    flights.ask("a", work, lambda places: places)
    flights.learn(flights.landed("a", 1), 1.0)
    flights.ask("a", TileWork(work.name, [np.arange(50)]), lambda places: places)
    flights.ask("b", TileWork(("other", "what"), [np.arange(50)]), lambda places: places)
    assert [len(places) for _, places in jobs] == [3, 12, 3]
    work.mark(np.arange(50))
    flights.ask("c", work, lambda places: places)
    assert len(jobs) == 3
    assert "c" not in flights.by_slot
