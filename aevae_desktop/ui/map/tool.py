"""What a hand does on a map: the base class of the tools, which features bring, and the widget that they work on."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.session.model import F64
from aevae_desktop.session.session import Session
from aevae_desktop.ui.map.scene import Scene

CLICK = 4.0  # px the pointer may move between press and release for it to be a click
Modifiers = Qt.KeyboardModifier


class MapSurface(QWidget):
    """A widget that shows a map: the tools set its cursor, have parts of it painted again, and ask where things are."""

    def to_widget(self, xy: F64) -> F64:
        """Map points ``(n, 2)``, latent units, as widget points ``(n, 2)``, px."""
        raise NotImplementedError

    def to_map(self, px: F64) -> F64:
        """Widget points ``(n, 2)``, px, as map points ``(n, 2)``, latent units."""
        raise NotImplementedError

    def map_point(self, at: QPointF) -> tuple[float, float]:
        """The map point under ``at``, px."""
        x, y = self.to_map(np.array([[at.x(), at.y()]]))[0]
        return float(x), float(y)

    def scene(self) -> Scene:
        """What is drawn now, and where."""
        raise NotImplementedError

    def view(self) -> View2D:
        """Where the map is now."""
        raise NotImplementedError

    def fit(self) -> None:
        """Show all of the map."""
        raise NotImplementedError

    def look_at(self, view: View2D) -> None:
        """Show another part of the map, as a hand moves it: in quick frames, and finely when it rests."""
        raise NotImplementedError


class MapTool:
    """Base class of the tools. Override the hooks you need; the defaults do nothing and take nothing.

    The tools of a map are asked in the order of ``rank``, and the first that takes a gesture has it: it returns True.
    Who takes a press is told of the drag and the release, and nobody else is. What no tool takes pans the map or does
    nothing. Every ``at`` is in widget px.
    """

    rank: ClassVar[int] = 0

    def __init__(self, session: Session, index: int, surface: MapSurface) -> None:
        self._session, self._index, self._surface = session, index, surface

    @property
    def busy(self) -> bool:
        """Whether a hand waits for a picture that this tool has asked for."""
        return False

    # ------------------------------------------------------------ the pointer

    def hover(self, at: QPointF) -> bool:
        """The pointer has moved and no button is down. Of many moves at once only the last is told."""
        return False

    def press(self, at: QPointF, modifiers: Modifiers) -> bool:
        """The left button went down."""
        return False

    def drag(self, at: QPointF) -> None:
        """The pointer has moved with what this tool took hold of."""

    def release(self, at: QPointF) -> bool:
        """The button went up. False if it was a click after all, which is then offered to every tool."""
        return False

    def click(self, at: QPointF) -> bool:
        """The button went down and up in one place."""
        return False

    def unclick(self) -> None:
        """The click that this tool took was the first half of a double click: take back what it did."""

    def cancel(self) -> bool:
        """Give up what is in hand while the button is down; False if nothing is."""
        return False

    def lose(self) -> None:
        """The button went up where nobody told: give up what is in hand, and the press."""
        self.cancel()

    def leave(self) -> None:
        """The pointer has left the map."""

    # ------------------------------------------------------------ keys and looks

    def key(self, event: QKeyEvent) -> bool:
        """A key was pressed while the map has the keyboard."""
        return False

    def zoom_centre(self) -> tuple[float, float] | None:
        """The map point that stays in place when keys zoom; None for none of its own."""
        return None

    def tip(self, at: QPointF) -> str:
        """What is said of the place where the pointer rests; the first that says anything is heard."""
        return ""

    def said(self) -> str:
        """What the map is read as, for a screen reader; the first that says anything is heard."""
        return ""

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Draw what is in hand, over all layers."""
