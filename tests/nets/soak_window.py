"""The driving program of ``soak``: one thing after the other for hours, slowly, and a sample of itself now and then.

python -m tests.nets.soak_window MINUTES SAMPLE_S PLACE
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.selection.controller import SelectionController
from tests.nets import children, inside, library
from tests.nets.doing import DOINGS, Doings

STEP_MS = 120  # between two small steps: a core is left to others
STEPS = 40  # of one thing
SIZES = ((1200, 800), (900, 640))


class Soak:
    """Goes round: each of ``DOINGS``, another model, another size and theme, a child that is killed."""

    def __init__(self, window: Any, place: Path, minutes: float, sample_s: float, problems: inside.Problems) -> None:
        self._window, self._session, self._place, self._problems = window, window.session, place, problems
        self._doings, self._rng = Doings(window, place / "out"), Random(0)
        self._begun = time.monotonic()
        self._until = self._begun + 60 * minutes
        self._k = self._round = 0
        self._between: tuple[Callable[[], None], ...] = (self._switch, self._turn, self._kill, self._forget)
        self._timers = [self._timer(STEP_MS, self._step), self._timer(int(1e3 * sample_s), self._sample)]

    def _timer(self, interval: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(interval=interval)
        timer.timeout.connect(slot)
        timer.start()
        return timer

    def _step(self) -> None:
        if time.monotonic() > self._until:
            for timer in self._timers:
                timer.stop()
            self._window.window().close()
            return
        self._k += 1
        if self._k % STEPS:
            self._doings.step(list(DOINGS)[self._k // STEPS % len(DOINGS)])
            return
        self._doings.rest()
        self._between[self._k // STEPS % len(self._between)]()
        self._round = self._k // (STEPS * len(DOINGS))

    def _switch(self) -> None:
        name = library.SORTS[self._rng.randrange(len(library.SORTS))][0]
        self._session.controller(ModelsController).open(self._rng.randrange(2), self._place / "models" / name)

    def _turn(self) -> None:
        self._window.window().resize(*SIZES[self._k // STEPS % 2])
        self._window.toggle_theme()

    def _kill(self) -> None:
        pids = children.alive()
        if pids:
            os.kill(self._rng.choice(pids), signal.SIGKILL)

    def _forget(self) -> None:
        """The drawing, the path and the selection begin anew; what undo remembers is full after ten minutes."""
        self._session.controller(DrawingController).clear()
        self._session.controller(PathController).clear()
        self._session.controller(SelectionController).clear()

    def _sample(self) -> None:
        inside.say(sample=measured(self._place), seconds=time.monotonic() - self._begun, round=self._round,
                   problems=self._problems.take())  # fmt: skip


def measured(place: Path) -> dict[str, float]:
    """What might grow: MB, handles, objects of Qt and of Python, children, temporaries."""
    gc.collect()
    pids = children.alive()
    temporaries = [p for name in ("out", "data", "state", "home") for p in (place / name).rglob("*.part")]
    return {
        "window MB": inside.memory(),
        "children MB": sum(inside.memory(pid=pid) for pid in pids),
        "handles": len(list(Path("/proc/self/fd").iterdir())),
        "widgets": len(QApplication.allWidgets()),
        "QObjects": sum(1 + len(w.findChildren(QObject)) for w in QApplication.topLevelWidgets()),
        "Python objects": len(gc.get_objects()),
        "children": len(pids),
        "zombies": children.zombies(),
        "temporaries": len(temporaries) + len(list((place / "tmp").glob("*"))),
    }


def main(arguments: list[str]) -> int:
    """So many minutes."""
    minutes, sample_s, place = float(arguments[0]), float(arguments[1]), Path(arguments[2]).resolve()
    problems = inside.Problems()
    inside.without_shipped_models()
    (place / "out").mkdir(exist_ok=True)
    library.make(place / "models")
    bundles = [str(place / "models" / name) for name in library.OPENED]
    soaks: list[Soak] = []
    code = inside.program(
        [*bundles, "--theme", "dark"],
        lambda window: soaks.append(Soak(window, place, minutes, sample_s, problems)),
        problems,
    )
    inside.say(done=True, problems=problems.take())
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
