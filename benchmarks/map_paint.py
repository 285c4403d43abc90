"""How long a full frame of the map takes, beside two plotting libraries that people know.

    python benchmarks/map_paint.py [--n 24] [--json FILE]

Synthetic codes in ten clusters, 10k, 70k and 1M of them, 900 x 900 px. *ours*: the real map canvas, its cached
picture thrown away by a pan of one pixel and all of it painted again (points, axes, class labels, frame) into an
image. *moving*: the same under a hand that zooms, where the map may use the last picture of its points. *pyqtgraph*:
ScatterPlotItem in a PlotWidget, panned likewise and painted into an image of that size. *matplotlib*: ``Axes.scatter``
with a colour for each point, panned, drawn by Agg. Each library also does it in its fastest way that we know: one
item a class. All take turns.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does
os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")

import matplotlib as mpl

mpl.use("Agg")
import numpy as np
import pyqtgraph as pg
from matplotlib import pyplot as plt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from report import Figure, parser, tell

from aevae_desktop.bundle import ImageSpec, Manifest
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.features import CONTROLLERS, OVERLAYS, TOOLS
from aevae_desktop.features.models.logic import with_codes
from aevae_desktop.session.model import Model
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import EMPTY
from aevae_desktop.ui.map.canvas import MapCanvas
from aevae_desktop.ui.theme import DARK, class_colour

SIDE = 900
SIZES = {"10k": 10_000, "70k": 70_000, "1m": 1_000_000}
PEERS = "70k"
SLOW = 6  # a peer is asked so many times less often
BURST = 3  # frames in a row

Painter = Callable[[], object]


def codes(n: int) -> tuple[np.ndarray, np.ndarray]:
    """``xy: (n, 2) float32`` in ten clusters, one in a hundred far away; ``label: (n,) int16``."""
    rng = np.random.default_rng(0)
    label = rng.integers(0, 10, n).astype(np.int16)
    angle = label * 2 * np.pi / 10
    centre = np.stack([np.cos(angle), np.sin(angle)], axis=1) * (1 + label[:, None] % 3)
    spread = np.where(rng.random((n, 1)) < 0.01, 3.0, 0.25)
    return (centre + rng.normal(0, 1, (n, 2)) * spread).astype(np.float32), label


class Ours:
    """The real canvas with a state that holds the codes."""

    def __init__(self, xy: np.ndarray, label: np.ndarray) -> None:
        layers = {overlay.name: overlay.layer for overlay in OVERLAYS}
        self.session = Session(CONTROLLERS, layers=layers)
        manifest = Manifest("synthetic", "Synthetic", "ae", "none", ImageSpec(28, 28), 2, classes=tuple("0123456789"))
        frame = Frame({}, {"mu": xy, "label": label, "split": np.zeros(len(xy), np.uint8)})
        model = with_codes(Model("synthetic", manifest, False, Plane.axes(2)), frame)
        self.canvas = MapCanvas(self.session, 0, OVERLAYS, TOOLS)
        self.canvas.resize(SIDE, SIDE)
        self.canvas.render_state(EMPTY, replace(EMPTY, layers=layers).with_pane(0, model=model))
        self.image, self.turn = blank(), 1

    def __call__(self) -> None:
        """Pan by a pixel and draw a frame."""
        self.turn = -self.turn
        self.canvas.set_view(self.canvas.view().panned(self.turn, 0))
        self.canvas.render(self.image)


class Moving(Ours):
    """The same while a hand moves the map."""

    def __init__(self, xy: np.ndarray, label: np.ndarray) -> None:
        super().__init__(xy, label)
        self.canvas.render(self.image)

    def __call__(self) -> None:
        """Zoom by a hundredth and draw a frame."""
        self.turn = -self.turn
        self.canvas.zoom(1.01**self.turn)
        self.canvas.render(self.image)


class PyQtGraph:
    """ScatterPlotItem: one with a brush for each point, or one a class."""

    def __init__(self, xy: np.ndarray, label: np.ndarray, by_class: bool) -> None:
        self.widget = pg.PlotWidget(background=DARK.map)
        self.widget.resize(SIDE, SIDE)
        colours = [pg.mkBrush(class_colour(DARK, k)) for k in range(10)]
        groups = [(label == k, colours[k]) for k in range(10)]
        if not by_class:
            groups = [(np.ones(len(xy), bool), [colours[k] for k in label])]
        for chosen, brush in groups:
            self.widget.addItem(pg.ScatterPlotItem(pos=xy[chosen], size=2, pen=None, brush=brush, symbol="s"))
        self.image, self.turn = blank(), 1
        self.widget.getPlotItem().getViewBox().setRange(xRange=(-4, 4), yRange=(-4, 4), padding=0)

    def __call__(self) -> None:
        """Pan by a pixel and draw a frame."""
        self.turn = -self.turn
        self.widget.getPlotItem().getViewBox().translateBy(x=self.turn * 8 / SIDE)
        painter = QPainter(self.image)
        self.widget.render(painter)
        painter.end()


class Matplotlib:
    """``Axes.scatter``: once with a colour for each point, or once a class."""

    def __init__(self, xy: np.ndarray, label: np.ndarray, by_class: bool) -> None:
        self.figure = plt.figure(figsize=(SIDE / 100, SIDE / 100), dpi=100)
        self.axes = self.figure.add_axes((0.05, 0.05, 0.94, 0.94))
        colours = np.array([class_colour(DARK, k) for k in range(10)])
        groups = [(label == k, colours[k]) for k in range(10)] if by_class else [(np.ones(len(xy), bool), None)]
        for chosen, colour in groups:
            tint = list(colours[label]) if colour is None else colour
            self.axes.scatter(*xy[chosen].T, s=2, linewidths=0, marker="s", c=tint)
        self.turn = 1

    def __call__(self) -> None:
        """Pan by a pixel and draw a frame."""
        self.turn = -self.turn
        self.axes.set_xlim(-4 + self.turn * 8 / SIDE, 4 + self.turn * 8 / SIDE)
        self.axes.set_ylim(-4, 4)
        self.figure.canvas.draw()


def blank() -> QImage:
    return QImage(SIDE, SIDE, QImage.Format.Format_RGB32)


def take_turns(painters: dict[str, Painter], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of every frame, in bursts of ``BURST`` as while panning; the first of each burst is not counted.

    The slow ones (the peers) take part in one round of ``SLOW``.
    """
    times: dict[str, list[float]] = {name: [] for name in painters}
    for turn in range(rounds):
        for name, paint in painters.items():
            if not name.startswith("map.") and turn % SLOW:
                continue
            paint()
            for _ in range(BURST):
                start = time.perf_counter()
                paint()
                times[name].append(1e3 * (time.perf_counter() - start))
    return times


