"""What every view of the session is."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from aevae_desktop.session.state import SessionState


class Panel(QFrame):
    """A part of the window that draws the session's state; a ``lazy`` one is content to be told a little later."""

    lazy = False
    low = False  # a card in the lower right corner, which leaves the previews in sight where there is room
    docked = False  # a card over the lower part of the side panels, which leaves the previews in sight

    @property
    def busy(self) -> bool:
        """True while something that a person asked this panel for is still to come."""
        return False

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Draw what differs between two states; from ``EMPTY`` it must draw everything."""

    def fit(self) -> None:
        """A card: the window has another size, take no more than it leaves."""
