"""What undo and redo hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aevae_desktop.session.history import PAST, History


@given(st.lists(st.sampled_from(["do", "back", "forth"]), max_size=60))
def test_it_is_a_line_of_values_with_a_place_on_it(steps: list[str]) -> None:
    history: History[int] = History()
    now, line, place = 0, [0], 0
    for value, step in enumerate(steps, 1):
        if step == "do":
            history, now = history.remember(now), value
            line, place = [*line[: place + 1], value], place + 1
        else:
            found = history.back(now) if step == "back" else history.forth(now)
            moved = place + (1 if step == "forth" else -1)
            assert (found is not None) == (0 <= moved < len(line))
            if found is not None:
                (history, now), place = found, moved
        assert now == line[place]
        assert [value for _, value in history.past] == line[:place]
        assert [value for _, value in history.future] == line[place + 1 :]
        stamps = [stamp for stamp, _ in (*history.past, *history.future)]
        assert stamps == sorted(set(stamps))


def test_of_two_the_one_edited_last_is_known_there_and_back() -> None:
    one, other = History[str]().remember("a"), History[str]().remember("x")
    assert one.last < other.last
    back = other.back("y")
    assert back is not None
    assert back[0].last == 0
    assert back[0].next == other.last > one.last


def test_it_forgets_what_is_long_ago() -> None:
    history: History[int] = History()
    for value in range(PAST + 3):
        history = history.remember(value)
    assert len(history.past) == PAST
    assert history.past[0][1] == 3
