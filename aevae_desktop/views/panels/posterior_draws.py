"""The lower part of the Posterior card: 64 draws a pane, what they measure, and the loss ledger."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from aevae_desktop.session.posterior import PosteriorState
from aevae_desktop.session.posterior_controller import SEEDS, PosteriorController
from aevae_desktop.session.session import Session
from aevae_desktop.views import theme as themes
from aevae_desktop.views import words
from aevae_desktop.views.panels import posterior_words
from aevae_desktop.views.panels.posterior_pad import Models, Panes
from aevae_desktop.views.panels.posterior_pane import PosteriorColumn
from aevae_desktop.views.widgets import heat
from aevae_desktop.views.widgets.colour_bar import ColourBar
from aevae_desktop.views.widgets.controls import button, number
from aevae_desktop.views.widgets.heading import Heading
from aevae_desktop.views.widgets.number_table import NumberTable

LEAST_HEAT = 1e-6  # the scale of pictures that do not vary at all
STEPS = 50  # colours in the key
STORED = "No image is stored with this sample: the draws are made of its stored μ and σ."
TIP = "The same image, encoded 64 times, and a z drawn each time: an AE's variance is exactly 0"


class DrawsSection(QWidget):
    """A column a pane; under them two tables with a column a pane."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._desk = session.controller(PosteriorController)
        self._theme = themes.DARK
        self._told: tuple[object, ...] = ()
        tip = "The seed of the 64 draws: the same seed, the same draws"
        self._seed = number("posterior.seed", tip, 0, SEEDS - 1, "")
        self._seed.setFixedWidth(70)
        self._seed.valueChanged.connect(self._desk.set_seed)
        self._again = button(
            "Draw &again", "posterior.again", "64 other draws: the next seed (Alt+A)", self._desk.again
        )
        self._again.setProperty("compact", True)
        tip = "Leaf through the 64 draws: ε jumps, the picture and the map follow (Alt+F)"
        self._flip = button("&Flip", "posterior.flip", tip, self._turn, compact=True)
        self._flip.setCheckable(True)
        self._columns = [PosteriorColumn(session, i) for i in range(len(session.state.panes))]
        self._key = ColourBar()
        self._variances = NumberTable("posterior.variances", TIP)
        self._ledger = NumberTable("posterior.ledger", "The loss of this one image, in nats, summed over its pixels")
        self._stored, self._remarks = quiet(), quiet()
        self._stored.setText(STORED)
        self._lay_out()

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme`` for the key."""
        self._theme, self._told = theme, ()

    def show_panes(self, part: PosteriorState, models: Models, panes: Panes, names: tuple[str, ...]) -> None:
        """Draw what is drawn, where it differs from before."""
        with QSignalBlocker(self._seed):
            self._seed.setValue(part.seed)
        self._flip.setChecked(part.playing)
        told = (models, names, part.draw, part.notes, self._theme, {i: (p.draws, p.ledger) for i, p in panes.items()})
        if told != self._told:
            self._told = told
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
        self._key.setVisible(bool(tops))
        high = words.figure(top) if top > LEAST_HEAT else "0"
        self._key.setScale("σ of a pixel", "0", high, "", _steps(heat.colours(self._theme)))

    def _show_numbers(self, panes: Panes, heads: Sequence[str]) -> None:
        seen = list(panes.values())
        self._variances.setRows(heads, posterior_words.variances(seen) if seen else [])
        draws = [pane.settled for pane in seen]
        self._stored.setVisible(any(one is not None and one.mu_variance is None for one in draws))
        self._ledger.setRows(heads, posterior_words.ledger(seen) if seen else [])
        self._remarks.setText(posterior_words.remarks(seen, heads))

    def _turn(self) -> None:
        self._desk.play(self._flip.isChecked())
        self._flip.setChecked(self._desk.playing)  # there may be nothing to leaf through

    def _lay_out(self) -> None:
        head, columns = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(6)
        label = quiet()
        label.setText("seed")
        label.setWordWrap(False)
        head.addWidget(Heading("64 draws"), 1)
        for widget in (label, self._seed, self._again, self._flip):
            head.addWidget(widget)
        columns.setSpacing(12)
        for one in self._columns:
            columns.addWidget(one, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(columns)
        column.addWidget(self._key)
        for title, parts in (
            ("Encoded 64 times", (self._variances, self._stored)),
            ("Loss of this image, nats", (self._ledger, self._remarks)),
        ):
            column.addSpacing(8)
            column.addWidget(Heading(title))
            for part in parts:
                column.addWidget(part)


def quiet() -> QLabel:
    """A muted line or two of plain text."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("quiet", True)
    return label


def _steps(colours: tuple[str, ...]) -> tuple[str, ...]:
    """A ramp in even steps."""
    at = [k * (len(colours) - 1) / (STEPS - 1) for k in range(STEPS)]
    return tuple(themes.mix(colours[int(x)], colours[min(int(x) + 1, len(colours) - 1)], x - int(x)) for x in at)
