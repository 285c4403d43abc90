"""The whole state of a session as frozen dataclasses; only ``Session`` replaces it.

Views compare by identity: ``if new.panes[0].preview is not old.panes[0].preview``. Arrays inside are never
written to after they were put here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from operator import attrgetter, is_not
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from aevae_desktop.core.grid import Grid
from aevae_desktop.core.lattice import Lattice
from aevae_desktop.core.plane import Plane
from aevae_desktop.core.view2d import View2D
from aevae_desktop.engine.library import Entry
from aevae_desktop.errors import LabError
from aevae_desktop.session.arithmetic import Arithmetic
from aevae_desktop.session.course import Film, PathState, Trail
from aevae_desktop.session.filming import Filming
from aevae_desktop.session.history import History
from aevae_desktop.session.model import F32, F64, U8, Model
from aevae_desktop.session.posterior import PosteriorState
from aevae_desktop.session.sampling import Sampling
from aevae_desktop.session.selection import Selecting, Selection

Strokes = tuple[F64, ...]


@dataclass(frozen=True, eq=False)
class Probe:
    """Where a pane is being read: ``xy`` map units, ``z: (d,) float32``, and the nearest stored sample.

    ``leads`` is true in the pane under the pointer; in the others the probe follows: it sits on the code of
    the same sample, and ``distance`` (map units, from the leading probe to its nearest code) is None.
    """

    xy: tuple[float, float]
    z: F32
    sample: int | None
    distance: float | None
    leads: bool


@dataclass(frozen=True, eq=False)
class Preview:
    """What the decoder says: ``image: (h, w) or (h, w, 3) float32``, its own output at ``z: (d,)``; ms a decode."""

    image: F32
    z: F32
    milliseconds: float
    source: Literal["probe", "path"]


@dataclass(frozen=True, eq=False)
class Reading:
    """What a model makes of the drawing: its posterior (or code), its reconstruction, and the loss, per image.

    ``x: (h, w)`` or (h, w, 3), the drawing as this encoder sees it; ``mu: (d,)``, ``log_var: (d,)`` or None; ``x_hat``,
    of that shape, brought to [0, 1] too; ``mse``, mean over pixels;
    ``nll`` nats, summed over pixels, None unless the model was trained on the Bernoulli likelihood;
    ``kl: (d,)`` nats or None; ``nearest``: labels of the ten nearest codes, nearest first.
    """

    x: F32
    mu: F32
    log_var: F32 | None
    xy: tuple[float, float]
    x_hat: F32
    mse: float
    nll: float | None
    kl: F64 | None
    nearest: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Corner:
    """One of the three codes, ``z: (d,)``, that a plane is to go through."""

    name: str
    z: F32


@dataclass(frozen=True, eq=False)
class Strips:
    """Traversals: by dimension, ``(t, h, w[, 3]) uint8`` tiles with it swept and the rest as in ``z: (d,)``."""

    z: F32
    images: Mapping[int, U8]


@dataclass(frozen=True, eq=False)
class Slicing:
    """How a pane's latent space is explored beyond its plane.

    ``frozen``: dimensions that keep a value wherever the probe goes; ``corners`` that were chosen so far.
    """

    frozen: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({}))
    corners: tuple[Corner, ...] = ()
    strips: Strips | None = None


UNSLICED = Slicing()


@dataclass(frozen=True, eq=False)
class Manifold:
    """Decoded tiles of what a map shows: ``tiles: (rows * columns, h, w) uint8`` or (..., 3), row by row from the top.

    ``share`` of them, 0 to 1, are decodes of their own place; for the rest the nearest one stands in for a moment.
    """

    lattice: Lattice
    tiles: U8
    share: float


@dataclass(frozen=True, eq=False)
class Field:
    """A row of ``core.fields.FIELDS`` on a map: ``values: (rows, columns, c)``, lowest row first, NaN if unknown.

    ``ready`` of them, 0 to 1, are measured; the others are taken from those around. ``error`` says why there are none.
    """

    grid: Grid
    values: F32
    plane: Plane
    ready: float
    error: str = ""


@dataclass(frozen=True, eq=False)
class Pane:
    """One model on one map. ``wanted`` is the folder that was asked for; ``error`` says why it is not open.

    ``trails``: the curves of the path, by kind; ``film`` shows the one that was chosen.
    """

    wanted: str | None = None
    model: Model | None = None
    error: LabError | None = None
    probe: Probe | None = None
    preview: Preview | None = None
    reading: Reading | None = None
    trails: Mapping[str, Trail] = field(default_factory=lambda: MappingProxyType({}))
    film: Film | None = None
    slicing: Slicing = UNSLICED
    manifold: Manifold | None = None
    fields: Mapping[str, Field] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, eq=False)
class Drawing:
    """The pen's strokes, each ``(k, 2) float px``: finished ones, the one under the pen, and those before and after.

    ``seen: (28, 28) float32``: the drawing as an encoder of MNIST sees it, None while it is empty.
    """

    strokes: Strokes = ()
    half: F64 | None = None
    edits: History[Strokes] = field(default_factory=History)
    seen: F32 | None = None


@dataclass(frozen=True)
class Layer:
    """One overlay: shown or not, and how opaque, 0 to 1."""

    on: bool = True
    opacity: float = 1.0


SHOWN = Layer()  # how a layer is that nobody has changed
TILE_SIZES = (16, 64)  # px, the least and the most


@dataclass(frozen=True)
class TileLook:
    """How the living manifold is laid: ``px`` a tile; ``smooth`` tiles stay on the screen, others on the map."""

    px: int = 28
    smooth: bool = False


@dataclass(frozen=True)
class PointLook:
    """How codes are drawn: ``colour`` is one of ``looks.choices``; ``size``, 1 being the usual."""

    colour: str = "class"
    size: float = 1.0


@dataclass(frozen=True)
class Filter:
    """Which codes are shown, whatever their class: those of ``splits`` (None: all), and of ``range``.

    That is a number by name, and the least and the most it may be, ends included.
    """

    splits: frozenset[int] | None = None
    range: tuple[str, float, float] | None = None


class Mode(Enum):
    """What a click on a map means, and which tool the window gives room to."""

    EXPLORE = "Explore"
    DRAW = "Draw"
    PATH = "Path"


@dataclass(frozen=True, eq=False)
class Pose:
    """How a figure or a saved view wants the window to look: what each map shows (widget px), and the theme's name."""

    views: Mapping[int, View2D]
    theme: str


