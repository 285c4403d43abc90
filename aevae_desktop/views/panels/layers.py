"""The layers: what the maps draw, and how opaque."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QGridLayout, QSlider, QVBoxLayout

from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Layer, SessionState
from aevae_desktop.views.map.overlays import OVERLAYS
from aevae_desktop.views.panels.panel import Panel
from aevae_desktop.views.panels.tiles import TileControls
from aevae_desktop.views.widgets.check import Check
from aevae_desktop.views.widgets.controls import slider
from aevae_desktop.views.widgets.heading import Heading


class LayersPanel(Panel):
    """A box and a slider per overlay."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("layers")
        self.setProperty("card", True)
        self.setAccessibleName("Layers")
        self.setFixedWidth(320)
        self._session = session
        self._boxes: dict[str, QCheckBox] = {}
        self._sliders: dict[str, QSlider] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        for row, overlay in enumerate(reversed(OVERLAYS)):
            box = Check(overlay.title)
            box.setToolTip(overlay.tip)
            box.setChecked(overlay.layer.on)
            box.setObjectName(f"layers.{overlay.name}")
            box.toggled.connect(lambda on, name=overlay.name: self._change(name, on=on))
            tip, opacity = f"Opacity of {overlay.title.lower()}", round(100 * overlay.layer.opacity)
            bar = slider(f"layers.{overlay.name}.opacity", tip, 10, 100, opacity)
            bar.valueChanged.connect(lambda value, name=overlay.name: self._change(name, opacity=value / 100))
            grid.addWidget(box, row, 0)
            grid.addWidget(bar, row, 1)
            self._boxes[overlay.name], self._sliders[overlay.name] = box, bar
        self.setFocusProxy(self._boxes[OVERLAYS[-1].name])
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(Heading("Layers"))
        column.addLayout(grid)
        self._tiles = TileControls(session)
        column.addWidget(self._tiles)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show which layers are on."""
        self._tiles.render_state(old, new)
        if new.layers is not old.layers:
            for name, layer in new.layers.items():
                self._boxes[name].setChecked(layer.on)
                self._sliders[name].setValue(round(100 * layer.opacity))

    def _change(self, name: str, **changes: bool | float) -> None:
        layer = self._session.state.layers.get(name, Layer())
        new = replace(layer, **changes)  # type: ignore[arg-type]
        if new != layer:
            self._session.set_layer(name, new)
