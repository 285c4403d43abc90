"""A layer on its card: a box with its title, its opacity while the row is in hand, a sentence, and why it is empty."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from aevae_desktop.language import translate
from aevae_desktop.session.state import Layer, SessionState
from aevae_desktop.ui import keys, words
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.map.overlay import Overlay
from aevae_desktop.ui.widgets.controls import Check, Slider, label, named
from aevae_desktop.ui.widgets.layouts import hbox, vbox

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}  # of the keys, to another row
WIDE = 72  # px, the slider, which holds no text
FIRST = 10  # %, the least opacity: less cannot be seen


class Opacity(Slider):
    """A slider that keeps its place, and is drawn only while its row is in hand.

    The wheel goes on to what scrolls: the slider comes under a pointer that rests there.
    """

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it, or leave its place empty."""
        row = self.parentWidget()
        if isinstance(row, LayerRow) and row.in_hand:
            super().paintEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Not for the slider."""
        event.ignore()


class LayerRow(QWidget):
    """``changed(layer)``: a person did it. ``chosen``: the keyboard is here; ``moved(step)``: it wants another row."""

    changed = Signal(object)
    chosen = Signal()
    moved = Signal(int)

    def __init__(self, overlay: Overlay) -> None:
        super().__init__()
        self.overlay, self._layer = overlay, overlay.layer
        self.box = Check(overlay.title)
        self.box.setObjectName(f"layers.{overlay.name}")
        self.bar = named(
            Opacity(),
            f"layers.{overlay.name}.opacity",
            translate("layers", "Opacity of {title}").format(title=overlay.title.lower()),
        )
        self.bar.setRange(FIRST, 100)
        self.bar.setFixedWidth(WIDE)
        self._sentence, self._why = label(overlay.tip), label(name=f"layers.{overlay.name}.why", quiet=False)
        self._why.hide()
        self._text = vbox(self._sentence, self._why, gap=0)
        vbox(hbox(self.box, None, self.bar), self._text, gap=0, of=self)
        self.box.toggled.connect(lambda on: self._change(Layer(on, self._layer.opacity)))
        self.bar.valueChanged.connect(lambda value: self._change(Layer(self._layer.on, value / 100)))
        for control in (self.box, self.bar):
            control.installEventFilter(self)
        self.set_stop(False)

    @property
    def in_hand(self) -> bool:
        """Whether the pointer or the keyboard is here."""
        return self.underMouse() or self.box.hasFocus() or self.bar.hasFocus()

    def set_stop(self, on: bool) -> None:
        """Whether Tab stops here: in a group it does at one row, from which Up and Down lead to the others."""
        for control in (self.box, self.bar):
            control.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

    def show_layer(self, layer: Layer, why: str) -> None:
        """Show how the layer is, and ``why`` there is nothing to be seen of it."""
        self._layer = layer
        self.box.setChecked(layer.on)
        with QSignalBlocker(self.bar):  # it knows whole percents only, and a layer any opacity
            self.bar.setValue(round(100 * layer.opacity))
        sentence, why = keys.said(self.overlay.tip), keys.said(why)
        self.box.setAccessibleDescription(f"{sentence}. {why}".strip())
        self._sentence.setText(sentence)
        self._why.setText(why)
        self._why.setVisible(bool(why))

    def apply_theme(self, theme: themes.Theme) -> None:
        """The sentences begin where the title does, at any size of text."""
        self._text.setContentsMargins(themes.px(14) + 14, 0, 0, 4)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keyboard comes and goes, or its arrows ask for another row."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.bar.update()
            if event.type() == QEvent.Type.FocusIn:
                self.chosen.emit()
        elif watched is self.box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self.moved.emit(step)
                return True
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The row is in hand."""
        self.bar.update()

    def leaveEvent(self, event: QEvent) -> None:
        """It is no more."""
        self.bar.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside the controls, as a finger's, takes the row in hand too."""
        self.box.setFocus(Qt.FocusReason.MouseFocusReason)

    def _change(self, layer: Layer) -> None:
        if layer != self._layer:
            self._layer = layer
            self.changed.emit(layer)


def why_empty(overlay: Overlay, state: SessionState) -> str:
    """Why nothing of a layer that is on can be seen on some of the maps, in one line; empty where all show it."""
    layer, lacks = state.layers.get(overlay.name), overlay.lacks
    if lacks is None or layer is None or not layer.on:
        return ""
    shown = [i for i, _ in state.shown_models()]
    found = [lacks(state, i) for i in shown]
    if found and all(found) and len(set(found)) == 1:
        return f"{found[0][:1].upper()}{found[0][1:]}."
    return _by_map(state, shown, found)


def _by_map(state: SessionState, shown: Sequence[int], found: Sequence[str]) -> str:
    names = words.pane_names(state)
    return " ".join(f"{names[i]}: {lack}." for i, lack in zip(shown, found, strict=True) if lack)
