"""What a traced path costs and how good it is: the shortest one in pixel space, and the one that follows the data.

    python benchmarks/paths.py [--bundles ID ...] [--timed N] [--pairs N] [--dijkstra N] [--following N] [--json FILE]

Between pairs of stored codes, chosen by a fixed seed; paths of 241 rows, as the window lays them. ``path.shortest``:
from the first request to the reply that says it is done, through the bulk inference process, 16 ms at a time, in the
shipped 2-D models; ``first``, until the first shorter curve came. ``ratio``: its pixel length as a share of the
straight line's, for every shipped bundle; ``finely``: both measured at 961 places; ``cpu``, the processor's time for
it. ``dijkstra``: its length as a share of the best way over a grid of 161 x 161 places with 16 neighbours, on a square
twice as wide as the two ends are apart. An edge is measured through its middle: as one step it would jump over what
the decoder does in between, and be too short. ``following``: how far the nearest code is, on average, as a share of
the same along the straight line, by weight. ``player``: what ``playback.py`` says of a path that plays.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import playback
from PySide6.QtCore import QCoreApplication, QEventLoop
from report import QUANTILES, Figure, parser, quantiles, tell
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

from aevae_desktop import bundle
from aevae_desktop.core.neighbours.search import Neighbours
from aevae_desktop.core.paths import interpolation
from aevae_desktop.core.paths.grid_graph import MOVES
from aevae_desktop.engine.child.at_hand import needed
from aevae_desktop.engine.child.server import Server
from aevae_desktop.engine.wire.library import shipped_folder
from aevae_desktop.engine.wire.protocol import Load, Survey, Trace
from aevae_desktop.features.path.curves import BUDGET_MS
from aevae_desktop.features.path.state import CURVE_ROWS
from aevae_desktop.session.inference.client import Event, InferenceProcess, Replied

ROWS, FINELY = CURVE_ROWS, 961
T, KNOTS = np.linspace(0.0, 1.0, ROWS), np.array([0, ROWS - 1], np.int32)
SIDE, WIDE = 161, 2.0
WEIGHTS = (0.0, 0.3, 1.0, 3.0, 10.0)


class Subject:
    """A shipped bundle, opened by an engine in this process."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.name = str(folder), folder.name
        self.server = Server()
        self.given = list(needed(Load("a", self.folder)))
        for given in self.given:
            self.server.do(given)
        self.server.do(Load("a", self.folder))
        self.model = self.server.models["a"]
        self.mu = bundle.read_points(folder, self.model.manifest).mu

    def straight(self, count: int, seed: int = 0) -> Iterator[np.ndarray]:
        """Straight lines between ``count`` pairs of codes."""
        rng = np.random.default_rng(seed)
        for _ in range(count):
            yield interpolation.sample("shortest", self.mu[rng.choice(len(self.mu), 2, replace=False)], T)

    def traced(self, z: np.ndarray, weight: float = 0.0) -> np.ndarray:
        """What becomes of the straight line ``z``."""
        return self.server.do(Trace("a", self.folder, z, KNOTS, weight, True, 1e9))[1]["z"]

    def length(self, z: np.ndarray) -> float:
        """In pixels."""
        return float(self.server.do(Survey("a", self.folder, z))[1]["step"].sum())


def finely(z: np.ndarray) -> np.ndarray:
    return interpolation.at_rows(z, np.linspace(0, len(z) - 1, FINELY))


def timed(subject: Subject, count: int) -> Iterator[Figure]:
    """Through a process of its own, as the window asks."""
    app, events = QCoreApplication.instance() or QCoreApplication([]), list[Event]()
    inference = InferenceProcess("bulk", events.append, patient=True)

    def answer(job: Load | Trace) -> Replied:
        events.clear()
        inference.submit("trace", job)
        while not events:
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        assert isinstance(events[0], Replied), events[0]
        return events[0]

    for given in subject.given:
        inference.provide("all", given)
    answer(Load("a", subject.folder))
    whole, first, longest = [], [], 0.0
    for z in subject.straight(count + 1, 1):
        straight, found, start, fresh = subject.length(z), None, time.perf_counter(), True
        while True:
            asked = time.perf_counter()
            reply = answer(Trace("a", subject.folder, z, KNOTS, 0.0, fresh, BUDGET_MS)).frame
            z, fresh, now = reply.arrays["z"], False, time.perf_counter()
            longest = max(longest, 1e3 * (now - asked))
            if found is None and reply.header["length"] < 0.999 * straight:
                found = now - start
            if reply.header["done"]:
                break
        whole.append(1e3 * (now - start))
        first.append(1e3 * (found or now - start))
    inference.close()
    yield Figure(f"path.{subject.name}.very_first_ms", whole[0], "ms", 1)
    bounds = dict(zip(QUANTILES, ("<= 150", "", ""), strict=True))
    for q, bound in bounds.items():
        yield Figure(f"path.{subject.name}.shortest.p{q}_ms", float(np.percentile(whole[1:], q)), "ms", count, bound)
    yield from quantiles(f"path.{subject.name}.first", first[1:])[:2]
    yield Figure(f"path.{subject.name}.longest_request_ms", longest, "ms", count)


