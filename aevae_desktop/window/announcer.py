"""What the leading map says of the probe, told to a screen reader once the hand rests."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible

from aevae_desktop.ui import accessible
from aevae_desktop.ui.map.canvas import MapCanvas

REST_MS = 400  # after the last move: a person who moves on wants to hear no place between


class Announcer(QObject):
    """Tells the value of the map that ``leading`` finds; while no screen reader runs it does nothing."""

    def __init__(self, leading: Callable[[], MapCanvas], parent: QObject) -> None:
        super().__init__(parent)
        self._leading, self._told = leading, ""
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._tell)

    def changed(self) -> None:
        """Something is another: tell it, unless more follows."""
        if QAccessible.isActive():
            self._rest.start()

    def _tell(self) -> None:
        canvas = self._leading()
        value = canvas.accessible_value()
        if value and value != self._told:
            self._told = value
            accessible.tell(canvas, value)
