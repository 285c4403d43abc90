"""The question before the window closes. It holds nothing up: a signal, or the end of the session, closes it all."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from aevae_desktop.language import translate
from aevae_desktop.session.question import Answer, Question
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.over_window import OverWindow
from aevae_desktop.ui.widgets.controls import button, label
from aevae_desktop.ui.widgets.layouts import hbox, vbox

NAME, WIDE = "closing", 520  # px


class ClosingCard(OverWindow):
    """``question`` over ``window``; an answer does what it says and calls ``then``, Esc leaves everything as it was."""

    def __init__(self, window: QWidget, question: Question, then: Callable[[], object]) -> None:
        super().__init__(window, NAME, question.text, WIDE)
        self._then = then
        head = label(question.text, quiet=False)
        head.setFont(themes.font(15, strong=True))
        buttons = [self._button(answer) for answer in question.answers]
        tip = translate("window", "Leave the window open")
        cancel = button(translate("window", "Cancel"), f"{NAME}.cancel", tip, self.close)
        row = hbox(None, *buttons, cancel, gap=8, edges=(0, 6, 0, 0))
        self.column = vbox(head, label(question.more), row, gap=10, edges=(20, 18, 20, 16), of=self)
        self.setFocusProxy(buttons[0])

    def _button(self, answer: Answer) -> QWidget:
        return button(answer.words, f"{NAME}.{answer.name}", answer.tip, partial(self._answered, answer))

    def _answered(self, answer: Answer) -> None:
        self.close()
        answer.done()
        self._then()


def ask(window: QWidget, question: Question, then: Callable[[], object]) -> None:
    """Ask ``question`` over ``window``, unless that is asked already; ``then``: close it."""
    before = window.findChild(ClosingCard)
    if before is not None:
        if not before.isHidden():
            return
        before.deleteLater()
        before.setParent(None)
    made = ClosingCard(window, question, then)
    made.open()
    made.setFocus()
