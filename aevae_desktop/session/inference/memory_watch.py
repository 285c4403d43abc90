"""On macOS the kernel does not hold a process to a limit of memory: the window looks after its children there.

Not run on macOS by us so far: docs/security.md says so.
"""

from __future__ import annotations

import ctypes
import struct
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from aevae_desktop.engine.child.confinement.limits import COMPUTING

EVERY_MS = 500
_V0, _SIZE, _RESIDENT = 0, 96, 16 + 5 * 8  # rusage_info_v0: a uuid, then eight-byte fields; the sixth is resident size
Ask = Callable[[int], int]


def resident(pid: int) -> int:
    """Bytes of memory that the process has in use; 0 where that cannot be known."""
    buffer = ctypes.create_string_buffer(_SIZE)
    library = ctypes.CDLL("/usr/lib/libproc.dylib")
    if library.proc_pid_rusage(ctypes.c_int(pid), ctypes.c_int(_V0), buffer) != 0:
        return 0
    return int(struct.unpack_from("=Q", buffer.raw, _RESIDENT)[0])


class MemoryWatch(QObject):
    """Calls ``beyond()`` when the process ``pid()`` has more than ``most`` bytes in use; ``ask`` says how many."""

    def __init__(
        self,
        pid: Callable[[], int],
        beyond: Callable[[], None],
        parent: QObject,
        most: int = COMPUTING,
        ask: Ask = resident,
    ) -> None:
        super().__init__(parent)
        self._pid, self._beyond, self._most, self._ask = pid, beyond, most, ask
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look from now on, where that is needed."""
        if sys.platform == "darwin":
            self._timer.start()

    def look(self) -> None:
        """Look once."""
        pid = self._pid()
        if pid and self._ask(pid) > self._most:
            self._beyond()
