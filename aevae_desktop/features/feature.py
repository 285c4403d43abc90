"""What a feature brings into the program: the row in its ``__init__``, which ``features.FEATURES`` lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TypeVar

from aevae_desktop.session.controller import Controller
from aevae_desktop.session.saved import Saved
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Mode, SessionState
from aevae_desktop.ui.action import VIEW, Action, MainWindow
from aevae_desktop.ui.map.overlay import Overlay
from aevae_desktop.ui.map.tool import MapTool

R = TypeVar("R")


class Place(Enum):
    """Where in the window a panel stands."""

    UNDER_BAR = "under the bar at the top"
    UNDER_MAPS = "under the maps"
    BESIDE_LEGEND = "at the right end of the first one under the maps"
    SIDE = "beside the maps"
    BOTTOM = "along the bottom"
    PAGE = "in place of the maps and what is under them, in its mode; it may show the maps within"
    OVER_MAP = "over each map: the class is given the number of the map, too"


@dataclass(frozen=True)
class PanelRow:
    """A panel that the window always has.

    ``panel``: its class, ``module:Class``, which is loaded when the window is made and given the session; ``rank``:
    its order in its ``place``. One beside the maps may be ``pinned``: it stays in sight while the others scroll; in
    the ``mode`` that a panel is for, they scroll to it. A page is a ``Page``, made when its ``mode`` first comes.
    """

    panel: str
    place: Place
    rank: int
    mode: Mode | None = None
    pinned: bool = False


@dataclass(frozen=True)
class CardRow:
    """A card: its name, its class as ``PanelRow`` has it, and the title and the keys of the action that opens it.

    ``rank``: its place among the actions and the cards; ``menu``: as an action's. With a ``button`` it has one of that
    text, with a ``tip``, in the bar at the top; a narrow window leaves those with a ``fold`` to the menus, that with
    the least one first. ``comes(old, new)``: whether it opens by itself at that change of the state.
    """

    name: str
    panel: str
    title: str
    keys: tuple[str, ...]
    rank: int = 105
    button: str = ""
    tip: str = ""
    fold: int = 0
    menu: str = VIEW
    comes: Callable[[SessionState, SessionState], bool] | None = None

    @property
    def action(self) -> Action:
        """The action that opens the card, or closes it."""
        return Action(
            self.name, self.title, self.keys, lambda w: w.toggle_card(self.name), rank=self.rank, menu=self.menu
        )


@dataclass(frozen=True)
class Feature:
    """One row: what it is called, and what of each kind it has, in the order in which that is asked.

    ``controllers``: classes, which hear of changes in this order; ``overlays``: layers of the map; ``tools``:
    what a hand does on it; ``cards`` and ``panels`` of the window; ``actions``: what its keys do; ``drop(session, pane,
    path)`` opens a file or a folder that is dropped on a map, and returns False where that is not of its kind;
    those of a lower ``drop_rank`` are asked first. ``drop_together``: what is dropped at once is opened as one.
    ``saved``: its keys of a figure's record; ``offer(window)``: what else the command palette lists.
    """

    name: str
    controllers: tuple[type[Controller], ...] = ()
    overlays: tuple[Overlay, ...] = ()
    tools: tuple[type[MapTool], ...] = ()
    cards: tuple[CardRow, ...] = ()
    panels: tuple[PanelRow, ...] = ()
    actions: tuple[Action, ...] = ()
    drop: Callable[[Session, int, Path], bool] | None = None
    drop_rank: int = 0
    drop_together: bool = False
    saved: tuple[Saved, ...] = ()
    offer: Callable[[MainWindow], Iterable[Action]] | None = None


def rows(features: Iterable[Feature], of: Callable[[Feature], Iterable[R]], by: str = "rank") -> tuple[R, ...]:
    """What ``features`` have of a kind, sorted ``by`` an attribute; as they come where that says nothing."""
    return tuple(sorted((row for feature in features for row in of(feature)), key=lambda row: getattr(row, by, 0)))


def saved(features: Iterable[Feature]) -> tuple[Saved, ...]:
    """What features keep in a figure's record, in the order of the file."""
    return rows(features, lambda feature: feature.saved, "place")


def panels(features: Iterable[Feature], place: Place) -> tuple[PanelRow, ...]:
    """The panels of one place, in their order."""
    return tuple(row for row in rows(features, lambda feature: feature.panels) if row.place is place)


def all_actions(feature: Feature) -> tuple[Action, ...]:
    """What a feature's keys do: its actions, and those that open its cards."""
    return (*feature.actions, *(card.action for card in feature.cards))
