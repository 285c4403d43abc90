"""One pane: a title that says what the model is, a button to choose another, and the map."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QSizePolicy

from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Pane, SessionState
from aevae_desktop.ui import words
from aevae_desktop.ui.map.canvas import MapCanvas
from aevae_desktop.ui.map.overlay import Overlay
from aevae_desktop.ui.map.tool import MapTool
from aevae_desktop.ui.widgets.controls import entered, menu_button
from aevae_desktop.ui.widgets.layouts import hbox, vbox
from aevae_desktop.ui.widgets.panel import Panel
from aevae_desktop.ui.widgets.text_line import TextLine


class MapPane(Panel):
    """A map with its title row."""

    def __init__(
        self, session: Session, index: int, overlays: Sequence[Overlay], tools: Sequence[type[MapTool]]
    ) -> None:
        super().__init__()
        self._session, self._index = session, index
        self.canvas = MapCanvas(session, index, overlays, tools)
        self.canvas.setObjectName(f"map.{index}")
        self.canvas.setAccessibleName(f"Latent map {index + 1}")
        self._title = TextLine(13, muted=True, on="ground")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        tip = f"Choose the model of map {index + 1}"
        self._choose = menu_button("", f"model.{index}", tip, [], flat=True)
        self._menu = self._choose.menu()
        title = hbox((self._title, 1), self._choose, gap=-1, edges=(2, 0, 0, 0))
        vbox(title, (self.canvas, 1), gap=4, of=self)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Draw the pane."""
        i = self._index
        if old.shown != new.shown:
            self.setVisible(i in new.shown)
        if old.panes[i].model is not new.panes[i].model or old.panes[i].wanted != new.panes[i].wanted:
            self._name(new.panes[i])
        if old.library is not new.library:
            self._fill(new)
        self.canvas.render_state(old, new)

    def _name(self, pane: Pane) -> None:
        if pane.model is None:
            self._title.setText("")
            self._choose.setText(f"{words.literal(Path(pane.wanted).name) if pane.wanted else 'choose a model'} ▾")
            return
        manifest = pane.model.manifest
        self._title.setText(words.what_is_shown(pane.model), words.long_name(manifest))
        self._choose.setText(f"{manifest.id} ▾")

    def _fill(self, state: SessionState) -> None:
        self._menu.clear()
        for entry in state.library:
            if entry.error is None:
                text = words.literal(f"{entry.title}   {entry.id}")
                entered(
                    self._menu,
                    [(text, partial(self._session.controller(ModelsController).open, self._index, entry.folder))],
                )
            else:
                self._menu.addAction(words.literal(f"cannot be used: {entry.id}")).setEnabled(False)
