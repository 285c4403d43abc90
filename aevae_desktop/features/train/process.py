"""``aevae-train`` in a process of its own, at lower priority, whose lines are read from a file.

It writes into files of its run's folder and not into pipes: so it can write a checkpoint after the window, and a full
pipe never holds it up. Its standard input is a pipe that ends with the window, however that ends, and with it the run.
``QProcess`` would kill it before it has a checkpoint.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from aevae_desktop import locks
from aevae_desktop.features.train import logic

LINES, ERRORS = "progress.jsonl", "errors.txt"
LOCK, STOP, GO_ON = ".lock", "stop", b"go on\n"  # as `aevae-train` has them
SAYS_STOPPED = "stopped"  # how the last line begins that it writes after a signal
NICE = 10
MOST_AT_ONCE = 1 << 20  # bytes that are read at a time
LAST = 4096  # bytes of its errors that are read
MODULE = ("-m", "training")
_LOW = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)  # on Windows only
_LEFT: list[subprocess.Popen[bytes]] = []


class Followed:
    """What a command of ``aevae-train`` has written into ``folder``, and how it is stopped."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._lines, self._errors, self._read = folder, folder / LINES, folder / ERRORS, 0

    @property
    def pid(self) -> int:
        """Its process number."""
        raise NotImplementedError

    @property
    def code(self) -> int | None:
        """Its exit code; None while it runs."""
        raise NotImplementedError

    def lines(self) -> list[str]:
        """The whole lines that it has written since the last time."""
        try:
            with self._lines.open("rb") as file:
                file.seek(self._read)
                data = file.read(MOST_AT_ONCE)
        except OSError:
            return []
        whole = data[: data.rfind(b"\n") + 1]
        self._read += len(whole)
        return whole.decode("utf-8", "replace").splitlines()

    def errors(self) -> list[str]:
        """The last lines that it wrote as errors, warnings and notes."""
        try:
            data = self._errors.read_bytes()[-LAST:]
        except OSError:
            return []
        return [line.strip() for line in data.decode("utf-8", "replace").splitlines() if line.strip()]

    def stop(self) -> None:
        """Have it stop after the step, with a checkpoint: it looks for such a file."""
        with contextlib.suppress(OSError):
            (self._folder / STOP).touch()

    def leave(self, *, stop: bool) -> None:
        """The window ends, and with it the command where it is to ``stop``; it keeps a checkpoint."""


class TrainProcess(Followed):
    """One command of ``aevae-train``; its output lies in ``folder``, which is made. Raises ``OSError``."""

    def __init__(self, arguments: Sequence[str], folder: Path) -> None:
        super().__init__(folder)
        folder.mkdir(parents=True, exist_ok=True)
        with self._lines.open("wb") as out, self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, *MODULE, *arguments], stdin=subprocess.PIPE, stdout=out, stderr=errors,
                env=environment(), start_new_session=True, creationflags=_LOW,
            )  # fmt: skip
        if sys.platform != "win32":
            with contextlib.suppress(OSError):  # it may have ended
                os.setpriority(os.PRIO_PROCESS, self._process.pid, NICE)

    @property
    def pid(self) -> int:
        """Its process number."""
        return self._process.pid

    @property
    def code(self) -> int | None:
        """Its exit code; None while it runs."""
        found = self._process.poll()
        if found is not None:
            self._let_go()
        return found

    def stop(self) -> None:
        """Have it stop after the step, with a checkpoint; on Windows a signal would end it at once."""
        if sys.platform == "win32":
            super().stop()
        else:
            self._process.terminate()

    def leave(self, *, stop: bool) -> None:
        """Follow it no more; without ``stop`` it is told that the end of its standard input is not to be its own."""
        if stop:
            self.stop()
        elif self._process.stdin is not None:
            with contextlib.suppress(OSError):  # it may have ended
                self._process.stdin.write(GO_ON)
                self._process.stdin.flush()
        self._let_go()
        _LEFT.append(self._process)  # else Python warns that it still runs

    def _let_go(self) -> None:
        """End its standard input."""
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()


class FoundRun(Followed):
    """A run in ``folder`` that goes on without the window that began it; ``done``: there is a bundle of it."""

    def __init__(self, folder: Path, done: Callable[[], bool]) -> None:
        super().__init__(folder)
        self._done = done

    @property
    def pid(self) -> int:
        """Its process number, as its lock tells; 0 where it does not."""
        try:
            said = (self._folder / LOCK).read_bytes()[:20].strip()
        except OSError:
            return 0
        return int(said) if said.isdigit() else 0

    @property
    def code(self) -> int | None:
        """None while its lock is held; then what it must have been, by what it left: nobody was there to see it."""
        if goes_on(self._folder):
            return None
        if self._done():
            return 0
        last = self.errors()[-1:]
        return logic.STOPPED if last and last[0].startswith(SAYS_STOPPED) else 1


def goes_on(folder: Path) -> bool:
    """Whether a process trains in ``folder``: it holds a lock there, which ends with it, however that ends."""
    try:
        handle = os.open(folder / LOCK, os.O_RDWR)
    except OSError:
        return False
    try:
        return not locks.take(handle)
    except locks.NoLocksError:
        return False
    finally:
        os.close(handle)


def environment() -> dict[str, str]:
    """For a process that runs ``training``: the window's own, and first among Python's folders that of ``training``."""
    spec = find_spec("training")
    root = str(Path(spec.origin).resolve().parents[1]) if spec is not None and spec.origin else ""
    others = [folder for folder in (root, os.environ.get("PYTHONPATH", "")) if folder]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(others)}
