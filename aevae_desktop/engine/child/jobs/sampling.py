"""Random codes and what is measured of them, in the inference process: a few ms of it at a time.

What was fitted last to a bundle's codes, by each sampler, is kept while the codes are: another seed costs only the
draw and its facts.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import asdict, dataclass, field

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.codes import draw_facts
from aevae_desktop.core.codes.draw_facts import Facts, Spacing
from aevae_desktop.core.codes.index import CodesIndex
from aevae_desktop.core.codes.samplers import SAMPLERS, Fitted, Options, rng_of
from aevae_desktop.core.pacing import Pacer
from aevae_desktop.engine.child.provided import Bundles
from aevae_desktop.engine.wire.frames import Arrays, Header
from aevae_desktop.engine.wire.protocol import Draw
from aevae_desktop.errors import ModelError

PIECE_MS = 40.0  # of work in one request
MOST_S = 60.0  # of work for one job: a million codes in 16 dimensions take a third of it
MOST_DRAWS, MOST_SEED = 10_000, 2**31 - 1
KEPT = 8  # jobs
_FIRST = 16  # rows in the first piece of a search
_SPACING, _DRAWS = 0.6, 0.4  # of the share of the work that follows a fit


@dataclass(eq=False)
class _Work:
    """A job on its way: ``going`` yields after each part of it, and fills in the rest."""

    name: object
    going: Generator[None, None, None] | None = None
    share: float = 0.0
    spent_s: float = 0.0
    fit_ms: float = 0.0
    arrays: Arrays = field(default_factory=dict)
    facts: Facts | None = None
    sent: int = 0  # arrays that have travelled: they do again at the end only, for they may be large


class Sampling:
    """Draws, as ``protocol.Draw`` says; every method raises ``LabError``."""

    def __init__(self, bundles: Bundles) -> None:
        self._bundles = bundles
        self._work: dict[str, _Work] = {}  # by key: the latest of each
        self._fits: dict[tuple[str, tuple[int, ...], str], tuple[object, Fitted]] = {}  # by sha256, shape, sampler
        self._spacings: dict[str, Spacing] = {}  # by sha256

    def draw(self, job: Draw) -> tuple[Header, Arrays]:
        """Do some more of ``job``, and say how far it is."""
        index, sha256 = self._codes(job)
        name = (job, sha256)
        work = self._work.get(job.key)
        if work is None or work.name != name or work.going is None:
            work = _Work(name)
            work.going = self._going(job, index, sha256, work)
            self._work[job.key] = work
            while len(self._work) > KEPT:
                del self._work[next(iter(self._work))]
        try:
            _go_on(work)
        except BaseException:
            del self._work[job.key]
            raise
        facts = None if work.facts is None else work.facts.to_json()
        arrays = dict(work.arrays) if work.going is None or len(work.arrays) > work.sent else {}
        work.sent = len(work.arrays)
        return {"key": job.key, "share": work.share, "fit_ms": work.fit_ms, "facts": facts}, arrays

    def _codes(self, job: Draw) -> tuple[CodesIndex, str]:
        """The codes of the bundle, and their sha256; of one that stores none, none."""
        _check(job)
        found = self._bundles.get(job.folder)
        index = found.index
        self._forget_all_but(self._bundles.hashes())
        return index, found.sha256

    def _forget_all_but(self, hashes: set[str]) -> None:
        """A fit may hold on to all codes: none is kept of a bundle that is gone."""
        self._fits = {name: fit for name, fit in self._fits.items() if name[0] in hashes}
        self._spacings = {sha256: spacing for sha256, spacing in self._spacings.items() if sha256 in hashes}

    def _going(self, job: Draw, index: CodesIndex, sha256: str, work: _Work) -> Generator[None, None, None]:
        fitted = yield from self._fit(job, index, sha256, work)
        z = SAMPLERS[job.sampler].draw(fitted, job.n, rng_of(job.seed))
        work.arrays["z"] = z
        yield
        if not len(index.mu):
            return
        spacing = yield from self._spacing(index, sha256, work)
        begun, left = work.share, 1.0 - work.share

        def measure(rows: NDArray[np.intp]) -> NDArray[np.float64]:
            work.share = begun + left * float(rows[0]) / len(z)
            return np.stack(draw_facts.measured(index, z[rows]), axis=1)

        found = yield from _in_pieces(measure, np.arange(len(z)))
        work.arrays["distance"] = np.ascontiguousarray(found[:, 0])
        work.facts = draw_facts.facts(found[:, 0], found[:, 1], spacing, index.label)

    def _fit(self, job: Draw, index: CodesIndex, sha256: str, work: _Work) -> Generator[None, None, Fitted]:
        row, options = SAMPLERS[job.sampler], Options(job.bandwidth, job.components)
        heeded = asdict(options).get(row.knob)
        name = (sha256, index.mu.shape, row.name)
        if name not in self._fits or self._fits[name][0] != heeded:
            running, clock = row.begin(index.mu, index.label, options), time.perf_counter()
            while True:
                try:
                    work.share = 0.5 * next(running)
                except StopIteration as end:
                    work.fit_ms += 1e3 * (time.perf_counter() - clock)
                    fitted: Fitted = end.value
                    self._fits[name] = heeded, fitted
                    return fitted
                work.fit_ms += 1e3 * (time.perf_counter() - clock)
                yield
                clock = time.perf_counter()
        return self._fits[name][1]

    def _spacing(self, index: CodesIndex, sha256: str, work: _Work) -> Generator[None, None, Spacing]:
        """How near the codes are to each other, measured once a bundle."""
        begun = work.share
        if sha256 not in self._spacings:
            neighbours, rows = index.neighbours, draw_facts.some_rows(len(index.mu))

            def measure(places: NDArray[np.intp]) -> NDArray[np.float64]:
                work.share = begun + _SPACING * (1.0 - begun) * float(places[0]) / len(rows)
                return draw_facts.own_distances(neighbours, rows[places])

            own = yield from _in_pieces(measure, np.arange(len(rows)))
            self._spacings[sha256] = Spacing.of(own)
        work.share = begun + _SPACING * (1.0 - begun)
        return self._spacings[sha256]


def _go_on(work: _Work) -> None:
    """Some more of ``work``. Raises ``ModelError`` where it has no end in sight."""
    assert work.going is not None
    clock = time.perf_counter()
    for _ in work.going:
        if time.perf_counter() >= clock + PIECE_MS / 1e3:
            break
    else:
        work.share, work.going = 1.0, None
        return
    work.spent_s += time.perf_counter() - clock
    if work.spent_s > MOST_S:
        doing = "measuring the draws" if "z" in work.arrays else "fitting the sampler"
        raise ModelError(f"{doing} takes more than {MOST_S:.0f} s", remedy="Choose another sampler, or another model.")


def _in_pieces(
    measure: Callable[[NDArray[np.intp]], NDArray[np.float64]], rows: NDArray[np.intp]
) -> Generator[None, None, NDArray[np.float64]]:
    """``measure`` of all ``rows: (n,)``, n > 0, so many at a time that each part takes a quarter of a request."""
    found, pace = [], Pacer(PIECE_MS / 4, _FIRST, len(rows))
    while len(rows):
        clock, count = time.perf_counter(), pace.size
        found.append(measure(rows[:count]))
        pace = pace.learned(count, 1e3 * (time.perf_counter() - clock))
        rows = rows[count:]
        yield
    return np.concatenate(found)


def _check(job: Draw) -> None:
    if job.sampler not in SAMPLERS:
        raise ModelError(field="sampler", found=job.sampler, expected="one of " + ", ".join(SAMPLERS))
    if not 0 < job.n <= MOST_DRAWS:
        raise ModelError(field="n", found=job.n, expected=f"1 to {MOST_DRAWS:,}")
    if not 0 <= job.seed <= MOST_SEED:
        raise ModelError(field="seed", found=job.seed, expected=f"0 to {MOST_SEED:,}")
