"""The layers: what the maps draw, and how opaque, under headings; how the living manifold is laid."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QGridLayout, QSlider

from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.tiles.manifold_controller import ManifoldController
from aevae_desktop.features.tiles.state import TILE_SIZES, TileLook
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SHOWN, SessionState
from aevae_desktop.ui.map.overlay import DECODER, ON_THE_MAP, PRIOR, STORED, Overlay
from aevae_desktop.ui.map.overlay_card import OverlayCard
from aevae_desktop.ui.widgets.controls import Check, Segmented, slider
from aevae_desktop.ui.widgets.layouts import grid
from aevae_desktop.ui.widgets.text_line import Heading, muted

GROUPS = (ON_THE_MAP, PRIOR, STORED, DECODER)
BOX = 150  # px: the boxes of all groups are as wide, so that the sliders line up
TILE_TIPS = (
    "Tiles lie at fixed places of the map; a zoom brings new ones between them",
    "Tiles stay where they are on the screen and change smoothly as the map moves",
)


class LayersPanel(OverlayCard):
    """A box and a slider per overlay, and two rows for the tiles of the manifold."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "layers", "Layers", "What the maps draw, and how opaque.")

    def build(self) -> None:
        """Make the boxes and the sliders."""
        session = self._session
        self._boxes: dict[str, QCheckBox] = {}
        self._sliders: dict[str, QSlider] = {}
        self._px = slider("tiles.size", "Size of a tile on the screen, px ([ and ])", *TILE_SIZES, 28)
        self._px.valueChanged.connect(
            lambda px: session.controller(ManifoldController).set_tiles(replace(session.state.part(TileLook), px=px))
        )
        self._mode = Segmented(("On the map", "On the screen"), TILE_TIPS)
        self._mode.chosen.connect(
            lambda index: session.controller(ManifoldController).set_tiles(
                replace(session.state.part(TileLook), smooth=index == 1)
            )
        )
        parts = [part for group in GROUPS for part in (Heading(group), self._group(group), 6)]
        self.lay_out(*parts, self._tiles(), gap=6)
        self.setFocusProxy(self._boxes[self.overlays[-1].name])
        self._show(session.state)

    def _group(self, group: str) -> QGridLayout:
        """A box and a slider for each overlay of a ``group``."""
        made = grid(*(self._controls(o) for o in reversed(self.overlays) if o.group == group), gaps=(14, 6))
        made.setColumnStretch(1, 1)
        return made

    def _controls(self, overlay: Overlay) -> tuple[QCheckBox, QSlider]:
        box = self._boxes[overlay.name] = Check(overlay.title)
        box.setToolTip(overlay.tip)
        box.setMinimumWidth(BOX)
        box.setObjectName(f"layers.{overlay.name}")
        box.toggled.connect(lambda on: self._change(overlay.name, on=on))
        tip = f"Opacity of {overlay.title.lower()}"
        bar = self._sliders[overlay.name] = slider(f"layers.{overlay.name}.opacity", tip, 10, 100, 100)
        bar.valueChanged.connect(lambda value: self._change(overlay.name, opacity=value / 100))
        return box, bar

    def _tiles(self) -> QGridLayout:
        made = grid((muted("Tile size"), self._px), (muted("Tiles stay"), self._mode), gaps=(14, -1))
        made.setColumnStretch(0, 1)
        return made

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show which layers are on, and how tiles are laid."""
        if self._built and (new.part(TileLook) is not old.part(TileLook) or new.layers is not old.layers):
            self._show(new)

    def _show(self, state: SessionState) -> None:
        for name, layer in state.layers.items():
            self._boxes[name].setChecked(layer.on)
            self._sliders[name].setValue(round(100 * layer.opacity))
        self._px.setValue(state.part(TileLook).px)
        self._mode.setIndex(int(state.part(TileLook).smooth))

    def _change(self, name: str, **changes: bool | float) -> None:
        layer = self._session.state.layers.get(name, SHOWN)
        new = replace(layer, **changes)  # type: ignore[arg-type]
        if new != layer:
            self._session.controller(LayersController).set_layer(name, new)
