"""Values that come faster than anyone can see: the first is acted upon at once, then only the latest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer


class Latest(QObject):
    """``put`` values as often as you like: ``act`` gets the first at once, then the last of each turn of events."""

    def __init__(self, act: Callable[[Any], None], parent: QObject) -> None:
        super().__init__(parent)
        self._act = act
        self._waiting: list[Any] = []  # none or one
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    def put(self, value: Any) -> None:
        """Act on ``value`` now, or in the next turn of the event loop if nothing newer comes."""
        if self._timer.isActive():
            self._waiting = [value]
        else:
            self._timer.start()
            self._act(value)

    def flush(self) -> None:
        """Act now on what waits, if anything does."""
        if self._waiting:
            value = self._waiting.pop()
            self._timer.start()
            self._act(value)

    def forget(self) -> None:
        """Drop what waits."""
        self._waiting.clear()
