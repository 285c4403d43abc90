"""The window's views, made of what the features bring: maps, bar, panels by their place, dock and stage."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from aevae_desktop.features.feature import CardRow, Feature, PanelRow, Place, panels, rows
from aevae_desktop.session.session import Session
from aevae_desktop.ui.action import MainWindow
from aevae_desktop.ui.map.canvas import MapCanvas
from aevae_desktop.ui.map.overlay_card import OverlayCard
from aevae_desktop.ui.widgets.panel import Card, Panel
from aevae_desktop.window.cards import Cards
from aevae_desktop.window.dock import Dock
from aevae_desktop.window.keymap import Keymap
from aevae_desktop.window.menus import MenuBar
from aevae_desktop.window.pane import MapPane
from aevae_desktop.window.stage import Stage
from aevae_desktop.window.topbar import TopBar


class Views:
    """``placed``: the panels of each place by their rows; ``eager`` ones draw a change at once, ``lazy`` ones soon.

    ``come(card)`` is called once for each card that is made; ``coming`` ones open by themselves.
    """

    def __init__(
        self, window: MainWindow, features: Sequence[Feature], keymap: Keymap, come: Callable[[Card], object]
    ) -> None:
        self._session, self._features, self._overlays = window.session, features, window.overlays
        self.maps = [self._map(index) for index in range(len(self._session.state.panes))]
        menus = MenuBar(window, window.commands, keymap.actions)
        self.top = TopBar(self._session, menus, rows(features, lambda feature: feature.cards))
        self.placed: dict[Place, dict[PanelRow, Panel]] = {
            place: {row: _made(row, self._session) for row in panels(features, place)}
            for place in Place
            if place not in (Place.OVER_MAP, Place.PAGE)
        }
        side = self.placed[Place.SIDE]
        pinned, others = ([panel for row, panel in side.items() if row.pinned is kept] for kept in (True, False))
        cards = rows(features, lambda feature: feature.cards)
        self.coming = [row for row in cards if row.comes is not None]
        makers = {row.name: partial(self._card, row) for row in cards}
        self.dock = Dock(pinned, others, Cards({**makers, "help": partial(_keys, window, keymap)}, self._add))
        self.stage = self._stage()
        self._come = come
        made: list[Panel] = [*self.maps, self.top, *self.panels, self.stage]
        self.eager = [view for view in made if not view.lazy]
        self.lazy = [view for view in made if view.lazy]

    @property
    def canvases(self) -> list[MapCanvas]:
        """The map of each pane."""
        return [pane.canvas for pane in self.maps]

    @property
    def panels(self) -> list[Panel]:
        """Those of all places."""
        return [panel for place in self.placed.values() for panel in place.values()]

    def _map(self, index: int) -> MapPane:
        titles = [_made(row, self._session, index) for row in panels(self._features, Place.OVER_MAP)]
        tools = rows(self._features, lambda feature: feature.tools)
        return MapPane(index, MapCanvas(self._session, index, self._overlays, tools), titles)

    def _stage(self) -> Stage:
        legend, *under = self.placed[Place.UNDER_MAPS].values()
        tools = [*self.placed[Place.BESIDE_LEGEND].values()]
        pages = {row.mode: partial(_made, row, self._session) for row in panels(self._features, Place.PAGE) if row.mode}
        return Stage(self.maps, legend, tools, under, pages)

    def _card(self, row: CardRow) -> Card:
        card: Card = _made(row, self._session)
        if isinstance(card, OverlayCard):
            card.overlays = self._overlays
        return card

    def _add(self, card: Card) -> None:
        """A card that is new: closed, in the dock, and told of changes from now on."""
        self.dock.add(card)
        self._come(card)
        (self.lazy if card.lazy else self.eager).append(card)


def _keys(window: MainWindow, keymap: Keymap) -> Card:
    """The card of the keys, which is the window's own."""
    from aevae_desktop.window.help.keys import HelpPanel

    return HelpPanel(window, keymap)


def _made(row: PanelRow | CardRow, session: Session, *index: int) -> Any:
    return pkgutil.resolve_name(row.panel)(session, *index)
