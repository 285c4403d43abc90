"""The Posterior card: eps under the hand, z = mu + sigma * eps with live numbers, 64 draws, and the loss ledger."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from aevae_desktop.session.posterior_controller import PosteriorController
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState, panes_differ
from aevae_desktop.views import theme as themes
from aevae_desktop.views import words
from aevae_desktop.views.panels.panel import Panel
from aevae_desktop.views.panels.posterior_draws import DrawsSection, quiet
from aevae_desktop.views.panels.posterior_pad import Models, PadSection, Panes
from aevae_desktop.views.widgets.heading import Heading
from aevae_desktop.views.widgets.segmented import Segmented
from aevae_desktop.views.widgets.text_line import TextLine

TITLES = {"drawing": "Your digit", "sample": "Sample"}
TIPS = ("The posterior of your drawing", "The posterior of the sample at the probe; a click on a map holds it")


class PosteriorPanel(Panel):
    """Docked beside the previews, so that the maps show what happens. What is in it is made when it is first opened."""

    docked = True

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("posterior")
        self.setProperty("card", True)
        self.setAccessibleName("Posterior and the reparameterisation trick")
        self._session, self._theme = session, themes.DARK
        self._body: _Body | None = None

    def apply_theme(self, theme: themes.Theme) -> None:
        """Remember the colours for what is still to be made."""
        self._theme = theme
        if self._body is not None:
            self._body.draw(self._session.state)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the posterior; nothing while the card is closed."""
        if self._body is not None and self.isVisible() and _differs(old, new):
            self._body.draw(new)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to look."""
        if self._body is None:
            self._body = self._make()
        self._session.controller(PosteriorController).watch(True)
        self._body.draw(self._session.state)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        self._session.controller(PosteriorController).watch(False)

    def _make(self) -> _Body:
        body = _Body(self._session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(body)
        self.setFocusProxy(body.hand.pad)
        for part in (body, *body.findChildren(QWidget)):
            if hasattr(part, "apply_theme"):
                part.apply_theme(self._theme)
        return body


class _Body(QWidget):
    """The head with the switch, and a scrolled column: the hand's part, then chance's."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._source = Segmented(tuple(TITLES.values()), small=True)
        for k, (name, tip) in enumerate(zip(TITLES, TIPS, strict=True)):
            self._source.button(k).setToolTip(tip)
            self._source.button(k).setObjectName(f"posterior.source.{name}")
        self._source.chosen.connect(
            lambda k: session.controller(PosteriorController).choose("sample" if k else "drawing")
        )
        self._subject, self._error = TextLine(12, muted=True), quiet()
        self._error.setObjectName("posterior.error")
        self.hand, self._draws = PadSection(session), DrawsSection(session)
        self._lay_out()

    def draw(self, state: SessionState) -> None:
        """Draw the card's part of ``state``."""
        part, names, models = state.posterior, words.pane_names(state), dict(state.shown_models())
        panes = {i: part.panes[i] for i in state.shown if i in part.panes}
        self._source.setIndex(list(TITLES).index(part.source))
        self._subject.setText(_subject(models, panes))
        self._subject.setVisible(bool(self._subject.text()))
        errors = dict.fromkeys(why for pane in panes.values() for why in (pane.error, pane.undrawn) if why)
        self._error.setText(" ".join(errors))
        self._error.setVisible(bool(errors))
        self.hand.show_panes(part, models, panes, names)
        self._draws.show_panes(part, models, panes, names)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 6, 0)
        head.addWidget(Heading("Posterior"), 1)
        head.addWidget(self._source)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 6)
        column.setSpacing(8)
        for part in (self._subject, self._error, self.hand):
            column.addWidget(part)
        column.addSpacing(6)
        column.addWidget(self._draws)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 12, 8, 8)
        outer.setSpacing(8)
        outer.addLayout(head)
        outer.addWidget(_scrolled(inside), 1)


def _subject(models: Models, panes: Panes) -> str:
    """Which sample it is, in one line; of the drawing there is nothing to say."""
    i = next(iter(panes), None)
    row = None if i is None else panes[i].subject.token[1]
    return words.sample(models[i], row) if i is not None and isinstance(row, int) else ""


def _differs(old: SessionState, new: SessionState) -> bool:
    models = panes_differ(old, new, "model")
    return models or old.posterior is not new.posterior or old.shown != new.shown


def _scrolled(inside: QWidget) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setObjectName("posterior.scroll")
    scroll.setAccessibleName("Posterior")
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inside)
    return scroll
