"""A better code of an image, looked for a little at a time in the inference process, through decodes alone."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.codes import refining
from aevae_desktop.core.codes.index import CodesIndex
from aevae_desktop.core.codes.refining import FULL, ROUNDS, TOLERANCE, Decoding, Look, Problem
from aevae_desktop.engine.child.provided import Bundles
from aevae_desktop.engine.wire.frames import Arrays, Header
from aevae_desktop.engine.wire.protocol import Refine
from aevae_desktop.errors import ModelError

if TYPE_CHECKING:
    from aevae_desktop.engine.child.model import Model

F32 = NDArray[np.float32]
Found = tuple[Look, F32 | None]  # the best code, and the log variance there of a VAE

PROBES, STARTS, SPREADS = 256, 4, (1.0, 3.0)  # without a first guess: codes that are tried, and kept; N(0, spread^2)
MOST_DERIVATIVES = 1 << 24  # numbers of a code times those of an image: 64 MB, of which a few are held
_MOST_VALUES = 1 << 22  # numbers that are decoded at a time
_FLOAT32 = 1e-4  # of a code's size: a derivative looks no less far, or float32 loses it


@dataclass(eq=False)
class _Search:
    """One that goes on: what it was asked, and how many codes it has decoded of those that it may, in how long."""

    asked: tuple[bytes, bytes]
    work: Decoding[Found]
    most: int
    decoded: int = 0
    spent_ms: float = 0.0


class Refining:
    """Searches for codes of the models whose stored codes are those of ``bundles``: one each, the newest."""

    def __init__(self, bundles: Bundles) -> None:
        self._bundles = bundles
        self._searches: dict[str, _Search] = {}

    def forget(self, key: str) -> None:
        """The model ``key`` was closed, or is another one now."""
        self._searches.pop(key, None)

    def refine(self, job: Refine, model: Model) -> tuple[Header, Arrays]:
        """Header and arrays that answer ``job``. Raises ``LabError``."""
        start = time.perf_counter()
        search = self._searches.pop(job.key, None)
        if search is None or search.asked != _asked(job):
            search = self._begun(job, model)
        found = _gone_on(search, start + 1e-3 * job.budget_ms)
        search.spent_ms += 1e3 * (time.perf_counter() - start)
        if found is not None:
            return _header(job, search, 1.0), _arrays(*found, model)
        self._searches[job.key] = search
        return _header(job, search, min(search.decoded / search.most, 0.99)), {}

    def _begun(self, job: Refine, model: Model) -> _Search:
        _check(job, model)
        index = self._bundles.get(job.folder).index
        work = _found(_problem(job, model, index), job.z, index)
        d, cost = model.manifest.latent_dim, refining.told(model.manifest)
        one = 1 + ROUNDS * (2 * d + len(FULL))
        whole = one if len(job.z) else PROBES + STARTS * one
        return _Search(_asked(job), work, whole + (2 * d if cost.prior else 0))


def _gone_on(search: _Search, until: float) -> Found | None:
    """What was found, or None at the time ``until``, s."""
    while True:
        try:
            search.decoded += next(search.work)
        except StopIteration as end:
            found: Found = end.value
            return found
        if time.perf_counter() >= until:
            return None


def _problem(job: Refine, model: Model, index: CodesIndex) -> Problem:
    known = np.abs(job.z).max(initial=0.0)
    step = np.full(model.manifest.latent_dim, max(index.step, _FLOAT32 * float(known)), np.float32)
    at_once = min(job.budget_ms / max(model.decode_ms, 1e-3), _MOST_VALUES / model.manifest.image.numbers)
    x = job.x.reshape(1, -1)
    return Problem(
        lambda z: model.unit(model.decode_as_is(z)), x, step, refining.told(model.manifest), max(1, int(at_once))
    )


def _found(problem: Problem, z: F32, index: CodesIndex) -> Decoding[Found]:
    if len(z):
        best = yield from refining.refined(problem, z, ROUNDS, FULL, TOLERANCE)
    else:
        probes = _probes(index.mu, len(problem.step))
        starts = yield from refining.closest(problem, probes, STARTS, 2 * STARTS)
        best = yield from refining.best_of(problem, starts, ROUNDS, FULL, TOLERANCE)
    return best, (yield from refining.log_variance(problem, best)) if problem.cost.prior else None


def _probes(mu: F32, d: int) -> F32:
    """Codes from which the search may start: stored ones or, where there are none, 0 and draws around it."""
    rng = np.random.default_rng(0)
    if len(mu):
        some: F32 = mu[rng.permutation(len(mu))[:PROBES]]
        return some
    z: F32 = (rng.standard_normal((PROBES, d)) * np.resize(SPREADS, (PROBES, 1))).astype(np.float32)
    z[0] = 0.0
    return z


def _check(job: Refine, model: Model) -> None:
    d, image = model.manifest.latent_dim, model.manifest.image
    if job.x.shape != (1, *image.shape):
        raise ModelError(file=model.folder, field="x", found=f"shape {job.x.shape}", expected=f"(1, {image.shape})")
    if job.z.shape not in ((0, d), (1, d)) or not np.isfinite(job.z).all():
        raise ModelError(file=model.folder, field="z", found=f"shape {job.z.shape}", expected=f"(1, {d}) or (0, {d})")
    if d * image.numbers > MOST_DERIVATIVES:
        most = f"at most {MOST_DERIVATIVES:,} together"
        found = f"{d:,} numbers a code and {image.numbers:,} an image"
        raise ModelError(
            "too much to refine a code",
            field="derivatives",
            found=found,
            expected=most,
        )


def _asked(job: Refine) -> tuple[bytes, bytes]:
    return job.x.tobytes(), job.z.tobytes()


def _header(job: Refine, search: _Search, share: float) -> Header:
    left = 0 if share == 1.0 else max(search.most - search.decoded, 0)
    left_ms = left * search.spent_ms / max(search.decoded, 1)
    return {"key": job.key, "share": share, "ms": search.spent_ms, "left_ms": left_ms, "decodes": search.decoded}


def _arrays(best: Look, log_var: F32 | None, model: Model) -> Arrays:
    arrays: Arrays = {"mu": best.z, "x_hat": model.decode(best.z)}
    return arrays if log_var is None else arrays | {"log_var": log_var}
