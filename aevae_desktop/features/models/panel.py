"""The models: everything in the library folders; broken bundles are greyed and say why."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from aevae_desktop.bundle import user_folder
from aevae_desktop.engine.wire.library import Entry
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.state import Refusals
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState, panes_differ
from aevae_desktop.ui.widgets.controls import Segmented, label
from aevae_desktop.ui.widgets.panel import Card


class ModelsPanel(Card):
    """Choose a pane, then its model."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "models", "Models", "Choose a map, then the model that it shows.")
        self._entries: tuple[Entry, ...] = ()
        self._target = Segmented(("Left map", "Right map"))
        self._target.setIndex(0)
        self._pane = 0
        self._target.chosen.connect(self._aim)
        self._list = QListWidget()
        self._list.setObjectName("models.list")
        self._list.setAccessibleName("Models in the library")
        self._list.setWordWrap(True)
        self._list.itemClicked.connect(self._open)
        self._list.itemActivated.connect(self._open)
        self._where = label()
        self.setFocusProxy(self._list)
        self.lay_out((self._target, 0, Qt.AlignmentFlag.AlignLeft), self._list, self._where)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """List the library and mark what the chosen pane shows."""
        if new.library is not old.library:
            self._fill(new.library)
            self._mark(new)
        elif panes_differ(old, new, "wanted") or panes_differ(old, new, "error"):
            self._mark(new)
        if new.library is not old.library or new.part(Refusals) is not old.part(Refusals):
            self._blame(new)

    def _aim(self, pane: int) -> None:
        self._pane = pane
        self._mark(self._session.state)

    def _fill(self, entries: tuple[Entry, ...]) -> None:
        self._entries = entries
        self._list.clear()
        for entry in entries:
            item = QListWidgetItem(describe(entry))
            item.setToolTip(str(entry.error) if entry.error else str(entry.folder))
            if entry.error is not None:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            item.setSizeHint(QSize(0, 58 if entry.error is None else 78))
            self._list.addItem(item)
        self._list.setFixedHeight(min(420, sum(self._list.sizeHintForRow(r) for r in range(len(entries))) + 6))
        self._where.setText(f"Bundles in {user_folder()} appear here by themselves.")

    def _mark(self, state: SessionState) -> None:
        pane = state.panes[self._pane]
        wanted = pane.wanted if pane.error is None else None if pane.model is None else pane.model.key
        rows = [row for row, entry in enumerate(self._entries) if str(entry.folder) == wanted]
        self._list.setCurrentRow(rows[0] if rows else -1)

    def _blame(self, state: SessionState) -> None:
        """Write into the row of a bundle that could not be opened why."""
        for row, entry in enumerate(self._entries):
            if error := state.part(Refusals).errors.get(str(entry.folder)):
                item = self._list.item(row)
                item.setText(f"{entry.title}\n{error}")
                item.setToolTip(str(error))
                item.setSizeHint(QSize(0, 78))

    def _open(self, item: QListWidgetItem) -> None:
        entry = self._entries[self._list.row(item)]
        pane = self._session.state.panes[self._pane]
        if entry.error is None and (pane.wanted != str(entry.folder) or pane.error is not None):
            self._session.controller(ModelsController).open(self._pane, entry.folder)


def describe(entry: Entry) -> str:
    """Two lines: the title, and what it is or why it cannot be used."""
    if entry.error is not None:
        return f"{entry.folder.name}\n{entry.error}"
    kind = entry.kind.upper()
    return f"{entry.title}\n{kind} · {entry.latent_dim}-D · {entry.id}"
