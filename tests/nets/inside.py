"""What the driving programs do inside the window's process: listen for faults, feel its pulse, weigh it."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, qInstallMessageHandler

BEAT_MS = 5
MOST_MEMORY = 8 << 30  # bytes of address space: a fault of the program must not take the machine with it
MB = 1 << 20
OFFSCREEN = "This plugin does not support"  # what the platform without a display says of itself


class Problems:
    """Tracebacks and Qt messages, from the first moment on. ``take`` gives those since the last time."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._handler = qInstallMessageHandler(self._message)
        sys.excepthook = self._exception
        sys.unraisablehook = self._unraisable

    def watch(self) -> None:
        """The program may have put its own hook there since: ours again, before it."""
        if sys.excepthook != self._exception:
            sys.excepthook = self._exception

    def take(self) -> list[str]:
        """What was found since the last call."""
        self.watch()
        found, self.found = self.found, []
        return found

    def _exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        frames = traceback.extract_tb(trace)
        ours = [f for f in frames if "aevae_desktop" in f.filename] or list(frames)
        place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno} in {ours[-1].name}" if ours else "nowhere"
        self.found.append(f"traceback: {kind.__name__}: {str(error)[:200]} ({place})")
        sys.stderr.write("".join(traceback.format_exception(kind, error, trace)))

    def _unraisable(self, told: Any) -> None:
        self.found.append(f"unraisable: {type(told.exc_value).__name__}: {str(told.exc_value)[:200]}")

    def _message(self, kind: object, context: object, text: str) -> None:
        if not text.startswith(OFFSCREEN):
            self.found.append(f"Qt: {text[:300]}")
            sys.stderr.write(f"Qt: {text}\n")


class Pulse(QObject):
    """The longest time that the event loop did not come round, ms: ``stall`` without the time that the thread wanted to
    run and other processes had the cores, ``gap`` with it."""

    def __init__(self) -> None:
        super().__init__()
        self.stall = self.gap = 0.0
        self._last, self._waited = time.monotonic(), _run_queue()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def take(self) -> tuple[float, float]:
        """``stall`` and ``gap`` since the last call."""
        found, self.stall, self.gap = (self.stall, self.gap), 0.0, 0.0
        return found

    def _beat(self) -> None:
        now, waited = time.monotonic(), _run_queue()
        gap = 1e3 * (now - self._last) - BEAT_MS
        self.gap, self.stall = max(self.gap, gap), max(self.stall, gap - 1e3 * (waited - self._waited))
        self._last, self._waited = now, waited


def _run_queue() -> float:
    """Seconds that this thread has waited for a core so far; 0 where the system does not say."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0


def limit_memory() -> None:
    """Let no fault take more than ``MOST_MEMORY``."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def memory(what: str = "VmRSS", pid: int | str = "self") -> float:
    """MB that a process holds now (``VmRSS``) or has held at most since ``reset_peak`` (``VmHWM``)."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(what)), 0.0)


def reset_peak() -> None:
    """Count the peak of memory anew."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def say(**facts: Any) -> None:
    """One line of JSON to whoever watches."""
    line = json.dumps(facts, ensure_ascii=True) + "\n"
    os.write(sys.__stdout__.fileno(), line.encode())  # type: ignore[union-attr]


def without_shipped_models() -> None:
    """The library holds the bundles of the net alone: those that come with the program are large and few."""
    from aevae_desktop.engine import library

    library.shipped_folder = lambda: Path("/nowhere/models_onnx")  # type: ignore[assignment]
