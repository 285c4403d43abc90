"""The models: everything in the library folders, in groups; broken bundles are greyed and say why."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from aevae_desktop.bundle import user_folder
from aevae_desktop.engine.wire.library import Entry
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.groups import Row, grouped
from aevae_desktop.features.models.model_card import ModelCard
from aevae_desktop.features.models.model_list import ModelList
from aevae_desktop.features.models.state import Refusals, Thumbnails
from aevae_desktop.features.models.thumbnails import ThumbnailController
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import EMPTY, SessionState
from aevae_desktop.ui.widgets.controls import Segmented, label
from aevae_desktop.ui.widgets.panel import Card

BESIDE, LEAST = 474, 252  # px of the window that the list leaves free; how high it is at least


class ModelsPanel(Card):
    """Choose a pane, then its model."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            "models",
            translate("models", "Models"),
            translate("models", "Choose a map, then the model that it shows."),
        )
        self._pane, self._made = 0, False

    def build(self) -> None:
        """The list, and the card of the row in hand."""
        self._target = Segmented(
            (translate("models", "Left map"), translate("models", "Right map")), title=translate("models", "Map")
        )
        self._target.chosen.connect(self._aim)
        self._about = ModelCard(self._open, self._compare, self._look, partial(self.trigger, "reread"))
        self._list = ModelList(self._about, self._tell, self._choose)
        where = label(
            translate("models", "Put model folders in {user_folder} and they appear here.").format(
                user_folder=user_folder()
            ),
            "models.where",
        )
        self.setFocusProxy(self._list)
        self.lay_out((self._target, 0, Qt.AlignmentFlag.AlignLeft), self._list, where)
        self._made = True
        self._show(EMPTY, self._session.state)

    def watch(self, seen: bool) -> None:
        """Open on the active map; pictures are made while somebody looks."""
        if seen and self._pane != self._session.state.lead:
            self._aim(self._session.state.lead)
        if seen:
            self._target.setIndex(self._pane)
        self._session.controller(ThumbnailController).look(self._about.entry if seen else None)

    def fit(self) -> None:
        """The list leaves room for what stands under it."""
        if self._made:
            self._list.limit(max(LEAST, self.window().height() - BESIDE))

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """List the library and mark what the chosen pane shows."""
        if self._made:
            self._show(old, new)

    def _show(self, old: SessionState, new: SessionState) -> None:
        if new.library is not old.library or new.part(Refusals) is not old.part(Refusals):
            in_hand = self._list.row_in_hand
            self._list.fill(grouped(new.library), new.part(Refusals).errors)
            self._mark(new)
            if self._list.row_in_hand is None and in_hand is not None:
                self._list.mark(str(in_hand.entries[0].folder))
        elif _shown(old, self._pane) != _shown(new, self._pane):
            self._mark(new)
        if new.part(Thumbnails) is not old.part(Thumbnails):
            self._about.show_thumbnails(new.part(Thumbnails).images)

    def _look(self, entry: Entry) -> None:
        """The card speaks of another model."""
        if self.isVisible():
            self._session.controller(ThumbnailController).look(entry)

    def _aim(self, pane: int) -> None:
        self._pane = pane
        self._mark(self._session.state)

    def _mark(self, state: SessionState) -> None:
        self._list.mark(_shown(state, self._pane))

    def _tell(self, row: Row | None) -> None:
        """The card speaks of the row in hand."""
        state = self._session.state
        self._about.show_row(row, _shown(state, self._pane), state.library)

    def _choose(self, row: Row) -> None:
        """Open the model of a row, of a series the one that its slider stands at."""
        entry = self._about.entry
        self._open(entry if entry in row.entries else row.entries[0])

    def _open(self, entry: Entry) -> None:
        if entry.error is None:
            self._session.controller(ModelsController).choose(self._pane, entry.folder)

    def _compare(self, left: Entry, right: Entry) -> None:
        """Put both on the maps; the one in hand stays in hand, on its map."""
        pane = 0 if self._about.entry == left else 1
        self._session.controller(ModelsController).compare((left.folder, right.folder), pane)
        self._target.setIndex(pane)
        self._aim(pane)


def _shown(state: SessionState, i: int) -> str | None:
    """The folder of what pane ``i`` shows or is to show; where that failed, of what is left."""
    pane = state.panes[i]
    return pane.wanted if pane.error is None else None if pane.model is None else pane.model.key
