"""A tour of the article in eight stops: each opens a claim's page, the last one fills the article's table."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QToolButton

from aevae_desktop.features.article.controller import ArticleController
from aevae_desktop.language import tr, translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Mode, SessionState
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.controls import button, label
from aevae_desktop.ui.widgets.layouts import hbox, vbox

TIGHT = 700  # px at 100 %


@dataclass(frozen=True)
class Stop:
    """One stop: its ``title``, what to do there, and the claim whose page it shows; "" for the table."""

    title: str
    says: str
    claim: str = ""


STOPS = (
    Stop(tr("A digit"), tr("Draw one, or move over a map. Each model squeezes it and draws it again."), "gives_back"),
    Stop(
        tr("Its code"), tr("What is left in the middle is its code, a place on the map. How small is it?"), "code_small"
    ),
    Stop(tr("Gaps"), tr("Move where there are no dots in the left map. What does the decoder draw there?"), "gaps"),
    Stop(tr("Random codes"), tr("Now a hundred codes by chance. Say who makes digits of them, then look."), "garbage"),
    Stop(
        tr("Rings"), tr("The rings are 1, 2 and 3 sigma of N(0, I), which the VAE's codes should look like."), "normal"
    ),
    Stop(tr("Epsilon"), tr("The VAE draws its code: z = mu + sigma × epsilon. Encode one image 64 times."), "chance"),
    Stop(
        tr("A morph"), tr("Go slowly from one cluster of the right map to the next one. What stands between?"), "morphs"
    ),
    Stop(tr("The summary"), tr("The article's last table, with the figures of the models that are open.")),
)


@dataclass(frozen=True)
class Tour:
    """At which stop somebody is, from 0; None: no tour."""

    at: int | None = None


def stop_of(state: SessionState) -> Stop | None:
    """The stop that is shown; None without a tour, or where somebody has turned to another page since."""
    at = state.part(Tour).at
    return None if at is None else STOPS[at]


def go(session: Session, at: int | None) -> None:
    """Turn to a stop; before the first one nothing happens, past the last one and with None the tour ends."""
    at = None if at is None or at >= len(STOPS) else max(at, 0)
    if at is not None:
        session.set_mode(Mode.ARTICLE)
    held = session.state.pinned and at is None  # a stop may ask to move over a map
    session.set_state(replace(session.state.with_part(Tour(at)), pinned=held))
    if at is not None and STOPS[at].claim:
        session.controller(ArticleController).open(STOPS[at].claim)


class TourStrip(QFrame):
    """Over the page: which stop it is and what to do there; on, back, and out, by button and by key."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("tour")
        self.setProperty("strip", True)
        self._session = session
        self._title, self._says = label("", "tour.title", quiet=False), label("", "tour.says", quiet=False)
        self._title.setProperty("letters", "lead")
        self._back = button(
            translate("article", "‹ Back"),
            "tour.back",
            translate("article", "The stop before (Left)"),
            lambda: self._step(-1),
        )
        self._next = button(
            translate("article", "Next ›"),
            "tour.next",
            translate("article", "The next stop (Right)"),
            lambda: self._step(1),
        )
        self._next.setProperty("main", True)
        self._skip = button(
            translate("article", "End the tour"),
            "tour.skip",
            translate("article", "Back to the claims (Esc)"),
            self._end,
            flat=True,
        )
        self._buttons: tuple[QToolButton, ...] = (self._back, self._next, self._skip)
        for made in self._buttons:
            made.installEventFilter(self)
        buttons = hbox(*self._buttons, None, gap=8)
        words = vbox(self._title, self._says, gap=3)
        self._whole = hbox((words, 1), buttons, gap=10, edges=(22, 10, 22, 10), of=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In little room the buttons stand under the words."""
        tight = self.width() < themes.px(TIGHT)
        self._whole.setDirection(QBoxLayout.Direction.TopToBottom if tight else QBoxLayout.Direction.LeftToRight)

    def show_stop(self, state: SessionState) -> None:
        """Say where the tour is; nothing without one."""
        at = state.part(Tour).at
        fresh = at is not None and self.isHidden()
        self.setVisible(at is not None)
        if at is not None:
            self._title.setText(
                translate("article", "Stop {at} of {stops}: {title}").format(
                    at=at + 1, stops=len(STOPS), title=STOPS[at].title
                )
            )
            self._says.setText(STOPS[at].says)
            self._back.setEnabled(at > 0)
            self._next.setText(translate("article", "Done") if at + 1 == len(STOPS) else translate("article", "Next ›"))
        if fresh:
            self._next.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left and Right go from stop to stop, Esc ends the tour: before anything else takes these keys."""
        keys = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Escape: 0}
        if not isinstance(event, QKeyEvent) or event.modifiers() or Qt.Key(event.key()) not in keys:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            by = keys[Qt.Key(event.key())]
            self._step(by) if by else self._end()
        return True

    def _end(self) -> None:
        go(self._session, None)

    def _step(self, by: int) -> None:
        at = self._session.state.part(Tour).at
        if at is not None:
            go(self._session, at + by)
