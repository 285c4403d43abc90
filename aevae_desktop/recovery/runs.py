"""The runs of the program: each has a folder of its own, held by a lock while it lives and removed when it ends well.

A folder that nobody holds is of a run that ended unexpectedly. Two windows never take each other for that. What was
open when a run ended well is kept beside them, and what the run after it opens with.

    STATE/session.json
    STATE/runs/20260131-120000-k3j5x8a2/   lock   report.txt   work.json
    STATE/reports/20260131-120000-k3j5x8a2.txt
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from aevae_desktop import locks, places
from aevae_desktop.reading import regular
from aevae_desktop.recovery import report
from aevae_desktop.recovery.report import Report

KEPT = 5  # dead runs, and reports, that are kept
_LOCK, _REPORT, _WORK, _SESSION = "lock", "report.txt", "work.json", "session.json"
_LOOKED_AT = 1000  # entries of the folder of runs


class Run:
    """The run of this process.

    Where nothing can be written ``folder`` is None, ``reason`` says why, and the report is in memory.
    """

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.reason = ""
        self._lock: int | None = None
        try:
            self.folder = self._made()
            self.report = Report(self.folder / _REPORT)
        except OSError as error:
            self.reason = f"{error.strerror or error}"
            self.folder, self.report = None, Report(None)

    @property
    def work(self) -> Path | None:
        """The file that the work of this run is kept in."""
        return None if self.folder is None else self.folder / _WORK

    def end(self) -> None:
        """It ends well: nothing is left but what was open, for the next one, and its report, if there were bugs."""
        if self.folder is None:
            return
        if self.report.bugs:
            _keep_report(self.folder)
        self.report.close()
        with suppress(OSError):
            (self.folder / _WORK).replace(places.state_folder() / _SESSION)
        _remove(self.folder)
        self._release()

    def _made(self) -> Path:
        runs = place()
        runs.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = runs / f"{time.strftime('%Y%m%d-%H%M%S')}-{os.urandom(4).hex()}"
        made.mkdir(mode=0o700)
        self._lock = os.open(made / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        with suppress(locks.NoLocksError):  # then no run can be told from a dead one, and none is offered
            while not locks.take(self._lock):  # another one that starts is just asking
                time.sleep(0.001)
        return made

    def _release(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


@dataclass(frozen=True)
class DeadRun:
    """A run that is over and has left something."""

    folder: Path

    @property
    def work(self) -> Path | None:
        """The file with what was open, if there is one."""
        path = self.folder / _WORK
        return path if regular.is_file(path) and not path.is_symlink() else None

    def report(self) -> str:
        """What went wrong, for a person: nobody's name and paths."""
        return report.readable(report.read(self.folder / _REPORT) or "It left no word: it was killed.")

    def forget(self) -> None:
        """Keep nothing of it but its report."""
        _keep_report(self.folder)
        _remove(self.folder)


def dead() -> tuple[DeadRun, ...]:
    """The runs that ended unexpectedly: those that left work before the others, newest first.

    All but ``KEPT`` are removed. Never raises.
    """
    found = [run for folder in _folders(place()) if (run := _dead(folder)) is not None]
    found.sort(key=lambda run: (run.work is not None, run.folder.name), reverse=True)
    for run in found[KEPT:]:
        run.forget()
    return tuple(found[:KEPT])


def session() -> Path | None:
    """What was open when the last run ended well; None where there is none, or a run left newer work unexpectedly."""
    kept = places.state_folder() / _SESSION
    work = [run.work for run in dead() if run.work is not None]
    return kept if _age(kept) >= max(map(_age, work), default=1.0) else None


def set_aside(path: Path) -> None:
    """Keep a file that cannot be read under another name: the next one written in its place does not replace it."""
    with suppress(OSError):
        path.replace(path.with_name(f"{path.name}.broken"))


def _age(path: Path) -> float:
    """When the file was written, s; 0 where there is none."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _dead(folder: Path) -> DeadRun | None:
    """The run of ``folder``, unless it lives or nobody can tell."""
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(folder / _LOCK, flags)
    except OSError:
        return None
    try:
        return DeadRun(folder) if locks.take(handle) else None
    except locks.NoLocksError:
        return None
    finally:
        os.close(handle)


def _keep_report(folder: Path) -> None:
    """Move a run's report to the others; the oldest of them go."""
    kept = report.folder()
    with suppress(OSError):
        kept.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / _REPORT).replace(kept / f"{folder.name}.txt")
        for old in sorted(kept.glob("*.txt"))[:-KEPT]:
            old.unlink()


def _remove(folder: Path) -> None:
    import shutil  # late: not needed to start

    shutil.rmtree(folder, ignore_errors=True)


def _folders(place: Path) -> list[Path]:
    try:
        with os.scandir(place) as entries:
            return [Path(e.path) for e in islice(entries, _LOOKED_AT) if e.is_dir(follow_symlinks=False)]
    except OSError:
        return []


def place() -> Path:
    """The folder of all runs."""
    return places.state_folder() / "runs"