@dataclass(frozen=True)
class SavedView:
    """A row of the list of views: ``record`` is the JSON of a ``FigureRecord``."""

    name: str
    record: str


@dataclass(frozen=True, eq=False)
class SessionState:
    """Everything. ``shown`` are the panes on screen; ``lead`` is the one that the pointer or the keys probe.

    ``screen``: whom the previews belong to, the probe or the playhead; ``pinned``: the probe stays where
    it is while the pointer moves; ``hidden``: classes taken off the maps, ``filter``: others; ``notice``: one line.
    ``pose``: the view that was restored last; ``saved``: the list of views, newest first;
    ``filming``: the export of a film.
    """

    panes: tuple[Pane, ...] = (Pane(), Pane())
    shown: tuple[int, ...] = (0, 1)
    lead: int = 0
    screen: Literal["probe", "path"] = "probe"
    pinned: bool = False
    mode: Mode = Mode.EXPLORE
    library: tuple[Entry, ...] = ()
    drawing: Drawing = field(default_factory=Drawing)
    path: PathState = field(default_factory=PathState)
    layers: Mapping[str, Layer] = field(default_factory=lambda: MappingProxyType({}))
    tiles: TileLook = TileLook()
    look: PointLook = PointLook()
    hidden: frozenset[int] = frozenset()
    filter: Filter = Filter()
    selection: Selection | None = None
    selecting: Selecting = field(default_factory=Selecting)
    arithmetic: Arithmetic = field(default_factory=Arithmetic)
    posterior: PosteriorState = field(default_factory=PosteriorState)
    sampling: Sampling = field(default_factory=Sampling)
    notice: str = ""
    pose: Pose | None = None
    saved: tuple[SavedView, ...] = ()
    filming: Filming = field(default_factory=Filming)

    def with_pane(self, index: int, **changes: Any) -> SessionState:
        """The state with pane ``index`` changed."""
        panes = list(self.panes)
        panes[index] = _changed(panes[index], changes)
        return _changed(self, {"panes": tuple(panes)})

    def with_model(self, index: int, model: Model) -> SessionState:
        """The state with another ``model`` in pane ``index``: nothing stays of what the one before has said."""
        pane = Pane(self.panes[index].wanted, model)
        return _changed(self, {"panes": (*self.panes[:index], pane, *self.panes[index + 1 :])})

    def shown_models(self) -> list[tuple[int, Model]]:
        """The panes on screen whose model is open, each with its model."""
        return [(i, model) for i in self.shown if (model := self.panes[i].model) is not None]


EMPTY = SessionState()


def panes_differ(old: SessionState, new: SessionState, part: str) -> bool:
    """Whether any pane has another ``part``: another object, whatever it says. Everybody asks, at every change."""
    of = attrgetter(part)
    return old.panes is not new.panes and any(map(is_not, map(of, old.panes), map(of, new.panes)))


T = TypeVar("T")


def _changed(old: T, changes: Mapping[str, Any]) -> T:
    """``dataclasses.replace`` at a tenth of its price: a hover makes ten states and more, a thousand times a second."""
    new = object.__new__(type(old))
    new.__dict__.update(old.__dict__, **changes)
    return new
