"""The Ladders card: one image through every model of a series, and its error along the series."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from aevae_desktop.features.ladders import logic
from aevae_desktop.features.ladders.controller import LaddersController
from aevae_desktop.features.ladders.rung_row import RungRow
from aevae_desktop.features.ladders.state import LaddersState
from aevae_desktop.features.models.groups import PRIOR_SERIES, Row
from aevae_desktop.features.previews.logic import DECODED, DRAWN
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState, panes_differ
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.charts.interval_curve import IntervalCurve, Line
from aevae_desktop.ui.widgets.controls import label
from aevae_desktop.ui.widgets.layouts import vbox
from aevae_desktop.ui.widgets.panel import Card
from aevae_desktop.ui.widgets.text_line import TextLine

WIDE = 400  # px
PURPOSE = "The same image with codes of every size, and with every strength of the prior. Click one to open it."
NOTHING = "The library has no series of models of this data set."
OTHERS = "These are small networks of their own: those on the maps may be larger, and err less."
IMAGES = {
    "": "Point at a map, or draw a digit: its picture goes through all of them.",
    DECODED: f"The image is what the decoder shows now. A digit that you draw is a harder test (D). {OTHERS}",
    DRAWN: f"The image is your digit. {OTHERS}",
}
TONES = ("warm", "accent")  # of the lines, in the theme: an AE and a VAE, as everywhere
UNITS = {True: "beta", False: "numbers in the code:"}


class LaddersPanel(Card):
    """A row of tiles for each series, and the error of this image over the size of the code."""

    lazy = True

    def __init__(self, session: Session) -> None:
        super().__init__(session, "ladders", "Ladders", PURPOSE, WIDE)

    def build(self) -> None:
        """Make what does not depend on the library."""
        self._image = label("", "ladders.image")
        self._sections: dict[str, _Section] = {}
        self._curve = IntervalCurve("ladders.curve")
        self._inside = QWidget()
        self._column = vbox(gap=10, of=self._inside)
        self.lay_out(self._image, self._inside, self._curve, gap=10)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the newest; nothing while the card is closed."""
        differs = (
            old.part(LaddersState) is not new.part(LaddersState)
            or old.library is not new.library
            or old.shown != new.shown
            or panes_differ(old, new, "model")
        )
        if self._built and self.isVisible() and differs:
            self._draw(new)

    def watch(self, seen: bool) -> None:
        """Have the image sent through while somebody looks."""
        self._session.controller(LaddersController).watch(seen)
        if seen and self._built:
            self._draw(self._session.state)

    def _draw(self, state: SessionState) -> None:
        part, rows = state.part(LaddersState), self._session.controller(LaddersController).series()
        self._image.setText(IMAGES[part.origin] if rows else NOTHING)
        self._fill(rows)
        opened = frozenset(model.key for _, model in state.shown_models())
        for row in rows:
            self._sections[row.name].tiles.show_rungs(row.entries, part.rungs, opened)
        self._curve.setVisible(bool(rows))
        self._curve.setLines("Mean squared error of this image", "numbers in the code", _lines(rows, part))

    def _fill(self, rows: tuple[Row, ...]) -> None:
        """A section for each series."""
        if list(self._sections) == [row.name for row in rows]:
            return
        for section in self._sections.values():
            section.setParent(None)
            section.deleteLater()
        self._sections = {row.name: _Section(row) for row in rows}
        for section in self._sections.values():
            section.tiles.chosen.connect(partial(self._show, section))
            self._column.addWidget(section)
            themes.apply_below(section, self._theme)
        self.updateGeometry()

    def _show(self, section: _Section, place: int) -> None:
        self._session.controller(LaddersController).show(Path(section.row.entries[place].folder))


class _Section(QWidget):
    """One series."""

    def __init__(self, row: Row) -> None:
        super().__init__()
        self.row = row
        prior = row.entries[0].series == PRIOR_SERIES
        self.tiles = RungRow(f"ladders.{row.entries[0].series}", row.name, UNITS[prior])
        vbox(TextLine(12, row.name, strong=True), self.tiles, gap=2, of=self)


def _lines(rows: tuple[Row, ...], part: LaddersState) -> list[Line]:
    """A line for each series whose number is the size of the code."""
    wide = [row for row in rows if row.entries[0].series != PRIOR_SERIES]
    lines = []
    for row, tone in zip(wide, TONES, strict=False):
        x, mse = (tuple(each) for each in logic.errors_of(row, part.rungs))
        if x:
            lines.append(Line(row.entries[0].kind.upper(), tone, x, mse, mse, mse))
    return lines
