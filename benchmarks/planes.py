"""What planes and sliders cost the window's own process: 70,000 codes of 16 dimensions, the shipped VAE.

    QT_QPA_PLATFORM=offscreen python benchmarks/planes.py [--bundle FOLDER] [--n 40] [--json FILE]

Each figure is the time of one command with everything that the views do about it at once; what is painted afterwards
is in ``repaint``. ``rest`` is what happens once the probe rests: codes faded again. Strips are decoded elsewhere.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QApplication
from report import Figure, parser, quantiles, tell

from aevae_desktop.app import create_window
from aevae_desktop.engine.wire.library import shipped_folder
from aevae_desktop.features.planes.controller import PlaneController


def timed(count: int, work: Callable[[int], object], after: Callable[[], object]) -> list[float]:
    """Milliseconds of ``work(k)`` for k below ``count``; ``after`` each, untimed."""
    spent = []
    for k in range(count):
        start = time.perf_counter()
        work(k)
        spent.append(1e3 * (time.perf_counter() - start))
        after()
    return spent


def main() -> int:
    """Measure and print."""
    options = parser(__doc__)
    options.add_argument("--bundle", type=Path, default=shipped_folder() / "vae-mnist-16d")
    options.add_argument("--n", type=int, default=40)
    given = options.parse_args()
    window = create_window([str(given.bundle), "--theme", "dark"])
    window.resize(1600, 1000)
    window.show()
    window.wait_idle(60_000)
    planes, rng = window.session.controller(PlaneController), np.random.default_rng(0)
    model = window.session.state.panes[0].model
    assert model is not None
    assert model.codes is not None
    d, ends = model.plane.d, model.codes.dims.ranges
    model.codes.dims.usage, model.codes.dims.principal  # noqa: B018  # found once, when the card is first opened

    def settle() -> None:
        window.wait_idle(20_000)

    def slide(k: int) -> None:
        planes.set_value(0, k % d, float(rng.uniform(*ends[k % d])))

    def shift(_: int) -> None:
        planes.set_value(0, d - 1, float(rng.uniform(*ends[d - 1])))
        start.append(time.perf_counter())
        planes.settle()
        rest.append(1e3 * (time.perf_counter() - start.pop()))

    start: list[float] = []
    rest: list[float] = []
    parts: list[float] = []

    def cut(ask: Callable[[], None]) -> None:
        ask()
        while planes.cutting:
            parts.extend(timed(1, lambda _: planes._cuts._next_part(), lambda: None))

    switch = timed(given.n, lambda k: cut(lambda: planes.axes(0, k % d, (k + 1 + k // d) % d)), settle)
    pca = timed(given.n, lambda _: cut(lambda: planes.principal(0)), settle)
    window.toggle_card("planes")
    settle()
    planes.axes(0, 0, 1)
    settle()
    slider = timed(given.n, slide, QApplication.processEvents)
    settle()
    timed(given.n, shift, settle)
    canvas = window.canvas(0)
    repaint = timed(given.n, lambda k: (slide(k), canvas.repaint())[1], settle)
    figures: list[Figure] = []
    for name, values in (
        ("switch.axes", switch),
        ("switch.pca", pca),
        ("switch.part", parts),
        ("slider", slider),
        ("rest.fade", rest),
    ):
        figures += quantiles(f"planes.{name}", values)
    figures += quantiles("planes.slider_and_repaint", repaint)
    tell(f"planes and sliders, {len(model.codes.mu)} codes of {d} dimensions", figures, given.json)
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
