"""What selecting costs: a lasso, a box, the rim of a selection, its rims on the map, neighbours, the nearest sample.

    python benchmarks/selecting.py [--n 20] [--json FILE]

Synthetic codes in ten clusters, 70k and 1M, a lasso of 300 corners that catches a third to a half. In the window's
process: ``lasso``, ``box`` (from corners to a selection), ``part`` and ``rims`` (the cloud of the selected, once a
selection, and painting it, 900 x 900 px), ``rim`` (who may have a stranger near, before growing), ``pick`` (the nearest
sample). In the bulk process: ``grow`` (the 10 nearest of all on the rim, in 2-D) and ``matrix`` (of one sample, 16-D).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import numpy as np
from report import Figure, parser, tell

from aevae_desktop.core.map import raster, selecting
from aevae_desktop.core.map.cloud import Cloud
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.core.neighbours.search import Neighbours

SIZES = {"70k": 70_000, "1m": 1_000_000}
K = 10


def clusters(n: int, d: int) -> np.ndarray:
    rng = np.random.default_rng(0)
    return (rng.normal(size=(n, d)) * 0.5 + 1.5 * rng.normal(size=(10, d))[rng.integers(0, 10, n)]).astype(np.float32)


def timed(act: Callable[[], object], n: int) -> float:
    """The median of ``n`` runs, ms."""
    times = []
    for _ in range(n):
        start = time.perf_counter()
        act()
        times.append(1e3 * (time.perf_counter() - start))
    return float(np.median(times))


def measure(name: str, n: int, runs: int) -> Iterator[Figure]:
    xy = clusters(n, 2)
    cloud = Cloud.build(xy, np.zeros(n))
    angle = np.linspace(0, 2 * np.pi, 300)
    loop = 1.5 * np.stack((np.cos(angle), np.sin(angle)), axis=1) * (1 + 0.2 * np.sin(9 * angle))[:, None]
    member = selecting.inside_polygon(cloud.cells, n, loop)
    few, view, out = selecting.part(cloud, member), View2D.fit(xy, 900, 900), np.zeros((900, 900), np.uint32)
    lut = np.ones((1, 1), np.uint32)
    rim = selecting.rim(cloud.cells, member, K)
    print(f"{name}: {member.sum():,} of {n:,} selected, {len(rim):,} on the rim")
    acts: dict[str, Callable[[], object]] = {
        "lasso": lambda: np.flatnonzero(selecting.inside_polygon(cloud.cells, n, loop)),
        "box": lambda: np.flatnonzero(selecting.inside_box(xy, (-1.0, -1.0, 1.0, 1.0))),
        "part": lambda: selecting.part(cloud, member),
        "rims": lambda: [raster.paint(few, view, lut, out, size) for size in (3, 1)],
        "rim": lambda: selecting.rim(cloud.cells, member, K),
        "pick": lambda: cloud.cells.nearest((0.3, 0.2)),
    }
    for what, act in acts.items():
        yield Figure(f"select.{name}.{what}_ms", timed(act, runs), "ms", runs, "<= 60" if what == "lasso" else "")
    flat, deep = Neighbours(xy), Neighbours(clusters(n, 16))
    yield Figure(f"select.{name}.grow_ms", timed(lambda: flat.of(rim, K), 1), "ms", 1)
    yield Figure(f"select.{name}.matrix_ms", timed(lambda: deep.of(np.arange(64), K), 1) / 64, "ms", 64)


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--n", type=int, default=20, help="runs of each")
    arguments = options.parse_args()
    figures = [figure for name, n in SIZES.items() for figure in measure(name, n, arguments.n)]
    tell("Selecting codes", figures, arguments.json)


if __name__ == "__main__":
    main()
