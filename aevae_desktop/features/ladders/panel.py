"""The Ladders card: one image through every model of a series, and its error along the series."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from aevae_desktop.features.ladders import logic
from aevae_desktop.features.ladders.controller import LaddersController
from aevae_desktop.features.ladders.state import LaddersState, Rung
from aevae_desktop.features.models.groups import PRIOR_SERIES, Row
from aevae_desktop.features.previews.logic import DECODED, DRAWN
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState, panes_differ
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui import words
from aevae_desktop.ui.charts.interval_curve import IntervalCurve, Line
from aevae_desktop.ui.widgets.controls import label
from aevae_desktop.ui.widgets.layouts import vbox
from aevae_desktop.ui.widgets.panel import Card
from aevae_desktop.ui.widgets.still_row import Still, StillRow
from aevae_desktop.ui.widgets.text_line import TextLine

WIDE, TALLEST = 400, 72  # px
WAITS = Rung(error=translate("ladders", "not there yet"))
PURPOSE = translate(
    "ladders", "The same image with codes of every size, and with every strength of the prior. Click one to open it."
)
NOTHING = translate("ladders", "The library has no series of models of this data set.")
OTHERS = translate("ladders", "These are small networks of their own: those on the maps may be larger, and err less.")
IMAGES = {
    "": translate("ladders", "Point at a map, or draw: its picture goes through all of them."),
    DECODED: translate(
        "ladders", "The image is what the decoder shows now. A drawing of your own is a harder test (D). {others}"
    ).format(others=OTHERS),
    DRAWN: translate("ladders", "The image is your drawing. {others}").format(others=OTHERS),
}
TONES = ("warm", "accent")  # of the lines, in the theme: an AE and a VAE, as everywhere
PCA = "PCA"
NO_PCA = translate("ladders", "PCA is not drawn: these bundles do not tell its error. aevae-train columns adds it.")
UNITS = {True: translate("ladders", "beta"), False: translate("ladders", "numbers in the code:")}


class LaddersPanel(Card):
    """A row of tiles for each series, and the error of this image over the size of the code."""

    lazy = True

    def __init__(self, session: Session) -> None:
        super().__init__(session, "ladders", translate("ladders", "Ladders"), PURPOSE, WIDE)

    def build(self) -> None:
        """Make what does not depend on the library."""
        self._image = label("", "ladders.image")
        self._sections: dict[str, _Section] = {}
        self._curve, self._means = IntervalCurve("ladders.curve"), IntervalCurve("ladders.means")
        self._no_pca = label(NO_PCA, "ladders.pca")
        self._inside = QWidget()
        self._column = vbox(gap=10, of=self._inside)
        self.lay_out(self._image, self._inside, self._curve, self._means, self._no_pca, gap=10)

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
            self._sections[row.name].show_rungs(part.rungs, opened)
        self._curve.setVisible(bool(rows))
        along = translate("ladders", "numbers in the code")
        self._curve.setLines(translate("ladders", "Mean squared error of this image"), along, _lines(rows, part))
        means = _means(rows)
        self._means.setVisible(bool(means))
        self._means.setLines(translate("ladders", "The same, mean of the test images"), along, means)
        self._no_pca.setVisible(bool(means) and means[-1].name != PCA)

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
        self._unit = UNITS[row.entries[0].series == PRIOR_SERIES]
        self.tiles = StillRow(f"ladders.{row.entries[0].series}", row.name, TALLEST, lines=2)
        vbox(TextLine(12, row.name, strong=True), self.tiles, gap=2, of=self)

    def show_rungs(self, rungs: Mapping[str, Rung], opened: frozenset[str]) -> None:
        """Show what its models made; those ``opened`` on a map are marked."""
        keys = [str(entry.folder) for entry in self.row.entries]
        places = [entry.position or 0.0 for entry in self.row.entries]
        made = [
            _still(f"{place:g}", self._unit, rungs.get(key, WAITS), key in opened)
            for key, place in zip(keys, places, strict=True)
        ]
        self.tiles.show_stills(made)


def _still(place: str, unit: str, rung: Rung, opened: bool) -> Still:
    """What one model made: under it where in the series it stands, and its error."""
    if rung.error:
        return Still(rung.x_hat, (place, ""), f"{unit} {place}: {rung.error}", opened)
    kl = "" if rung.kl is None else translate("ladders", ", KL {kl} nats").format(kl=words.figure(rung.kl))
    said = translate("ladders", "{unit} {place}: mean squared error {mse:.4f}{kl}. Click to open it").format(
        unit=unit, place=place, mse=rung.mse, kl=kl
    )
    return Still(rung.x_hat, (place, words.fraction(rung.mse)), said, opened)


def _means(rows: tuple[Row, ...]) -> list[Line]:
    """The mean errors that the manifests tell, and last PCA's with as many numbers, where one tells that."""
    wide = [row for row in rows if row.entries[0].series != PRIOR_SERIES]
    own = [(row.entries[0].kind.upper(), tone, logic.means(row)) for row, tone in zip(wide, TONES, strict=False)]
    pca = max((logic.means(row, "pca_mse") for row in wide), key=lambda found: len(found[0]), default=([], []))
    lines = []
    for name, tone, found in (*own, (PCA, "muted", pca)):
        x, mean = (tuple(each) for each in found)
        if len(x) > 1:
            lines.append(Line(name, tone, x, mean, mean, mean))
    return lines


def _lines(rows: tuple[Row, ...], part: LaddersState) -> list[Line]:
    """A line for each series whose number is the size of the code."""
    wide = [row for row in rows if row.entries[0].series != PRIOR_SERIES]
    lines = []
    for row, tone in zip(wide, TONES, strict=False):
        x, mse = (tuple(each) for each in logic.errors_of(row, part.rungs))
        if x:
            lines.append(Line(row.entries[0].kind.upper(), tone, x, mse, mse, mse))
    return lines
