"""The probe as the state holds it: where each pane is read, what is frozen there, and what was decoded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from aevae_desktop.session.model import F32, Model, OnPlane


@dataclass(frozen=True, eq=False)
class Probe(OnPlane):
    """Where a pane is being read: ``xy`` map units, ``z: (d,) float32``, and the nearest stored sample.

    ``leads`` is true in the pane under the pointer; in the others the probe follows: it sits on the code of
    the same sample, and ``distance`` (map units, from the leading probe to its nearest code) is None.
    """

    xy: tuple[float, float]
    z: F32
    sample: int | None
    distance: float | None
    leads: bool

    def through(self, model: Model) -> Probe:
        """The same code, where ``model`` shows it."""
        return replace(self, xy=place(model, self.z))


@dataclass(frozen=True, eq=False)
class Frozen:
    """``values``: by dimension, what it keeps wherever the probe of a pane goes, latent units."""

    values: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, eq=False)
class Preview:
    """What the decoder says: ``image: (h, w) or (h, w, 3) float32``, its own output at ``z: (d,)``; ms a decode."""

    image: F32
    z: F32
    milliseconds: float
    source: Literal["probe", "path"]


def place(model: Model, z: F32, y: float = 0.0) -> tuple[float, float]:
    """Where ``z`` is on the map; on a line, at the height ``y``."""
    at = model.plane.project(z[None])[0]
    return float(at[0]), y if model.plane.d == 1 else float(at[1])
