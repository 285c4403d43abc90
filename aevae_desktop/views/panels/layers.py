"""The layers: what the maps draw, and how opaque, under headings in two columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QSlider, QVBoxLayout

from aevae_desktop.session.layers_controller import LayersController
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SHOWN, SessionState
from aevae_desktop.views.map.overlays import DECODER, ON_THE_MAP, OVERLAYS, PRIOR, STORED, Overlay
from aevae_desktop.views.panels.panel import Panel
from aevae_desktop.views.panels.tiles import TileControls
from aevae_desktop.views.widgets.check import Check
from aevae_desktop.views.widgets.controls import slider
from aevae_desktop.views.widgets.heading import Heading

COLUMNS = ((ON_THE_MAP, PRIOR), (STORED, DECODER))
BOX = 150  # px: the boxes of all groups are as wide, so that the sliders line up


class LayersPanel(Panel):
    """A box and a slider per overlay."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("layers")
        self.setProperty("card", True)
        self.setAccessibleName("Layers")
        self.setFixedWidth(640)
        self._session = session
        self._boxes: dict[str, QCheckBox] = {}
        self._sliders: dict[str, QSlider] = {}
        self._tiles = TileControls(session)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(16, 14, 16, 14)
        columns.setSpacing(28)
        for groups in COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(6)
            for group in groups:
                column.addSpacing(12 if column.count() else 0)  # isEmpty() is about what is visible
                column.addWidget(Heading(group))
                column.addLayout(self._rows([o for o in reversed(OVERLAYS) if o.group == group]))
            if DECODER in groups:
                column.addWidget(self._tiles)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.setFocusProxy(self._boxes[OVERLAYS[-1].name])

    def _rows(self, overlays: Sequence[Overlay]) -> QGridLayout:
        """A box and a slider for each of ``overlays``."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, overlay in enumerate(overlays):
            box = Check(overlay.title)
            box.setToolTip(overlay.tip)
            box.setMinimumWidth(BOX)
            box.setChecked(overlay.layer.on)
            box.setObjectName(f"layers.{overlay.name}")
            box.toggled.connect(lambda on, name=overlay.name: self._change(name, on=on))
            tip, opacity = f"Opacity of {overlay.title.lower()}", round(100 * overlay.layer.opacity)
            bar = slider(f"layers.{overlay.name}.opacity", tip, 10, 100, opacity)
            bar.valueChanged.connect(lambda value, name=overlay.name: self._change(name, opacity=value / 100))
            grid.addWidget(box, row, 0)
            grid.addWidget(bar, row, 1)
            self._boxes[overlay.name], self._sliders[overlay.name] = box, bar
        return grid

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show which layers are on."""
        self._tiles.render_state(old, new)
        if new.layers is not old.layers:
            for name, layer in new.layers.items():
                self._boxes[name].setChecked(layer.on)
                self._sliders[name].setValue(round(100 * layer.opacity))

    def _change(self, name: str, **changes: bool | float) -> None:
        layer = self._session.state.layers.get(name, SHOWN)
        new = replace(layer, **changes)  # type: ignore[arg-type]
        if new != layer:
            self._session.controller(LayersController).set_layer(name, new)
