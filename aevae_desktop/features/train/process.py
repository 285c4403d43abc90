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
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

LINES, ERRORS = "progress.jsonl", "errors.txt"
NICE = 10
MOST_AT_ONCE = 1 << 20  # bytes that are read at a time
LAST = 4096  # bytes of its errors that are read
MODULE = ("-m", "training")
_LOW = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)  # on Windows only
_LEFT: list[subprocess.Popen[bytes]] = []


class TrainProcess:
    """One command of ``aevae-train``; its output lies in ``folder``, which is made. Raises ``OSError``."""

    def __init__(self, arguments: Sequence[str], folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lines, self._errors, self._read = folder / LINES, folder / ERRORS, 0
        with self._lines.open("wb") as out, self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, *MODULE, *arguments], stdin=subprocess.PIPE, stdout=out, stderr=errors,
                env=_environment(), start_new_session=True, creationflags=_LOW,
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
        """Have it stop after the step, with a checkpoint. Windows ends it at once: the last minute is lost."""
        self._process.terminate()

    def leave(self) -> None:
        """Follow it no more; it ends by itself."""
        self._let_go()
        _LEFT.append(self._process)  # else Python warns that it still runs

    def _let_go(self) -> None:
        """End its standard input."""
        if self._process.stdin is not None:
            self._process.stdin.close()


def _environment() -> dict[str, str]:
    """The window's own, with the folder that ``training`` lies in first among Python's."""
    spec = find_spec("training")
    root = str(Path(spec.origin).resolve().parents[1]) if spec is not None and spec.origin else ""
    others = [folder for folder in (root, os.environ.get("PYTHONPATH", "")) if folder]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(others)}
