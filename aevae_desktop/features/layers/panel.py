"""The layers: what the maps draw, and how opaque, under three questions; how the decoded grid is laid."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.layers.layer_row import LayerRow, why_empty
from aevae_desktop.features.layers.presets import PRESETS, Preset, layers_of
from aevae_desktop.features.tiles.manifold_controller import ManifoldController
from aevae_desktop.features.tiles.state import TILE_SIZES, TileLook
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SHOWN, SessionState
from aevae_desktop.ui.map.overlay import DECODER, MORE, ON_THE_MAP, SAFETY
from aevae_desktop.ui.map.overlay_card import OverlayCard
from aevae_desktop.ui.widgets.controls import Segmented, button, label, slider
from aevae_desktop.ui.widgets.layouts import grid, hbox, vbox
from aevae_desktop.ui.widgets.text_line import Heading, muted

GROUPS = {
    ON_THE_MAP: translate("layers", "The stored codes, and what you add to them."),
    SAFETY: translate("layers", "Far from stored codes the decoder guesses."),
    DECODER: translate("layers", "What it draws, and how fast that changes."),
}
TILE_TIPS = (
    translate("layers", "Tiles lie at fixed places of the map; a zoom brings new ones between them"),
    translate("layers", "Tiles stay where they are on the screen and change smoothly as the map moves"),
)
MORE_TIP = translate("layers", "Layers that help the hand: the pointer's cross, axes, the mini-map and others")


class LayersPanel(OverlayCard):
    """Sets of layers, a row for each layer, and two rows for the tiles of the decoded grid."""

    lazy = True

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            "layers",
            translate("layers", "Layers"),
            translate("layers", "What the maps draw (Up, Down: next layer)."),
        )

    def build(self) -> None:
        """Make the rows."""
        usual_first = sorted(self.overlays, key=lambda overlay: not overlay.layer.on)
        self._rows = {overlay.name: self._row(LayerRow(overlay)) for overlay in usual_first}
        self._px = slider(
            "tiles.size",
            translate("layers", "Size of a tile on the screen, px ([ and ])"),
            *TILE_SIZES,
            28,
            translate("layers", "Tile size"),
        )
        self._px.valueChanged.connect(lambda px: self._lay_tiles(px=px))
        self._mode = Segmented(
            (translate("layers", "the map"), translate("layers", "the screen")),
            TILE_TIPS,
            title=translate("layers", "Tiles stay on"),
        )
        self._mode.chosen.connect(lambda index: self._lay_tiles(smooth=index == 1))
        groups = [self._group(*group) for group in GROUPS.items()]
        self._folded = QWidget()
        vbox(*self._of(MORE), gap=4, of=self._folded)
        self._folded.hide()
        self._more = button(f"{MORE} ▸", "layers.more", MORE_TIP, self._unfold, compact=True)
        more = (self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.lay_out(self._presets(), *groups, 4, self._tiles(), 6, more, self._folded, gap=4)
        self.setFocusProxy(self._of(ON_THE_MAP)[0].box)
        self._show(self._session.state)

    def _row(self, row: LayerRow) -> LayerRow:
        name = row.overlay.name
        row.changed.connect(lambda layer: self._session.controller(LayersController).set_layer(name, layer))
        row.chosen.connect(lambda: self._choose(row))
        row.moved.connect(lambda step: self._move(row, step))
        return row

    def _of(self, group: str) -> list[LayerRow]:
        """The rows of a ``group``, of which Tab stops at the first."""
        rows = [row for row in self._rows.values() if row.overlay.group == group]
        for row in rows[:1]:
            row.set_stop(True)
        return rows

    def _group(self, title: str, sentence: str) -> QVBoxLayout:
        return vbox(10, Heading(title), label(sentence), *self._of(title), gap=4)

    def _presets(self) -> QVBoxLayout:
        usual, codes, *questions = (
            button(each.title, f"layers.preset.{each.name}", each.tip, partial(self._preset, each), compact=True)
            for each in PRESETS
        )
        return vbox(hbox(usual, codes, None), *((each, 0, Qt.AlignmentFlag.AlignLeft) for each in questions), gap=4)

    def _tiles(self) -> QGridLayout:
        made = grid(
            (muted(translate("layers", "Tile size")), self._px),
            (muted(translate("layers", "Tiles fixed to")), self._mode),
            gaps=(14, 4),
        )
        made.setColumnStretch(0, 1)
        return made

    def watch(self, seen: bool) -> None:
        """A card that nobody sees is not kept up."""
        if seen:
            self._show(self._session.state)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show which layers are on, which of them are empty, and how tiles are laid."""
        if self.isVisible():
            self._show(new)

    def _show(self, state: SessionState) -> None:
        for name, row in self._rows.items():
            row.show_layer(state.layers.get(name, SHOWN), why_empty(row.overlay, state))
        self._px.setValue(state.part(TileLook).px)
        self._mode.setIndex(int(state.part(TileLook).smooth))

    def _lay_tiles(self, **changes: int) -> None:
        look = self._session.state.part(TileLook)
        self._session.controller(ManifoldController).set_tiles(replace(look, **changes))  # type: ignore[arg-type]

    def _preset(self, preset: Preset) -> None:
        layers = layers_of(preset, self.overlays, self._session.state.layers)
        self._session.controller(LayersController).set_layers(layers)

    def _unfold(self) -> None:
        folded = self._folded.isHidden()
        self._folded.setVisible(folded)
        self._more.setText(f"{MORE} {'▾' if folded else '▸'}")

    def _choose(self, row: LayerRow) -> None:
        """Tab stops at ``row`` from now on, where its group is."""
        for other in self._rows.values():
            if other.overlay.group == row.overlay.group:
                other.set_stop(other is row)

    def _move(self, row: LayerRow, step: int) -> None:
        """Give the keyboard to the row above or below, of the next group too."""
        rows = [each for group in (*GROUPS, MORE) for each in self._rows.values() if each.overlay.group == group]
        rows = [each for each in rows if each.isVisible()]
        place = rows.index(row) + step
        if 0 <= place < len(rows):
            rows[place].box.setFocus(Qt.FocusReason.OtherFocusReason)
            self._reveal(rows[place])

    def _reveal(self, row: LayerRow) -> None:
        """Scroll to ``row``, as Tab would."""
        at = self.parentWidget()
        while at is not None and not isinstance(at, QScrollArea):
            at = at.parentWidget()
        if at is not None:
            at.ensureWidgetVisible(row, 0, 0)
