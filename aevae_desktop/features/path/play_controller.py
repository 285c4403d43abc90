"""The playhead, put by hand or run by the player on wall-clock time: a slow machine drops frames, and never time.

Commands only; the state is the session's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import acos, ceil, cos, floor, pi
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer

from aevae_desktop.features.path import frame_sequence
from aevae_desktop.features.path.state import Ease, FrameSequence, PathState, Repeat
from aevae_desktop.features.probe.state import Owner, Showing, taken
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.state import SessionState

MOST_ONION = 6  # frames on either side
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0)
DURATION = 4.0  # seconds from end to end at speed 1
REFRESH = 60.0  # Hz
SLACK = 1e-3  # of a refresh: so much before it is due, it is due
Pace = tuple[float, Repeat, Ease]

T = TypeVar("T")


class PlayController(Controller):
    """Plays the path; wall-clock time comes from a ``Player``."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._player = Player(self._play_on, context)
        self._skins = 2  # of the onion, once it is on

    def close(self) -> None:
        """Stop the player."""
        self._player.pause()

    def play(self, on: bool) -> None:
        """Let the playhead run, or hold it."""
        state = self.context.state
        if on and not any(pane.get(FrameSequence) for pane in state.panes):
            return
        path = replace(state.part(PathState), playing=on)
        if on:
            self._player.play(path.t, self._pace())
        else:
            self._player.pause()
        state = state.with_part(path)
        self.context.set_state(frame_sequence.screened(taken(state, Owner.PATH)) if on else state)

    def toggle(self) -> None:
        """Play, or pause."""
        self.play(not self.context.state.part(PathState).playing)

    def seek(self, t: float) -> None:
        """Put the playhead at ``t`` in [0, 1] by hand; it stops playing."""
        self._player.pause()
        path = replace(self.context.state.part(PathState), t=min(max(t, 0.0), 1.0), playing=False)
        self.context.set_state(frame_sequence.screened(taken(self.context.state.with_part(path), Owner.PATH)))

    def show(self) -> None:
        """The previews show what is under the playhead, from now on."""
        self.context.set_state(frame_sequence.screened(taken(self.context.state, Owner.PATH)))

    def leave(self) -> None:
        """The pointer left the maps: the previews belong to the path again while it plays."""
        if self.context.state.part(PathState).playing:
            self.show()

    def step(self, frames: int) -> None:
        """Go so many frames on, or back."""
        path = self.context.state.part(PathState)
        steps = path.spec.frames - 1
        self.seek((round(path.t * steps) + frames) / steps)

    def set_speed(self, speed: float) -> None:
        """How fast the playhead runs, 1 being four seconds from end to end."""
        self._pace_by(replace(self.context.state.part(PathState), speed=speed))

    def faster(self, steps: int) -> None:
        """Go so many speeds up, or down."""
        at = min(range(len(SPEEDS)), key=lambda k: abs(SPEEDS[k] - self.context.state.part(PathState).speed))
        self.set_speed(SPEEDS[min(max(at + steps, 0), len(SPEEDS) - 1)])

    def set_repeat(self, repeat: Repeat) -> None:
        """What happens at the end."""
        self._pace_by(replace(self.context.state.part(PathState), repeat=repeat))

    def next_repeat(self) -> None:
        """The next of what can happen at the end."""
        self.set_repeat(_next(list(Repeat), self.context.state.part(PathState).repeat))

    def next_ease(self) -> None:
        """Run evenly, or not."""
        self.set_ease(_next(list(Ease), self.context.state.part(PathState).ease))

    def set_ease(self, ease: Ease) -> None:
        """Whether the playhead runs evenly."""
        self._pace_by(replace(self.context.state.part(PathState), ease=ease))

    def set_onion(self, frames: int) -> None:
        """How many frames on either side shine through the one that is shown; 0: none."""
        path = replace(self.context.state.part(PathState), onion=min(max(frames, 0), MOST_ONION))
        self._skins = path.onion or self._skins
        self.context.set_state(self.context.state.with_part(path))

    def toggle_onion(self) -> None:
        """The onion skin that there was last, or none."""
        self.set_onion(0 if self.context.state.part(PathState).onion else self._skins)

    def more_onion(self) -> None:
        """One more frame on either side; after the most, one."""
        self.set_onion(self.context.state.part(PathState).onion % MOST_ONION + 1)

    def _pace_by(self, path: PathState) -> None:
        self.context.set_state(self.context.state.with_part(path))
        self._player.retime(self._pace())

    def _pace(self) -> tuple[float, Repeat, Ease]:
        path = self.context.state.part(PathState)
        return path.speed, path.repeat, path.ease

    def _play_on(self, t: float, moving: bool) -> None:
        if moving and not playable(self.context.state):
            self._player.pause()
            moving = False
        path = replace(self.context.state.part(PathState), t=t, playing=moving)
        state = self.context.state.with_part(path)
        on_path = state.part(Showing).owner is Owner.PATH
        self.context.set_state(frame_sequence.screened(state) if on_path else state)


