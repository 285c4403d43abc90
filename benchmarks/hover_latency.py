"""How long a mouse move takes to become a picture, beside what it is made of.

    python benchmarks/hover_latency.py [--n 2000] [--json FILE]

*hover*: a mouse move is posted to a map of the real window; the clock stops when every preview has been painted
with what the decoders say there (two models, so two previews), and once more when the window was flushed.
*roundtrip*: the same two decodes through a process of their own. *raw*: the same two runs of onnxruntime in this
process. The three take turns, so that whatever else the machine does falls on all of them.

*flood*: 1,500 moves at 1 kHz over a model whose decoder takes 10 ms: how often the preview was painted, the
longest time without it, and how many decodes after the last move the last one was painted.

*idle* and *busy*: hovers while the bulk process has nothing to do, and while it is saturated: over a model whose
decoder takes 10 ms, by the layers of its own map (``slow``), and over the two shipped models, by decodes of the slow
one (``fast``). Blocks of both take turns.

*paced*: hovers at a mouse's pace, see ``hover_paced.py``, which can be run alone.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does, before numpy is loaded

import numpy as np
from hover_paced import busy_paced_figures, paced_figures
from hovering import WAIT, Painted, open_window, post_move, rest, until
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from report import Figure, parser, quantiles, tell
from slow_bundle import write_slow_bundle

from aevae_desktop.engine.child.at_hand import needed
from aevae_desktop.engine.child.model import Model
from aevae_desktop.engine.wire.protocol import Decode, Load
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.probe.state import Preview, Probe
from aevae_desktop.session.inference.client import Event, InferenceProcess
from aevae_desktop.window.window import Window

MOVES, RATE_HZ, DECODE_MS = 1500, 1000, 10.0
BLOCK = 50  # hovers in a row
SLOT = "feed"  # of the decodes that keep the bulk process busy
SATURATING = ("stretch", "manifold")


class Bench:
    """The window with two models, an inference process with the same two, and the same two in this process."""

    def __init__(self, arguments: list[str]) -> None:
        self.painted = Painted()
        self.window = open_window(arguments)
        self.app = QApplication.instance()
        self.keys = [model.key for _, model in self.window.session.state.shown_models()]
        self.models = {key: Model(Path(key)) for key in self.keys}
        self.events: list[Event] = []
        self.inference = InferenceProcess("benchmark", self.events.append)
        for key in self.keys:
            for given in needed(Load(key, key)):
                self.inference.provide("all", given)
            self.inference.load(key, key)
        until(lambda: len(self.events) == len(self.keys))

    def close(self) -> None:
        """End both processes."""
        self.inference.close()
        self.window.close()

    def hover(self, pane: int, x: float, y: float) -> tuple[float, float, float, Decode]:
        """Milliseconds until painted, until flushed, and of CPU time in this process; and the job it led to."""
        canvas, session = self.window.canvas(pane), self.window.session
        before = [p.get(Preview) for p in session.state.panes]
        self.painted.clear()
        cpu, start = time.process_time(), time.perf_counter()
        post_move(canvas, x, y)

        def done() -> bool:
            fresh = all(p.get(Preview) is not old for p, old in zip(session.state.panes, before, strict=True))
            return fresh and len(self.painted.times) == len(before)

        until(done)
        end, spent = time.perf_counter(), time.process_time() - cpu
        last = max(times[-1] for times in self.painted.times.values())
        probes = [p.get(Probe) for p in session.state.panes]
        job = Decode({key: p.z[None] for key, p in zip(self.keys, probes, strict=True) if p is not None})
        self.check(job)
        return 1e3 * (last - start), 1e3 * (end - start), 1e3 * spent, job

    def check(self, job: Decode) -> None:
        """What is painted must be what was probed: otherwise the clock has stopped too early."""
        for pane, z in zip(self.window.session.state.panes, job.z.values(), strict=True):
            if pane.get(Preview) is None or not np.array_equal(pane.get(Preview).z, z[0]):
                sys.exit("hover_latency: a preview of another place was painted")

    def roundtrip(self, job: Decode) -> float:
        """Milliseconds of the same job through an inference process of its own."""
        self.events.clear()
        start = time.perf_counter()
        self.inference.submit("hover", job)
        while not self.events:
            self.app.processEvents(WAIT)
        return 1e3 * (time.perf_counter() - start)

    def raw(self, job: Decode) -> float:
        """Milliseconds of the same decodes in this process."""
        start = time.perf_counter()
        for key, z in job.z.items():
            self.models[key].decode(z)
        return 1e3 * (time.perf_counter() - start)

    def in_turns(self, n: int) -> np.ndarray:
        """(n, 5) ms: painted, flushed, CPU of the window, round trip, raw; after a tenth of that to warm up."""
        rows = []
        for i in range(n + n // 10):
            pane = i // 100 % len(self.keys)
            canvas = self.window.canvas(pane)
            x = canvas.width() * (0.5 + 0.4 * np.sin(0.031 * i))
            y = canvas.height() * (0.5 + 0.4 * np.sin(0.047 * i + 1))
            *times, job = self.hover(pane, x, y)
            rows.append((*times, self.roundtrip(job), self.raw(job)))
            rest()
        return np.array(rows[n // 10 :])


def hover_figures(n: int) -> list[Figure]:
    bench = Bench([])
    times = bench.in_turns(n)
    bench.close()
    painted, flushed, cpu, inference, raw = times.T
    rows = [*quantiles("hover", painted), *quantiles("hover.flushed", flushed), *quantiles("hover.cpu", cpu)]
    rows += [*quantiles("roundtrip", inference), *quantiles("raw", raw)]
    rows = [Figure(r.name, r.value, r.unit, r.n, "<= 4.2") if r.name == "hover.p99_ms" else r for r in rows]
    ratio = float(np.median(painted) / np.median(inference))
    rows.append(Figure("hover.p50_vs_roundtrip", ratio, "x", n, "<= 2.5"))
    rows.append(Figure("hover.p50_vs_raw", float(np.median(painted) / np.median(raw)), "x", n))
    return rows


def flood_figures() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        bundle, decode_ms = write_slow_bundle(Path(folder) / "slow", DECODE_MS)
        painted = Painted()
        window = open_window([str(bundle), "--single"])
        start, end, shown = flood(window, painted)
        preview = window.session.state.panes[0].get(Preview)
        busy_ms = preview.milliseconds if preview is not None else float("nan")
        window.close()
    times = np.array([start, *painted.times["decoder.0"]])
    late = (shown - end) * 1e3 / decode_ms
    return [
        Figure("flood.decode_ms", decode_ms, "ms", 20),
        Figure("flood.last_decode_ms", busy_ms, "ms", 1),
        Figure("flood.paints", len(times) - 1, "", MOVES),
        Figure("flood.longest_gap_ms", float(np.diff(times).max() * 1e3), "ms", len(times) - 1),
        Figure("flood.last_after_decodes", late, "x", 1, "<= 5"),
    ]


def flood(window: Window, painted: Painted) -> tuple[float, float, float]:
    """Post the moves on time, whatever the window does with them; when it began, ended, and the last was painted."""
    app, canvas, session = QApplication.instance(), window.canvas(0), window.session
    assert isinstance(app, QApplication)
    painted.clear()
    start, sent = time.perf_counter(), 0
    clock = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=1)  # wakes the loop; what is due is told by the time
    clock.start()
    while sent < MOVES:
        app.processEvents(WAIT)
        due = min(MOVES, int((time.perf_counter() - start) * RATE_HZ) + 1)
        for i in range(sent, due):
            post_move(canvas, canvas.width() * (0.2 + 0.6 * i / MOVES), canvas.height() * (0.5 + 0.3 * np.sin(i / 99)))
        sent = due
    end = time.perf_counter()
    clock.stop()
    window.wait_idle(10_000)
    preview, probe = session.state.panes[0].get(Preview), session.state.panes[0].get(Probe)
    if preview is None or probe is None or not np.array_equal(preview.z, probe.z):
        sys.exit("hover_latency: the last move never came to be seen")
    return start, end, painted.times["decoder.0"][-1]


class Busy:
    """A window to hover over, whose bulk process can be given more than it can do."""

    def __init__(self, arguments: list[str], start: Callable[[Window], None], stop: Callable[[Window], None]) -> None:
        self.painted, self.window = Painted(), open_window(arguments)
        self.start, self.stop = start, stop

    def blocks(self, n: int) -> tuple[np.ndarray, np.ndarray]:
        """Milliseconds of ``n`` hovers each, idle and busy."""
        idle: list[float] = []
        busy: list[float] = []
        for _ in range(-(-n // BLOCK)):
            idle += [self.hover(i) for i in range(BLOCK)]
            self.start(self.window)
            busy += [self.hover(i) for i in range(BLOCK) if self.saturated()]
            self.stop(self.window)
            if not self.window.wait_idle(60_000):
                sys.exit("hover_latency: the bulk process did not come to rest")
        self.window.close()
        return np.array(idle[BLOCK // 4 :]), np.array(busy[BLOCK // 4 :])

    def saturated(self) -> bool:
        """True; the program ends if the bulk process has nothing to do."""
        if not self.window.session.client.bulk.busy:
            sys.exit("hover_latency: the bulk process ran out of work")
        return True

    def hover(self, i: int) -> float:
        """Milliseconds until every preview on screen was painted."""
        session, app = self.window.session, QApplication.instance()
        shown = session.state.shown
        canvas = self.window.canvas(shown[0])
        before = [session.state.panes[k].get(Preview) for k in shown]
        self.painted.clear()
        start = time.perf_counter()
        post_move(
            canvas, canvas.width() * (0.5 + 0.4 * np.sin(0.31 * i)), canvas.height() * (0.5 + 0.4 * np.sin(0.47 * i))
        )
        while any(session.state.panes[k].get(Preview) is old for k, old in zip(shown, before, strict=True)) or len(
            self.painted.times
        ) < len(shown):
            app.processEvents(WAIT)
        last = max(times[-1] for times in self.painted.times.values())
        rest()
        return 1e3 * (last - start)


def busy_figures(n: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        bundle, _ = write_slow_bundle(Path(folder) / "slow", DECODE_MS)
        layers = Busy(
            [str(bundle), "--single"],
            *(lambda w: [w.session.controller(LayersController).toggle_layer(k) for k in SATURATING],) * 2,
        )
        rows = [("slow", *layers.blocks(n))]
        feed = Feed(str(bundle))
        rows.append(("fast", *Busy([], feed.start, feed.stop).blocks(n)))
    figures = []
    for name, idle, busy in rows:
        figures += quantiles(f"hover.{name}.idle", idle) + quantiles(f"hover.{name}.busy", busy)
        ratio = float(np.percentile(busy, 99) / np.percentile(idle, 99))
        bound = "<= 1.3" if name == "slow" else ""
        figures.append(Figure(f"hover.{name}.bulk_busy_vs_idle", ratio, "x", len(busy), bound))
    return figures


class Feed:
    """Keeps the bulk process decoding 4 places of the slow model at a time."""

    def __init__(self, key: str) -> None:
        self.key, self.on = key, False
        self.tell_on: Callable[[Any], object] | None = None  # who heard the bulk process before

    def start(self, window: Window) -> None:
        """Keep it busy from now on."""
        client = window.session.client
        if self.key not in client._loads:
            client.load(self.key, self.key)
        if self.tell_on is None:
            self.tell_on, client.bulk._listener = client.bulk._listener, lambda event: self.hear(client, event)
        self.on = True
        self.ask(client)

    def hear(self, client: Any, event: Event) -> None:
        """What was asked here is nobody else's."""
        if self.tell_on is not None and getattr(event, "slot", "") != SLOT:
            self.tell_on(event)
        self.ask(client)

    def ask(self, client: Any) -> None:
        """One more job, unless one waits already."""
        if self.on and not client.bulk._queue.slots:
            client.submit(SLOT, Decode({self.key: np.zeros((4, 2), np.float32)}, "uint8"), "bulk")

    def stop(self, window: Window) -> None:
        """Let it come to rest."""
        self.on = False


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--n", type=int, default=2000, help="hovers")
    arguments = options.parse_args()
    figures = hover_figures(arguments.n) + flood_figures() + busy_figures(arguments.n // 2)
    figures += paced_figures(arguments.n // 4) + busy_paced_figures(arguments.n // 8)
    tell("posted mouse move -> painted preview", figures, arguments.json)


if __name__ == "__main__":
    main()
