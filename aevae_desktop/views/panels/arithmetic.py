"""The arithmetic card: start + scale × (mean of some − mean of others), in every pane, and what is stored nearby."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from aevae_desktop.session.arithmetic import FAR, Arithmetic, Outcome
from aevae_desktop.session.arithmetic_controller import ArithmeticController, Side
from aevae_desktop.session.probe_controller import ProbeController
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState, panes_differ
from aevae_desktop.views import theme as themes
from aevae_desktop.views import words
from aevae_desktop.views.panels.panel import Panel
from aevae_desktop.views.widgets.controls import button, slider
from aevae_desktop.views.widgets.heading import Heading
from aevae_desktop.views.widgets.latest import Latest
from aevae_desktop.views.widgets.sum_strip import SumStrip
from aevae_desktop.views.widgets.text_line import TextLine

WIDE = 430  # px
STEPS = 20  # of the slider in a whole vector
SIDES: tuple[tuple[Side, str, str], ...] = (("plus", "+", "add"), ("minus", "−", "take away"))
EMPTY = {"plus": "what to add", "minus": "what to take away", "start": "where to start"}


class ArithmeticPanel(Panel):
    """Three slots, a slider, and the sum of each pane; made when it is first opened."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("arithmetic")
        self.setProperty("card", True)
        self.setAccessibleName("Arithmetic with codes")
        self.setFixedWidth(WIDE)
        self._session, self._theme = session, themes.DARK
        self._lines: dict[str, TextLine] = {}
        self._sums: list[SumStrip] = []

    def apply_theme(self, theme: themes.Theme) -> None:
        """Remember the colours for what is still to be made."""
        self._theme = theme

    def setVisible(self, visible: bool) -> None:
        """Make what is inside before it is shown for the first time."""
        if visible and not self._sums:
            self._make()
        super().setVisible(visible)

    def _make(self) -> None:
        self._sums = [SumStrip(index) for index in range(len(self._session.state.panes))]
        self._titles = [TextLine(12) for _ in self._sums]
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(7)
        column.addWidget(Heading("Arithmetic"))
        for side, sign, verb in SIDES:
            column.addLayout(self._term(side, sign, verb))
        column.addLayout(self._start())
        column.addLayout(self._scale())
        for index, (title, strip) in enumerate(zip(self._titles, self._sums, strict=True)):
            title.setObjectName(f"arithmetic.title.{index}")
            strip.chosen.connect(self._probe)
            column.addWidget(title)
            column.addWidget(strip)
        column.addLayout(self._commands())
        for part in self.findChildren(QWidget):
            if hasattr(part, "apply_theme"):
                part.apply_theme(self._theme)
        self._show(self._session.state)

    # ------------------------------------------------------------ parts

    def _term(self, side: Side, sign: str, verb: str) -> QHBoxLayout:
        controller = self._session.controller(ArithmeticController)
        take = button(
            "Take the selection",
            f"arithmetic.{side}.selection",
            f"The mean code of the selected samples is what to {verb}",
            lambda: controller.take_selection(side),
            compact=True,
        )
        tip = f"The mean code of a class is what to {verb}"
        classes = button("Class ▾", f"arithmetic.{side}.class", tip, lambda: None, compact=True)
        classes.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(classes)
        menu.aboutToShow.connect(lambda: self._list_classes(menu, side))
        classes.setMenu(menu)
        return self._slot(side, sign, take, classes)

    def _start(self) -> QHBoxLayout:
        controller = self._session.controller(ArithmeticController)
        tip = "Start at the code that is probed"
        probe = button("The probe", "arithmetic.start.probe", tip, controller.start_at_probe, compact=True)
        tip = "Start where each model puts your drawing"
        drawing = button("Your digit", "arithmetic.start.drawing", tip, controller.start_at_drawing, compact=True)
        self.setFocusProxy(probe)
        return self._slot("start", "to", probe, drawing)

    def _slot(self, name: str, sign: str, *controls: QToolButton) -> QHBoxLayout:
        row, lead, line = QHBoxLayout(), TextLine(13, strong=True), TextLine(12, muted=True)
        row.setSpacing(6)
        lead.setText(sign)
        lead.setRoom(16)
        line.setObjectName(f"arithmetic.{name}")
        self._lines[name] = line
        row.addWidget(lead)
        row.addWidget(line, 1)
        for control in controls:
            row.addWidget(control)
        return row

    def _scale(self) -> QHBoxLayout:
        controller, row = self._session.controller(ArithmeticController), QHBoxLayout()
        row.setSpacing(6)
        title, self._value = TextLine(12, muted=True), TextLine(12)
        title.setText("scale")
        title.setRoom(36)
        self._value.setRoom(52)
        ends = round(FAR * STEPS)
        tip = "How much of the vector is added: 1 is the whole of it"
        self._slider = slider("arithmetic.scale", tip, -ends, ends, STEPS)
        hand = Latest(lambda value: controller.set_scale(value / STEPS), self)
        self._slider.valueChanged.connect(hand.put)
        row.addWidget(title)
        row.addWidget(self._slider, 1)
        row.addWidget(self._value)
        tip = "Add the whole vector"
        row.addWidget(button("1×", "arithmetic.whole", tip, lambda: controller.set_scale(1.0), compact=True))
        return row

    def _commands(self) -> QHBoxLayout:
        controller, row = self._session.controller(ArithmeticController), QHBoxLayout()
        row.setSpacing(6)
        tip = "A path from the start to the result, in place of the one that is there: it plays, and undo takes it back"
        self._path = button("As a path", "arithmetic.path", tip, controller.as_path, compact=True)
        row.addWidget(self._path)
        for text, name, tip, act in (
            ("Swap + and −", "swap", "Add what was taken away, and the other way round", controller.swap),
            ("Clear", "clear", "Begin again; the arrow leaves the maps", controller.clear),
        ):
            row.addWidget(button(text, f"arithmetic.{name}", tip, act, compact=True))
        row.addStretch(1)
        return row

    # ------------------------------------------------------------ what it shows

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show what is chosen, and what comes of it."""
        if not self._sums:
            return
        models = panes_differ(old, new, "model")
        if new.arithmetic is not old.arithmetic or models or new.shown != old.shown:
            self._show(new)

    def _show(self, state: SessionState) -> None:
        part = state.arithmetic
        for name, text in _chosen(part).items():
            self._lines[name].setText(text or EMPTY[name])
        with QSignalBlocker(self._slider):
            self._slider.setValue(round(part.scale * STEPS))
        self._value.setText(f"{words.number(part.scale)} ×")
        self._path.setEnabled(any(isinstance(each, Outcome) for each in part.outcomes))
        names, sizes = words.pane_names(state), [strip.isHidden() for strip in self._sums]
        for i, (title, strip) in enumerate(zip(self._titles, self._sums, strict=True)):
            found = part.outcomes[i] if i < len(part.outcomes) else None
            sound = isinstance(found, Outcome) and not found.error
            strip.setOutcome(found if isinstance(found, Outcome) else None, part.scale)
            strip.setVisible(sound)
            title.setText(described(state, i), "" if found is None else names[i])
            title.setVisible(i in state.shown and bool(names[i]) and bool(title.text()))
        if sizes != [strip.isHidden() for strip in self._sums]:
            self.fit()

    def fit(self) -> None:
        """The card keeps its corner."""
        if self.parentWidget() is not None and not self.isHidden():
            corner = self.geometry().right()
            self._column.activate()
            self.adjustSize()
            self.move(corner - self.width() + 1, self.y())

    def _list_classes(self, menu: QMenu, side: Side) -> None:
        menu.clear()
        lists = [model.manifest.classes for _, model in self._session.state.shown_models()]
        controller = self._session.controller(ArithmeticController)
        longest = max(lists, key=len) if lists else ()
        for k, name in enumerate(longest):
            menu.addAction(words.literal(name)).triggered.connect(lambda _=False, k=k: controller.take_class(side, k))

    # ------------------------------------------------------------ gestures

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: work it out."""
        self._session.controller(ArithmeticController).watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        self._session.controller(ArithmeticController).watch(False)

    def _probe(self, sample: int) -> None:
        self._session.controller(ProbeController).pin(True)
        self._session.controller(ProbeController).probe_sample(sample)


def described(state: SessionState, i: int) -> str:
    """``the vector is 3.21 long``, or why there is nothing in pane ``i``."""
    part = state.arithmetic
    found = part.outcomes[i] if i < len(part.outcomes) else None
    if isinstance(found, str):
        return found
    if found is None:
        return part.lack if i == min(state.shown) else ""
    if found.error:
        return found.error
    whole, some = words.tiny(found.length), words.tiny(abs(part.scale) * found.length)
    return f"the vector is {whole} long" + ("" if part.scale == 1 else f", {some} of it added")


def _chosen(part: Arithmetic) -> dict[str, str]:
    start = "" if part.start is None else part.start.name or "a place"
    if part.start is not None and part.start.sample is not None:
        start = f"{start}, sample {part.start.sample:,}"
    return {
        "plus": "" if part.plus is None else f"mean of {part.plus.name}",
        "minus": "" if part.minus is None else f"mean of {part.minus.name}",
        "start": start,
    }
