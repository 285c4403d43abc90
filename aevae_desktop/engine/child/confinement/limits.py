"""Limits of a process that POSIX knows. A system that refuses one goes without it; ``probe`` finds that out."""

from __future__ import annotations

import contextlib
import signal
import sys
from pathlib import Path

COMPUTING = (
    2 << 30
)  # bytes of address space: the codes of a million samples fit, of which 0.3 GiB are the program's own
FILMING = 4 << 30  # frames of a large film wait in memory, and ffmpeg has as much for itself
READING = 1 << 30  # it holds what a bundle's files may have in all, twice
_OPEN_FILES = 64


def memory(most: int) -> None:
    """At most ``most`` bytes of address space, for good; first in line when the machine's memory runs out."""
    if sys.platform == "win32":
        return
    import resource

    _hard(resource.RLIMIT_AS, most)  # macOS refuses it: there the window looks after its children
    with contextlib.suppress(OSError):  # not Linux, or not allowed
        Path("/proc/self/oom_score_adj").write_text("500")


def no_files() -> None:
    """No byte more into any file, no core dump, few open files; pipes are none."""
    if sys.platform == "win32":
        return
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write is refused, rather than the process killed
    for what, most in ((resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NOFILE, _OPEN_FILES)):
        _hard(what, most)


def no_processes() -> None:
    """No further process or thread of this user from here; those that run go on."""
    if sys.platform == "win32":
        return
    import resource

    _hard(resource.RLIMIT_NPROC, 0)


def cpu(seconds: float) -> None:
    """Let the kernel end this process when it has worked for ``seconds`` more; 0 takes that back.

    It works though nobody is there to see that a request never ends. Windows knows no such thing.
    """
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _hard(what: int, most: int) -> None:
    """Lower soft and hard limit to ``most``, so that nothing raises them again."""
    import resource

    _, hard = resource.getrlimit(what)
    low = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (low, low))
