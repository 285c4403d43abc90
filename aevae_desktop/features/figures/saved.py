"""Saved views: a name for what the maps show now, and the way back to each."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from aevae_desktop.errors import LabError
from aevae_desktop.features.figures import reading
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.figures.view_book import SavedView, SavedViews
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import keys
from aevae_desktop.ui.widgets.controls import button, entry, named
from aevae_desktop.ui.widgets.layouts import hbox
from aevae_desktop.ui.widgets.panel import Card
from aevae_desktop.ui.widgets.text_line import muted

ROW, SHOWN = 44, 7  # px of a row; rows before the list scrolls


class SavedPanel(Card):
    """A name and a button to save, and the list, newest first."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            "views",
            translate("figures", "Saved views"),
            translate("figures", "Keep what the maps show now, and come back to it."),
        )
        hint = translate("figures", "A name for this view")
        self._name = entry("views.name", hint, translate("figures", "A name for what the maps show now"), hint)
        self._name.setMaxLength(60)
        self._name.returnPressed.connect(self.save)
        self._list = named(
            QListWidget(), "views.list", translate("figures", "Click or Enter shows a view again, Delete forgets it")
        )
        self._list.setAccessibleName(translate("figures", "Saved views"))
        self._list.itemClicked.connect(self._recall)
        self._list.itemActivated.connect(self._recall)
        self._empty = muted(keys.said(translate("figures", "Nothing saved yet. Its key (Shift+V) needs no name.")))
        self.setFocusProxy(self._name)
        save = button(
            translate("figures", "Save"),
            "views.save",
            translate("figures", "Save what the maps show now (Shift+V)"),
            self.save,
        )
        self.lay_out(hbox((self._name, 1), save, gap=-1), self._empty, self._list)
        self._fill(())

    def save(self) -> None:
        """Save what the maps show, under the name that is written."""
        self._session.controller(FigureController).save_view(self._theme.name, self._name.text())
        self._name.clear()

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """List what is saved."""
        if new.part(SavedViews).views is not old.part(SavedViews).views:
            self._fill(new.part(SavedViews).views)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete forgets the chosen view."""
        at = self._list.currentRow()
        if event.key() == Qt.Key.Key_Delete and self._list.hasFocus() and at >= 0:
            self._session.controller(FigureController).forget(self._session.state.part(SavedViews).views[at])
        else:
            super().keyPressEvent(event)

    def _fill(self, views: tuple[SavedView, ...]) -> None:
        self._list.clear()
        for view in views:
            item = QListWidgetItem(f"{view.name}\n{self._about(view)}")
            item.setSizeHint(QSize(0, ROW))
            self._list.addItem(item)
        self._list.setFixedHeight(ROW * min(len(views), SHOWN) + 4)
        self._list.setVisible(bool(views))
        self._empty.setVisible(not views)

    def _recall(self, item: QListWidgetItem) -> None:
        self._session.controller(FigureController).recall(
            self._session.state.part(SavedViews).views[self._list.row(item)]
        )

    def _about(self, view: SavedView) -> str:
        """The bundles of a view, or that it cannot be read."""
        try:
            record = reading.record(view.record, self._session.saved)
        except LabError:
            return translate("figures", "cannot be read")
        return "  |  ".join(pane.bundle for pane in record.panes if pane is not None)
