"""What all child processes have in common: their pipes, their confinement, and that they leave with their parent."""

from __future__ import annotations

import gc
import os
import select
import signal
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from aevae_desktop.engine.child.confinement import job, landlock, limits, probe, seccomp
from aevae_desktop.engine.wire.framing import Cutter, ProtocolError, join_files
from aevae_desktop.errors import LabError

_PIPE = 1 << 20  # bytes
_FEW = 4  # processes of a child that starts another one, on Windows
Do = Callable[[bytes, int], None]  # a request, and the pipe for what is to be said of it
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
    _widen(inbox)
    _widen(outbox)
    return inbox, outbox


def _widen(pipe: int) -> None:
    """Let a pipe hold what Linux grants everybody: whole networks then pass in a few turns instead of dozens."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


@dataclass(frozen=True)
class Profile:
    """What a kind of child is left with. ``memory``: bytes of address space.

    ``files``: the rights over files that ``landlock`` leaves it, ``rules`` what ``seccomp`` does; None for no filter.
    ``alone``: it starts no process and, once confined, no thread.
    """

    memory: int
    files: int = 0
    rules: seccomp.Rules | None = seccomp.COMPUTE
    alone: bool = True


COMPUTING = Profile(limits.COMPUTING)  # opens nothing: what it works on comes through its pipe
READING = Profile(limits.READING, landlock.READ, seccomp.READ)  # reads files, and writes none
FILMING = Profile(limits.FILMING, landlock.READ | landlock.EXECUTE, None, alone=False)  # starts ffmpeg, writes no file


def life(profile: Profile, name: str, patient: bool, do: Do, prepare: Callable[[], None] = lambda: None) -> int:
    """The whole life of a child: requests are done in turn, until there are no more; returns its exit code.

    ``prepare`` does what can no longer be done once it is confined. What holds of that is said first, unless the child
    is started for one request, which waits already. ``name`` is for its last words about nonsense on the pipe.
    """
    inbox, outbox = claim_pipes()
    settle(patient)
    prepare()
    layers = confine(profile, inbox)
    gc.freeze()  # what is imported stays: the collector need not look at it during a hover
    cutter = Cutter()
    try:
        if profile.alone:
            write(outbox, join_files({"id": 0, "confined": layers}, {}))
        while data := os.read(inbox, _PIPE):
            for body in cutter.cut(data):
                do(body, outbox)
    except BrokenPipeError:
        return 0
    except ProtocolError as error:
        sys.stderr.write(f"{name}: {error}\n")
        return 3
    return 0


def lab_error(error: Exception, no_memory: LabError, failed: str) -> LabError:
    """What the window is told of ``error``; a fault of ours in one line that begins with ``failed``, in full on stderr.

    Its kind is that of ``no_memory``, which stands for a lack of memory.
    """
    if isinstance(error, LabError | MemoryError):
        return error if isinstance(error, LabError) else no_memory
    traceback.print_exception(error)
    return type(no_memory)(f"{failed}: {type(error).__name__}: {error}")


def settle(patient: bool = False) -> None:
    """An empty working folder, deaf to Ctrl-C; a ``patient`` process yields to those a hand waits for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.chdir(folder)  # on POSIX it is gone from the disk in a moment, and nothing can be put into it
        if sys.platform == "win32":
            os.chdir(Path(folder).anchor)
    if patient and hasattr(os, "nice"):
        os.nice(NICE)


def confine(profile: Profile, inbox: int) -> dict[str, bool]:
    """Give up, for good, what ``profile`` does not leave; what holds of it, by layer, as the process has tried out.

    Everything that will ever be imported must be by now. From here on the process leaves with its parent too: that
    takes a thread, which must be there before threads are given up and after files are, since Landlock holds for a
    thread and those it starts.
    """
    limits.memory(profile.memory)
    limits.no_files()
    job.restrict(profile.memory, 1 if profile.alone else _FEW)
    landlock.restrict(profile.files)
    leave_with_parent(inbox)
    if profile.alone:
        limits.no_processes()
    if profile.rules is not None:
        seccomp.restrict(profile.rules)
    return probe.found(profile.memory)


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


def write(outbox: int, data: bytes) -> None:
    """All of ``data``, however the pipe takes it. Raises ``BrokenPipeError`` when nobody reads any more."""
    view = memoryview(data)
    while view:
        view = view[os.write(outbox, view) :]
