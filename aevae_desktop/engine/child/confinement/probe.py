"""What of the confinement holds: tried out by the process itself, once, after it was confined. Nothing is assumed."""

from __future__ import annotations

import mmap  # all that is tried needs its module before: no library can be loaded afterwards
import os
import signal
import sys
from collections.abc import Callable

try:
    import _socket
except ImportError:  # pragma: no cover - a Python without sockets is confined enough
    _socket = None  # type: ignore[assignment]

# a file that could be read before; a standalone program keeps Python's modules in an archive
READABLE = os.__file__ if os.access(os.__file__, os.R_OK) else sys.executable
LAYERS = ("memory", "files", "network", "processes", "cpu")  # in the order in which they are told


def found(most: int) -> dict[str, bool]:
    """By layer, whether it holds in this process; ``most``: bytes of memory it should be allowed."""
    tries = (lambda: _memory(most), _files, _network, _processes, _cpu)
    return {layer: _refused(attempt) for layer, attempt in zip(LAYERS, tries, strict=True)}


def _refused(attempt: Callable[[], None]) -> bool:
    try:
        attempt()
    except (OSError, MemoryError):
        return True
    return False


def _memory(most: int) -> None:
    mmap.mmap(-1, most + mmap.PAGESIZE).close()  # asked for, never touched


def _files() -> None:
    os.close(os.open(READABLE, os.O_RDONLY))


def _network() -> None:
    if _socket is not None:
        _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM).close()


def _processes() -> None:
    if sys.platform == "win32":
        return  # to try it would take a program to start
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def _cpu() -> None:
    """Each request gets a timer of its own; here one is set and looked at."""
    if not hasattr(signal, "setitimer"):
        return
    signal.setitimer(signal.ITIMER_PROF, 1.0)
    armed = signal.getitimer(signal.ITIMER_PROF)[0] > 0.0
    signal.setitimer(signal.ITIMER_PROF, 0.0)
    if armed:
        raise OSError
