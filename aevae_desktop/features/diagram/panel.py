"""The Diagram card: what goes on inside the models on screen, its loss in numbers, and the lines of code that do it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEasingCurve, QRect, Qt, QVariantAnimation
from PySide6.QtWidgets import QLabel, QWidget

from aevae_desktop.features.diagram import logic, text
from aevae_desktop.features.diagram.controller import DiagramController
from aevae_desktop.features.diagram.flow_view import FlowView
from aevae_desktop.features.diagram.sampler_view import SamplerView
from aevae_desktop.features.diagram.segments_view import SegmentsView
from aevae_desktop.features.diagram.state import DiagramState, Flow, Part
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.controls import Check, button, named, number
from aevae_desktop.ui.widgets.layouts import hbox, vbox
from aevae_desktop.ui.widgets.panel import Card
from aevae_desktop.ui.widgets.text_line import TextLine, muted

WIDE, THROUGH_MS = 560, 1500  # px; ms from x to x_hat
PURPOSE = translate("diagram", "One image on its way: encoder, code, decoder. Point at a part to see what it is.")
REST = translate("diagram", "x is {}. In a layer, orange is above 0, blue below; hold the pointer on one for its size.")


class DiagramPanel(Card):
    """A row for each map; pointing at a part of one lights it in all."""

    lazy = True

    def __init__(self, session: Session) -> None:
        super().__init__(session, "diagram", translate("diagram", "Diagram"), PURPOSE, WIDE)

    def build(self) -> None:
        """Make the rows and what is said about them."""
        controller = self._session.controller(DiagramController)
        self._rows = tuple(_Row(i) for i in range(len(self._session.state.panes)))
        for row in self._rows:
            row.view.rolled.connect(controller.roll)
            for view in row.views:
                view.pointed.connect(self._point)
        self._sentence = Sentence("diagram.sentence")
        self._rest = ""
        self._pointed: Part | None = None
        self._through = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=THROUGH_MS)
        self._through.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._through.valueChanged.connect(self._reach)
        tip = translate("diagram", "Watch the image go through, layer by layer; the arrow keys do it step by step")
        send = button(translate("diagram", "Send it through"), "diagram.send", tip, self._send, compact=True)
        roll = button(
            translate("diagram", "⚄ Roll"),
            "diagram.roll",
            translate("diagram", "Draw another ε, the same for all (Alt+R)"),
            controller.roll,
            compact=True,
        )
        centre = button(
            "ε = 0",
            "diagram.centre",
            translate("diagram", "Take the mean: z = μ"),
            partial(controller.set_seed, 0),
            compact=True,
        )
        tip = translate("diagram", "How gradients come back: through + and ×, around the die, not through it")
        self._back = named(Check(translate("diagram", "Gradients")), "diagram.backward", tip)
        self._back.toggled.connect(self._show_backward)
        tip = translate("diagram", "What happens in one dimension of the code: log σ², σ, ε, and z = μ + σ × ε")
        self._open = named(Check(translate("diagram", "Sampler")), "diagram.sampler", tip)
        self._open.toggled.connect(lambda *_: self._draw(self._session.state))
        tip = translate("diagram", "The dimension that the sampler is shown in")
        self._dimension = number("diagram.dimension", tip, 1, 1, label=translate("diagram", "Dimension"))
        self._dimension.valueChanged.connect(lambda *_: self._draw(self._session.state))
        sampler = hbox(self._open, self._dimension, None)
        self.lay_out(hbox(send, roll, centre, 6, self._back, None), sampler, self._sentence, *self._rows, gap=10)
        self.setFocusProxy(send)
        self._point(None)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show what went through last; nothing while the card is closed."""
        differs = old.part(DiagramState) is not new.part(DiagramState) or old.shown != new.shown
        if self._built and self.isVisible() and differs:
            self._draw(new)

    def watch(self, seen: bool) -> None:
        """Send images through while somebody looks."""
        self._session.controller(DiagramController).watch(seen)
        if seen:
            self._draw(self._session.state)

    def _draw(self, state: SessionState) -> None:
        if not self._built:
            return
        part, names, models = state.part(DiagramState), words.pane_names(state), dict(state.shown_models())
        origins = [flow.origin for flow in part.flows.values() if flow.origin]
        self._rest = REST.format(origins[0]) if origins else logic.NOTHING
        self._point(self._pointed)
        deepest = max([1, *(m.manifest.latent_dim for m in models.values() if m.manifest.kind == "vae")])
        self._dimension.setMaximum(deepest)
        self._dimension.setVisible(self._open.isChecked())
        for i, row in enumerate(self._rows):
            row.setVisible(i in models)
            if i in models:
                row.show_sampler(self._open.isChecked(), part.flows.get(i), self._dimension.value() - 1)
                row.show_flow(names[i], models[i].manifest.kind == "vae", part.flows.get(i), part.errors.get(i, ""))

    def _point(self, part: Part | None) -> None:
        self._pointed = part
        self._sentence.setText(self._rest if part is None else text.SENTENCES[part])
        for row in self._rows:
            for view in row.views:
                view.show_pointed(part)

    def _send(self) -> None:
        self._through.stop()
        self._through.start()

    def _reach(self, fraction: float) -> None:
        for row in self._rows:
            row.view.reach(fraction)

    def _show_backward(self, on: bool) -> None:
        for row in self._rows:
            row.view.show_backward(on)


class Sentence(QLabel):
    """What is pointed at. It keeps room for the longest sentence: nothing below moves while a hand goes over it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("quiet", True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)

    def heightForWidth(self, width: int) -> int:
        """As high as any sentence may need, px."""
        metrics, box = self.fontMetrics(), QRect(0, 0, width, 10_000)
        said = (self.text(), *text.SENTENCES.values())
        return max(metrics.boundingRect(box, Qt.TextFlag.TextWordWrap, each).height() for each in said)


class _Row(QWidget):
    """One model."""

    def __init__(self, i: int) -> None:
        super().__init__()
        self._name, self._size = TextLine(13, strong=True), muted()
        self.view = FlowView(f"diagram.flow.{i}")
        self._loss = SegmentsView(f"diagram.loss.{i}", 13)
        self._code = SegmentsView(f"diagram.code.{i}", 11, code=True)
        self._sampler = SamplerView(f"diagram.inside.{i}")
        self.views = (self.view, self._sampler, self._loss, self._code)
        vbox(hbox((self._name, 1), (self._size, 2)), self.view, self._sampler, self._loss, self._code, gap=6, of=self)

    def show_sampler(self, on: bool, flow: Flow | None, k: int) -> None:
        """Show dimension ``k`` of the sampler, if there is one."""
        self._sampler.setVisible(on and flow is not None and flow.log_var is not None)
        self._sampler.show_flow(flow, k)

    def show_flow(self, name: str, vae: bool, flow: Flow | None, error: str) -> None:
        """Show what went through the model called ``name``; its lines have their room before anything comes."""
        self._name.setText(name)
        self._size.setText("" if flow is None else text.compression(flow))
        self.view.setAccessibleName(translate("diagram", "Diagram, {name}").format(name=name))
        self.view.show_flow(flow, error or logic.NOTHING)
        self._loss.setLines([text.formula(flow) if flow is not None else ()])
        self._code.setLines(text.CODE[vae])
