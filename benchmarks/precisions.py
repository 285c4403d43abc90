"""How fast networks in fewer bits are: int8 and fp16 of ``export --also`` beside the full ones, by CPU time.

    python benchmarks/precisions.py [BUNDLE ...] [--rounds 40] [--json FILE]

Without arguments, the shipped 2-D and 16-D VAE, without their refined codes. Decoding one code and 512, encoding one
image and 512, by the program's own runner on one thread; the codes and images are random, which a network of dense
layers does not notice. Full, int8 and fp16 take turns in one process; a ratio above 1 means slower than full.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from report import Figure, parser, tell

from aevae_desktop import bundle
from aevae_desktop.engine.child.model import Model, opened
from aevae_desktop.engine.wire.library import shipped_folder
from aevae_desktop.inspector.cutting import without_refined
from training.export.reduced import PRECISIONS, reduced

BATCHES = (1, 512)
TURN_S = 0.02  # CPU seconds of a turn, about
SHIPPED = ("vae-mnist-2d", "vae-mnist-16d")


def models_of(folder: Path) -> dict[str, Model]:
    """The networks of a bundle in every precision, full first."""
    manifest = bundle.read(folder)
    files = bundle.read_files(folder, manifest, (bundle.DECODER, bundle.ENCODER))
    files[bundle.ENCODER] = without_refined(files[bundle.ENCODER])
    plain = replace(manifest, refined=None)
    every = {"full": files} | {precision: reduced(files, precision) for precision in PRECISIONS}
    return {precision: opened(folder, plain, networks) for precision, networks in every.items()}


def work_of(model: Model, batch: int) -> dict[str, Callable[[], object]]:
    """Decoding and encoding so many."""
    rng, image = np.random.default_rng(0), model.manifest.image
    z = rng.standard_normal((batch, model.manifest.latent_dim)).astype(np.float32)
    x = rng.random((batch, *image.shape), dtype=np.float32)
    return {f"decode_{batch}": lambda: model.decode_as_is(z), f"encode_{batch}": lambda: model.encode(x)}


def spent(call: Callable[[], object], times: int) -> float:
    """CPU seconds of a call, over so many."""
    start = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - start) / times


def turns(calls: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """CPU seconds of a call of each, round by round, taking turns."""
    for call in calls.values():
        spent(call, 5)
    times = max(3, round(TURN_S / max(spent(call, 5) for call in calls.values())))
    found: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            found[name].append(spent(call, times))
    return found


def measured(folder: Path, rounds: int) -> list[Figure]:
    """Time of the full networks, and the ratios of the others to it."""
    models = models_of(folder)
    figures = []
    for batch in BATCHES:
        work = {precision: work_of(model, batch) for precision, model in models.items()}
        for name in work["full"]:
            seconds = turns({precision: calls[name] for precision, calls in work.items()}, rounds)
            full = np.array(seconds.pop("full"))
            label = f"{folder.name}.{name}"
            figures.append(Figure(f"{label}.full_ms", float(np.median(full)) * 1e3, "ms", rounds))
            for precision, other in seconds.items():
                ratio = float(np.median(np.array(other) / full))
                figures.append(Figure(f"{label}.{precision}_over_full", ratio, "x", rounds))
    return figures


def main() -> int:
    made = parser(__doc__)
    made.add_argument("places", nargs="*", type=Path, help="bundle folders")
    made.add_argument("--rounds", type=int, default=40)
    options = made.parse_args()
    places = options.places or [shipped_folder() / name for name in SHIPPED]
    figures = [figure for place in places for figure in measured(place, options.rounds)]
    tell("precisions, CPU time", figures, options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
