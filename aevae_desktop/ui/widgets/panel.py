"""What every view of the session is, and what every card is besides."""

from __future__ import annotations

from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.layouts import Part, vbox


class Panel(QFrame):
    """A part of the window that draws the session's state; a ``lazy`` one is content to be told a little later."""

    lazy = False

    @property
    def busy(self) -> bool:
        """True while something that a person asked this panel for is still to come."""
        return False

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Draw what differs between two states; from ``EMPTY`` it must draw everything."""

    def fit(self) -> None:
        """The window has another size: take no more than it leaves."""

    def present(self, on: bool) -> None:
        """The window is shown to a room, or no more: hide what only a hand needs."""

    def action(self, name: str) -> QAction | None:
        """What the window can do under that name; None where it cannot."""
        return self.window().findChild(QAction, f"action.{name}")

    def trigger(self, name: str) -> None:
        """Do what the window can do under that name, as its key does: open another card, say."""
        action = self.action(name)
        if action is not None:
            action.trigger()


class Card(Panel):
    """A panel called ``name`` that opens over the window, ``wide`` px where that is given."""

    low = False  # in the lower right corner, which leaves the previews in sight where there is room
    docked = False  # over the lower part of the side panels, which leaves the previews in sight

    def __init__(self, session: Session, name: str, read: str, wide: int = 0) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("card", True)
        self.setAccessibleName(read)
        if wide:
            self.setFixedWidth(wide)
        self._session, self._theme, self._built = session, themes.DARK, False

    def apply_theme(self, theme: themes.Theme) -> None:
        """Keep the colours for what is still to be made, and for files."""
        self._theme = theme

    def build(self) -> None:
        """Make what is inside when the card is first opened: a window that starts has no time for it."""

    def watch(self, seen: bool) -> None:
        """Somebody looks at the card, or nobody any more."""

    def refit(self) -> None:
        """Fit what is inside; the corner at the window's edge stays."""
        corner = self.geometry().bottomRight()
        self.fit()
        if self.parentWidget() is not None and not self.isHidden():
            self.adjustSize()
            y = corner.y() - self.height() + 1 if self.low else self.y()
            self.move(corner.x() - self.width() + 1, y)

    def lay_out(self, *parts: Part, gap: int = 8) -> QVBoxLayout:
        """``parts`` from top to bottom, with a card's margins."""
        return vbox(*parts, gap=gap, edges=(14, 12, 14, 12), of=self)

    def setVisible(self, visible: bool) -> None:
        """What is inside must be there before the card is shown: one of its controls is given the keyboard."""
        if visible and not self._built:
            self._built = True
            self.build()
            themes.apply_below(self, self._theme)
        super().setVisible(visible)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        self.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        self.watch(False)
