"""The legend: what the colours of the codes mean, and, where they mean classes or splits, a chip to hide each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from aevae_desktop.bundle import TEST, TRAIN
from aevae_desktop.features.points import logic
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.features.points.overlay import SPLITS, inks, legend_colour, scale_words
from aevae_desktop.features.points.state import Filter, PointLook
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Mode, SessionState, panes_differ
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.chip_strip import ChipStrip
from aevae_desktop.ui.widgets.colour_bar import ColourBar
from aevae_desktop.ui.widgets.layouts import hbox
from aevae_desktop.ui.widgets.marks import paint_dot, paint_focus
from aevae_desktop.ui.widgets.panel import Panel
from aevae_desktop.ui.widgets.text_line import TextLine

HOW_TO = {
    Mode.EXPLORE: translate("points", "drag to pan, wheel to zoom, click to freeze the pointer"),
    Mode.DRAW: translate("points", "your drawing appears on the maps while you draw"),
    Mode.PATH: translate("points", "click adds a way-point, drag a ring to move it"),
    Mode.ARTICLE: translate("points", "click to freeze the pointer"),
}
WIDEST, HIGH = 180, 24  # px: a name on a chip, a chip


class Legend(Panel):
    """Chips or a colour bar, and how many codes are shown."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._theme = themes.DARK
        self._colour, self._scale = logic.CLASS, logic.Scale(0.0, 0.0)
        self._strip, self._bar = ChipStrip(), ColourBar()
        self._strip.setObjectName("legend.chips")
        self._bar.setObjectName("legend.bar")
        self._bar.hide()
        self._chips: list[_Chip] = []
        self._note = TextLine(12, name="legend.note", muted=True, on="ground")
        self._note.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._notes: tuple[str, ...] = ()
        note = (self._note, 0, Qt.AlignmentFlag.AlignVCenter)
        parts = ((self._strip, 1), (self._bar, 1), note)
        self._row = hbox(*parts, gap=-1, edges=(2, 0, 0, 0), of=self)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show what the codes on screen are coloured by, and how many there are."""
        same = new.hidden is old.hidden and new.mode is old.mode and new.shown == old.shown
        same = same and new.part(PointLook) is old.part(PointLook) and new.part(Filter) is old.part(Filter)
        if same and not panes_differ(old, new, "model"):
            return
        self._colour = legend_colour(new)
        if logic.is_numeric(self._colour):
            self._scale = logic.scale(new, self._colour)
            self._show_scale()
        else:
            self._show_chips(new)
        self._bar.setVisible(logic.is_numeric(self._colour))
        self._strip.setVisible(not logic.is_numeric(self._colour))
        codes, how_to = words.how_many(counts(new)), HOW_TO[new.mode]
        self._notes = (f"{codes} · {how_to}", codes) if codes else (how_to,)
        self._note.setToolTip(self._notes[0])
        self._fit_note()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, more or fewer words."""
        self._fit_note()

    def _fit_note(self) -> None:
        """Say as much as leaves the chips on one row and the scale whole; in the least room, nothing."""
        edges, gap = self._row.contentsMargins(), self._row.spacing()
        room = self.width() - edges.left() - edges.right()
        beside = (self._bar if logic.is_numeric(self._colour) else self._strip).wanted()
        fits = beside <= room
        room -= gap + (beside if fits else ChipStrip.LEAST)
        # chips that take several rows need the room more than the longer note, which the tip says
        text = next((note for note in self._notes[0 if fits else -1 :] if self._note.widthOf(note) <= room), "")
        if text != self._note.text():
            self._note.setText(text)
            self._note.updateGeometry()
        self._note.setVisible(bool(text))

    def _show_chips(self, state: SessionState) -> None:
        split = self._colour == logic.SPLIT
        classes = next((model.manifest.classes for _, model in state.shown_models()), ())
        wanted = [(logic.SPLIT if split else logic.CLASS, name) for name in (SPLITS if split else classes)]
        if [(chip.kind, chip.name) for chip in self._chips] != wanted:
            made = self._split_chips() if split else self._class_chips(classes)
            self._chips = list(made)
            self._strip.setChips(self._chips)
        kept = state.part(Filter).splits
        for index, chip in enumerate(self._chips):
            chip.setChecked(kept is None or index in kept if split else index not in state.hidden)

    def _class_chips(self, classes: Sequence[str]) -> list[_Chip]:
        session = self._session

        def press(index: int, alone: bool) -> None:
            (
                session.controller(PointsController).show_only_class
                if alone
                else session.controller(PointsController).toggle_class
            )(index)

        return [_Chip(logic.CLASS, f"legend.{k}", k, name, press, self._theme) for k, name in enumerate(classes)]

    def _split_chips(self) -> list[_Chip]:
        controller = self._session.controller(PointsController)

        def press(index: int, alone: bool) -> None:
            controller.show_splits(frozenset({index})) if alone else controller.toggle_split(index)

        named = zip((TRAIN, TEST), SPLITS, strict=True)
        return [_Chip(logic.SPLIT, f"legend.split.{k}", k, name, press, self._theme) for k, name in named]

    def _show_scale(self) -> None:
        title, low, high, unit = scale_words(self._scale, self._colour)
        self._bar.setScale(title, low, high, unit, inks(self._theme, self._colour, 0)[:-1] if high else ())

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        if logic.is_numeric(self._colour):
            self._show_scale()
        for chip in self._chips:
            chip.apply_theme(theme)


def counts(state: SessionState) -> list[tuple[int, int]]:
    """For each map on screen, how many of its codes are shown, and how many there are."""
    found = [logic.shown(state, i) for i, _ in state.shown_models()]
    return [(seen.count, seen.total) for seen in found if seen is not None]


class _Chip(QAbstractButton):
    """One class or split: a dot of its colour and its name; checked while its points are shown."""

    def __init__(
        self, kind: str, name: str, index: int, text: str, press: Callable[[int, bool], None], theme: themes.Theme
    ) -> None:
        super().__init__()
        self.kind, self.name, self.theme = kind, text, theme
        self._index, self._press = index, press
        self.setCheckable(True)
        self.setChecked(True)
        self.setObjectName(name)
        whole = words.legible(text)
        self.setAccessibleName(
            translate("points", "Class {whole}").format(whole=whole)
            if kind == logic.CLASS
            else translate("points", "{name} images").format(name=whole.capitalize())
        )
        self.setToolTip(
            translate("points", "{whole}: click to hide or show, Shift+click to show it alone").format(whole=whole)
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._take_size()

    def apply_theme(self, theme: themes.Theme) -> None:
        self.theme = theme
        self._take_size()
        self.update()

    def _take_size(self) -> None:
        metrics = QFontMetrics(themes.font(12))
        self._shown = metrics.elidedText(words.legible(self.name), Qt.TextElideMode.ElideRight, themes.px(WIDEST))
        self.setFixedSize(QSize(metrics.horizontalAdvance(self._shown) + 26, themes.px(HIGH)))

    def nextCheckState(self) -> None:
        """Leave it to the session; ``setChecked`` follows its state."""
        self._press(self._index, bool(QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = themes.class_colour(self.theme, self._index)
        paint_dot(painter, QPointF(9.5, self.height() / 2), 4.5, colour, filled=self.isChecked())
        painter.setFont(themes.font(12))
        painter.setPen(QColor(self.theme.text if self.isChecked() else self.theme.muted))
        painter.drawText(QRectF(20, 0, self.width() - 20, self.height()), Qt.AlignmentFlag.AlignVCenter, self._shown)
        if self.hasFocus():
            paint_focus(painter, self.rect(), self.theme.accent)
