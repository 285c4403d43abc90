"""First a question: what do you expect? Its answers are buttons; who does not want to guess can just look."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy

from aevae_desktop.features.article.controller import ArticleController
from aevae_desktop.features.article.state import ArticleState, Claim
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui.widgets.controls import label, named
from aevae_desktop.ui.widgets.layouts import hbox, vbox

MOST = 4  # answers
LOOK = translate("article", "Show me")


class Question(QFrame):
    """The question of a claim that was not looked at yet."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("article.question")
        self.setProperty("card", True)
        self._session, self._claim = session, ""
        self._head = label(translate("article", "Before you look: what do you expect?"), "article.predict")
        self._asks = label("", "article.asks", quiet=False)
        self._asks.setProperty("letters", "lead")
        self._answers = [self._button(f"article.answer.{k}") for k in range(MOST)]
        self._look = self._button("article.look", translate("article", "Show me"))
        self._look.setProperty("flat", True)
        self._look.setToolTip(translate("article", "Show the figures without a prediction"))
        vbox(self._head, self._asks, 2, *self._answers, hbox(self._look, None), gap=8, edges=(18, 14, 18, 14), of=self)

    def _button(self, name: str, words: str = "") -> QPushButton:
        made = named(QPushButton(words), name, "")
        made.setProperty("answer", True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda: self._choose(made))
        return made

    def show_claim(self, claim: Claim, state: SessionState) -> None:
        """Ask what ``claim`` asks; nothing once it was looked at."""
        self._claim = claim.name
        self._asks.setText(claim.question)
        given = state.part(ArticleState).answers.get(claim.name)
        for k, made in enumerate(self._answers):
            answer = claim.answers[k] if k < len(claim.answers) else ""
            made.setText(answer)
            made.setVisible(bool(answer))
            made.setProperty("chosen", bool(answer) and answer == given)

    def _choose(self, made: QPushButton) -> None:
        controller = self._session.controller(ArticleController)
        if made is not self._look:
            controller.answer(self._claim, made.text())
        controller.reveal(self._claim)
