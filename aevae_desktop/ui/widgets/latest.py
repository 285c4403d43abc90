"""Values that come faster than anyone can see: the first is acted upon at once, then only the latest."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

USUAL_HZ = 60.0  # of a screen that does not say how often it shows a picture
FLOOD_S = 0.003  # values that follow each other faster are a flood: a mouse of 1,000 Hz, or a queue that has grown


class Latest(QObject):
    """``put`` values as often as you like: ``act`` gets the first at once, then the last of each turn of events.

    Of a flood it gets no more of them than the screen can show.
    """

    def __init__(self, act: Callable[[Any], None], parent: QObject) -> None:
        super().__init__(parent)
        self._act = act
        self._waiting: list[Any] = []  # none or one
        self._came = self._acted = -math.inf  # when the last value came, and was acted upon last, s
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.flush)

    def put(self, value: Any) -> None:
        """Act on ``value`` now, or if nothing newer comes in the next turn of events; in a flood, a frame later."""
        now = time.monotonic()
        flood, self._came = now - self._came < FLOOD_S, now
        wait = max(math.ceil(frame_ms() - 1000.0 * (now - self._acted)), 0) if flood else 0
        if not (wait or self._timer.isActive()):
            self._do(value)
            return
        self._waiting = [value]
        if wait and not (self._timer.isActive() and self._timer.interval()):
            self._timer.start(wait)

    def flush(self) -> None:
        """Act now on what waits, if anything does."""
        if self._waiting:
            self._do(self._waiting.pop())

    def _do(self, value: Any) -> None:
        self._acted = time.monotonic()
        self._timer.start(0)
        self._act(value)

    def forget(self) -> None:
        """Drop what waits."""
        self._waiting.clear()


def frame_ms() -> int:
    """Whole milliseconds, not fewer than from one picture on the screen to the next."""
    screen = QGuiApplication.primaryScreen()
    rate = 0.0 if screen is None else screen.refreshRate()
    return math.ceil(1000.0 / (rate if rate > 1.0 else USUAL_HZ))
