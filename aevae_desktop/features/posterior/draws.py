"""The lower part of the Posterior card: 64 draws a pane with their mean and deviation, and two tables of numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from aevae_desktop.bundle import ImageSpec
from aevae_desktop.features.posterior import text
from aevae_desktop.features.posterior.controller import SEEDS, PosteriorController
from aevae_desktop.features.posterior.pad import Models, Panes
from aevae_desktop.features.posterior.state import Posterior, PosteriorState
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.colour_bar import ColourBar
from aevae_desktop.ui.widgets.controls import button, label, named, number, switch
from aevae_desktop.ui.widgets.flip_book import FlipBook
from aevae_desktop.ui.widgets.layouts import grid, hbox, vbox
from aevae_desktop.ui.widgets.picture import HeatPicture, Picture, heat_colours
from aevae_desktop.ui.widgets.table import NumberTable
from aevae_desktop.ui.widgets.text_line import Heading, TextLine

SIDE = 80  # px, of a mean
LEAST_HEAT = 1e-6  # the scale of pictures that do not vary at all
STEPS = 50  # colours in the legend
STORED = translate("posterior", "No image is stored with this sample: the draws are made of its stored μ and σ.")
TIP = translate("posterior", "The same image, encoded 64 times, and a z drawn each time: an AE's variance is exactly 0")


class DrawsSection(QWidget):
    """A column a pane; under them two tables with a column a pane."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._controller = session.controller(PosteriorController)
        self._theme = themes.DARK
        self._shown: tuple[object, ...] = ()
        tip = translate("posterior", "The seed of the 64 draws: the same seed, the same draws")
        self._seed = number("posterior.seed", tip, 0, SEEDS - 1, wide=70)
        self._seed.valueChanged.connect(self._controller.set_seed)
        tip = translate("posterior", "64 other draws: the next seed (Alt+A)")
        self._again = button(
            translate("posterior", "Draw &again"), "posterior.again", tip, self._controller.again, compact=True
        )
        tip = translate(
            "posterior", "Play through the 64 draws: ε takes each, and the picture and the map follow (Alt+T)"
        )
        self._flip = switch(translate("posterior", "Play &through"), "posterior.flip", tip, self._turn)
        self._columns = [PosteriorColumn(session, i) for i in range(len(session.state.panes))]
        self._legend = ColourBar()
        self._variances = NumberTable("posterior.variances", TIP)
        self._terms = NumberTable(
            "posterior.ledger", translate("posterior", "The loss of this one image, in nats, summed over its pixels")
        )
        self._stored, self._remarks = label(STORED), label()
        self._lay_out()

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme`` for the legend."""
        self._theme, self._shown = theme, ()

    def show_panes(self, part: PosteriorState, models: Models, panes: Panes, names: tuple[str, ...]) -> None:
        """Draw what is drawn, where it differs from before."""
        with QSignalBlocker(self._seed):
            self._seed.setValue(part.seed)
        self._flip.setChecked(part.playing)
        shown = (models, names, part.draw, part.notes, self._theme, {i: (p.draws, p.terms) for i, p in panes.items()})
        if shown != self._shown:
            self._shown = shown
            self._show_columns(part, models, panes, names)
            self._show_numbers(panes, [names[i] for i in panes])

    def _show_columns(self, part: PosteriorState, models: Models, panes: Panes, names: tuple[str, ...]) -> None:
        tops = [float(pane.settled.deviation.max()) for pane in panes.values() if pane.settled is not None]
        top = max([*tops, LEAST_HEAT])
        for i, column in enumerate(self._columns):
            column.setVisible(i in models)
            if i in models:
                draw = -1 if part.draw is None else part.draw
                column.show_pane(names[i], panes.get(i), part.notes.get(i, ""), models[i].manifest.image, draw, top)
        self._legend.setVisible(bool(tops))
        high = words.figure(top) if top > LEAST_HEAT else "0"
        self._legend.setScale(
            translate("posterior", "σ of a pixel"), "0", high, "", themes.steps(heat_colours(self._theme), STEPS)
        )

    def _show_numbers(self, panes: Panes, heads: Sequence[str]) -> None:
        seen = list(panes.values())
        self._variances.setRows(heads, text.variances(seen) if seen else [])
        draws = [pane.settled for pane in seen]
        self._stored.setVisible(any(one is not None and one.mu_variance is None for one in draws))
        self._terms.setRows(heads, text.loss_rows(seen) if seen else [])
        self._remarks.setText(text.remarks(seen, heads))

    def _turn(self, on: bool) -> None:
        self._controller.play(on)
        self._flip.setChecked(self._controller.playing)  # there may be nothing to leaf through

    def _lay_out(self) -> None:
        seed = (label("seed", wrap=False), self._seed)
        encoded = (8, Heading(translate("posterior", "Encoded 64 times")), self._variances, self._stored)
        losses = (8, Heading(translate("posterior", "Loss of this image, nats")), self._terms, self._remarks)
        vbox(
            hbox((Heading(translate("posterior", "64 draws")), 1), *seed, self._again, self._flip),
            hbox(*((each, 1) for each in self._columns), gap=12),
            self._legend,
            *encoded,
            *losses,
            of=self,
        )


class PosteriorColumn(QWidget):
    """The draws of pane ``index``: 64 decodes, their mean, how much each pixel varies. A click on one takes its eps."""

    def __init__(self, session: Session, index: int) -> None:
        super().__init__()
        self._name, self._note = TextLine(12, strong=True), label()
        tip = translate(
            "posterior", "64 draws of z, decoded, map {index}. Click one, or use the arrow keys, to take its ε"
        ).format(index=index + 1)
        self._flip_book = FlipBook(f"posterior.sheet.{index}", tip)
        self._flip_book.chosen.connect(session.controller(PosteriorController).take)
        self._mean = named(
            Picture(SIDE),
            f"posterior.mean.{index}",
            translate("posterior", "The mean of the 64 decodes, pixel by pixel"),
        )
        tip = translate("posterior", "How much each pixel varies: the standard deviation over the 64 decodes")
        self._heat = named(HeatPicture(SIDE), f"posterior.deviation.{index}", tip)
        names = translate("posterior", "mean"), translate("posterior", "std. deviation")
        captions = [TextLine(11, text, muted=True) for text in names]
        for picture in (self._mean, self._heat):
            picture.setAccessibleName(
                translate("posterior", "{tooltip}, map {index}").format(tooltip=picture.toolTip(), index=index + 1)
            )
        self._drawn: tuple[QWidget, ...] = (self._flip_book, self._mean, self._heat, *captions)
        whole = (((part, 1, 2),) for part in (self._name, self._note, self._flip_book))
        made = grid(*whole, (self._mean, self._heat), captions, of=self)
        made.setColumnStretch(0, 1)
        made.setColumnStretch(1, 1)
        made.setRowStretch(5, 1)

    def show_pane(self, name: str, pane: Posterior | None, note: str, image: ImageSpec, draw: int, top: float) -> None:
        """Draw the pane called ``name``; ``draw`` is framed, ``top`` is the deviation with the last colour."""
        self._name.setText(name)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        draws = None if pane is None else pane.draws
        for widget in self._drawn:
            widget.setVisible(pane is not None)
        fresh = pane is not None and pane.settled is not None
        self._flip_book.setDraws(
            None if draws is None else draws.images, image.low, image.high, fresh=fresh, here=draw if fresh else -1
        )
        self._mean.setImage(draws.mean if draws is not None and fresh else None)
        self._heat.setImage(None)
        if draws is not None and fresh:
            amount = draws.deviation if draws.deviation.ndim == 2 else draws.deviation.mean(axis=2)
            self._heat.setImage(amount, 0.0, top)
