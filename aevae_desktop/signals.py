"""SIGINT and SIGTERM close the window: Python alone would run their handlers only at the next Qt event."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QSocketNotifier


class Wakeup:
    """Call ``quit_`` from the event loop when the process is asked to end; ``close()`` restores what was before."""

    def __init__(self, quit_: Callable[[], object]) -> None:
        self._receive, self._send = socket.socketpair()
        self._receive.setblocking(False)
        self._send.setblocking(False)
        self._notifier = QSocketNotifier(self._receive.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(lambda *_: quit_())
        self._wakeup = signal.set_wakeup_fd(self._send.fileno())
        self._handlers = {number: signal.signal(number, _wake) for number in (signal.SIGINT, signal.SIGTERM)}

    def close(self) -> None:
        """Let go of the signals."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._receive.close()
        self._send.close()


def _wake(number: int, frame: object) -> None:
    """The byte that Python writes to the wake-up socket does the work."""
