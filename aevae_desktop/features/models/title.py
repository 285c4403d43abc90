"""The title of a map: what its model is, and a button to choose another."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QSizePolicy

from aevae_desktop.engine.wire.library import Entry
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.groups import grouped, names_of
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Pane, SessionState
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.controls import entered, menu_button
from aevae_desktop.ui.widgets.layouts import hbox
from aevae_desktop.ui.widgets.panel import Panel
from aevae_desktop.ui.widgets.text_line import TextLine


class MapTitle(Panel):
    """What the model of map ``index`` is, and what others there are."""

    def __init__(self, session: Session, index: int) -> None:
        super().__init__()
        self._session, self._index = session, index
        self._title = TextLine(13, muted=True, on="ground")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        tip = translate("models", "Choose the model of map {index}").format(index=index + 1)
        self._choose = menu_button(translate("models", "Model"), f"model.{index}", tip, [], flat=True)
        self._menu = self._choose.menu()
        hbox((self._title, 1), self._choose, gap=4, edges=(2, 0, 0, 0), of=self)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Name the model, and list those there are."""
        i = self._index
        if old.panes[i].model is not new.panes[i].model or old.panes[i].wanted != new.panes[i].wanted:
            self._name(new.panes[i])
        if old.library is not new.library:
            self._fill(new)

    def _name(self, pane: Pane) -> None:
        if pane.model is None:
            self._title.setText("")
            name = words.literal(Path(pane.wanted).name) if pane.wanted else translate("models", "choose a model")
            self._choose.setText(f"{name} ▾")
            return
        manifest = pane.model.manifest
        model = pane.model
        self._title.setText(words.what_is_shown(model), words.long_name(manifest), words.shown_in_short(model))
        name = words.model_name(manifest) if manifest.series else manifest.id
        self._choose.setText(f"{words.literal(name)} ▾")

    def _fill(self, state: SessionState) -> None:
        """The models under the headings of the Models card, each by a line of its own."""
        self._menu.clear()
        names = names_of(state.library)
        for heading, rows in grouped(state.library):
            if rows:
                self._menu.addSection(heading)
            for entry in (entry for row in rows for entry in row.entries):
                self._add(entry, names[entry.folder])

    def _add(self, entry: Entry, name: str) -> None:
        if entry.error is not None:
            self._menu.addAction(
                words.literal(translate("models", "cannot be used: {id}").format(id=entry.id))
            ).setEnabled(False)
            return
        choose = partial(self._session.controller(ModelsController).choose, self._index, entry.folder)
        entered(self._menu, [(words.literal(name if name == entry.id else f"{name}   {entry.id}"), choose)])