def ratios(subject: Subject, count: int) -> Iterator[Figure]:
    """The pixel length of the shortest path as a share of the straight line's."""
    coarse, fine, spent = [], [], []
    for z in subject.straight(count):
        start = time.process_time()
        traced = subject.traced(z)
        spent.append(1e3 * (time.process_time() - start))
        coarse.append(subject.length(traced) / subject.length(z))
        fine.append(subject.length(finely(traced)) / subject.length(finely(z)))
    name = f"path.{subject.name}.ratio"
    yield Figure(f"{name}.max", max(coarse), "", count, "<= 1")
    yield Figure(f"{name}.median", float(np.median(coarse)), "", count)
    yield Figure(f"{name}.p10", float(np.percentile(coarse, 10)), "", count)
    yield Figure(f"{name}.finely.max", max(fine), "", count)
    yield Figure(f"path.{subject.name}.shortest.cpu.p50_ms", float(np.median(spent)), "ms", count)


def against_dijkstra(subject: Subject, count: int) -> Iterator[Figure]:
    """Its length, and that of the best way over a grid."""
    shares = []
    for z in subject.straight(count, 2):
        ends, best = grid_way(subject, z[[0, -1]].astype(float))
        shares.append(subject.length(subject.traced(interpolation.sample("shortest", ends, T))) / best)
    yield Figure(f"path.{subject.name}.dijkstra.max", max(shares), "", count, "<= 1.02")
    yield Figure(f"path.{subject.name}.dijkstra.median", float(np.median(shares)), "", count)


def grid_way(subject: Subject, ends: np.ndarray) -> tuple[np.ndarray, float]:
    """The places of the grid nearest to ``ends: (2, 2)``, and how long the best way between them is."""
    half = 0.5 * WIDE * np.linalg.norm(ends[1] - ends[0])
    axes = [np.linspace(c - half, c + half, 2 * SIDE - 1) for c in ends.mean(axis=0)]
    places = np.stack(np.meshgrid(*axes), axis=-1).astype(np.float32)
    x = np.stack([subject.model.decode(row).reshape(len(row), -1) for row in places])
    node, edges = np.arange(SIDE * SIDE).reshape(SIDE, SIDE), []
    for dy, dx in MOVES:
        columns = np.arange(max(-dx, 0), SIDE - max(dx, 0))
        for y in range(SIDE - dy):
            at = [x[2 * y + k * dy, 2 * columns + k * dx] for k in range(3)]
            cost = sum(np.sqrt(np.square(at[k + 1] - at[k]).sum(axis=1)) for k in range(2))
            edges.append((cost, node[y, columns], node[y + dy, columns + dx]))
    cost, i, j = (np.concatenate(parts) for parts in zip(*edges, strict=True))
    graph = coo_matrix((cost, (i, j)), shape=(SIDE * SIDE,) * 2).tocsr()
    flat = places[::2, ::2].reshape(-1, 2)
    one, two = (int(np.square(flat - end).sum(axis=1).argmin()) for end in ends)
    return flat[[one, two]], float(dijkstra(graph, directed=False, indices=one)[two])


def following(subject: Subject, count: int) -> Iterator[Figure]:
    """How near the path keeps to the codes, by weight."""
    near, lines = Neighbours(subject.mu), list(subject.straight(count, 3))
    apart = [near.nearest(finely(z), 1)[1].mean() for z in lines]
    for weight in WEIGHTS:
        found = [subject.traced(z, weight) for z in lines]
        shares = [near.nearest(finely(z), 1)[1].mean() / far for z, far in zip(found, apart, strict=True)]
        pixels = [subject.length(z) / subject.length(line) for z, line in zip(found, lines, strict=True)]
        yield Figure(f"path.{subject.name}.following.{weight:g}.nearest", float(np.median(shares)), "", count)
        yield Figure(f"path.{subject.name}.following.{weight:g}.length", float(np.median(pixels)), "", count)


def measured(folder: Path, timings: int, pairs: int, grids: int, followed: int) -> list[Figure]:
    subject, figures = Subject(folder), list[Figure]()
    shown = folder.name in ("ae-mnist-2d", "vae-mnist-2d")
    for act, count in ((timed, timings * shown), (ratios, pairs), (against_dijkstra, grids), (following, followed)):
        if count and (act is not against_dijkstra or subject.mu.shape[1] == 2):
            figures += act(subject, count)
    return figures


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--bundles", nargs="*", default=[], metavar="ID", help="all of two dimensions and more, else")
    options.add_argument("--timed", type=int, default=40, help="paths that are timed")
    options.add_argument("--pairs", type=int, default=200, help="pairs whose length is compared with the straight line")
    options.add_argument("--dijkstra", type=int, default=0, help="pairs compared with a grid (4 s each), e.g. 12")
    options.add_argument("--following", type=int, default=0, help="pairs that follow the data, e.g. 30")
    options.add_argument("--play", type=float, default=10.0, metavar="SECONDS", help="of playing, 0: none")
    given = options.parse_args()
    folders = [folder for folder in sorted(shipped_folder().iterdir()) if (folder / bundle.MANIFEST).exists()]
    chosen = [f for f in folders if (f.name in given.bundles if given.bundles else bundle.read(f).latent_dim > 1)]
    figures: list[Figure] = []
    for folder in chosen:
        found = measured(folder, given.timed, given.pairs, given.dijkstra, given.following)
        tell(f"paths in {folder.name}", found)
        figures += found
    if given.play:
        figures += (played := playback.rows_of_a_process(given.play))
        tell("a path that plays", played)
    if given.json is not None:
        tell("all paths", figures, given.json)


if __name__ == "__main__":
    main()
