"""The samplers card: a way to choose codes at random, what each model makes of a hundred, and what is measured."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from aevae_desktop.core.codes.samplers import MOST_COMPONENTS, SAMPLERS
from aevae_desktop.features.samplers import text
from aevae_desktop.features.samplers.controller import SamplingController
from aevae_desktop.features.samplers.draw_page import DrawPage
from aevae_desktop.features.samplers.state import COUNTS, SEEDS, SHOWN, Recipe, Sampling
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState, panes_differ
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.controls import Segmented, Slider, button, choice, number, slider
from aevae_desktop.ui.widgets.layouts import hbox, vbox
from aevae_desktop.ui.widgets.panel import Card
from aevae_desktop.ui.widgets.text_line import TextLine, muted

PURPOSE = translate("samplers", "Codes drawn at random, and what each decoder makes of them.")
STAY = translate(
    "samplers", "The draws stay on the maps. Clear on the Samplers card takes them off, or the layer of that name."
)
WIDE, GAP = 490, 16  # px: the card, between the sheets
WIDE_STEPS = 80  # of the bandwidth's slider, 0.1 to 4


class SamplersPanel(Card):
    """One sampler for all maps, so that the comparison is fair; a sheet and its facts for each."""

    lazy = True

    def __init__(self, session: Session) -> None:
        super().__init__(session, "samplers", translate("samplers", "Samplers"), PURPOSE, WIDE)
        self._columns = [_Column(session, pane) for pane in range(len(session.state.panes))]
        self._make_controls()
        knobs = ((knob, 4) for knob in self._knobs.values())
        self.lay_out(
            hbox((self._sampler, 1), muted("seed", room=-1), self._seed),
            hbox(*knobs, self._value),
            self._head(),
            hbox(*((each, 1) for each in self._columns), gap=GAP),
        )
        self.setFocusProxy(self._columns[0].page)
        self._show_recipe(Recipe())

    # ------------------------------------------------------------ parts

    def _make_controls(self) -> None:
        self._names = list(SAMPLERS)
        titles = [each.title for each in SAMPLERS.values()]
        self._sampler = choice(
            "samplers.sampler", translate("samplers", "How codes are chosen, for all maps"), titles, 0
        )
        for k, each in enumerate(SAMPLERS.values()):
            self._sampler.setItemData(k, each.tip, Qt.ItemDataRole.ToolTipRole)
        self._sampler.activated.connect(lambda k: self._change(sampler=self._names[k]))
        tip = translate(
            "samplers", "Width of the kernels, in units of Scott's rule: n^(−1/(d + 4)) of the codes' own spread"
        )
        wide = slider("samplers.bandwidth", tip, 0, WIDE_STEPS, WIDE_STEPS * 5 // 8)
        wide.valueChanged.connect(lambda k: self._change(bandwidth=bandwidth_of(k)))
        tip = translate(
            "samplers",
            "How many Gaussians the mixture has; there are fewer where there are not as many different codes",
        )
        many = slider("samplers.components", tip, 1, MOST_COMPONENTS, Recipe().components)
        many.valueChanged.connect(lambda k: self._change(components=k))
        self._knobs: dict[str, Slider] = {"bandwidth": wide, "components": many}
        self._value = muted(room=78)
        tip = translate("samplers", "The seed: with it typed again, the same codes are drawn, bit for bit")
        self._seed = number("samplers.seed", tip, 0, SEEDS, wide=92)
        self._seed.valueChanged.connect(lambda seed: self._change(seed=seed))
        tips = [
            translate("samplers", "Measure {count:,} draws; the sheets show the first {shown}").format(
                count=count, shown=SHOWN
            )
            for count in COUNTS
        ]
        names = [f"samplers.count.{count}" for count in COUNTS]
        self._count = Segmented([f"{count:,}" for count in COUNTS], tips, names, title=translate("samplers", "Draws"))
        self._count.chosen.connect(lambda k: self._change(n=COUNTS[k]))

    def _head(self) -> QHBoxLayout:
        controller = self._session.controller(SamplingController)
        clear = button(
            translate("samplers", "Clear"),
            "samplers.clear",
            translate("samplers", "Take the draws off the maps"),
            controller.clear,
            compact=True,
        )
        tip = translate("samplers", "Draw again, with the next seed (Ctrl+R)")
        again = button(
            translate("samplers", "Sample {shown}").format(shown=SHOWN),
            "samplers.sample",
            tip,
            controller.sample,
            compact=True,
        )
        return hbox(self._count, muted(translate("samplers", "draws"), room=-1), None, clear, again)

    # ------------------------------------------------------------ what it shows

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the recipe, and what came of it."""
        if new.part(Sampling).recipe != old.part(Sampling).recipe:
            self._show_recipe(new.part(Sampling).recipe)
        if old.shown != new.shown:
            for pane, column in enumerate(self._columns):
                column.setVisible(pane in new.shown)
            self.setFocusProxy(self._columns[new.shown[0]].page)
        if new.part(Sampling) is not old.part(Sampling) or panes_differ(old, new, "model") or old.shown != new.shown:
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
        said = {
            "bandwidth": translate("samplers", "{bandwidth:.2f} × Scott").format(bandwidth=recipe.bandwidth),
            "components": translate("samplers", "{components} Gaussians").format(components=recipe.components),
        }
        self._value.setText(said.get(row.knob, ""))
        self._value.setVisible(bool(row.knob))
        with QSignalBlocker(self._seed):
            self._seed.setValue(recipe.seed)
        self._count.setIndex(COUNTS.index(recipe.n))

    def watch(self, seen: bool) -> None:
        """Draw and decode while somebody looks. As with every card, closing it changes nothing on the maps."""
        self._session.controller(SamplingController).watch(seen)
        if not seen and self.isHidden() and self._session.state.part(Sampling).draws:
            self._session.notify(STAY)

    def _change(self, **changes: str | int | float) -> None:
        self._session.controller(SamplingController).set(replace(self._session.state.part(Sampling).recipe, **changes))  # type: ignore[arg-type]


