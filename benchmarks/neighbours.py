"""What exact neighbours cost: of the places of a map, as fields ask for them, and of stored codes.

    python benchmarks/neighbours.py [--n 5] [--json FILE]

``plane``: 15,625 places around the codes of ``vae-mnist-2d``, the 15 nearest (class regions) and the nearest one
(distance to it); ``far``: the same zoomed out four times. ``slice``: 17,956 places of the plane of the first two axes
of ``vae-mnist-16d``. ``rows``: 2,000 stored codes of each, k = 10. ``1m``: a million synthetic codes in ten clusters in
2-D: building the index, and 5,000 of them, k = 10. By the clock, and of the processor, which other work disturbs less.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from report import Figure, parser, tell

from aevae_desktop import bundle
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.core.neighbours.search import Neighbours

MODELS = Path(__file__).resolve().parents[1] / "models_onnx"


def codes(name: str) -> np.ndarray:
    return bundle.read_points(MODELS / name, bundle.read(MODELS / name)).mu


def grid(xy: np.ndarray, side: int, margin: float = 0.0) -> np.ndarray:
    """``side`` x ``side`` places over the box of ``xy: (n, 2)``, each side longer by ``margin`` of it at both ends."""
    low, high = xy.min(axis=0), xy.max(axis=0)
    axes = np.linspace(low - margin * (high - low), high + margin * (high - low), side).T
    return np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)


def clusters(n: int) -> np.ndarray:
    rng = np.random.default_rng(0)
    return (rng.normal(size=(n, 2)) * 0.5 + 1.5 * rng.normal(size=(10, 2))[rng.integers(0, 10, n)]).astype(np.float32)


def timed(name: str, act: Callable[[], object], n: int) -> Iterator[Figure]:
    """The medians of ``n`` runs, ms."""
    clocks, times = (time.perf_counter, time.process_time), []
    for _ in range(n):
        start = [clock() for clock in clocks]
        act()
        times.append([1e3 * (clock() - then) for clock, then in zip(clocks, start, strict=True)])
    wall, cpu = np.median(times, axis=0)
    yield Figure(f"neighbours.{name}_ms", float(wall), "ms", n)
    yield Figure(f"neighbours.{name}_cpu_ms", float(cpu), "ms", n)


def measure(n: int) -> Iterator[Figure]:
    flat, deep, big = codes("vae-mnist-2d"), codes("vae-mnist-16d"), clusters(1_000_000)
    plane = Plane.axes(deep.shape[1])
    slice_ = plane.lift(grid(plane.project(deep), 134))
    index, deep_index, big_index = Neighbours(flat), Neighbours(deep), Neighbours(big)
    for k in (15, 1):
        for name, margin in (("plane", 0.05), ("far", 1.5)):
            z = grid(flat, 125, margin)
            yield from timed(f"{name}.k{k}", lambda z=z, k=k: index.nearest(z, k), n)
        yield from timed(f"slice.k{k}", lambda k=k: deep_index.nearest(slice_, k), n)
    rng = np.random.default_rng(0)
    rows, many = rng.choice(len(flat), 2000, replace=False), rng.choice(len(big), 5000, replace=False)
    yield from timed("rows.2d", lambda: index.of(rows, 10), n)
    yield from timed("rows.16d", lambda: deep_index.of(rows, 10), n)
    yield from timed("1m.build", lambda: Neighbours(big).of(many[:1], 10), n)
    big_index.of(many[:1], 10)
    yield from timed("1m.rows", lambda: big_index.of(many, 10), n)


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--n", type=int, default=5, help="runs of each")
    arguments = options.parse_args()
    tell("Exact neighbours", list(measure(arguments.n)), arguments.json)


if __name__ == "__main__":
    main()
