"""What the driving programs do inside the window's process: listen for faults, feel its pulse, weigh it."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
import traceback
from collections.abc import Callable
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
        sys.unraisablehook = self._unraisable
        self.listen()

    def listen(self) -> None:
        """Hear everything from now on, whoever heard it so far."""
        sys.excepthook = self._exception
        qInstallMessageHandler(self._message)

    def take(self) -> list[str]:
        """What was found since the last call."""
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
    from aevae_desktop.engine.wire import library

    library.shipped_folder = lambda: Path("/nowhere/models_onnx")  # type: ignore[assignment]


def normalise() -> None:
    """Let exceptions that leave an override of the program's widgets be Python's own objects.

    PySide6 6.11 on CPython 3.11 ends the process where an exception that C code raised (``int("x")``) leaves an
    override that was called from Python through Qt (``card.show()``). Caught and raised again it is told like any
    other, which names the cause. For a second look only: the first one sees the process as it is.
    """
    import importlib
    import pkgutil

    import aevae_desktop.ui

    for found in pkgutil.walk_packages(aevae_desktop.ui.__path__, "aevae_desktop.ui."):
        for kind in vars(importlib.import_module(found.name)).values():
            if isinstance(kind, type) and issubclass(kind, QObject) and kind.__module__.startswith("aevae_desktop"):
                _wrap(kind)


def _wrap(kind: type) -> None:
    for name, method in list(vars(kind).items()):
        if name.lower().endswith("event") and callable(method) and not hasattr(method, "wrapped"):
            setattr(kind, name, _again(method))


def _again(method: Any) -> Any:
    def call(self: Any, event: Any) -> Any:
        try:
            return method(self, event)
        except Exception:
            raise

    call.wrapped = True  # type: ignore[attr-defined]
    return call


def program(arguments: list[str], ready: Callable[[Any], object], problems: Problems) -> int:
    """The whole program, as its command line starts it; ``ready(window)`` is called once the window is at rest.

    It runs until it is closed; returns its exit code.
    """
    from PySide6.QtWidgets import QApplication

    from aevae_desktop import app

    made = app._application()  # before the program asks for it, so that there is something to hang a timer on

    def look() -> None:
        window = next((w for w in QApplication.allWidgets() if type(w).__name__ == "Window"), None)
        if window is not None and window.isVisible() and window.session.idle:
            timer.stop()
            problems.listen()
            ready(window)

    timer = QTimer(made, interval=BEAT_MS)
    timer.timeout.connect(look)
    timer.start()
    return app.main(arguments)
