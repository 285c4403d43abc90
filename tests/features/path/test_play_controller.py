"""The player turns wall-clock time into t, whatever the ticks do."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject

from aevae_desktop.features.path.play_controller import DURATION, REFRESH, Player, eased, playhead, time_of
from aevae_desktop.features.path.state import Ease, Repeat

UNIT = st.floats(0, 1)
LONG = st.floats(0, 50)


@given(UNIT, LONG, st.sampled_from(list(Repeat)))
@settings(max_examples=200, deadline=None)
def test_the_playhead_stays_on_the_path(start: float, elapsed: float, repeat: Repeat) -> None:
    t, moving = playhead(start, elapsed, repeat)
    assert 0.0 <= t <= 1.0
    assert moving or repeat is Repeat.ONCE


@given(UNIT, LONG)
@settings(max_examples=100, deadline=None)
def test_ping_pong_is_continuous(start: float, elapsed: float) -> None:
    a, _ = playhead(start, elapsed, Repeat.PING_PONG)
    b, _ = playhead(start, elapsed + 1e-4, Repeat.PING_PONG)
    assert abs(a - b) <= 1.001e-4


def test_once_stops_at_b_and_loop_starts_again() -> None:
    assert playhead(0.5, 0.75, Repeat.ONCE) == (1.0, False)
    assert playhead(0.5, 0.75, Repeat.LOOP) == (0.25, True)
    assert playhead(0.5, 0.75, Repeat.PING_PONG) == (0.75, True)


@given(UNIT, st.sampled_from(list(Ease)))
@settings(max_examples=100, deadline=None)
def test_an_ease_is_exact_at_the_ends_rises_and_has_an_inverse(share: float, ease: Ease) -> None:
    assert (eased(0.0, ease), eased(1.0, ease)) == (0.0, pytest.approx(1.0, abs=1e-15))
    later = eased(min(share + 1e-3, 1.0), ease)
    assert 0.0 <= later - eased(share, ease) <= 1e-3 * math.pi / 2 + 1e-12  # continuous, never back
    assert time_of(eased(share, ease), ease) == pytest.approx(share, abs=1e-6)
    assert eased(1.0 - share, ease) == pytest.approx(1.0 - eased(share, ease), abs=1e-12)


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def played(qapp: Any) -> Any:
    seen: list[tuple[float, bool]] = []
    clock, parent = Clock(), QObject()
    player = Player(lambda t, moving: seen.append((t, moving)), parent, clock)
    yield player, clock, seen
    player.pause()


def test_a_late_tick_skips_frames_and_not_time(played: Any) -> None:
    player, clock, seen = played
    player.play(0.0, (1.0, Repeat.ONCE, Ease.NONE))
    clock.now += DURATION * 0.75
    player.tick()
    assert seen == [(pytest.approx(0.75), True)]


def test_speed_changes_without_a_jump(played: Any) -> None:
    player, clock, seen = played
    player.play(0.0, (1.0, Repeat.PING_PONG, Ease.NONE))
    clock.now += DURATION * 0.5
    player.retime((2.0, Repeat.PING_PONG, Ease.NONE))
    player.tick()
    clock.now += DURATION * 0.25
    player.tick()
    assert [t for t, _ in seen] == [pytest.approx(0.5), pytest.approx(1.0)]


@pytest.mark.parametrize("repeat", [Repeat.LOOP, Repeat.PING_PONG])
def test_speed_changes_without_a_jump_in_later_rounds(played: Any, repeat: Repeat) -> None:
    player, clock, seen = played
    player.play(0.0, (1.0, repeat, Ease.NONE))
    clock.now += DURATION * 2.4
    player.retime((2.0, repeat, Ease.NONE))
    player.tick()
    assert seen == [(pytest.approx(0.4), True)]


PACES = st.tuples(st.sampled_from([0.25, 1.0, 4.0]), st.sampled_from(list(Repeat)), st.sampled_from(list(Ease)))


@given(before=PACES, after=PACES, start=UNIT, seconds=st.floats(0, 30))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_pace_changes_into_any_other_without_a_jump(
    played: Any, before: Any, after: Any, start: float, seconds: float
) -> None:
    player, clock, seen = played
    seen.clear()
    player.play(start, before)
    clock.now += seconds
    player.tick()
    player.retime(after)
    player.tick()
    (t, moving), (then, _) = seen
    if moving and not (after[1] is Repeat.LOOP and t == 1.0):  # where a loop's end is its beginning
        assert then == pytest.approx(t, abs=1e-6)
    clock.now += 1 / REFRESH
    player.tick()
    if after[1] is Repeat.PING_PONG and moving:
        assert abs(seen[-1][0] - then) <= after[0] / DURATION / REFRESH * math.pi / 2 + 1e-6


def test_a_pace_that_is_changed_again_and_again_loses_no_time(played: Any) -> None:
    player, clock, seen = played
    pace = (1.0, Repeat.ONCE, Ease.NONE)
    player.play(0.0, pace)
    for _ in range(100):
        clock.now += 0.0297  # between two refreshes
        player.retime(pace)
    player.tick()
    assert seen[-1][0] == pytest.approx(math.floor(2.97 * REFRESH + 1e-6) / REFRESH / DURATION)


def test_each_tick_is_due_at_a_whole_refresh_and_a_late_one_shows_the_frame_it_is_late_for(played: Any) -> None:
    player, clock, seen = played
    player.play(0.0, (1.0, Repeat.ONCE, Ease.NONE))
    assert player._timer.interval() == 17
    for late, wait in ((0.0005, 17), (0.0032, 14), (0.0130, 4), (0.0, 17)):
        clock.now = 100.0 + 3 / REFRESH + late
        player.tick()
        assert (player._timer.interval(), seen[-1][0]) == (wait, pytest.approx(3 / REFRESH / DURATION))
    clock.now = 100.0 + 7.5 / REFRESH  # frames were dropped, time was not
    player.tick()
    assert seen[-1][0] == pytest.approx(7 / REFRESH / DURATION)


def test_playing_from_the_end_starts_again_at_a(played: Any) -> None:
    player, clock, seen = played
    player.play(1.0, (1.0, Repeat.ONCE, Ease.NONE))
    clock.now += DURATION * 0.1
    player.tick()
    assert seen == [(pytest.approx(0.1), True)]


def test_it_ticks_by_itself(played: Any, qtbot: Any) -> None:
    player, _, seen = played
    player.play(0.0, (1.0, Repeat.LOOP, Ease.NONE))
    qtbot.waitUntil(lambda: len(seen) >= 3, timeout=60_000)