class _Column(QWidget):
    """A pane's sheet, under its name, and its facts."""

    def __init__(self, session: Session, pane: int) -> None:
        super().__init__()
        self._pane = pane
        self.page = DrawPage(f"samplers.sheet.{pane}")
        self.page.chosen.connect(lambda place: session.controller(SamplingController).show(pane, place))
        self._name = TextLine(12, name=f"samplers.name.{pane}")
        self._reading = TextLine(12, name=f"samplers.reading.{pane}")
        self._caution = TextLine(11, name=f"samplers.caution.{pane}", muted=True)
        self._lines = [TextLine(12, name=f"samplers.fact.{pane}.{k}") for k in range(3)]
        parts = (self._name, self.page, self._reading, self._caution, *self._lines)
        vbox(*parts, None, gap=3, of=self)

    def draw(self, state: SessionState) -> None:
        """Show what there is of this pane's model."""
        model, recipe = state.panes[self._pane].model, state.part(Sampling).recipe
        draws = None if model is None else state.part(Sampling).draws.get(model.key)
        stale = draws is not None and not draws.recipe.same_draws(recipe)
        self.page.show_draws(draws, stale=stale)
        self._name.setText(
            text.progress(draws, stale) if state.part(Sampling).on else "", words.pane_names(state)[self._pane]
        )
        wanted = None if draws is None or stale or draws.recipe.n != recipe.n else draws
        facts = None if wanted is None else wanted.facts
        bare = wanted is not None and facts is None and wanted.share >= 1.0 and not wanted.error
        seen = None if wanted is None or model is None else text.judged(wanted, model.manifest.classes)
        read = seen or (text.reading(facts) if facts else (text.NO_CODES if bare else "", ""))
        for line, part in zip((self._reading, self._caution), read, strict=True):
            line.setText(part, short=part.partition(" [")[0])  # where there is little room the interval goes
        rows = [] if facts is None else text.lines(facts)
        for line, (lead, said, tip) in zip(self._lines, [*rows, *[("", "", "")] * 3], strict=False):
            line.setText(said, lead)
            line.setToolTip(tip)


def bandwidth_of(step: int) -> float:
    """What the slider means, in units of Scott's rule: 0.1 to 4, evenly in its logarithm; 1 is one of its steps."""
    return float(round(10.0 ** (step / 50.0 - 1.0), 3))


def step_of(bandwidth: float) -> int:
    """The nearest step of the slider."""
    return min(range(WIDE_STEPS + 1), key=lambda step: abs(bandwidth_of(step) - bandwidth))
