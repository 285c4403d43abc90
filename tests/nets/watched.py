"""A driving program as a process that is watched from outside: its lines, its silence, its death, what it leaves."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class SilenceError(Exception):
    """The program said nothing for longer than it may."""


class EndedError(Exception):
    """The program is gone; ``code`` is its exit status, negative for a signal."""

    def __init__(self, code: int) -> None:
        super().__init__(f"exit status {code}")
        self.code = code


class Watched:
    """``python -m MODULE ARGUMENTS``, in a session, with a home, a temporary folder and models of its own."""

    def __init__(self, module: str, arguments: Sequence[object], place: Path, **environment: str | None) -> None:
        place.mkdir(parents=True, exist_ok=True)
        self.place, self.errors = place, place / "stderr.txt"
        self._stream = self.errors.open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-X", "faulthandler", "-m", module, *map(str, arguments)],
            cwd=ROOT,
            env=own_environment(place, **environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._stream,
            start_new_session=True,
        )
        self._rest = b""

    def line(self, timeout_s: float) -> dict[str, Any]:
        """The next thing it says. Raises ``SilenceError`` or ``EndedError``."""
        assert self.process.stdout is not None
        until = time.monotonic() + timeout_s
        while b"\n" not in self._rest:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                raise SilenceError
            data = os.read(self.process.stdout.fileno(), 1 << 16)
            if not data:
                raise EndedError(self.process.wait(20))
            self._rest += data
        line, _, self._rest = self._rest.partition(b"\n")
        told: dict[str, Any] = json.loads(line)
        return told

    def end(self) -> list[int]:
        """Kill it if it still lives; the processes of its session that are still there a moment later."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(20)
        self._stream.close()
        assert self.process.stdout is not None
        self.process.stdout.close()
        left = wait_for_none(self.process.pid)
        for pid in left:
            _kill(pid)
        return left


def own_environment(place: Path, **more: str | None) -> dict[str, str]:
    """The environment of a person who has nothing yet, below ``place``; None takes a variable away."""
    for name in ("home", "data", "state", "tmp"):
        (place / name).mkdir(parents=True, exist_ok=True)
    wanted: Mapping[str, str | None] = {
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(place / "home"),
        "XDG_DATA_HOME": str(place / "data"),
        "XDG_STATE_HOME": str(place / "state"),
        "TMPDIR": str(place / "tmp"),
        "AEVAE_MODELS": str(place / "models"),
        "AEVAE_VIEWS": None,
        "PYTHONDONTWRITEBYTECODE": "1",
        **more,
    }
    environment = {**os.environ, **{name: value for name, value in wanted.items() if value is not None}}
    return {name: value for name, value in environment.items() if wanted.get(name, "") is not None}


def session_of(leader: int) -> list[int]:
    """The processes of a session that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != leader:
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == leader and fields[0] not in "ZX":
                found.append(int(entry.name))
    return found


def wait_for_none(leader: int, seconds: float = 5.0) -> list[int]:
    """Give the children of a dead window a moment to leave; those that did not."""
    until = time.monotonic() + seconds
    while (left := session_of(leader)) and time.monotonic() < until:
        time.sleep(0.05)
    return left


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
