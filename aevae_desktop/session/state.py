"""The whole state of a session as frozen dataclasses; only ``Context.set_state`` replaces it.

Views compare by identity: ``if new.part(Drawing) is not old.part(Drawing)``. Arrays inside are never written to after
they were put here. What a feature keeps is a part, an object of a class of its own: the state knows none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from operator import attrgetter, is_not, methodcaller
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.engine.wire.library import Entry
from aevae_desktop.errors import LabError
from aevae_desktop.session.model import Model, OnPlane, SaidByModels

T = TypeVar("T")


class Parts(dict[type[Any], Any]):
    """What features keep, by its class. A part that nobody has put is its class called without arguments, made once."""

    def __missing__(self, kind: type[Any]) -> Any:
        if kind not in _INITIAL:
            _INITIAL[kind] = kind()
        return self.setdefault(kind, _INITIAL[kind])

    def methods(self) -> dict[str, Any]:
        """What an object keeps whose parts these are: to find a part is then no call of Python's."""
        return {"parts": self, "part": self.__getitem__, "get": self.get}


_INITIAL: dict[type[Any], Any] = {}


class Parted:
    """What has ``parts``, each an object of a class of its own, by which it is found."""

    parts: Parts

    def __post_init__(self) -> None:
        self.__dict__.update(self.parts.methods())

    if TYPE_CHECKING:

        def part(self, kind: type[T]) -> T:
            """The part of that class."""

        def get(self, kind: type[T]) -> T | None:
            """The part of that class, None where nobody has put one."""


@dataclass(frozen=True, eq=False)
class Pane(Parted):
    """One model on one map. ``wanted`` is the folder that was asked for; ``error`` says why it is not open.

    ``parts``: what features keep of this map, all of it about this model.
    """

    wanted: str | None = None
    model: Model | None = None
    error: LabError | None = None
    parts: Parts = field(default_factory=Parts)


@dataclass(frozen=True)
class Layer:
    """One overlay: shown or not, and how opaque, 0 to 1."""

    on: bool = True
    opacity: float = 1.0


SHOWN = Layer()  # how a layer is that nobody has changed


class Mode(Enum):
    """What a click on a map means, and which tool the window gives room to."""

    EXPLORE = "Explore"
    DRAW = "Draw"
    PATH = "Path"
    ARTICLE = "Article"


@dataclass(frozen=True, eq=False)
class Pose:
    """How a figure or a saved view wants the window to look: what each map shows (widget px), and the theme's name."""

    views: Mapping[int, View2D]
    theme: str


@dataclass(frozen=True, eq=False)
class SessionState(Parted):
    """Everything. ``shown`` are the panes on screen; ``lead`` is the one that the pointer or the keys probe.

    ``pinned``: the probe stays where it is while the pointer moves; ``hidden``: classes taken off the maps;
    ``notice``: one line.
    ``pose``: the view that was restored last. ``parts``: what features keep, each an object of a class of its own.
    """

    panes: tuple[Pane, ...] = (Pane(), Pane())
    shown: tuple[int, ...] = (0, 1)
    lead: int = 0
    pinned: bool = False
    mode: Mode = Mode.EXPLORE
    library: tuple[Entry, ...] = ()
    layers: Mapping[str, Layer] = field(default_factory=lambda: MappingProxyType({}))
    hidden: frozenset[int] = frozenset()
    notice: str = ""
    pose: Pose | None = None
    parts: Parts = field(default_factory=Parts)

    def with_part(self, *values: object) -> SessionState:
        """The state with these parts, each in place of the one of its class."""
        parts = Parts(self.parts)
        for value in values:
            parts[type(value)] = value
        return _changed(self, parts.methods())

    def with_pane(self, index: int, *values: object, drop: tuple[type, ...] = (), **changes: Any) -> SessionState:
        """The state with pane ``index`` changed: those parts of the classes ``drop`` gone, these put."""
        pane = self.panes[index]
        if values or drop:
            parts = Parts(pane.parts)
            for kind in drop:
                parts.pop(kind, None)
            for value in values:
                parts[type(value)] = value
            changes |= {"parts": parts, "part": parts.__getitem__, "get": parts.get}  # ``methods``, a call less
        panes = list(self.panes)
        panes[index] = _changed(pane, changes)
        return _changed(self, {"panes": tuple(panes)})

    def with_model(self, index: int, model: Model) -> SessionState:
        """The state with another ``model`` in pane ``index``: nothing stays of what the one before has said.

        The pane is made anew, and every part that is ``SaidByModels`` lets go.
        """
        others = (*self.panes[:index], *self.panes[index + 1 :])
        gone = {pane.model.key for pane in self.panes[index : index + 1] if pane.model is not None}
        closed = frozenset(gone - {pane.model.key for pane in others if pane.model is not None})
        said = [part for part in self.parts.values() if isinstance(part, SaidByModels)]
        state = self.with_part(*(part.without(index, closed) for part in said))
        panes = (*self.panes[:index], Pane(self.panes[index].wanted, model), *self.panes[index + 1 :])
        return _changed(state, {"panes": panes})

    def with_plane(self, index: int, model: Model) -> SessionState:
        """The state with the model of a pane as ``model``, which is the same seen through another plane.

        Every part of the pane that lies ``OnPlane`` is seen through it too, or goes.
        """
        lying = [part for part in self.panes[index].parts.values() if isinstance(part, OnPlane)]
        kept = [seen for part in lying if (seen := part.through(model)) is not None]
        return self.with_pane(index, *kept, drop=tuple(map(type, lying)), model=model)

    def shown_models(self) -> list[tuple[int, Model]]:
        """The panes on screen whose model is open, each with its model."""
        return [(i, model) for i in self.shown if (model := self.panes[i].model) is not None]


EMPTY = SessionState()


def exact_view(state: SessionState, i: int, view: View2D) -> View2D:
    """What map ``i`` was asked to show if it still shows that, whatever its size; otherwise ``view``, where it is."""
    return posed_view(state, i, view) or view


def posed_view(state: SessionState, i: int, view: View2D) -> View2D | None:
    """What map ``i`` was asked to show, if ``view`` still is that."""
    posed = None if state.pose is None else state.pose.views.get(i)
    return posed if posed is not None and posed.framed(view.width, view.height) == view else None


def panes_differ(old: SessionState, new: SessionState, what: str | type) -> bool:
    """Whether any pane has another ``what``, a field or a part of its class: another object, whatever it says.

    Everybody asks, at every change.
    """
    of = attrgetter(what) if isinstance(what, str) else methodcaller("get", what)
    return old.panes is not new.panes and any(map(is_not, map(of, old.panes), map(of, new.panes)))


def _changed(old: T, changes: Mapping[str, Any]) -> T:
    """``dataclasses.replace`` at a tenth of its price: a hover makes ten states and more, a thousand times a second."""
    new = object.__new__(type(old))
    new.__dict__.update(old.__dict__, **changes)
    return new
