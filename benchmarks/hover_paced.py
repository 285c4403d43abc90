"""Hovers at a mouse's pace: a move, its previews, then 4, 8, 16 or 40 ms in which the window may rest, and the next.

    python benchmarks/hover_paced.py [--n 500] [--busy] [--article] [--train] [--json FILE]

From a posted mouse move over one of two maps until both previews are painted, as ``hover_latency.py`` measures it; but
between two moves the event loop runs on for that long, so that timers fire, lazy views are drawn and processors sleep.
The paces take turns in blocks. ``--busy``: once more beside processes that keep all cores busy. ``--article``: instead,
at one pace, in turns without and with the article's claims being measured in the bulk process. ``--train``: the same
without and with a model being trained from the window, whose card is open and shows its map.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does, before numpy is loaded

import numpy as np
from hovering import Painted, open_window, post_move, rest, until
from report import Figure, parser, quantiles, tell

from aevae_desktop.features.article.claims import CLAIMS
from aevae_desktop.features.article.controller import ArticleController
from aevae_desktop.features.probe.state import Preview
from aevae_desktop.features.train.controller import TrainController
from aevae_desktop.features.train.state import Training, TrainOptions
from aevae_desktop.window.window import Window

RESTS_MS = (4, 8, 16, 40)
BLOCK = 25  # hovers in a row
ARTICLE_REST_MS = TRAIN_REST_MS = 8
BOUNDS = {"p50": "<= 2", "p99": "<= 4.2"}


class Paced:
    """The window on the shipped models, and a hand that moves in steps."""

    def __init__(self) -> None:
        self.painted, self.window = Painted(), open_window([])
        self.step = 0

    def blocks(self, n: int) -> dict[int, list[float]]:
        """By the rest after each: milliseconds until painted, ``n`` each; the first of each block only warms up."""
        times: dict[int, list[float]] = {ms: [] for ms in RESTS_MS}
        while len(times[RESTS_MS[-1]]) < n:
            for ms, row in times.items():
                row += [self.hover(ms) for _ in range(BLOCK + 1)][1:]
        return times

    def hover(self, rest_ms: int) -> float:
        """Milliseconds from a posted move until both previews are painted; then the window has ``rest_ms``."""
        panes = self.window.session.state.panes
        before = [pane.get(Preview) for pane in panes]
        self.painted.clear()
        self.step += 1
        canvas = self.window.canvas(self.step // 100 % 2)
        start = time.perf_counter()
        post_move(
            canvas,
            canvas.width() * (0.5 + 0.4 * np.sin(0.031 * self.step)),
            canvas.height() * (0.5 + 0.4 * np.sin(0.047 * self.step + 1)),
        )
        until(lambda: _fresh(self.window, before) and len(self.painted.times) == len(before))
        last = max(times[-1] for times in self.painted.times.values())
        rest(rest_ms)
        return 1e3 * (last - start)


def _fresh(window: Window, before: Sequence[Preview | None]) -> bool:
    panes = window.session.state.panes
    return all(pane.get(Preview) is not old for pane, old in zip(panes, before, strict=True))


def paced_figures(n: int, name: str = "hover.paced", bounds: bool = True) -> list[Figure]:
    """The quantiles for each pace."""
    bench = Paced()
    times = bench.blocks(n)
    bench.window.close()
    rows = [row for ms, some in times.items() for row in quantiles(f"{name}.{ms}", some)]
    bound = {f"{name}.{ms}.{key}_ms": text for ms in RESTS_MS if bounds for key, text in BOUNDS.items()}
    return [Figure(r.name, r.value, r.unit, r.n, bound.get(r.name, "")) for r in rows]


def busy_paced_figures(n: int) -> list[Figure]:
    """The same beside processes that keep all cores busy; told, not bound."""
    with crowd():
        return paced_figures(n, "hover.paced.crowded", bounds=False)


def article_figures(n: int) -> list[Figure]:
    """Hovers while nothing else is done, and while claims are measured, in turns; the ratio is bound."""
    bench = Paced()
    article = bench.window.session.controller(ArticleController)
    times: dict[str, list[float]] = {"idle": [], "measuring": []}
    while len(times["idle"]) < n:
        times["idle"] += [bench.hover(ARTICLE_REST_MS) for _ in range(BLOCK + 1)][1:]
        row = []
        while len(row) <= BLOCK:
            if not article.busy:  # all is measured: again, with other draws
                article.set_seed(bench.step)
                for claim in CLAIMS:
                    article.measure(claim.name)
            row.append(bench.hover(ARTICLE_REST_MS))
        times["measuring"] += row[1:]
        article.cancel()
        bench.window.wait_idle(60_000)
    bench.window.close()
    rows = [row for name, some in times.items() for row in quantiles(f"hover.article.{name}", some)]
    p99 = [float(np.quantile(some, 0.99)) for some in times.values()]
    return [*rows, Figure("hover.article.p99_ratio", p99[1] / p99[0], "x", n, "<= 1.5")]


def train_figures(n: int) -> list[Figure]:
    """Hovers while a training stands still, and while it goes on, in turns; the ratio is bound. POSIX only."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AEVAE_STATE"] = os.environ["AEVAE_MODELS"] = folder
        bench = Paced()
        bench.window.open_card("train")
        train = bench.window.session.controller(TrainController)
        train.start(TrainOptions(epochs=10_000))
        while len(bench.window.session.state.part(Training).epochs) < 2:
            rest(100)
        times: dict[str, list[float]] = {"idle": [], "training": []}
        while len(times["idle"]) < n:
            for name, number in (("idle", signal.SIGSTOP), ("training", signal.SIGCONT)):
                os.kill(train.pid, number)
                rest(200)
                times[name] += [bench.hover(TRAIN_REST_MS) for _ in range(BLOCK + 1)][1:]
        epochs = len(bench.window.session.state.part(Training).epochs)
        bench.window.session.unasked = True
        bench.window.close()
    rows = [row for name, some in times.items() for row in quantiles(f"hover.train.{name}", some)]
    p99 = [float(np.quantile(some, 0.99)) for some in times.values()]
    ratio = Figure("hover.train.p99_ratio", p99[1] / p99[0], "x", n, "<= 1.5")
    return [*rows, ratio, Figure("hover.train.epochs", epochs, "epochs", 1)]


@contextlib.contextmanager
def crowd() -> Iterator[None]:
    """A process a core that never rests."""
    others = [subprocess.Popen([sys.executable, "-S", "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)]
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--n", type=int, default=500, help="hovers at each pace")
    options.add_argument("--busy", action="store_true", help="and once more beside busy processes")
    options.add_argument("--train", action="store_true", help="without and with a model being trained")
    options.add_argument("--article", action="store_true", help="without and with claims being measured")
    arguments = options.parse_args()
    kind = article_figures if arguments.article else train_figures if arguments.train else paced_figures
    figures = kind(arguments.n)
    if arguments.busy:
        figures += busy_paced_figures(arguments.n // 2)
    tell("posted mouse move -> painted previews, at a mouse's pace", figures, arguments.json)


if __name__ == "__main__":
    main()
