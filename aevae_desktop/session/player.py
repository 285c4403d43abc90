"""The player: wall-clock seconds into the playhead ``t``, so a slow machine drops frames and never time."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer

from aevae_desktop.session.state import Repeat

DURATION = 4.0  # seconds from A to B at speed 1
TICK_MS = 16


def playhead(start: float, elapsed: float, repeat: Repeat) -> tuple[float, bool]:
    """Where the playhead stands, in [0, 1], ``elapsed`` path lengths after phase ``start``; and whether it still moves.

    The phase runs from 0 to 1 on the way there and, for ping-pong, from 1 to 2 on the way back.
    """
    phase = start + elapsed
    if repeat is Repeat.ONCE:
        return min(phase, 1.0), phase < 1.0
    if repeat is Repeat.LOOP:
        return phase % 1.0, True
    phase %= 2.0
    return (phase if phase <= 1.0 else 2.0 - phase), True


class Player(QObject):
    """Calls ``seek(t, moving)`` about 60 times a second while it plays; the time between two calls does not matter."""

    def __init__(self, seek: Callable[[float, bool], None], parent: QObject, clock: Callable[[], float] = monotonic):
        super().__init__(parent)
        self._seek, self._clock = seek, clock
        self._start, self._since = 0.0, 0.0
        self._speed, self._repeat = 1.0, Repeat.PING_PONG
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)

    def play(self, t: float, speed: float, repeat: Repeat) -> None:
        """Go on from ``t``, forwards; from the end it starts again at A."""
        restart = t >= 1.0 and repeat is not Repeat.PING_PONG
        self._start, self._since = 0.0 if restart else t, self._clock()
        self._speed, self._repeat = speed, repeat
        self._timer.start()

    def pause(self) -> None:
        """Stop where it stands."""
        self._timer.stop()

    def retime(self, speed: float, repeat: Repeat) -> None:
        """Change speed or repeat on the run, without a jump."""
        phase = self._start + self._elapsed()
        turn = {Repeat.ONCE: min(phase, 1.0), Repeat.LOOP: phase % 1.0, Repeat.PING_PONG: phase % 2.0}
        self._start = turn[self._repeat]
        if repeat is not Repeat.PING_PONG and self._start > 1.0:
            self._start = 2.0 - self._start
        self._since, self._speed, self._repeat = self._clock(), speed, repeat

    def tick(self) -> None:
        """Tell where the playhead is now."""
        t, moving = playhead(self._start, self._elapsed(), self._repeat)
        if not moving:
            self._timer.stop()
        self._seek(t, moving)

    def _elapsed(self) -> float:
        return (self._clock() - self._since) * self._speed / DURATION
