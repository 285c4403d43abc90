"""What every view of the session is, and what every card is besides."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.controls import button, label
from aevae_desktop.ui.widgets.layouts import Part, hbox, vbox
from aevae_desktop.ui.widgets.text_line import TextLine


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


class Page(Panel):
    """What the window shows in one mode instead of the maps. While it is hidden it is told of no change."""

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``, for what is still to be made."""

    def lend(self, maps: QWidget) -> None:
        """Take the maps, which are given back when the mode ends: show them somewhere within, or not at all."""
        raise NotImplementedError

    @property
    def regions(self) -> Sequence[QWidget]:
        """The parts that the keyboard goes to one after the other, besides the maps."""
        return (self,)


class Card(Panel):
    """A section of the dock called ``name``: a head with its ``title`` and what it is for, and what is inside.

    A card that wants more than the dock's usual width says so: ``wide``, px.
    """

    def __init__(self, session: Session, name: str, title: str, purpose: str, wide: int = 0) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("section", True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(purpose)
        self.title, self.purpose, self.wide = title, purpose, wide
        self._session, self._theme, self._built = session, themes.DARK, False

    def apply_theme(self, theme: themes.Theme) -> None:
        """Keep the colours for what is still to be made, and for files."""
        self._theme = theme

    def build(self) -> None:
        """Make what is inside when the card is first opened: a window that starts has no time for it."""

    def watch(self, seen: bool) -> None:
        """Somebody looks at the card, or nobody any more."""

    def look(self) -> None:
        """Another part of the open card is in sight: the dock was scrolled, or has another size."""

    def lay_out(self, *parts: Part, gap: int = 8) -> QVBoxLayout:
        """The head, and under it ``parts`` from top to bottom."""
        name = self.objectName()
        close = button(
            "✕",
            f"{name}.close",
            translate("ui", "Close {title}").format(title=self.title),
            partial(self.trigger, name),
            flat=True,
            compact=True,
        )
        head = hbox((TextLine(13, self.title, strong=True), 1), close)
        return vbox(head, label(self.purpose), 4, *parts, gap=gap, edges=(0, 8, 0, 14), of=self)

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
