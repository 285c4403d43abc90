"""What the inference process costs: a decode in this process against one through an inference process, taken in turns.

    python benchmarks/roundtrip.py [--bundle FOLDER] [--n 2000] [--json FILE]

One z, one model, grey levels back, as a hover asks for it. Wall time. The two kinds alternate, so that whatever
else the machine does falls on both; each waits for the event loop as an idle window does.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QEventLoop
from report import Figure, parser, quantiles, tell

from aevae_desktop.core.images.grey_levels import to_uint8
from aevae_desktop.engine.child.at_hand import needed
from aevae_desktop.engine.child.model import Model
from aevae_desktop.engine.wire.library import scan, shipped_folder
from aevae_desktop.engine.wire.protocol import Decode, Load, Unload
from aevae_desktop.session.inference.client import Event, InferenceProcess, Replied, Restarted

WAIT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents


class Bench:
    """An inference process with one model, and the same model in this process."""

    def __init__(self, folder: Path) -> None:
        self.app = QCoreApplication.instance() or QCoreApplication([])
        self.events: list[Event] = []
        self.inference = InferenceProcess("interactive", self.events.append)
        self.start_s = self.timed(lambda: self.inference.submit("", Unload("none")), events=0)
        for given in needed(Load("a", str(folder))):  # read here: what is timed is the way to the process, and opening
            self.inference.provide("all", given)
        self.load_s = self.timed(lambda: self.inference.load("a", folder))
        self.model = Model(folder)

    def timed(self, ask: Callable[[], object], events: int = 1) -> float:
        """Seconds from the call of ``ask`` to its reply in the event loop (an unload replies silently)."""
        self.events.clear()
        start = time.perf_counter()
        ask()
        while len(self.events) < events or self.inference.busy:
            self.app.processEvents(WAIT)
        seconds = time.perf_counter() - start
        for event in self.events:
            if not isinstance(event, Replied):
                self.inference.close()
                sys.exit(f"roundtrip: {event.reason if isinstance(event, Restarted) else event.error}")
        return seconds

    def through_lane(self, z: np.ndarray) -> float:
        """Seconds from the submission of a decode to its event."""
        return self.timed(lambda: self.inference.submit("hover", Decode({"a": z}, "uint8")))

    def here(self, z: np.ndarray) -> float:
        """Seconds of the same decode in this process."""
        start = time.perf_counter()
        to_uint8(self.model.decode(z))
        return time.perf_counter() - start

    def in_turns(self, n: int) -> tuple[np.ndarray, np.ndarray]:
        """Milliseconds of n decodes of each kind, after a tenth of that to warm up."""
        rng = np.random.default_rng(0)
        d = self.model.manifest.latent_dim
        times = []
        for _ in range(n + n // 10):
            z = rng.normal(0, 1, (1, d)).astype(np.float32)
            times.append((self.here(z), self.through_lane(z)))
        raw, inference = 1e3 * np.array(times[n // 10 :]).T
        return raw, inference


def measure(bench: Bench, n: int) -> list[Figure]:
    raw, inference = bench.in_turns(n)
    figures = [
        Figure("roundtrip.start_s", bench.start_s, "s", 1),
        Figure("roundtrip.load_s", bench.load_s, "s", 1),
        *quantiles("roundtrip.raw", raw),
        *quantiles("roundtrip.lane", inference),
    ]
    return [*figures, Figure("roundtrip.p50_over_raw_ms", float(np.median(inference) - np.median(raw)), "ms", n)]


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--bundle", type=Path, help="a bundle folder; the first shipped one by default")
    options.add_argument("--n", type=int, default=2000, help="decodes of each kind")
    arguments = options.parse_args()
    shipped = [entry.folder for entry in scan([shipped_folder()]) if entry.error is None]
    folder = arguments.bundle or (shipped[0] if shipped else None)
    if folder is None:
        sys.exit("roundtrip: no shipped bundle; name one with --bundle")
    bench = Bench(folder)
    figures = measure(bench, arguments.n)
    bench.inference.close()
    tell(f"{folder.name}: a decode here, and through an inference process", figures, arguments.json)


if __name__ == "__main__":
    main()
