"""What all child processes have in common: their pipes, their limits, and that they leave with their parent."""

from __future__ import annotations

import os
import select
import signal
import sys
import tempfile
import threading
from pathlib import Path

MEMORY_LIMIT = 8 << 30  # bytes of address space: a hostile file may ask for all there is
NICE = 5  # of a patient process: a quarter of a core while another process wants it, all of it otherwise


def claim_pipes() -> tuple[int, int]:
    """Our own handles of stdin and stdout; afterwards descriptor 0 is empty and descriptor 1 is stderr."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(0, os.O_BINARY)
        msvcrt.setmode(1, os.O_BINARY)
    inbox, outbox = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return inbox, outbox


def confine(patient: bool = False) -> None:
    """An empty working folder, a memory limit, no core dumps, first in line when memory runs out, deaf to Ctrl-C.

    A ``patient`` process yields to those a hand waits for.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.chdir(folder)  # on POSIX it is gone from the disk in a moment, and nothing can be put into it
        if sys.platform == "win32":
            os.chdir(Path(folder).anchor)
    if sys.platform != "win32":
        _limit_memory()
    if patient and hasattr(os, "nice"):
        os.nice(NICE)


def _limit_memory() -> None:
    import resource

    for what, limit in ((resource.RLIMIT_AS, MEMORY_LIMIT), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        low = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        try:
            resource.setrlimit(what, (low, hard))
        except (ValueError, OSError):  # macOS refuses RLIMIT_AS
            continue
    try:
        Path("/proc/self/oom_score_adj").write_text("500")
    except OSError:  # not Linux, or not allowed
        return


def leave_with_parent(inbox: int) -> None:
    """End the process when the other end of stdin closes, though the main thread may be inside a run."""
    if sys.platform == "win32":  # pipes cannot be polled there; the end of stdin is seen after the run
        return
    threading.Thread(target=_wait_for_hangup, args=(inbox,), daemon=True).start()


def _wait_for_hangup(inbox: int) -> None:
    poller = select.poll()
    poller.register(inbox, 0)  # hang-up is told without being asked for; data are left to the main thread
    poller.poll()
    os._exit(0)


def has_data(inbox: int) -> bool:
    """Whether something waits to be read; never so on Windows, whose pipes cannot be polled."""
    if sys.platform == "win32":
        return False
    return bool(select.select([inbox], [], [], 0)[0])


def write(outbox: int, data: bytes) -> None:
    """All of ``data``, however the pipe takes it. Raises ``BrokenPipeError`` when nobody reads any more."""
    view = memoryview(data)
    while view:
        view = view[os.write(outbox, view) :]
