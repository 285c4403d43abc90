"""The driving program of ``monkey``: a real window, and the events of a list posted to it one by one.

    python -m tests.nets.monkey_window EVENTS.json PLACE

Says every problem with the number of the event that came before it, and in the end whether the window, once it was put
back, is what it was before.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from aevae_desktop.features import SAVED
from aevae_desktop.features.arithmetic.controller import ArithmeticController
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.film_export.controller import FilmExportController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Preview
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.state import Selecting
from tests.nets import events, hands, inside, library

SIZE = (1200, 800)
TELL_EVERY = 100
MOST_RESET_MS = 30_000


class Player:
    """Posts an event each time the event loop comes round."""

    def __init__(self, monkey: events.Monkey, listed: list[events.Event], problems: inside.Problems) -> None:
        self._monkey, self._listed, self._problems = monkey, listed, problems
        self._at = 0
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def _step(self) -> None:
        for problem in self._problems.take():
            inside.say(event=self._at - 1, problem=problem)
        if self._at >= len(self._listed):
            self._timer.stop()
            QTimer.singleShot(100, QApplication.exit)  # not quit: that closes the windows
            return
        if self._at % TELL_EVERY == 0:
            inside.say(at=self._at, rss=round(inside.memory()))
        self._at += 1
        self._monkey.perform(self._listed[self._at - 1])


def reset(window: Any, record: Any) -> bool:
    """Put everything back: dialogs and cards closed, the size, what no record holds, then the view of ``record``.

    The program has no single command for it; a saved view is the nearest that it has. False if it did not come to rest.
    """
    from aevae_desktop.features.path.panels.panel import PathPanel
    from aevae_desktop.features.selection.state import Tool
    from aevae_desktop.session.state import Mode

    while (dialog := QApplication.activeModalWidget() or QApplication.activePopupWidget()) is not None:
        dialog.close()
        QApplication.processEvents()
    session = window.session
    window.dock.close_all(window.canvas())
    session.controller(FilmExportController).cancel()
    session.controller(PlayController).play(False)
    session.controller(PlayController).set_onion(0)
    session.controller(ArithmeticController).clear()
    session.controller(ProbeController).dismiss_guidance()
    session.controller(SelectionController).clear()
    session.set_mode(Mode.EXPLORE)
    session.controller(SelectionController).set_tool(Tool.HAND)
    if window.presenting:
        window.toggle_presentation()
    window.set_text_scale(1.0)
    window.panel(PathPanel).collapse(None)
    window._asked = 0  # the width that the dock was dragged to
    window._widen_dock()  # close_all leaves it as wide as its widest card was
    window.showNormal()
    window.resize(*SIZE)
    window.wait_idle(MOST_RESET_MS)
    session.controller(FigureController).restore(record)
    rested = wait(window)
    for pane in range(len(session.state.panes)):
        hands.move(window.canvas(pane), (5.0, 5.0))  # a hand comes back, without a button down
    window.canvas().setFocus()
    session.controller(ProbeController).probe(0, 0.5, 0.5)  # whose place and preview a record need not hold
    return wait(window) and rested


def wait(window: Any) -> bool:
    """Run the event loop until everything is there, lazy views too."""
    rested = window.wait_idle(MOST_RESET_MS)
    for _ in range(3):
        QApplication.processEvents()
        rested = window.wait_idle(MOST_RESET_MS)
    return bool(rested)


def seen(window: Any) -> dict[str, Any]:
    """What the window is: its state in words, and its pixels part by part."""
    from aevae_desktop.features.figures import record as figures_record

    session, state = window.session, window.session.state
    record = json.loads(figures_record.taken(state, session.views, SAVED, window.theme.name).to_json())
    parts: dict[str, Any] = {f"record.{key}": value for key, value in record.items()}
    parts |= {
        "mode": state.mode.value,
        "tool": state.part(Selecting).tool.value,
        "pinned": state.pinned,
        "shown": state.shown,
    }
    for i, pane in enumerate(state.panes):
        parts[f"pane.{i}.model"] = None if pane.model is None else pane.model.key
        parts[f"pane.{i}.error"] = None if pane.error is None else str(pane.error)
        parts[f"pane.{i}.preview"] = None if pane.get(Preview) is None else pane.get(Preview).image.tobytes()
        parts[f"pane.{i}.map"] = pixels(window.canvas(i))
    return parts


def pixels(widget: QWidget) -> bytes:
    """What a widget shows."""
    image = widget.grab().toImage()
    return np.array(image.constBits(), np.uint8).tobytes()


def different(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What is not as it was, in words."""
    lines = []
    for key in before:
        if before[key] == after.get(key):
            continue
        if isinstance(before[key], bytes):
            lines.append(f"{key}: other pixels, {_unlike(before[key], after[key])}")
        else:
            lines.append(f"{key}: {str(before[key])[:120]} became {str(after.get(key))[:120]}")
    return lines


def _unlike(one: bytes, other: Any) -> str:
    if other is None or len(one) != len(other):
        return "another size"
    a, b = np.frombuffer(one, np.uint8), np.frombuffer(other, np.uint8)
    return f"{int((a != b).sum())} of {len(a)} bytes"


def open_window(place: Path) -> Any:
    """A window on two bundles of a little library in ``place``."""
    from aevae_desktop.app import create_window

    models = place / "models"
    if not models.is_dir():
        library.make(models)
    window = create_window([*(str(models / name) for name in library.OPENED), "--theme", "dark"])
    window.resize(*SIZE)
    window.show()
    assert window.wait_idle(MOST_RESET_MS)
    return window


def main(arguments: list[str]) -> int:
    """Play the list, put the window back, compare."""
    inside.limit_memory()
    faulthandler.enable()
    listed, place = json.loads(Path(arguments[0]).read_text()), Path(arguments[1]).resolve()
    problems = inside.Problems()
    inside.without_shipped_models()
    if "NETS_NORMALISE" in os.environ:
        inside.normalise()
    from aevae_desktop.app import _application
    from aevae_desktop.features.figures import record as figures_record

    _application().setQuitOnLastWindowClosed(False)
    drops = (
        library.to_drop(place / "drops", 1) if not (place / "drops").is_dir() else sorted((place / "drops").iterdir())
    )
    out = place / "out"
    out.mkdir(exist_ok=True)
    os.chdir(out)  # file dialogs begin here
    window = open_window(place)
    record = figures_record.taken(window.session.state, window.session.views, SAVED, "dark")
    reset(window, record)
    before = seen(window)
    inside.say(ready=True, problems=problems.take())
    player = Player(events.Monkey(window, drops, out), listed, problems)
    QApplication.exec()
    del player
    _finish(window, record, before, problems, len(listed))
    return 0


def _finish(window: Any, record: Any, before: dict[str, Any], problems: inside.Problems, count: int) -> None:
    rested = reset(window, record)
    lines = different(before, seen(window))
    for line in [*lines, *([] if rested else ["the window does not come to rest"])]:
        inside.say(event=count, problem=f"after the reset: {line}")
    window.close()
    QApplication.processEvents()
    for problem in problems.take():
        inside.say(event=count, problem=problem)
    inside.say(done=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
