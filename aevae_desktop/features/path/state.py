"""The path as frozen data: its way-points, the curves between them, their films, and where the playhead stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.pacing import Pacer
from aevae_desktop.session.history import History
from aevae_desktop.session.model import F32, U8, Model

CURVE_ROWS = 241  # points of a curve: measured and drawn with all of them
FRAME_COUNTS = (5, 9, 13, 17, 25, 31, 41, 49, 61, 81, 121, 241)  # of a film: its steps are whole steps of a curve
FRAMES = 121  # 30 a second for four seconds
PACE = Pacer(8.0, first=17, most=CURVE_ROWS)  # ms of decoding frames in one request, so that a hover never waits longer
WEIGHTS = (0.0, 10.0)  # of the data, the least and the most
MOST_WAYPOINTS = 26  # one a letter
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, eq=False)
class Waypoint:
    """A way-point: ``z[i]`` is its code in pane i, or None where that model cannot place it.

    ``keys[i]``: the model that ``z[i]`` was found with. One on a ``sample`` finds it in any model of the same
    ``rows`` (``features.models.logic.rows_of``); ``drawn`` is the picture of one that was drawn.
    """

    name: str
    z: tuple[F32 | None, ...]
    keys: tuple[str | None, ...]
    sample: int | None = None
    rows: object = None
    drawn: F32 | None = None

    def code(self, pane: int, model: Model | None) -> F32 | None:
        """Its code in ``pane``, which shows ``model``; None where that is not the one that it was found with."""
        z = self.z[pane]
        if model is None or z is None or self.keys[pane] != model.key:
            return None
        return z if len(z) == model.manifest.latent_dim else None


@dataclass(frozen=True, eq=False)
class PathSpec:
    """Where the path goes, and how: all that undo takes back.

    ``kind``: a row of ``interpolation.PATHS``, and ``compared`` others that are drawn beside it; ``closed`` paths end
    where they began; ``even`` ones change the picture equally in every step; ``weight``: how much a path that follows
    the data pays for leaving them; ``frames``, one of ``FRAME_COUNTS``. ``given``: nobody has asked for this path, it
    is there to begin with.
    """

    waypoints: tuple[Waypoint, ...] = ()
    kind: str = "linear"
    compared: frozenset[str] = frozenset()
    closed: bool = False
    even: bool = False
    weight: float = 2.0
    frames: int = FRAMES
    given: bool = False

    @property
    def legs(self) -> int:
        """From way-point to way-point."""
        return max(len(self.waypoints) - (0 if self.closed and len(self.waypoints) > 1 else 1), 0)


@dataclass(frozen=True, eq=False)
class Survey:
    """A curve as measured, at n points.

    ``step: (n - 1,)``, how much the picture changes (Euclidean distance of all pixels, each in [0, 1]);
    ``distance: (n,)`` latent units to the nearest stored code, NaN without codes, whose class is ``label: (n,)`` or -1.
    """

    step: F32
    distance: F32
    label: NDArray[np.int16]

    @property
    def length(self) -> float:
        """The length of the path in pixel space."""
        return float(self.step.sum(dtype=np.float64))

    @property
    def unevenness(self) -> float:
        """The largest step by the mean one; 1 where all are equal, or 0."""
        mean = self.length / max(len(self.step), 1)
        return float(self.step.max(initial=0.0)) / mean if mean > 0 else 1.0


@dataclass(frozen=True, eq=False)
class Curve:
    """One curve through the latent space of one model: ``z: (CURVE_ROWS, d)``.

    ``recipe``: all that it was laid from, and ``even``, whether its steps are to be equal; two that have both alike are
    the same curve. ``knots: (k,)``: rows of the way-points, where it is exact. ``started``: it is better than where it
    began; ``done``: it is as good as it gets; ``evened``: how often its points were moved to equal steps of the
    picture, and ``before``, the curve before that. ``error``: why it could not be traced or measured.
    """

    recipe: tuple[object, ...]
    z: F32
    knots: NDArray[np.int32]
    started: bool = False
    done: bool = True
    even: bool = False
    evened: int = 0
    before: Curve | None = None
    survey: Survey | None = None
    error: str = ""


class Curves(dict[str, Curve]):
    """The curves of the path in one pane, by kind; ``FrameSequence`` shows the one that was chosen."""


@dataclass(frozen=True, eq=False)
class FrameSequence:
    """A path decoded: ``z: (n, d)``; ``frames: (n, h, w[, 3]) uint8``; ``ready: (n,) bool``.

    ``milliseconds``: what the last frame has cost. ``error``: why those that are not ready cannot be had.
    """

    z: F32
    frames: U8
    ready: NDArray[np.bool_]
    pace: Pacer = PACE
    milliseconds: float = 0.0
    error: str = ""

    def row(self, t: float) -> int:
        """The frame at ``t`` in [0, 1]."""
        return round(t * (len(self.z) - 1))

    def rows(self, count: int) -> list[int]:
        """The frames at ``count`` equal steps of t, both ends among them."""
        return [round(k / max(1, count - 1) * (len(self.z) - 1)) for k in range(count)]


class Repeat(Enum):
    """What the player does at the end of the path."""

    ONCE = "Once"
    LOOP = "Loop"
    PING_PONG = "Ping-pong"


class Ease(Enum):
    """How the playhead runs: evenly, or slowly away from one end and slowly up to the other."""

    NONE = "Steady"
    IN_OUT = "Ease in and out"


@dataclass(frozen=True, eq=False)
class PathState:
    """The path and its player: ``t`` in [0, 1] is the playhead; ``current``, the way-point that the keys speak to.

    ``onion``: frames that shine through on either side of the one that is shown.
    """

    spec: PathSpec = PathSpec()
    edits: History[PathSpec] = field(default_factory=History)
    current: int | None = None
    t: float = 0.0
    playing: bool = False
    speed: float = 1.0
    repeat: Repeat = Repeat.PING_PONG
    ease: Ease = Ease.NONE
    onion: int = 0

    @property
    def waypoints(self) -> tuple[Waypoint, ...]:
        """The way-points."""
        return self.spec.waypoints


def lettered(index: int, waypoint: Waypoint) -> str:
    """What a way-point is called: ``B 7``."""
    return f"{LETTERS[index]} {waypoint.name}".strip()
