"""How many frames of a playing path are dropped: 60 a second, two maps, in a real window.

    QT_QPA_PLATFORM=offscreen python benchmarks/playback.py [--seconds 10] [--json FILE]

The shipped AE beside the VAE, 1600 x 1000 px, a film of 241 frames in four seconds. Due are the refreshes of a screen
at 60 Hz, counted from the moment it begins to play; one is dropped when either of the two previews was not painted with
a new picture between it and the refresh before. Painted means: Qt delivered the paint event to the preview.
``worst_phase`` is the same for a screen whose refreshes come when it is worst for us, of 16 offsets; ``busy_share``:
how much of a core the window's process took. ``rows()`` and ``rows_of_a_process()`` measure for other scripts.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.play_controller import PlayController

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget
from report import Figure, parser, tell

from aevae_desktop.app import create_window
from aevae_desktop.features.path.state import FRAME_COUNTS, Repeat
from aevae_desktop.window.window import Window

REFRESH = 60.0  # Hz
FRAMES = FRAME_COUNTS[-1]  # in four seconds: 60 a second
PHASES = 16
BOUND = "<= 0.01"
WARM_S = 1.0


class Painted(QObject):
    """When a preview was painted with a picture that it had not shown before, seconds."""

    def __init__(self, preview: QWidget) -> None:
        super().__init__(preview)
        self._preview, self._last = preview, None
        self.times: list[float] = []
        preview.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look, and let it pass."""
        if event.type() == QEvent.Type.Paint:
            image = self._preview._image
            if image is not self._last and not np.array_equal(image, self._last):
                self.times.append(time.perf_counter())
            self._last = image
        return False


def play(window: Window, seconds: float) -> tuple[list[np.ndarray], float]:
    """Play for so long; when each preview was painted anew, seconds since the beginning, and the share of a core."""
    watched = [Painted(window.findChild(QWidget, f"decoder.{i}")) for i in range(2)]
    start, cpu = time.perf_counter(), time.process_time()
    window.session.controller(PlayController).play(True)
    wait(seconds)
    spent, busy = time.perf_counter() - start, time.process_time() - cpu
    window.session.controller(PlayController).play(False)
    return [np.array(each.times) - start for each in watched], busy / spent


def dropped(times: list[np.ndarray], seconds: float, phase: float = 0.0) -> float:
    """The share of refreshes before which one of the previews had nothing new; ``phase`` of a refresh later."""
    edges = (np.arange(round(seconds * REFRESH) + 1) + phase) / REFRESH
    fresh = [np.histogram(some, edges)[0] > 0 for some in times]
    return float(1.0 - np.logical_and.reduce(fresh).mean())


def rows(seconds: float = 10.0) -> list[Figure]:
    """Open a window, play, and say what was dropped."""
    window = create_window(["--theme", "dark"])
    window.resize(1600, 1000)
    window.show()
    window.wait_idle(60_000)
    session = window.session
    session.controller(PathController).set_frames(FRAMES)
    session.controller(PlayController).set_repeat(Repeat.PING_PONG)
    window.wait_idle(60_000)
    play(window, WARM_S)
    session.controller(PlayController).seek(0.0)
    wait(0.2)
    times, busy = play(window, seconds + 1 / REFRESH)
    window.close()
    worst = max(dropped(times, seconds, phase / PHASES) for phase in range(PHASES))
    due = round(seconds * REFRESH)
    return [
        Figure("player.dropped_share", dropped(times, seconds), "", due, BOUND),
        Figure("player.dropped_share.worst_phase", worst, "", due),
        Figure("player.painted_per_s", min(map(len, times)) / seconds, "Hz", due),
        Figure("player.busy_share", busy, "", due),
    ]


def rows_of_a_process(seconds: float = 10.0) -> list[Figure]:
    """``rows`` measured by a process of its own: for a script that has another event loop."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "playback.json"
        command = [sys.executable, __file__, "--seconds", f"{seconds:g}", "--json", str(out)]
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, env={"QT_QPA_PLATFORM": "offscreen"} | os.environ
        )
        found = [Figure(**row) for row in json.loads(out.read_text())]
    return [replace(row, bound=BOUND) if row.name == "player.dropped_share" else row for row in found]


def wait(seconds: float) -> None:
    """Let the event loop run."""
    loop = QEventLoop()
    timer = QTimer(singleShot=True, timerType=Qt.TimerType.PreciseTimer)  # a coarse one may be late by 5 %
    timer.timeout.connect(loop.quit)
    timer.start(round(1e3 * seconds))
    loop.exec()


def main() -> int:
    """Measure and print."""
    options = parser(__doc__)
    options.add_argument("--seconds", type=float, default=10.0)
    given = options.parse_args()
    tell(f"a path of {FRAMES} frames played for {given.seconds:g} s, two maps", rows(given.seconds), given.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
