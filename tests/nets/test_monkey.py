"""Two thousand random events on a real window, and that a long list that fails becomes a short one."""

from __future__ import annotations

from pathlib import Path

from tests.nets import events, monkey

SEED, COUNT = 11, 2_000


def test_no_hand_breaks_the_window(tmp_path: Path) -> None:
    listed = events.generate(SEED, COUNT)
    outcome = monkey.play(listed, tmp_path / "run")
    if outcome.problems:
        problem, at = min(outcome.problems.items(), key=lambda pair: pair[1])
        short = monkey.explain(listed, problem, at, tmp_path / "again", seconds=20.0)
        raise AssertionError(f"seed {SEED}: {outcome.problems}\nthe first again: {short}")


def test_events_come_from_their_seed() -> None:
    assert events.generate(5, 50) == events.generate(5, 50)
    assert events.generate(5, 50) != events.generate(6, 50)
    assert {event[0] for event in events.generate(5, 5_000)} == set(events.KINDS)


def test_a_long_list_becomes_the_few_that_matter() -> None:
    listed = events.generate(1, 300)
    wanted = [listed[40], listed[170], listed[171]]
    short = monkey.shrunk(listed, lambda some: all(event in some for event in wanted), 20.0)
    assert short == wanted


def test_equal_faults_have_one_name() -> None:
    one = "traceback: ValueError: cannot reshape array of size 4 into shape (16) (plane.py:89 in project)"
    other = "traceback: ValueError: cannot reshape array of size 1 into shape (2,) (plane.py:89 in project)"
    third = "traceback: ValueError: cannot reshape array of size 1 into shape (2,) (plane.py:126 in ellipse)"
    assert monkey.signature(one) == monkey.signature(other) != monkey.signature(third)
