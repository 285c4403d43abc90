"""The window beside a notebook or a script: ``aevae_desktop.explore(folder)``.

It is a process of its own. Its standard input is a pipe whose end, as a rule, changes nothing: the last word on it says
what the end means. As a program, this module is that process: the window, and a thread that reads the pipe.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from aevae_desktop import bundle
from aevae_desktop.errors import BundleError, LabError
from aevae_desktop.reading import first_bytes, regular

STAY, CLOSE = b"stay\n", b"close\n"
STDIN = 0  # its file descriptor
PROGRAM = "aevae-desktop: "  # how the line of an error begins
LINE = 4096  # bytes of the errors' end that hold the last line
PATIENCE = 30.0  # seconds in which a window that is asked to close has saved what is open
_OPEN: list[subprocess.Popen[bytes]] = []  # else Python warns of those that still run


class ExploreWindow:
    """The window that ``explore`` opened, from outside. It may be forgotten: the window does not need it."""

    def __init__(self, process: subprocess.Popen[bytes], errors: IO[bytes]) -> None:
        self._process, self._errors = process, errors
        weakref.finalize(self, errors.close)

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    @property
    def is_open(self) -> bool:
        """Whether its process runs."""
        return self._process.poll() is None

    def wait(self, timeout: float | None = None) -> None:
        """Return when it is closed. Raises ``LabError`` for what ended it, ``TimeoutError`` after ``timeout`` s."""
        try:
            code = self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise TimeoutError(f"the window is still open after {timeout:g} s") from None
        if code:
            raise LabError(self._last_line() or f"the window ended with code {code}")

    def close(self) -> None:
        """Close it, as the system does at the end of a session: what is open is kept for the next start."""
        if self._process.stdin is not None and not self._process.stdin.closed:
            with contextlib.suppress(OSError):  # it has ended
                self._process.stdin.write(CLOSE)
                self._process.stdin.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _last_line(self) -> str:
        self._errors.seek(max(0, self._errors.seek(0, os.SEEK_END) - LINE))
        lines = self._errors.read().decode("utf-8", "replace").split("\n")
        return next((line.removeprefix(PROGRAM) for line in reversed(lines) if line.strip()), "")

    def __repr__(self) -> str:
        return f"<ExploreWindow: process {self.pid}, {'open' if self.is_open else 'closed'}>"


def explore(*models: str | Path, ends_with_parent: bool = False, options: Sequence[str] = ()) -> ExploreWindow:
    """Open a window with these ``models`` beside this process, and return at once.

    ``models``: folders of bundles, the left map first, or ``.onnx`` files and folders of them; none opens what was
    open last. With ``ends_with_parent`` the window closes when this process ends, however that ends. ``options`` are
    those of the command, such as ``["--single"]``. Raises ``BundleError`` for what is not there or is no bundle; what
    only the window finds out, such as a display that is missing, is raised by its ``wait``.
    """
    for path in map(Path, models):
        _check(path)
    _OPEN[:] = [process for process in _OPEN if process.poll() is None]
    command = [sys.executable, "-P", "-m", __name__, *options, "--", *(str(Path(one).absolute()) for one in models)]
    errors = tempfile.TemporaryFile()  # noqa: SIM115  # a pipe that nobody reads would fill
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors, env=_environment(),
        start_new_session=True,  # Ctrl-C is for the notebook
    )  # fmt: skip
    _OPEN.append(process)
    if not ends_with_parent and process.stdin is not None:
        process.stdin.write(STAY)
        process.stdin.flush()
    return ExploreWindow(process, errors)


def _check(path: Path) -> None:
    """Raises ``BundleError`` where there is nothing to open at ``path``."""
    if regular.is_folder(path) and not bundle.is_bare(path):
        bundle.read(path)
    elif not regular.is_folder(path) and not regular.is_file(path):
        raise BundleError("missing", file=path, remedy="Name a folder with a manifest.json, or .onnx files.")
    elif path.suffix.lower() == bundle.ONNX:
        with regular.errors_as(BundleError, path), regular.open_regular(path) as stream:
            other = first_bytes.impostor(stream.read(first_bytes.LOOKED_AT), os.fstat(stream.fileno()).st_size)
        if other is not None:
            raise BundleError(file=path, found=other.found, expected="an ONNX network", remedy=other.remedy)


def _environment() -> dict[str, str]:
    """For the window's process: this one's, and first among Python's folders that of the program."""
    others = [str(Path(__file__).resolve().parents[1]), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(folder for folder in others if folder)}


def _close_at_eof() -> None:
    """Close the window, as on SIGTERM, when standard input has ended, unless the last word on it was ``STAY``."""
    last = b""
    with contextlib.suppress(OSError):
        while data := os.read(STDIN, 4096):
            last = (last + data)[-max(len(STAY), len(CLOSE)) :]
    if not last.endswith(STAY):
        signal.raise_signal(signal.SIGTERM)


def _main() -> int:
    from aevae_desktop import app

    threading.Thread(target=_close_at_eof, daemon=True).start()
    return app.main()


if __name__ == "__main__":
    sys.exit(_main())
