"""The driving program of ``window_kills``: looks at what the last one left, then works until it is killed.

    python -m tests.nets.window_kills_window SEED PLACE

It says what work there is at every change of it, and goes on until it is killed.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton

from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Drawing
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.film_export.controller import FilmExportController
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.state import PathState
from aevae_desktop.features.probe.controller import ProbeController
from tests.nets import inside, library

STEP_MS, TELL_MS = 40, 100
RESTORE_S = 20.0


class Writer:
    """Works, and writes files meanwhile."""

    def __init__(self, window: Any, out: Path, seed: int) -> None:
        self._window, self._session, self._out, self._rng = window, window.session, out, Random(seed)
        self._k, self._told = 0, work(self._session.state)
        self._session.changed.connect(self._tell)
        self._timer = QTimer(interval=STEP_MS)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def _step(self) -> None:
        self._k += 1
        _WORK[self._k % len(_WORK)](self)

    def _stroke(self) -> None:
        drawn = self._session.state.part(Drawing).strokes[-30:]
        self._session.controller(DrawingController).redraw(
            (*drawn, np.array([self._spot() for _ in range(6)]) * 100.0 + 100.0)
        )

    def _way(self) -> None:
        x, y = self._spot()
        self._session.controller(ProbeController).probe(0, x, y)
        self._session.controller(PathController).add(0)
        if len(self._session.state.part(PathState).spec.waypoints) > 8:
            self._session.controller(PathController).clear()

    def _edit(self) -> None:
        """A way-point goes elsewhere, or is taken out; the ends change places; or the last edit is taken back."""
        path, last = self._session.controller(PathController), self._session.state.part(PathState).waypoints
        match self._rng.choice(("drag", "drag", "remove", "swap", "undo")):
            case "drag" if last:
                index = self._rng.randrange(len(last))
                for _ in range(3):
                    path.drag(index, 0, self._spot())
                path.drop()
            case "remove" if len(last) > 2:
                path.remove(self._rng.randrange(len(last)))
            case "swap":
                path.swap()
            case "undo":
                path.undo()

    def _export(self) -> None:
        kind = self._rng.choice(("png", "svg", "csv", "npz"))
        if not self._window.export.busy:
            self._window.export.save_to(self._out / f"figure-{self._rng.randrange(3)}.{kind}")

    def _film(self) -> None:
        if not self._session.controller(FilmExportController).busy:
            card = self._window.dock.cards["film"]
            card.choose(format="gif", tile=16)
            card.save_to(self._out / "film.gif")

    def _view(self) -> None:
        self._session.controller(FigureController).save_view("dark", f"view {self._rng.randrange(5)}")

    def _spot(self) -> tuple[float, float]:
        return self._rng.uniform(-1, 1), self._rng.uniform(-1, 1)

    def _tell(self, old: Any, new: Any) -> None:
        if (now := work(new)) != self._told:
            self._told = now
            inside.say(time=time.time(), work=now)


_WORK = (
    Writer._stroke,
    Writer._way,
    Writer._edit,
    Writer._stroke,
    Writer._export,
    Writer._stroke,
    Writer._edit,
    Writer._way,
    Writer._view,
    Writer._film,
)


def work(state: Any) -> dict[str, Any]:
    """What would be lost: the strokes, the way-points, the selection, each as a short sum of itself."""
    strokes = [round(float(stroke.sum()), 3) for stroke in state.part(Drawing).strokes]
    ways = [
        round(float(sum(z.sum() for z in waypoint.z if z is not None)), 3)
        for waypoint in state.part(PathState).spec.waypoints
    ]
    return {"strokes": strokes, "ways": ways}


class Begin:
    """What the next start does first: bring back what there was, and say so; then it works until it is killed."""

    def __init__(self, place: Path, seed: int, problems: inside.Problems) -> None:
        self._place, self._seed, self._problems = place, seed, problems

    def __call__(self, window: Any) -> None:
        """The window is there."""
        self._window = window
        self._button = window.findChild(QAbstractButton, "recovery.restore")
        self._offered = self._button is not None and self._button.isVisible()
        if self._offered:
            self._button.click()
        self._until = time.monotonic() + RESTORE_S
        self._timer = QTimer(interval=TELL_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        session = self._window.session
        if (session.controller(FigureController).busy or not session.idle) and time.monotonic() < self._until:
            return
        self._timer.stop()
        inside.say(ready=True, keeps=self._button is not None, offered=self._offered, recovered=work(session.state),
                   problems=self._problems.take(), notice=session.state.notice)  # fmt: skip
        self._writer = Writer(self._window, self._place / "out", self._seed)


def main(arguments: list[str]) -> int:
    """Work until killed."""
    inside.limit_memory()
    seed, place = int(arguments[0]), Path(arguments[1])
    problems = inside.Problems()
    inside.without_shipped_models()
    (place / "out").mkdir(exist_ok=True)
    if not (place / "models").is_dir():
        library.make(place / "models")
    bundles = [str(place / "models" / name) for name in library.OPENED]
    return inside.program([*bundles, "--theme", "dark"], Begin(place, seed, problems), problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
