from __future__ import annotations

from aevae_desktop.engine.wire.protocol import Load, ReadPoints, Unload
from aevae_desktop.session.inference.slots import Queue, Request


def job(number: int, slot: str) -> Request:
    return Request(number, slot, ReadPoints("a", "/folder"))


def load(number: int, key: str) -> Request:
    return Request(number, f"load:{key}", Load(key, f"/{key}"))


def order(queue: Queue) -> list[int]:
    return [item.id for item in queue.drain()]


def test_the_latest_wins_and_keeps_the_turn_of_its_slot() -> None:
    queue = Queue()
    for number, slot in enumerate(["hover", "draw", "hover", "hover", "path"]):
        queue.put(job(number, slot))
    assert order(queue) == [3, 1, 4]
    assert not queue


def test_slots_take_turns() -> None:
    queue = Queue()
    queue.put(job(1, "hover"))
    queue.put(job(2, "draw"))
    first = queue.take()
    queue.put(job(3, "hover"))  # submitted again while the first is in flight
    assert first is not None
    assert [first.id, *order(queue)] == [1, 2, 3]


def test_loads_go_first_and_in_their_order() -> None:
    queue = Queue()
    queue.put(job(1, "hover"))
    for number, key in ((2, "a"), (3, "b"), (4, "a")):
        queue.put(load(number, key))
    assert order(queue) == [3, 4, 1]


def test_an_unload_replaces_a_load_that_waits() -> None:
    queue = Queue()
    queue.put(load(1, "a"))
    queue.put(Request(2, "load:a", Unload("a")))
    assert order(queue) == [2]


def test_a_lost_request_goes_before_the_slots_but_after_the_repeated_loads() -> None:
    queue = Queue()
    queue.put(job(5, "draw"))
    queue.put_back(job(4, "hover"))
    queue.repeat([load(1, "a"), load(2, "b")])
    assert order(queue) == [1, 2, 4, 5]


def test_a_lost_request_yields_to_a_newer_one_in_its_slot() -> None:
    queue = Queue()
    queue.put(job(5, "hover"))
    queue.put_back(job(4, "hover"))
    assert order(queue) == [5]


def test_a_load_that_waits_is_not_repeated_beside() -> None:
    queue = Queue()
    waiting = load(3, "a")
    queue.put(waiting)
    queue.repeat([load(1, "b"), waiting])
    assert order(queue) == [1, 3]


def test_what_waits_in_a_slot_can_be_dropped() -> None:
    queue = Queue()
    queue.put(job(1, "path"))
    queue.put_back(job(2, "hover"))
    queue.put(job(3, "draw"))
    queue.drop("hover")
    queue.drop("path")
    queue.drop("nothing")
    assert order(queue) == [3]
