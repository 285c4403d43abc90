"""Whether the living manifold follows the wheel: frames a second, and how fresh their tiles are.

    python benchmarks/manifold.py [--seconds 5] [--json FILE]

The shipped VAE alone in a window whose map holds 30 x 30 tiles of 28 px, the codes, axes and labels over them. A wheel
zooms in and out near the middle for ``--seconds``. *fps*: a step for every frame that was painted, as fast as it goes;
frames painted per second of wall clock. *paced*: sixty steps a second, as a screen asks for them; *fresh* is the share
of those frames in which every tile in sight was a decode of its own place at its own zoom; *settle*, the time from
the last step until all are. Both modes: tiles that stay on the map, and tiles that stay on the screen (all 900 are
decoded again at every step).
"""

from __future__ import annotations

import os
import sys
import time

from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.tiles.manifold_controller import ManifoldController
from aevae_desktop.features.tiles.state import Manifold, TileLook

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does

import numpy as np
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from report import Figure, parser, tell

from aevae_desktop.app import create_window
from aevae_desktop.core.map.lattice import Lattice
from aevae_desktop.engine.wire.library import shipped_folder
from aevae_desktop.ui.map.canvas import MapCanvas
from aevae_desktop.window.window import Window

TILE, ACROSS = 28, 30
NOTCH, TURN = 12, 90  # eighths of a degree a step; steps before the wheel turns back
PACE_S = 1 / 60


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--seconds", type=float, default=5.0)
    arguments = options.parse_args()
    window = create_window([str(shipped_folder() / "vae-mnist-2d"), "--single"])
    window.show()
    fit_map(window, TILE * ACROSS)
    window.session.controller(LayersController).toggle_layer("manifold")
    figures: list[Figure] = []
    for name, smooth in (("", False), (".smooth", True)):
        window.session.controller(ManifoldController).set_tiles(TileLook(TILE, smooth))
        rest(window)
        figures += zoom(window, name, arguments.seconds, 0.0)
        figures += zoom(window, f"{name}.paced", arguments.seconds, PACE_S)
    window.close()
    tell(f"a wheel over {ACROSS} x {ACROSS} living tiles", figures, arguments.json)


def fit_map(window: Window, side: int) -> None:
    """Give the window the size at which its map is ``side`` px square."""
    window.resize(1600, 1200)
    window.canvas(0).setFixedSize(side, side)
    rest(window)


def zoom(window: Window, name: str, seconds: float, pace: float) -> list[Figure]:
    """Turn the wheel for so many seconds, a step a frame but not more often than every ``pace`` seconds."""
    canvas, app = window.canvas(0), QApplication.instance()
    first, start, fresh, step = canvas.frames, time.perf_counter(), 0, 0
    while time.perf_counter() - start < seconds:
        painted = canvas.frames
        turn_wheel(canvas, NOTCH if step // TURN % 2 == 0 else -NOTCH)
        step += 1
        while canvas.frames == painted or time.perf_counter() - start < step * pace:
            app.processEvents()
        fresh += is_fresh(window, canvas)
    wall, frames, end = time.perf_counter() - start, canvas.frames - first, time.perf_counter()
    while not is_fresh(window, canvas):
        app.processEvents()
    settled = 1e3 * (time.perf_counter() - end)
    rest(window)
    return [
        Figure(f"manifold{name}.fps", frames / wall, "1/s", frames, "" if pace else ">= 60"),
        Figure(f"manifold{name}.fresh_share", fresh / step, "", step),
        Figure(f"manifold{name}.settle_ms", settled, "ms", 1),
    ]


def is_fresh(window: Window, canvas: MapCanvas) -> bool:
    """Whether every tile in sight is there, of its own place, and of a size that belongs to this zoom."""
    manifold, view = window.session.state.panes[0].get(Manifold), canvas.view()
    if manifold is None or manifold.share < 1.0 or not manifold.lattice.covers(view):
        return False
    if window.session.state.part(TileLook).smooth:
        return manifold.lattice == Lattice.fixed(view, TILE)
    return manifold.lattice.step == Lattice.nested(view, TILE).step


def turn_wheel(canvas: MapCanvas, angle: int) -> None:
    at = QPointF(canvas.width() / 2 + 31, canvas.height() / 2 - 17)
    none, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    place = canvas.mapToGlobal(at)
    event = QWheelEvent(at, place, QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton, none, phase, False)
    QCoreApplication.postEvent(canvas, event)


def rest(window: Window) -> None:
    if not window.wait_idle(60_000):
        sys.exit("manifold: the tiles did not come")
    np.testing.assert_equal(window.session.idle, True)


if __name__ == "__main__":
    main()
