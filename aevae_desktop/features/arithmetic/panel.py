"""The arithmetic card: start + scale × (mean of some − mean of others), in every pane, and what is stored nearby."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton

from aevae_desktop.features.arithmetic.controller import ArithmeticController, Side
from aevae_desktop.features.arithmetic.state import FAR, Arithmetic, Outcome
from aevae_desktop.features.arithmetic.sum_strip import SumStrip
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState, panes_differ
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.controls import button, entered, menu_button, slider
from aevae_desktop.ui.widgets.latest import Latest
from aevae_desktop.ui.widgets.layouts import hbox
from aevae_desktop.ui.widgets.panel import Card
from aevae_desktop.ui.widgets.text_line import TextLine, muted

WIDE = 430  # px
PURPOSE = translate("arithmetic", "Start at a code, add the mean of some codes, subtract the mean of others.")
STEPS = 20  # of the slider in a whole vector
SIDES: tuple[tuple[Side, str, str, str], ...] = (  # its sign, and what its two buttons do
    (
        "plus",
        "+",
        translate("arithmetic", "The mean code of the selected samples is what to add"),
        translate("arithmetic", "The mean code of a class is what to add"),
    ),
    (
        "minus",
        "−",
        translate("arithmetic", "The mean code of the selected samples is what to subtract"),
        translate("arithmetic", "The mean code of a class is what to subtract"),
    ),
)
EMPTY = {
    "plus": translate("arithmetic", "what to add"),
    "minus": translate("arithmetic", "what to subtract"),
    "start": translate("arithmetic", "where to start"),
}


class ArithmeticPanel(Card):
    """Three slots, a slider, and the sum of each pane."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "arithmetic", translate("arithmetic", "Arithmetic with codes"), PURPOSE, WIDE)

    def build(self) -> None:
        """Make the slots, the slider and the sums."""
        panes = range(len(self._session.state.panes))
        self._lines: dict[str, TextLine] = {}
        self._sums = [SumStrip(i) for i in panes]
        self._titles = [TextLine(12, name=f"arithmetic.title.{i}") for i in panes]
        for strip in self._sums:
            strip.chosen.connect(self._session.controller(ProbeController).hold_sample)
        terms = [self._term(*row) for row in SIDES]
        sums = [part for pair in zip(self._titles, self._sums, strict=True) for part in pair]
        self.lay_out(*terms, self._start(), self._scale(), *sums, self._commands(), gap=7)
        self._show(self._session.state)

    # ------------------------------------------------------------ parts

    def _term(self, side: Side, sign: str, tip: str, of_class: str) -> QHBoxLayout:
        name = f"arithmetic.{side}"
        take = partial(self._session.controller(ArithmeticController).take_selection, side)
        menu = QMenu()
        menu.aboutToShow.connect(lambda: self._list_classes(menu, side))
        classes = menu_button(translate("arithmetic", "Class ▾"), f"{name}.class", of_class, menu, compact=True)
        return self._slot(
            side,
            sign,
            button(translate("arithmetic", "Take the selection"), f"{name}.selection", tip, take, compact=True),
            classes,
        )

    def _start(self) -> QHBoxLayout:
        controller = self._session.controller(ArithmeticController)
        tip = translate("arithmetic", "Start at the code that is probed")
        probe = button(
            translate("arithmetic", "The probe"), "arithmetic.start.probe", tip, controller.start_at_probe, compact=True
        )
        tip = translate("arithmetic", "Start where each model puts your drawing")
        drawing = button(
            translate("arithmetic", "Your drawing"),
            "arithmetic.start.drawing",
            tip,
            controller.start_at_drawing,
            compact=True,
        )
        self.setFocusProxy(probe)
        return self._slot("start", "to", probe, drawing)

    def _slot(self, name: str, sign: str, *controls: QToolButton) -> QHBoxLayout:
        self._lines[name] = muted(name=f"arithmetic.{name}")
        return hbox(TextLine(13, sign, strong=True, room=16), (self._lines[name], 1), *controls)

    def _scale(self) -> QHBoxLayout:
        controller, ends = self._session.controller(ArithmeticController), round(FAR * STEPS)
        self._value = TextLine(12, room=52)
        tip = translate("arithmetic", "How much of the vector is added: 1 is the whole of it")
        self._slider = slider("arithmetic.scale", tip, -ends, ends, STEPS, translate("arithmetic", "scale"))
        self._slider.valueChanged.connect(Latest(lambda value: controller.set_scale(value / STEPS), self).put)
        whole = button(
            "1×",
            "arithmetic.whole",
            translate("arithmetic", "Add the whole vector"),
            lambda: controller.set_scale(1.0),
            compact=True,
        )
        return hbox(muted(translate("arithmetic", "scale"), room=36), (self._slider, 1), self._value, whole)

    def _commands(self) -> QHBoxLayout:
        controller = self._session.controller(ArithmeticController)
        tip = translate(
            "arithmetic",
            "A path from the start to the result, in place of the one that is there: it plays, and undo takes it back",
        )
        self._path = button(
            translate("arithmetic", "As a path"), "arithmetic.path", tip, controller.as_path, compact=True
        )
        tip = translate("arithmetic", "Add what was subtracted, and subtract what was added")
        swap = button(translate("arithmetic", "Swap + and −"), "arithmetic.swap", tip, controller.swap, compact=True)
        tip = translate("arithmetic", "Start again, and remove the arrow from the maps")
        return hbox(
            self._path,
            swap,
            button(translate("arithmetic", "Clear"), "arithmetic.clear", tip, controller.clear, compact=True),
            None,
        )

    # ------------------------------------------------------------ what it shows

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show what is chosen, and what comes of it."""
        differs = (
            new.part(Arithmetic) is not old.part(Arithmetic)
            or panes_differ(old, new, "model")
            or new.shown != old.shown
        )
        if self._built and differs:
            self._show(new)

    def _show(self, state: SessionState) -> None:
        part = state.part(Arithmetic)
        for name, text in _chosen(part).items():
            self._lines[name].setText(text or EMPTY[name])
        with QSignalBlocker(self._slider):
            self._slider.setValue(round(part.scale * STEPS))
        self._value.setText(f"{words.number(part.scale)} ×")
        self._path.setEnabled(any(isinstance(each, Outcome) for each in part.outcomes))
        names = words.pane_names(state)
        for i, (title, strip) in enumerate(zip(self._titles, self._sums, strict=True)):
            found = part.outcomes[i] if i < len(part.outcomes) else None
            sound = isinstance(found, Outcome) and not found.error
            strip.setOutcome(found if isinstance(found, Outcome) else None, part.scale)
            strip.setVisible(sound)
            title.setText(described(state, i), "" if found is None else names[i])
            title.setVisible(i in state.shown and bool(names[i]) and bool(title.text()))

    def watch(self, seen: bool) -> None:
        """Work it out while somebody looks."""
        self._session.controller(ArithmeticController).watch(seen)

    def _list_classes(self, menu: QMenu, side: Side) -> None:
        menu.clear()
        lists = [model.manifest.classes for _, model in self._session.state.shown_models()]
        take = self._session.controller(ArithmeticController).take_class
        longest = max(lists, key=len) if lists else ()
        entered(menu, [(words.literal(name), partial(take, side, k)) for k, name in enumerate(longest)])


def described(state: SessionState, i: int) -> str:
    """``the vector is 3.21 long``, or why there is nothing in pane ``i``."""
    part = state.part(Arithmetic)
    found = part.outcomes[i] if i < len(part.outcomes) else None
    if isinstance(found, str):
        return found
    if found is None:
        return part.lack if i == min(state.shown) else ""
    if found.error:
        return found.error
    whole, some = words.tiny(found.length), words.tiny(abs(part.scale) * found.length)
    if part.scale == 1:
        return translate("arithmetic", "the vector is {whole} long").format(whole=whole)
    said = translate("arithmetic", "the vector is {whole} long, {some} of it added")
    return said.format(whole=whole, some=some)


def _chosen(part: Arithmetic) -> dict[str, str]:
    start = "" if part.start is None else part.start.name or translate("arithmetic", "a place")
    if part.start is not None and part.start.sample is not None:
        start = translate("arithmetic", "{start}, sample {sample:,}").format(start=start, sample=part.start.sample)
    return {
        "plus": "" if part.plus is None else translate("arithmetic", "mean of {name}").format(name=part.plus.name),
        "minus": "" if part.minus is None else translate("arithmetic", "mean of {name}").format(name=part.minus.name),
        "start": start,
    }