def measure(rounds: int) -> list[Figure]:
    data = {name: codes(n) for name, n in SIZES.items()}
    painters: dict[str, Painter] = {f"map.{name}": Ours(*some) for name, some in data.items()}
    painters["map.1m.moving"] = Moving(*data["1m"])
    for kind, by_class in (("", False), (".by_class", True)):
        painters[f"pyqtgraph.{PEERS}{kind}"] = PyQtGraph(*data[PEERS], by_class)
        painters[f"matplotlib.{PEERS}{kind}"] = Matplotlib(*data[PEERS], by_class)
    times = take_turns(painters, rounds)
    middle = {name: float(np.median(spent)) for name, spent in times.items()}
    rows = [Figure(f"{name}.p50_ms", middle[name], "ms", len(spent)) for name, spent in times.items()]
    ours = middle[f"map.{PEERS}"]
    for peer, bound in (("pyqtgraph", ">= 13"), ("matplotlib", ">= 100")):
        n = len(times[f"{peer}.{PEERS}"])
        rows.append(Figure(f"map.{PEERS}.vs_{peer}", middle[f"{peer}.{PEERS}"] / ours, "x", n, bound))
        rows.append(Figure(f"map.{PEERS}.vs_{peer}_by_class", middle[f"{peer}.{PEERS}.by_class"] / ours, "x", n))
    rows.append(Figure("map.1m_vs_10k", middle["map.1m"] / middle["map.10k"], "x", len(times["map.1m"]), "<= 8"))
    moving = middle["map.1m.moving"] / middle["map.10k"]
    rows.append(Figure("map.1m.moving_vs_10k_full", moving, "x", len(times["map.1m.moving"]), "<= 1"))
    return rows


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--n", type=int, default=24, help="rounds; the peers take part in every sixth")
    arguments = options.parse_args()
    app = QApplication([])
    figures = measure(arguments.n)
    for widget in QApplication.topLevelWidgets():
        widget.hide()
    tell(f"a full frame of the map, {SIDE} x {SIDE} px", figures, arguments.json)
    app.quit()


if __name__ == "__main__":
    main()
