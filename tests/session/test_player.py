"""The player turns wall-clock time into t, whatever the ticks do."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject

from aevae_desktop.session.course import Ease, Repeat
from aevae_desktop.session.player import DURATION, Player, playhead

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


def test_playing_from_the_end_starts_again_at_a(played: Any) -> None:
    player, clock, seen = played
    player.play(1.0, (1.0, Repeat.ONCE, Ease.NONE))
    clock.now += DURATION * 0.1
    player.tick()
    assert seen == [(pytest.approx(0.1), True)]


def test_it_ticks_by_itself(played: Any, qtbot: Any) -> None:
    player, _, seen = played
    player.play(0.0, (1.0, Repeat.LOOP, Ease.NONE))
    qtbot.waitUntil(lambda: len(seen) >= 3, timeout=2000)
