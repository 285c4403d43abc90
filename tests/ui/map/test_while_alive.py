"""A result is found once for as long as its thing lives, and does not keep it alive."""

from __future__ import annotations

import gc
import weakref

from aevae_desktop.ui.map.while_alive import MOST, while_alive


class Thing:
    """What a result is found from."""


def test_a_result_is_found_once_and_only_the_last_ones_are_kept() -> None:
    asked: list[int] = []

    @while_alive
    def twice(thing: Thing, number: int) -> int:
        asked.append(number)
        return 2 * number

    one, other = Thing(), Thing()
    assert [twice(one, 3), twice(one, 3), twice(other, 3)] == [6, 6, 6]
    assert asked == [3, 3]
    for number in range(10, 10 + MOST):
        twice(one, number)
    twice(one, 3)
    assert asked[-1] == 3
    assert len(asked) == 3 + MOST


def test_a_thing_goes_though_results_were_found_from_it() -> None:
    @while_alive
    def name(thing: Thing) -> str:
        return type(thing).__name__

    thing = Thing()
    assert name(thing) == "Thing"
    gone = weakref.ref(thing)
    del thing
    gc.collect()
    assert gone() is None
