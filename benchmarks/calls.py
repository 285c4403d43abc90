"""How many calls of Python functions of the program one event causes in the window's process. Load does not matter.

    python benchmarks/calls.py [--n 200] [--json FILE] [--top 20]

*hover*: a mouse move is posted to a map; counted until both previews are painted. *drag*: a way-point is carried by a
mouse move; counted until nothing is left to do. *field*: a layer that is measured all over two maps is turned on;
counted from then until it is whole. ``--top`` lists the functions that are called most in each.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from report import Figure, parser, tell

import aevae_desktop
from aevae_desktop.app import create_window
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.path.state import PathState
from aevae_desktop.session.state import Mode

PACKAGE = str(Path(aevae_desktop.__file__).parent) + os.sep
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
FIELD = "density"
APART_S = 0.004  # between two moves: those that come faster are a flood, which is thinned


class Calls(Counter[tuple[str, str]]):
    """Calls by file and function, while ``counted`` runs something."""

    def counted(self, what: Callable[..., object], *args: object) -> None:
        """Run ``what``."""
        sys.setprofile(self._note)
        try:
            what(*args)
        finally:
            sys.setprofile(None)

    def _note(self, frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(PACKAGE):
            self[code.co_filename[len(PACKAGE) :], code.co_qualname] += 1


class Bench:
    """The real window on the shipped models."""

    def __init__(self) -> None:
        self.window: Any = create_window(["--theme", "dark"])
        self.window.resize(1600, 1000)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        """Nothing is left to do."""
        assert self.window.wait_idle(60_000)

    def hover(self, calls: Calls, n: int) -> None:
        """Move over one map, then over the other."""
        for k in range(n):
            canvas = self.window.canvas(k // 100 % 2)
            at = QPointF(canvas.width() * (0.5 + 0.4 * np.sin(0.031 * k + 0.5)),
                         canvas.height() * (0.5 + 0.4 * np.sin(0.047 * k + 1.3)))  # fmt: skip
            calls.counted(self._post, canvas, QEvent.Type.MouseMove, at, NONE, NONE)
            self._until_idle(calls)

    def drag(self, calls: Calls, n: int) -> None:
        """Carry the first way-point about, in Path mode, where everything that is said of a path is seen."""
        self.window.session.set_mode(Mode.PATH)
        self.settle()
        canvas = self.window.canvas(1)
        start = self._ring(canvas)
        self._post(canvas, QEvent.Type.MouseMove, start, NONE, NONE)
        self._post(canvas, QEvent.Type.MouseButtonPress, start, LEFT, LEFT)
        for k in range(n):
            at = start + QPointF(40 * np.sin(0.11 * k) + 8, 40 * np.sin(0.07 * k) + 8)
            calls.counted(self._post, canvas, QEvent.Type.MouseMove, at, NONE, LEFT)
            self._until_idle(calls)
        self._post(canvas, QEvent.Type.MouseButtonRelease, at, LEFT, NONE)
        self.settle()
        self.window.session.set_mode(Mode.EXPLORE)

    def field(self, calls: Calls, n: int) -> None:
        """Turn a layer on, each time for another view, so that nothing of it is kept."""
        layers = self.window.session.controller(LayersController)
        for _ in range(n):
            calls.counted(layers.toggle_layer, FIELD)
            self._until_idle(calls)
            layers.toggle_layer(FIELD)
            for canvas in (self.window.canvas(0), self.window.canvas(1)):
                canvas.zoom(1.02)
            self.settle()

    def _until_idle(self, calls: Calls) -> None:
        """Go on until nothing is left to do; the looking whether anything is does not count."""
        busy = True
        while busy:
            busy = not self.window.session.idle
            calls.counted(QApplication.processEvents)

    def _ring(self, canvas: Any) -> QPointF:
        """Where a way-point is that nothing else lies on, px."""
        model = self.window.session.state.panes[1].model
        waypoint = self.window.session.state.part(PathState).waypoints[0]
        return QPointF(*canvas.to_widget(model.plane.project(waypoint.code(1, model)[None]))[0])

    def _post(self, canvas: Any, kind: QEvent.Type, at: QPointF, button: Any, buttons: Any) -> None:
        time.sleep(APART_S)
        where = canvas.mapToGlobal(at)
        event = QMouseEvent(kind, at, where, button, buttons, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.postEvent(canvas, event)
        QApplication.processEvents()


def main() -> None:
    """Count, and print a table."""
    made = parser(__doc__)
    made.add_argument("--n", type=int, default=200, help="events of each kind")
    made.add_argument("--top", type=int, default=0, help="list so many functions of each")
    options = made.parse_args()
    bench, figures = Bench(), []
    for name, times in (("hover", options.n), ("drag", options.n // 4), ("field", max(1, options.n // 40))):
        calls = Calls()
        getattr(bench, name)(calls, times)
        figures.append(Figure(f"{name}.calls", calls.total() / times, "", times))
        for (file, function), count in calls.most_common(options.top):
            print(f"  {name:<6} {count / times:8.1f}  {file} {function}")
    tell("Calls an event", figures, options.json)
    bench.window.close()


if __name__ == "__main__":
    main()
