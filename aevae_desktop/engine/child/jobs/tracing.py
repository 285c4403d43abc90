"""Paths, traced and measured in the inference process."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aevae_desktop import bundle
from aevae_desktop.core.paths.cost_model import CostModel
from aevae_desktop.core.paths.density_cost import DensityCost
from aevae_desktop.core.paths.geodesic import Tracer
from aevae_desktop.core.paths.grid_graph import GridGraph
from aevae_desktop.engine.child.provided import Bundles
from aevae_desktop.engine.wire.frames import Arrays, Header
from aevae_desktop.engine.wire.protocol import Survey, Trace
from aevae_desktop.errors import ModelError

if TYPE_CHECKING:
    from aevae_desktop.engine.child.model import Model

F32 = NDArray[np.float32]

_MOST_BYTES = 64 << 20  # of images that are held at a time
_WAITING = 6  # tracers: two maps, three kinds
_Name = tuple[str, float, bytes, bytes]


class Tracing:
    """Paths of models whose codes are those of ``bundles``. Every method raises ``LabError``.

    What was built for a model stays until it is closed. A tracer waits for the curve that it gave out to come back.
    """

    def __init__(self, bundles: Bundles) -> None:
        self._bundles = bundles
        self._cost_models: dict[str, tuple[CostModel, GridGraph | None]] = {}
        self._waiting: dict[_Name, Tracer] = {}

    def forget(self, key: str) -> None:
        """The model ``key`` was closed, or is another one now."""
        self._cost_models.pop(key, None)
        self._waiting = {name: tracer for name, tracer in self._waiting.items() if name[0] != key}

    def trace(self, job: Trace, model: Model) -> tuple[Header, Arrays]:
        """Header and arrays that answer ``job``."""
        start = time.perf_counter()
        _check(job.z, model)
        _check_knots(job)
        tracer = self._waiting.pop(_name(job, job.z), None) or self._tracer(job, model)
        traced = tracer.run(job.budget_ms - 1e3 * (time.perf_counter() - start))
        if not traced.done:
            self._waiting[_name(job, traced.z)] = tracer
        while len(self._waiting) > _WAITING:
            del self._waiting[next(iter(self._waiting))]
        length = traced.length / (model.manifest.image.high - model.manifest.image.low)
        return {"length": length, "done": traced.done, "ms": 1e3 * (time.perf_counter() - start)}, {"z": traced.z}

    def _tracer(self, job: Trace, model: Model) -> Tracer:
        _steps(job.z, model)  # refuses a curve that cannot be decoded; a place beside it may be tried in vain
        cost_model, grid_graph = self._cost_model(job, model)
        return Tracer(cost_model, job.z, job.knots, job.weight, job.fresh, grid_graph)

    def _cost_model(self, job: Trace, model: Model) -> tuple[CostModel, GridGraph | None]:
        codes = self._bundles.get(job.folder).index
        if job.key not in self._cost_models:
            cost_model = CostModel(model.decode_as_is, codes.step)
            flat = codes.mu.shape[1] == 2 and len(codes.mu) > 1 and (np.ptp(codes.mu, axis=0) > 0).all()
            self._cost_models[job.key] = cost_model, GridGraph(cost_model, codes.mu) if flat else None
        cost_model, grid_graph = self._cost_models[job.key]
        if job.weight and not len(codes.mu):
            raise ModelError("stores no codes, so a path cannot follow them", file=model.folder)
        if job.weight and cost_model.density_cost is None:
            cost_model.density_cost = DensityCost(codes.mu)
        return cost_model, grid_graph

    def survey(self, job: Survey, model: Model) -> tuple[Header, Arrays]:
        """Header and arrays that answer ``job``."""
        _check(job.z, model)
        codes = self._bundles.get(job.folder).index
        start = time.perf_counter()
        distance, label = np.full(len(job.z), np.nan, np.float32), np.full(len(job.z), -1, np.int16)
        if len(codes.mu):
            row, apart = codes.neighbours.nearest(job.z, 1)
            distance, label = apart[:, 0].astype(np.float32), codes.label[row[:, 0]]
        arrays: Arrays = {"step": _steps(job.z, model), "distance": distance, "label": label}
        return {"ms": 1e3 * (time.perf_counter() - start)}, arrays


def _name(job: Trace, z: F32) -> _Name:
    return job.key, job.weight, job.knots.tobytes(), z.tobytes()


def _check(z: F32, model: Model) -> None:
    d = model.manifest.latent_dim
    if z.ndim != 2 or not len(z) or z.shape[1] != d or not np.isfinite(z).all():
        raise ModelError(file=model.folder, field="z", found=f"shape {z.shape}", expected=f"(n, {d}), n >= 1, finite")


def _check_knots(job: Trace) -> None:
    knots, last = job.knots, len(job.z) - 1
    if (
        knots.ndim != 1
        or not len(knots)
        or knots[0] != 0
        or knots[-1] != last
        or (len(knots) > 1 and (np.diff(knots) < 1).any())
    ):
        raise ModelError(field="knots", found=knots.tolist(), expected=f"rising rows from 0 to {last}")
    if not 0.0 <= job.weight < np.inf:
        raise ModelError(field="weight", found=job.weight, expected="a number from 0 on")


def _steps(z: F32, model: Model) -> F32:
    """The pixel distance from each row of ``z`` to the next, in units of the image's [0, 1]: (n - 1,) float32."""
    image = model.manifest.image
    piece = max(2, _MOST_BYTES // (8 * image.numbers))
    parts, before = [np.empty(0, np.float32)], np.empty((0, image.numbers), np.float32)
    for k in range(0, len(z), piece):
        images = model.decode_as_is(z[k : k + piece]).reshape(len(z[k : k + piece]), -1)
        _refuse_nan(images, k, len(z), model)
        both = np.concatenate([before, images])
        parts.append(np.sqrt(np.square(np.diff(both, axis=0)).sum(axis=1)))
        before = images[-1:]
    return np.concatenate(parts) / np.float32(image.high - image.low)


def _refuse_nan(images: F32, first: int, rows: int, model: Model) -> None:
    lost = np.flatnonzero(~np.isfinite(images).all(axis=1))
    if len(lost):
        t = (first + int(lost[0])) / max(rows - 1, 1)
        raise ModelError(
            f"the decoder returns NaN or infinity on the path, at t = {t:.3g}", file=model.folder / bundle.DECODER
        )
