"""The report of a run: a text file that says what went wrong, bounded, with the versions that a reader needs."""

from __future__ import annotations

import os
import time
import traceback
from pathlib import Path
from typing import NamedTuple

from aevae_desktop import __version__, places
from aevae_desktop.reading import regular

MOST = 256 << 10  # bytes; beyond it what was written before makes room
_PACKAGES = ("PySide6-Essentials", "numpy", "onnxruntime", "pillow")  # versions from their metadata: none is imported
_LINE = 300  # characters of a one-line message
_KINDS = 200  # different errors that are told apart


class Bug(NamedTuple):
    """An unexpected error: one line for a person, and how often it has happened in this run."""

    line: str
    times: int


class Report:
    """Writes to the file at ``path``, from now on; with None, or where it cannot, it keeps the text in memory."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._handle: int | None = None
        self._kept = ""
        self._size = 0
        self._counts: dict[str, int] = {}
        if path is not None:
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND
            self._handle = os.open(path, flags, 0o600)

    @property
    def handle(self) -> int | None:
        """The open file, for ``faulthandler``; None where there is no file."""
        return self._handle

    @property
    def bugs(self) -> int:
        """How many unexpected errors there were."""
        return sum(self._counts.values())

    def note(self, text: str) -> None:
        """Write ``text`` as a line with the time of day."""
        self._write(f"{time.strftime('%H:%M:%S')} {text}\n")

    def unexpected(self, error: BaseException, where: str = "") -> Bug:
        """Write the traceback of ``error``, the first time; an equal one is only counted."""
        trace = "".join(traceback.format_exception(error, limit=-50)).strip()
        line = f"{type(error).__name__}: {error}".strip(": ")
        line = " ".join(line.split())
        key = trace if trace in self._counts or len(self._counts) < _KINDS else "others"
        count = self._counts[key] = self._counts.get(key, 0) + 1
        if count == 1:
            self.note(f"unexpected error {where}\n{trace}".replace(" \n", "\n"))
        from aevae_desktop.recovery.redaction import without_person  # late: nothing is wrong at first

        return Bug(without_person(line if len(line) <= _LINE else line[: _LINE - 1] + "…"), count)

    def text(self) -> str:
        """All of it for a person to read or hand on: versions, what happened, nobody's name and paths."""
        again = [f"{count} times: {trace.splitlines()[-1]}" for trace, count in self._counts.items() if count > 1]
        return readable("\n".join([self._kept if self.path is None else read(self.path), *again]))

    def close(self) -> None:
        """Write no more."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _write(self, text: str) -> None:
        data = text.encode("utf-8", "backslashreplace")[-MOST // 2 :]
        if self._size + len(data) > MOST:
            self._forget()
        self._size += len(data)
        if self._handle is None:
            self._kept += data.decode("utf-8", "replace")
            return
        try:
            os.write(self._handle, data)
        except OSError:  # a full disk: there is nobody left to tell
            return

    def _forget(self) -> None:
        self._size, self._kept = 0, ""
        if self._handle is not None:
            os.ftruncate(self._handle, 0)  # the same file: faulthandler goes on with it
        self._write("… what was here before made room\n")


def readable(text: str) -> str:
    """``text`` under the versions, for a person to read or hand on: nobody's name and paths."""
    from aevae_desktop.recovery.redaction import without_person

    return without_person(f"{versions()}\n\n{text}")


def versions() -> str:
    """Program, Python, libraries and system, one line."""
    import platform
    from importlib import metadata

    found = [f"aevae-desktop {__version__}", f"Python {platform.python_version()}"]
    for name in _PACKAGES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            continue
    return ", ".join([*found, platform.platform()])


def read(path: Path) -> str:
    """What a report's file says, its end if it is long; nothing where it cannot be read, or is a link or a pipe."""
    try:
        with regular.open_regular(path, path.parent) as stream:
            stream.seek(max(os.fstat(stream.fileno()).st_size - MOST, 0))
            return stream.read(MOST).decode("utf-8", "replace")
    except OSError:
        return ""


def folder() -> Path:
    """Where the reports of runs that ended are kept."""
    return places.state_folder() / "reports"
