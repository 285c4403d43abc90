"""The player: wall-clock seconds into the playhead ``t``, so a slow machine drops frames and never time."""

from __future__ import annotations

from collections.abc import Callable
from math import acos, ceil, cos, floor, pi
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer

from aevae_desktop.features.path.state import Ease, Repeat

DURATION = 4.0  # seconds from end to end at speed 1
REFRESH = 60.0  # Hz
SLACK = 1e-3  # of a refresh: so much before it is due, it is due
Pace = tuple[float, Repeat, Ease]


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