def playable(state: SessionState) -> bool:
    """Whether any pane has a film, or will have one: the codes of its model are being read."""
    coming = (pane.model is not None and pane.model.codes is None and pane.error is None for pane in state.panes)
    return any(coming) or any(pane.get(FrameSequence) is not None for pane in state.panes)


def _next(choices: list[T], now: T) -> T:
    return choices[(choices.index(now) + 1) % len(choices)]


# ---------------------------------------------------------------- wall-clock time


def playhead(start: float, elapsed: float, repeat: Repeat) -> tuple[float, bool]:
    """How far along the way it is, in [0, 1], ``elapsed`` path lengths after phase ``start``; and whether it moves on.

    The phase runs from 0 to 1 on the way there and, for ping-pong, from 1 to 2 on the way back.
    """
    phase = start + elapsed
    if repeat is Repeat.ONCE:
        return min(phase, 1.0), phase < 1.0
    if repeat is Repeat.LOOP:
        return phase % 1.0, True
    phase %= 2.0
    return (phase if phase <= 1.0 else 2.0 - phase), True


def eased(share: float, ease: Ease) -> float:
    """Where the playhead stands, in [0, 1], when ``share`` of the time of one way is over."""
    return share if ease is Ease.NONE else 0.5 - 0.5 * cos(pi * share)


def time_of(t: float, ease: Ease) -> float:
    """The share of the time of one way after which the playhead stands at ``t``: ``eased`` the other way round."""
    return t if ease is Ease.NONE else acos(min(max(1.0 - 2.0 * t, -1.0), 1.0)) / pi


class Player(QObject):
    """Calls ``seek(t, moving)`` 60 times a second while it plays; the time between two calls does not matter.

    Each call is due at a whole number of refreshes after the start: a timer of 16 ms would run 62.5 times a second, and
    against 60 frames a second skip one every 0.4 s.
    """

    def __init__(self, seek: Callable[[float, bool], None], parent: QObject, clock: Callable[[], float] = monotonic):
        super().__init__(parent)
        self._seek, self._clock = seek, clock
        self._start, self._since = 0.0, 0.0
        self._pace: Pace = (1.0, Repeat.PING_PONG, Ease.NONE)
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)

    def play(self, t: float, pace: Pace) -> None:
        """Go on from ``t``, forwards; from the end it starts again at the beginning."""
        _, repeat, ease = self._pace = pace
        restart = t >= 1.0 and repeat is not Repeat.PING_PONG
        self._start, self._since = 0.0 if restart else time_of(t, ease), self._clock()
        self._wait()

    def pause(self) -> None:
        """Stop where it stands."""
        self._timer.stop()

    def retime(self, pace: Pace) -> None:
        """Change speed, repeat or ease on the run, without a jump."""
        _, repeat, ease = self._pace
        share, _ = playhead(self._start, self._elapsed(), repeat)
        back = repeat is Repeat.PING_PONG and (self._start + self._elapsed()) % 2.0 > 1.0
        share = time_of(eased(share, ease), pace[2])
        self._since += self._seconds()
        self._start = 2.0 - share if back and pace[1] is Repeat.PING_PONG else share
        self._pace = pace

    def tick(self) -> None:
        """Tell where the playhead is now."""
        _, repeat, ease = self._pace
        share, moving = playhead(self._start, self._elapsed(), repeat)
        self._timer.stop()
        if moving:
            self._wait()  # before the views draw: what they take is part of the wait
        self._seek(eased(share, ease), moving)

    def _wait(self) -> None:
        """Until the next refresh is due; those that were missed are over."""
        due = self._seconds() + 1.0 / REFRESH
        self._timer.start(max(ceil(1e3 * (due - (self._clock() - self._since))), 1))

    def _seconds(self) -> float:
        """From the start to the refresh that was due last: a late tick shows the frame that it is late for."""
        return floor((self._clock() - self._since) * REFRESH + SLACK) / REFRESH

    def _elapsed(self) -> float:
        """Path lengths since the start."""
        return self._seconds() * self._pace[0] / DURATION
