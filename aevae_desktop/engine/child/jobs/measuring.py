"""Fields of maps, measured in the inference process; what is built of a model's codes is kept."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.map.fields import FIELDS, FieldKind, Source
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.engine.child.provided import Bundles
from aevae_desktop.engine.wire.frames import Arrays, Header
from aevae_desktop.engine.wire.protocol import Evaluate
from aevae_desktop.errors import ModelError

if TYPE_CHECKING:
    from aevae_desktop.engine.child.model import Model

_MOST_BYTES = 64 << 20  # of images that a field holds at a time
_PLANES = 2  # of one model that are kept ready


@dataclass(frozen=True, eq=False)
class _Kept:
    source: Source
    ready: set[str] = field(default_factory=set)  # fields that have built what they need


class Measuring:
    """The sources of fields, by model and plane; the codes are those of ``bundles``."""

    def __init__(self, bundles: Bundles) -> None:
        self._bundles = bundles
        self._sources: dict[tuple[str, bytes], _Kept] = {}

    def forget(self, key: str) -> None:
        """The model ``key`` was closed, or is another one now."""
        self._sources = {name: kept for name, kept in self._sources.items() if name[0] != key}

    def evaluate(self, job: Evaluate, model: Model) -> tuple[Header, Arrays]:
        """Header and arrays that answer ``job``; ``ms`` is what the places took, without what is built once for all.

        Raises ``LabError``.
        """
        kind = FIELDS.get(job.field)
        if kind is None:
            raise ModelError(field="field", found=job.field, expected="one of " + ", ".join(FIELDS))
        if job.xy.ndim != 2 or job.xy.shape[1] != 2 or not np.isfinite(job.xy).all():
            raise ModelError(field="xy", found=f"shape {job.xy.shape}", expected="(n, 2), finite")
        kept = self._source(job, model)
        if kind.name not in kept.ready and len(job.xy):
            kind.measure(kept.source, job.xy[:1])  # builds index and density before the clock is started
            kept.ready.add(kind.name)
        start = time.perf_counter()
        values = _in_pieces(kind, kept.source, job.xy, model)
        return {"ms": 1e3 * (time.perf_counter() - start)}, {"values": values}

    def _source(self, job: Evaluate, model: Model) -> _Kept:
        name = (job.key, job.origin.tobytes() + job.basis.tobytes())
        if name not in self._sources:
            plane = _plane(job, model)
            codes = self._bundles.get(job.folder).index
            mine = [other for other in self._sources if other[0] == job.key]
            for old in mine[: len(mine) - _PLANES + 1]:
                del self._sources[old]
            self._sources[name] = _Kept(Source(plane, codes, model.decode, model.recode))
        return self._sources[name]


def _plane(job: Evaluate, model: Model) -> Plane:
    try:
        plane = Plane(job.origin, job.basis)
    except ValueError as error:
        raise ModelError(str(error), file=model.folder) from error
    if plane.d != model.manifest.latent_dim:
        raise ModelError(
            file=model.folder, field="plane", found=f"{plane.d} dimensions", expected=f"{model.manifest.latent_dim}"
        )
    return plane


def _in_pieces(kind: FieldKind, source: Source, xy: NDArray[np.float64], model: Model) -> NDArray[np.float32]:
    """``kind`` measured at ``xy``, so many places at a time that their images fit into memory."""
    image = model.manifest.image
    step = max(1, _MOST_BYTES // (16 * image.numbers))
    pieces = [kind.measure(source, xy[k : k + step]) for k in range(0, len(xy), step)]
    return np.concatenate([np.empty((0, kind.channels), np.float32), *pieces])
