"""The driving program of ``bundles``: a real window opens one bundle after the other and tells what came of each.

    python -m tests.nets.bundle_window PLAN.json

The plan is ``{"bundles": [[number, folder, rest_s], ...], "scan": false}``. Each bundle is opened as the Models card
does, then looked at: pointer, tool tips, a card; ``rest_s`` is how long that may keep the window busy. A card stays
open while the next model comes.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.state import Refusals
from tests.nets import hands, inside

VERDICT_S = 10.0  # within which a bundle is open or refused
POLL_MS = 10
TIPS = 12  # tool tips that are looked at


class Opener:
    """Opens what the plan names; one step at a time, in the event loop."""

    def __init__(self, window: Any, plan: list[tuple[int, str, float]], problems: inside.Problems) -> None:
        self._window, self._plan, self._problems = window, plan, problems
        self._session = window.session
        self._pulse = inside.Pulse()
        self._cards = list(window.dock.cards)
        self._timer = QTimer(interval=POLL_MS)
        self._timer.timeout.connect(self._look)
        self._visiting = False
        self._facts: dict[str, Any] = {}
        self._next()

    def _next(self) -> None:
        if not self._plan:
            self._timer.stop()
            QApplication.exit()
            return
        self._number, folder, self._rest_s = self._plan.pop(0)
        self._folder, self._pane = folder, self._number % 2
        inside.say(begin=self._number)
        self._pulse.take()
        inside.reset_peak()
        self._before = inside.memory()
        self._start = time.monotonic()
        self._visiting, self._facts = False, {}
        self._session.controller(ModelsController).open(self._pane, Path(folder))
        self._timer.start()

    def _look(self) -> None:
        past = time.monotonic() - self._start
        if self._visiting:
            if self._session.idle or past > self._rest_s:
                self._tell(rest=past, rested=self._session.idle, busy=busy(self._session))
            return
        verdict, line = self._verdict()
        if verdict == "" and past < VERDICT_S:
            return
        self._facts = {"verdict": verdict or "missed", "line": line[:400], "lines": line.count("\n"), "seconds": past}
        if verdict == "":
            self._tell(rest=past, rested=False, busy=busy(self._session))
            return
        self._visiting, self._start = True, time.monotonic()
        self._visit()

    def _verdict(self) -> tuple[str, str]:
        pane = self._session.state.panes[self._pane]
        refused = self._session.state.part(Refusals).errors.get(self._folder)
        if refused is not None:
            return "refused", str(refused)
        if pane.wanted == self._folder and pane.error is not None:
            return "refused", str(pane.error)
        if pane.model is not None and pane.wanted == self._folder and pane.model.codes is not None:
            return ("opened", "") if pane.model.key == self._folder or self._same_files(pane.model) else ("", "")
        return "", ""

    def _same_files(self, model: Any) -> bool:
        """Whether the bundle holds the very files that are open already: then nothing is opened again."""
        record = model.manifest.files.get("decoder.onnx")
        try:
            data = (Path(self._folder) / "decoder.onnx").read_bytes() if self._session.idle else b""
        except OSError:
            return False
        return record is not None and hashlib.sha256(data).hexdigest() == record.sha256

    def _visit(self) -> None:
        canvas = self._window.canvas(self._pane)
        wide, high = canvas.width(), canvas.height()
        for part in (0.3, 0.5, 0.7):
            hands.move(canvas, (wide * part, high * (1 - part)))
        hands.wheel(canvas, (wide / 2, high / 2), 0, 120)
        for widget in self._told()[:TIPS]:
            hands.rest(widget, (widget.width() / 2, widget.height() / 2))
        self._window.toggle_card(self._cards[self._number % len(self._cards)])

    def _told(self) -> list[QWidget]:
        """Widgets with a tool tip; those whose text came from the bundle first."""
        shown = [w for w in self._window.findChildren(QWidget) if w.isVisible() and w.toolTip()]
        return sorted(shown, key=lambda w: "<" not in w.toolTip())

    def _tell(self, **more: Any) -> None:
        self._timer.stop()
        stall, gap = self._pulse.take()
        now, peak = inside.memory(), inside.memory("VmHWM")
        inside.say(number=self._number, **self._facts, **more, stall=stall, gap=gap, rss=now, grown=now - self._before,
                   peak=peak - self._before, problems=self._problems.take())  # fmt: skip
        if self._facts["verdict"] == "missed" or not more["rested"]:
            QApplication.exit(3)  # what hangs now would spoil the next ones' time
        else:
            QTimer.singleShot(0, self._next)


def busy(session: Any) -> str:
    """What the session still waits for, for whoever has to find out why."""
    processes = [getattr(session.client, name, None) for name in ("interactive", "bulk")]
    flying = [item for inference in processes for item in getattr(inference, "_flying", ())]
    jobs = [f"{item.slot}: {type(item.job).__name__}" for item in flying]
    return ", ".join([*jobs, *(type(each).__name__ for each in session.controllers if each.busy)])


def scan(window: Any, pulse: inside.Pulse, problems: inside.Problems, begun: float) -> None:
    """What the library says of the folder that it was given, and what it cost the window."""
    first = time.monotonic() - begun
    until = time.monotonic() + 60
    while len(window.session.state.library) == 0 and time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.005)
    window.toggle_card("models")
    window.wait_idle(60_000)
    stall, gap = pulse.take()
    entries = [[str(entry.folder), None if entry.error is None else str(entry.error)[:300]]
               for entry in window.session.state.library]  # fmt: skip
    inside.say(entries=entries, first=first, stall=stall, gap=gap, problems=problems.take(), rss=inside.memory("VmHWM"))


def main(arguments: list[str]) -> int:
    """Do what the plan says."""
    inside.limit_memory()
    plan = json.loads(Path(arguments[0]).read_text())
    problems = inside.Problems()
    inside.without_shipped_models()
    from aevae_desktop.app import _application, create_window

    _application()
    pulse = inside.Pulse()
    begun = time.monotonic()
    window = create_window(["--theme", "dark"])
    window.resize(1200, 800)
    window.show()
    QApplication.processEvents()
    if plan["scan"]:
        scan(window, pulse, problems, begun)
        code = 0
    else:
        opener = Opener(window, [(n, f, s) for n, f, s in plan["bundles"]], problems)
        code = QApplication.exec()
        del opener
    begun = time.monotonic()
    window.close()
    inside.say(closed=time.monotonic() - begun, problems=problems.take())
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
