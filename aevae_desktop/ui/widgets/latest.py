"""What a hand does faster than anyone can look: the first of it is acted upon at once, then only the latest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer


class Latest(QObject):
    """``put`` values as often as you like; ``act`` gets the first at once, and the last when the queue was seen."""

    def __init__(self, act: Callable[[Any], None], parent: QObject) -> None:
        super().__init__(parent)
        self._act = act
        self._waiting: list[Any] = []  # none or one
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    def put(self, value: Any) -> None:
        """Act on ``value``, now or unless something newer comes at once."""
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
        """Never act on what waits."""
        self._waiting.clear()
