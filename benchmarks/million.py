"""A map of a million codes: how long it takes to open, how it moves, what memory it takes.

    python benchmarks/million.py [--make DIR] [--n 1000000] [--json FILE]

The bundle: the shipped VAE with draws z = mu + sigma * eps of its stored posteriors in place of its codes, i.e. samples
of its aggregate posterior. ``--make DIR`` writes it there and does nothing else; otherwise it is made in a temporary
folder. *open*: from the command until the whole map is painted, inference processes started before. *stall*: the
longest time in which the window could not have answered a hand meanwhile. *move*: a wheel zooms for 5 s, a step a frame
as fast as it goes; *settle*: the whole frame at rest. *rss*: resident memory of the window's process, above what it
had with the shipped model of 70,000 codes. *mapped*: the most address space that a child process has had, when the
neighbours of some codes were found too; an inference process may have 2048 MB.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.state import Selecting

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does

import numpy as np
from manifold import turn_wheel
from PySide6.QtWidgets import QApplication
from report import Figure, parser, quantiles, tell

from aevae_desktop import bundle
from aevae_desktop.app import create_window
from aevae_desktop.engine.wire.library import shipped_folder
from aevae_desktop.window.window import Window

SOURCE = "vae-mnist-2d"
SECONDS = 5.0


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--make", type=Path, metavar="DIR", help="only write the bundle, into this new folder")
    options.add_argument("--n", type=int, default=1_000_000, help="codes")
    arguments = options.parse_args()
    if arguments.make is not None:
        make(arguments.make, arguments.n)
        return
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "million"
        make(made, arguments.n)
        tell(f"a map of {arguments.n:,} codes", measure(made), arguments.json)


def make(folder: Path, n: int, seed: int = 0) -> None:
    """Write the bundle; the same numbers give the same bytes."""
    source = shipped_folder() / SOURCE
    manifest = bundle.read(source)
    points = bundle.read_points(source, manifest)
    assert points.log_var is not None
    rng = np.random.default_rng(seed)
    row = np.sort(rng.integers(0, len(points.mu), n))
    eps = rng.standard_normal((n, manifest.latent_dim), np.float32)
    mu = points.mu[row] + np.exp(points.log_var[row] / 2) * eps
    row_by_row = {"log_var": points.log_var[row], "label": points.label[row], "split": points.split[row]}
    codes = replace(points, mu=mu, **row_by_row, columns={})  # a draw has no error: nothing was encoded
    files = {name: bundle.read_file(source, manifest, name) for name in (bundle.ENCODER, bundle.DECODER)}
    made = replace(manifest, id=folder.name, title=f"{n:,} draws of {SOURCE}", files={})
    bundle.write(folder, made, {**files, bundle.POINTS: bundle.pack_points(codes)})


def measure(folder: Path) -> list[Figure]:
    window = create_window(["--single", "--models", str(folder.parent / "none"), str(shipped_folder() / SOURCE)])
    window.resize(1600, 1000)
    window.show()
    rest(window)  # the inference process is up
    before = resident()
    figures = [*opening(window, folder), Figure("million.rss", resident() - before, "MB", 1, "<= 300")]
    figures += moving(window)
    figures.append(Figure("million.rss_after_moving", resident() - before, "MB", 1, "<= 300"))
    figures.append(searching(window))
    window.close()
    return figures


def opening(window: Window, folder: Path) -> list[Figure]:
    app, session = QApplication.instance(), window.session
    start = last = time.perf_counter()
    stall = 0.0
    session.controller(ModelsController).open(0, folder)
    while not session.idle or session.state.panes[0].model is None or session.state.panes[0].model.codes is None:
        app.processEvents()
        now = time.perf_counter()
        stall, last = max(stall, now - last), now
    window.canvas(0).repaint()
    end = time.perf_counter()
    if len(session.state.panes[0].model.codes.mu) < 1000 or session.state.panes[0].model.key != str(folder):
        sys.exit("million: it did not open")
    stall = max(stall, end - last)
    return [
        Figure("million.open_s", end - start, "s", 1, "<= 3"),
        Figure("million.open_stall_ms", 1e3 * stall, "ms", 1),
    ]


def moving(window: Window) -> list[Figure]:
    app, canvas = QApplication.instance(), window.canvas(0)
    times: list[float] = []
    first, start, step = canvas.frames, time.perf_counter(), 0
    while time.perf_counter() - start < SECONDS:
        painted, begun = canvas.frames, time.perf_counter()
        turn_wheel(canvas, 12 if step // 90 % 2 == 0 else -12)
        while canvas.frames == painted:
            app.processEvents()
        times.append(1e3 * (time.perf_counter() - begun))
        step += 1
    wall = time.perf_counter() - start
    fps = Figure("million.move_fps", (canvas.frames - first) / wall, "1/s", canvas.frames - first, ">= 60")
    begun = time.perf_counter()
    canvas.settle()
    canvas.repaint()
    settled = 1e3 * (time.perf_counter() - begun)
    return [fps, *quantiles("million.move", times), Figure("million.settle_ms", settled, "ms", 1)]


def searching(window: Window) -> Figure:
    selection = window.session.controller(SelectionController)
    selection.box(0, (-0.1, -0.1, 0.1, 0.1))
    before = window.session.state.part(Selecting).selection
    selection.grow()
    rest(window)
    if window.session.state.part(Selecting).selection is before:
        sys.exit("million: no neighbours were found")
    children = [pid for file in Path("/proc/self/task").glob("*/children") for pid in file.read_text().split()]
    return Figure("million.mapped", max(memory("VmPeak", pid) for pid in children), "MB", len(children), "<= 2048")


def resident() -> float:
    """MB of the window's process."""
    QApplication.processEvents()
    return memory("VmRSS")


def memory(what: str, process: str = "self") -> float:
    fields = Path(f"/proc/{process}/status").read_text().split()
    return int(fields[fields.index(f"{what}:") + 1]) / 1024


def rest(window: Window) -> None:
    if not window.wait_idle(60_000):
        sys.exit("million: the window did not come to rest")


if __name__ == "__main__":
    main()
