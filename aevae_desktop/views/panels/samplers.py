"""The samplers card: a way to choose codes at random, what each model makes of a hundred, and what is measured."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aevae_desktop.core.samplers import MOST_COMPONENTS, SAMPLERS
from aevae_desktop.session.sampling import ACROSS, COUNTS, SEEDS, SHOWN, Recipe
from aevae_desktop.session.sampling_controller import SamplingController
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState, panes_differ
from aevae_desktop.views import draw_words, words
from aevae_desktop.views.panels.draw_sheet import EDGE, SEAM, DrawSheet
from aevae_desktop.views.panels.panel import Panel
from aevae_desktop.views.widgets.controls import button, choice, number, slider
from aevae_desktop.views.widgets.heading import Heading
from aevae_desktop.views.widgets.segmented import Segmented
from aevae_desktop.views.widgets.slider import Slider
from aevae_desktop.views.widgets.text_line import TextLine

LEAST, MOST = 18, 44  # px, a tile
SHARE = 0.36  # of the window's width that the card may take
AROUND = 268  # px of the card's height that are not tiles
PAD, GAP = 14, 16  # px: around, between the sheets
WIDE_STEPS = 80  # of the bandwidth's slider, 0.1 to 4


class SamplersPanel(Panel):
    """One sampler for all maps, so that the comparison is fair; a sheet and its facts for each."""

    lazy = True
    low = True

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("samplers")
        self.setProperty("card", True)
        self.setAccessibleName("Samplers")
        self._session = session
        self._columns = [_Column(session, pane) for pane in range(len(session.state.panes))]
        self._make_controls()
        column = QVBoxLayout(self)
        column.setContentsMargins(PAD, 12, PAD, 12)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addLayout(self._choices())
        sheets = QHBoxLayout()
        sheets.setSpacing(GAP)
        for one in self._columns:
            sheets.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        sheets.addStretch(1)
        column.addLayout(sheets)
        self.setFocusProxy(self._columns[0].sheet)
        self._show_recipe(Recipe())

    # ------------------------------------------------------------ parts

    def _make_controls(self) -> None:
        self._names = list(SAMPLERS)
        titles = [row.title for row in SAMPLERS.values()]
        self._sampler = choice("samplers.sampler", "How codes are chosen, for all maps", titles, 0)
        for k, row in enumerate(SAMPLERS.values()):
            self._sampler.setItemData(k, row.tip, Qt.ItemDataRole.ToolTipRole)
        self._sampler.activated.connect(lambda k: self._change(sampler=self._names[k]))
        tip = "Width of the kernels, in units of Scott's rule: n^(−1/(d + 4)) of the codes' own spread"
        wide = slider("samplers.bandwidth", tip, 0, WIDE_STEPS, WIDE_STEPS * 5 // 8)
        wide.valueChanged.connect(lambda k: self._change(bandwidth=bandwidth_of(k)))
        tip = "How many Gaussians the mixture has; there are fewer where there are not as many different codes"
        many = slider("samplers.components", tip, 1, MOST_COMPONENTS, Recipe().components)
        many.valueChanged.connect(lambda k: self._change(components=k))
        self._knobs: dict[str, Slider] = {"bandwidth": wide, "components": many}
        self._value = TextLine(12, muted=True)
        self._value.setRoom(78)
        tip = "The seed: with it typed again, the same codes are drawn, bit for bit"
        self._seed = number("samplers.seed", tip, 0, SEEDS, "")
        self._seed.setFixedWidth(92)
        self._seed.valueChanged.connect(lambda seed: self._change(seed=seed))
        self._count = Segmented([f"{count:,}" for count in COUNTS], small=True)
        for k, count in enumerate(COUNTS):
            tip = f"Measure {count:,} draws; the sheets show the first {SHOWN}"
            self._count.button(k).setToolTip(tip)
            self._count.button(k).setAccessibleName(tip)
            self._count.button(k).setObjectName(f"samplers.count.{count}")
        self._count.chosen.connect(lambda k: self._change(n=COUNTS[k]))

    def _head(self) -> QHBoxLayout:
        controller, row = self._session.controller(SamplingController), QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(Heading("Samplers"), 1)
        row.addWidget(self._count)
        row.addWidget(_word("draws"))
        row.addSpacing(4)
        row.addWidget(button("Clear", "samplers.clear", "Take the draws off the maps", controller.clear, compact=True))
        tip = "Draw again, with the next seed (Ctrl+R)"
        row.addWidget(button(f"Sample {SHOWN}", "samplers.sample", tip, controller.sample, compact=True))
        return row

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._sampler)
        for knob in self._knobs.values():
            row.addWidget(knob, 4)
        row.addWidget(self._value)
        row.addStretch(1)
        row.addWidget(_word("seed"))
        row.addWidget(self._seed)
        return row

    # ------------------------------------------------------------ what it shows

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the recipe, and what came of it."""
        models = panes_differ(old, new, "model")
        if new.sampling.recipe != old.sampling.recipe:
            self._show_recipe(new.sampling.recipe)
        if old.shown != new.shown:
            for pane, column in enumerate(self._columns):
                column.setVisible(pane in new.shown)
            self.setFocusProxy(self._columns[new.shown[0]].sheet)
            self._settle()
        if new.sampling is not old.sampling or models or old.shown != new.shown:
            for column in self._columns:
                column.draw(new)

    def _show_recipe(self, recipe: Recipe) -> None:
        row = SAMPLERS[recipe.sampler]
        self._sampler.setCurrentIndex(self._names.index(row.name))
        self._sampler.setToolTip(row.tip)
        for name, knob in self._knobs.items():
            knob.setVisible(name == row.knob)
        values = {"bandwidth": step_of(recipe.bandwidth), "components": recipe.components}
        for name, value in values.items():
            with QSignalBlocker(self._knobs[name]):
                self._knobs[name].setValue(value)
        said = {"bandwidth": f"{recipe.bandwidth:.2f} × Scott", "components": f"{recipe.components} Gaussians"}
        self._value.setText(said.get(row.knob, ""))
        self._value.setVisible(bool(row.knob))
        with QSignalBlocker(self._seed):
            self._seed.setValue(recipe.seed)
        self._count.setIndex(COUNTS.index(recipe.n))

    def fit(self) -> None:
        """Tiles as large as the window leaves room for."""
        parent = self.parentWidget()
        if parent is None:
            return
        sheets = len(self._session.state.shown)
        least = 2 * _wide(LEAST) + GAP  # that the controls need
        room = max(SHARE * parent.width() - 2 * PAD, least)
        wide = int(((room + GAP) / sheets - GAP - 2 * EDGE + SEAM) / ACROSS) - SEAM
        high = (parent.height() - AROUND) // ACROSS - SEAM - 1
        side = max(min(wide, high, MOST), LEAST)
        for column in self._columns:
            column.set_side(side)
        whole = sheets * (_wide(side) + GAP) - GAP
        self.setFixedWidth(max(whole, least) + 2 * PAD + 2)  # and the card's own line

    def _settle(self) -> None:
        """Keep the lower right corner after the card has changed its size."""
        if self.parentWidget() is not None and not self.isHidden():
            corner = self.geometry().bottomRight()
            self.fit()
            self.adjustSize()
            self.move(corner.x() - self.width() + 1, corner.y() - self.height() + 1)

    # ------------------------------------------------------------ gestures

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: draw, and decode."""
        self._session.controller(SamplingController).watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        self._session.controller(SamplingController).watch(False)

    def _change(self, **changes: str | int | float) -> None:
        self._session.controller(SamplingController).set(replace(self._session.state.sampling.recipe, **changes))  # type: ignore[arg-type]


class _Column(QWidget):
    """A pane's sheet, under its name, and its facts."""

    def __init__(self, session: Session, pane: int) -> None:
        super().__init__()
        self._pane = pane
        self.sheet = DrawSheet(f"samplers.sheet.{pane}")
        self.sheet.chosen.connect(lambda place: session.controller(SamplingController).show(pane, place))
        self._name, self._reading, self._caution = TextLine(12), TextLine(12), TextLine(11, muted=True)
        self._lines = [TextLine(12) for _ in range(3)]
        self._name.setObjectName(f"samplers.name.{pane}")
        self._reading.setObjectName(f"samplers.reading.{pane}")
        self._caution.setObjectName(f"samplers.caution.{pane}")
        for k, line in enumerate(self._lines):
            line.setObjectName(f"samplers.fact.{pane}.{k}")
        column = self._lines_up = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for part in (self._name, self.sheet, self._reading, self._caution, *self._lines):
            column.addWidget(part)

    def set_side(self, side: int) -> None:
        """How large a tile is, px."""
        self.sheet.set_side(side)
        self._lines_up.activate()  # else it would tell the card only later

    def draw(self, state: SessionState) -> None:
        """Show what there is of this pane's model."""
        model, recipe = state.panes[self._pane].model, state.sampling.recipe
        draws = None if model is None else state.sampling.draws.get(model.key)
        stale = draws is not None and not draws.recipe.same_draws(recipe)
        self.sheet.show_draws(draws, stale=stale)
        self._name.setText(
            draw_words.progress(draws, stale) if state.sampling.on else "", words.pane_names(state)[self._pane]
        )
        wanted = None if draws is None or stale or draws.recipe.n != recipe.n else draws
        facts = None if wanted is None else wanted.facts
        bare = wanted is not None and facts is None and wanted.share >= 1.0 and not wanted.error
        said = draw_words.reading(facts) if facts else (draw_words.NO_CODES if bare else "", "")
        for line, part in zip((self._reading, self._caution), said, strict=True):
            line.setText(part)
        rows = [] if facts is None else draw_words.lines(facts)
        for line, (lead, text, tip) in zip(self._lines, [*rows, *[("", "", "")] * 3], strict=False):
            line.setText(text, lead)
            line.setToolTip(tip)


def bandwidth_of(step: int) -> float:
    """What the slider means, in units of Scott's rule: 0.1 to 4, evenly in its logarithm; 1 is one of its steps."""
    return float(round(10.0 ** (step / 50.0 - 1.0), 3))


def step_of(bandwidth: float) -> int:
    """The nearest step of the slider."""
    return min(range(WIDE_STEPS + 1), key=lambda step: abs(bandwidth_of(step) - bandwidth))


def _wide(side: int) -> int:
    """The width of a sheet with tiles of ``side`` px."""
    return ACROSS * (side + SEAM) - SEAM + 2 * EDGE


def _word(text: str) -> TextLine:
    made = TextLine(12, muted=True)
    made.setText(text)
    made.setRoom(made.widthOf(text))
    return made
