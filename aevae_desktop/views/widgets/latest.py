"""What a hand does faster than anyone can look: only the latest of it is acted upon."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer


class Latest(QObject):
    """``put`` values as often as you like; ``act`` gets the last one, once the queued events have been seen."""

    def __init__(self, act: Callable[[Any], None], parent: QObject) -> None:
        super().__init__(parent)
        self._act = act
        self._value: Any = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self._act(self._value))

    def put(self, value: Any) -> None:
        """Act on this, unless something newer comes at once."""
        self._value = value
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Act now on what waits, if anything does."""
        if self._timer.isActive():
            self._timer.stop()
            self._act(self._value)
