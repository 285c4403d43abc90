"""The runs of a sweep, each ``aevae-train train`` in a process of its own. What is done stays, what was begun goes on.

A child's standard input is a pipe that ends with this process, however that ends: it then stops with a checkpoint.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from aevae_desktop import bundle
from aevae_desktop.bundle import Manifest
from aevae_desktop.errors import LabError
from training.sweep.grid import Point
from training.trainer.loop import stop_signals
from training.trainer.saved import checkpoint, run_lock

COMMAND = (sys.executable, "-m", "training")
DONE, FAILED, STOPPED = "done", "failed", "stopped"
EXIT_STOPPED = 130
LOOK_S = 0.2  # between two looks for a signal, or for a lock
LOCKED_S = 60.0  # that a child of a sweep which was killed has to write its checkpoint
NOT_ERRORS = ("note: ", "warning: ")


@dataclass(frozen=True)
class Row:
    """What became of a point: ``DONE``, ``FAILED`` or ``STOPPED``; the manifest of its bundle, or one line of error."""

    point: Point
    state: str
    manifest: Manifest | None = None
    error: str = ""


@dataclass(frozen=True)
class Place:
    """The folder of a sweep: its settings, its runs, its bundles, and what is told of it."""

    folder: Path
    models: Path

    @property
    def config(self) -> Path:
        """What all runs share, and the grid."""
        return self.folder / "sweep.toml"

    def run(self, point: Point) -> Path:
        """The folder of a point's run."""
        return self.folder / "runs" / point.name

    def finished(self, point: Point) -> Manifest | None:
        """The manifest of a point's bundle, if it has one."""
        try:
            return bundle.read(self.models / point.name)
        except LabError:
            return None


class Sweep:
    """Trains the points that have no bundle, ``jobs`` at a time; ``others`` are flags that each command has."""

    def __init__(self, place: Place, others: Sequence[str], told: Callable[[Row], object]) -> None:
        self._place, self._others, self._told = place, list(others), told
        self._stopping = threading.Event()
        self._children: set[subprocess.Popen[bytes]] = set()

    def run(self, points: Sequence[Point], jobs: int) -> list[Row]:
        """What became of ``points``, in their order. The first Ctrl-C or SIGTERM stops all, with checkpoints."""
        with stop_signals() as stopped, ThreadPoolExecutor(jobs) as pool:
            futures = [pool.submit(self._one, point) for point in points]
            waiting = set(futures)
            while waiting:
                done, waiting = wait(waiting, LOOK_S, FIRST_COMPLETED)
                for future in futures:
                    if future in done:
                        self._told(future.result())
                if stopped() and not self._stopping.is_set():
                    self._stop()
        return [future.result() for future in futures]

    def _one(self, point: Point) -> Row:
        manifest = self._place.finished(point)
        if manifest is not None:
            return Row(point, DONE, manifest)
        if self._stopping.is_set() or not self._unlocked(self._place.run(point)):
            return Row(point, STOPPED)
        try:
            code, lines = self._train(point)
        except OSError as error:
            return Row(point, FAILED, error=f"cannot be started: {error.strerror}")
        manifest = self._place.finished(point)
        if code == 0 and manifest is not None:
            return Row(point, DONE, manifest)
        said = [line for line in lines if line.strip() and not line.startswith(NOT_ERRORS)]
        state = STOPPED if code == EXIT_STOPPED else FAILED
        return Row(point, state, error="" if state == STOPPED else (said or [f"ended with code {code}"])[-1])

    def _train(self, point: Point) -> tuple[int, list[str]]:
        run = self._place.run(point)
        which = [f"--resume={run}"] if checkpoint.exists(run) else [
            f"--config={self._place.config}", *point.flags(), f"--out={run}"
        ]  # fmt: skip
        command = [*COMMAND, "train", *which, f"--models={self._place.models}", *self._others, "--stop-at-eof"]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        ) as child:
            self._children.add(child)
            if self._stopping.is_set():
                _end(child)
            assert child.stderr is not None
            lines = child.stderr.read().decode("utf-8", "replace").splitlines()
            code = child.wait()
            self._children.discard(child)
        return code, lines

    def _unlocked(self, run: Path) -> bool:
        """Wait until nobody else trains in ``run``; False when stopped before. Then the child says who does."""
        end = time.monotonic() + LOCKED_S
        while run.exists() and time.monotonic() < end and not self._stopping.is_set():
            with contextlib.suppress(LabError), run_lock.held(run):
                return True
            time.sleep(LOOK_S)
        return not self._stopping.is_set()

    def _stop(self) -> None:
        self._stopping.set()
        for child in tuple(self._children):
            _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Have it stop after the step."""
    if child.stdin is not None:
        with contextlib.suppress(OSError):
            child.stdin.close()
