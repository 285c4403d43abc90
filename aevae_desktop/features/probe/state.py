"""The probe as the state holds it: where each pane is read, what is frozen there, what was decoded, and for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from types import MappingProxyType

from aevae_desktop.errors import LabError
from aevae_desktop.session.model import F32, Model, OnPlane
from aevae_desktop.session.state import SessionState


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


class Owner(Enum):
    """Whose code the previews show: that under the pointer, under the playhead of the path, or of the drawing."""

    POINTER = "Pointer"
    PATH = "Path"
    DRAWING = "Your drawing"


@dataclass(frozen=True)
class Showing:
    """``owner``: whose code the previews show, and with them the captions, the sliders and the status line."""

    owner: Owner = Owner.POINTER


@dataclass(frozen=True, eq=False)
class Preview:
    """What the decoder says of ``z: (d,)``: ``image: (h, w) or (h, w, 3) float32``, its own output there; ms a decode.

    Everything in it is of one and the same z: ``probe`` is where it was read, if the ``source`` is the pointer; an
    image that could not be decoded is None, and ``error`` says why.
    """

    image: F32 | None
    z: F32
    milliseconds: float
    source: Owner
    probe: Probe | None = None
    error: str = ""


@dataclass(frozen=True)
class Guidance:
    """``dismissed``: the line over each map that says how to begin is not shown any more; ``closed``: not on those."""

    dismissed: bool = False
    closed: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Spacing:
    """How near the stored codes of a pane are to each other: 99 of 100 have another one within ``radius``.

    In latent units. Farther than that from every stored code, a place is empty.
    """

    radius: float


def reason(error: LabError) -> str:
    """Why a code could not be decoded, in a few words."""
    return error.found or error.brief()


def taken(state: SessionState, owner: Owner) -> SessionState:
    """The state with the previews in the hands of ``owner``."""
    return state if state.part(Showing).owner is owner else state.with_part(Showing(owner))


def place(model: Model, z: F32, y: float = 0.0) -> tuple[float, float]:
    """Where ``z`` is on the map; on a line, at the height ``y``."""
    at = model.plane.project(z[None])[0]
    return float(at[0]), y if model.plane.d == 1 else float(at[1])
