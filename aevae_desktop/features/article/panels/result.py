"""What was measured for a claim: the number, written large, the verdict, and the figures as bars with intervals."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QWidget

from aevae_desktop.core.claims.figures import Figure
from aevae_desktop.features.article import logic, text
from aevae_desktop.features.article.controller import ArticleController
from aevae_desktop.features.article.state import ArticleState, Bar, Claim, Found, Verdict
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.charts.interval_bars import Interval, IntervalBars
from aevae_desktop.ui.widgets.controls import button, label, progress_bar, show_progress
from aevae_desktop.ui.widgets.layouts import hbox, vbox

TIGHT = 640  # px at 100 %: below this width the bars stand under the number


class ClaimResult(QFrame):
    """The figures of a claim; while they are measured how far that is, and a button that ends it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("article.result")
        self.setProperty("card", True)
        self._session = session
        self._number = label("", "article.number", quiet=False, wrap=False)
        self._number.setProperty("letters", "figure")
        self._between = label("", "article.between", wrap=False)
        self._what = label("", "article.what")
        self._chip = label("", "article.verdict", quiet=False, wrap=False)
        self._chip.setProperty("chip", True)
        self._guess, self._said = label("", "article.guess"), label("", "article.said")
        self._bars = IntervalBars("article.bars", translate("article", "What was measured"))
        self._note, self._remarks = label("", "article.note"), label("", "article.remarks")
        self._bar = progress_bar("article.measuring", translate("article", "Measured"))
        cancel = session.controller(ArticleController).cancel
        self._cancel = button(
            translate("article", "Cancel"),
            "article.cancel",
            translate("article", "Measure no more"),
            cancel,
            compact=True,
        )
        self._waits = QWidget()
        self._waiting = label(translate("article", "Measuring…"), "article.waiting", wrap=False)
        hbox(self._waiting, (self._bar, 1), self._cancel, gap=10, of=self._waits)
        left = vbox(self._number, self._between, self._what, hbox(self._chip, None), None, gap=4)
        self._right = QWidget()
        vbox(self._bars, None, gap=4, of=self._right)
        self._row = hbox((left, 4), (self._right, 7), gap=24)
        words = (self._guess, self._said, self._note, self._remarks)
        vbox(self._waits, self._row, *words, gap=5, edges=(16, 12, 16, 12), of=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In little room one under the other."""
        tight = self.width() < themes.px(TIGHT)
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if tight else QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(8 if tight else 24)

    def show_claim(self, claim: Claim, found: Found | None, state: SessionState) -> None:
        """Show what there is."""
        said = logic.verdict_of(state, claim)
        share = logic.share_of(state, claim)
        waits = said is None
        self._waits.setVisible(waits)
        show_progress(self._bar, share if waits else None)
        self._cancel.setVisible(self._session.controller(ArticleController).busy)
        self._guess.setText(text.guessed(claim, found, state))
        self._show_verdict(said)
        self._show_figures(claim, found, state)

    def _show_verdict(self, said: tuple[Verdict, str] | None) -> None:
        for widget in (self._chip, self._guess, self._said):
            widget.setVisible(said is not None)
        if said is not None:
            set_chip(self._chip, said[0])
            self._said.setText(translate("article", "Measured: {said}").format(said=said[1]))
            self._chip.setToolTip(text.UNSURE if said[0] is Verdict.UNDECIDED else "")

    def _show_figures(self, claim: Claim, found: Found | None, state: SessionState) -> None:
        head = (text.headline(claim, found) if found else None) or text.Headline("", "")
        parts = ((self._number, head.text), (self._between, head.between), (self._what, head.what))
        for widget, words in parts:
            widget.setText(words)
            widget.setVisible(bool(words))
        shown = text.bars(claim, found) if found else []
        self._bars.setBars([_interval(bar, figure) for bar, figure in shown])
        self._right.setVisible(bool(shown))
        note = text.note(claim, found, state.part(ArticleState).seed) if found else ""
        self._note.setText(note)
        self._note.setVisible(bool(note))
        remarks = text.remarks(claim, found, state) if found else ""
        self._remarks.setText(remarks)
        self._remarks.setVisible(bool(remarks))


def set_chip(chip: QLabel, verdict: Verdict) -> None:
    """Write a verdict on ``chip``: a sign and words, in its colour."""
    tone, mark = text.LOOKS[verdict]
    chip.setText(f"{mark}  {verdict.value}")
    if chip.property("tone") != tone:
        chip.setProperty("tone", tone)
        chip.style().polish(chip)


def _interval(bar: Bar, figure: Figure) -> Interval:
    written, between = text.written(figure, bar.unit if bar.unit == "share" else "")  # the others stand over the bars
    numbers = (figure.value, figure.low, figure.high)
    unit = text.UNITS.get(bar.unit, "")
    return Interval(text.ROLES[bar.role], bar.label, *numbers, written, between, text.tone(bar), unit)
