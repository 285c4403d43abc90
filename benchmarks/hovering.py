"""What the benchmarks of hovering share: the real window, a posted mouse move, and the times of what was painted."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if os.environ.get("OPENBLAS_NUM_THREADS") != "1":  # as the program has it; numpy asks when it is loaded, and only then
    sys.exit("set OPENBLAS_NUM_THREADS=1 before numpy is imported")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from aevae_desktop.app import create_window
from aevae_desktop.features.previews.panel import Decoder
from aevae_desktop.window.window import Window

WAIT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
PATIENCE_S = 30.0
APART_MS = 4  # between two hovers: moves that come faster are a flood, which is thinned


class Painted:
    """Counts and times the paint events of the decoders, each when it is over."""

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = {}
        original = Decoder.paintEvent

        def paint(widget: Decoder, event: Any) -> None:
            original(widget, event)
            self.times.setdefault(widget.objectName(), []).append(time.perf_counter())

        Decoder.paintEvent = paint  # type: ignore[method-assign]

    def clear(self) -> None:
        """Forget the times so far."""
        self.times = {}


def open_window(arguments: list[str]) -> Window:
    """The real window at the size of the pictures, its results all there."""
    window = create_window(arguments)
    window.resize(1600, 1000)
    window.show()
    if not window.wait_idle(60_000) or any(p.error for p in window.session.state.panes):
        sys.exit("the models did not come up")
    return window


def post_move(canvas: QWidget, x: float, y: float) -> None:
    """Put a mouse move into the queue of events, as the system does."""
    at = QPointF(x, y)
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, canvas.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.postEvent(canvas, event)


def until(done: Callable[[], bool]) -> None:
    """Run the event loop until ``done()``; it sleeps between events, as an application's does."""
    patience = QTimer(singleShot=True, interval=int(PATIENCE_S * 1000))
    patience.timeout.connect(lambda: sys.exit(f"nothing came within {PATIENCE_S:g} s"))
    patience.start()
    while not done():
        QApplication.processEvents(WAIT)
    patience.stop()


def rest(ms: int = APART_MS) -> None:
    """Let the event loop run for so long."""
    timer = QTimer(singleShot=True, interval=ms, timerType=Qt.TimerType.PreciseTimer)
    timer.start()
    until(lambda: not timer.isActive())
