"""The cards that open over the window, one at a time: at the upper right, low at the right, or docked over the side."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from aevae_desktop.ui.widgets.panel import Card

ASIDE, OFF = 12, 6  # px between a card and the window's right side, and the bars above and below


class Cards:
    """The cards of a window, by name. ``room``: what its bars leave, px; ``dock``: where a docked card lies."""

    def __init__(self, panels: dict[str, Card], room: Callable[[], QRect], dock: Callable[[], QRect]) -> None:
        self.panels = panels
        self._room, self._dock = room, dock
        self._came_from: QWidget | None = None  # had the keyboard before a card was opened; may be gone by now

    def lay(self, window: QWidget) -> None:
        """Put all cards on ``window``, closed."""
        for card in self.panels.values():
            card.setParent(window)
            card.hide()

    @property
    def opened(self) -> Card | None:
        """The card that is open."""
        return next((card for card in self.panels.values() if not card.isHidden()), None)

    def toggle(self, name: str, otherwise: QWidget) -> None:
        """Open a card, or close it; the one that was open closes. Closed, it does as ``close`` says."""
        card = self.panels[name]
        show = card.isHidden()
        if self.opened is None:
            self._came_from = QApplication.focusWidget()
        self.close(otherwise)
        if show:
            card.show()
            self.place()
            card.raise_()
            card.setFocus()

    def close(self, otherwise: QWidget) -> bool:
        """Close the open card; False if none is open.

        A keyboard that is in it goes back to where it was (or to ``otherwise``): Qt would give it to whoever is next.
        """
        card, focused = self.opened, QApplication.focusWidget()
        if card is None:
            return False
        if focused is None or focused is card or card.isAncestorOf(focused):
            before = self._came_from
            there = before is not None and isValid(before) and before.isVisible()
            (before if before is not None and there else otherwise).setFocus()
        card.hide()
        return True

    def place(self) -> None:
        """Every card in its corner of a window of this size."""
        room = self._room()
        for card in self.panels.values():
            if card.docked:
                card.setGeometry(self._dock())
                continue
            card.fit()
            card.adjustSize()
            top, lowest = room.top() + OFF, room.bottom() + 1 - OFF - card.height()
            card.move(room.width() - card.width() - ASIDE, max(top, lowest) if card.low else top)

    def follow_dock(self) -> None:
        """What a docked card lies over may have another size now."""
        card = self.opened
        if card is not None and card.docked:
            card.setGeometry(self._dock())
