"""How the living manifold is laid: the size of its tiles, and whether they stay on the map or on the screen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QGridLayout

from aevae_desktop.session.manifold_controller import ManifoldController
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import TILE_SIZES, SessionState
from aevae_desktop.views.panels.panel import Panel
from aevae_desktop.views.widgets.controls import slider
from aevae_desktop.views.widgets.segmented import Segmented
from aevae_desktop.views.widgets.text_line import TextLine


class TileControls(Panel):
    """Two rows below the layers."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._size = slider("tiles.size", "Size of a tile on the screen, px ([ and ])", *TILE_SIZES, 28)
        self._size.valueChanged.connect(
            lambda px: session.controller(ManifoldController).set_tiles(replace(session.state.tiles, px=px))
        )
        self._mode = Segmented(("On the map", "On the screen"), small=True)
        self._mode.button(0).setToolTip("Tiles lie at fixed places of the map; a zoom brings new ones between them")
        self._mode.button(1).setToolTip("Tiles stay where they are on the screen and change smoothly as the map moves")
        self._mode.chosen.connect(
            lambda index: session.controller(ManifoldController).set_tiles(
                replace(session.state.tiles, smooth=index == 1)
            )
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(0, 1)
        for row, (text, control) in enumerate((("Tile size", self._size), ("Tiles stay", self._mode))):
            line = TextLine(12, muted=True)
            line.setText(text)
            grid.addWidget(line, row, 0)
            grid.addWidget(control, row, 1)
        self._show(session.state)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show how they are laid."""
        if new.tiles is not old.tiles:
            self._show(new)

    def _show(self, state: SessionState) -> None:
        self._size.setValue(state.tiles.px)
        self._mode.setIndex(int(state.tiles.smooth))
