"""Tiles in rows, under a hand or the keyboard: what all contact sheets share."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from aevae_desktop.views import theme as themes

_CHOOSE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class TileSheet(QWidget):
    """``chosen(place)``: a tile was clicked, or Enter was pressed on it; ``at_once``, too, when an arrow goes to it."""

    chosen = Signal(int)
    at_once = False

    def __init__(self, name: str, what: str) -> None:
        super().__init__()
        self._theme: themes.Theme = themes.DARK
        self._here = 0  # the tile that the keyboard is on
        self.setObjectName(name)
        self.setAccessibleName(what)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    # ------------------------------------------------------------ what each kind of sheet says

    def count(self) -> int:
        """How many tiles there are."""
        raise NotImplementedError

    def across(self) -> int:
        """How many of them in a row."""
        raise NotImplementedError

    def box(self, place: int) -> QRect:
        """Where the tile ``place`` is, px."""
        raise NotImplementedError

    def tip(self, place: int) -> str:
        """What the tile ``place`` says of itself; without it, the sheet has one tooltip for all."""
        return ""

    def renew(self) -> None:
        """Paint everything again."""
        self.update()

    # ------------------------------------------------------------ gestures

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self.renew()

    def go(self, place: int) -> None:
        """Put the keyboard on the tile ``place``."""
        self._here = place
        self.update()
        if self.at_once:
            self.choose()

    def choose(self) -> None:
        """Choose the tile that the keyboard is on."""
        if 0 <= self._here < self.count():
            self.chosen.emit(self._here)

    def event(self, event: QEvent) -> bool:
        """A tile may have a tip of its own."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and not self.toolTip():
            place = self._at(event.pos())
            QToolTip.showText(event.globalPos(), "" if place is None else self.tip(place), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the tile under the pointer."""
        place = self._at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self.go(place)
            if not self.at_once:
                self.choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End go from tile to tile, Enter chooses."""
        key = Qt.Key(event.key())
        place = self._towards(key) if self.count() else None
        if place is not None:
            self.go(place)
        elif key in _CHOOSE and not self.at_once:
            self.choose()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It is elsewhere."""
        self.update()

    def _at(self, px: QPoint) -> int | None:
        return next((place for place in range(self.count()) if self.box(place).contains(px)), None)

    def _towards(self, key: Qt.Key) -> int | None:
        """Where ``key`` leads to, which may be where it is; None for a key that means nothing here."""
        here, last, across = max(self._here, 0), self.count() - 1, self.across()
        match key:
            case Qt.Key.Key_Home:
                return 0
            case Qt.Key.Key_End:
                return last
            case Qt.Key.Key_Left:
                return max(here - 1, 0)
            case Qt.Key.Key_Right:
                return min(here + 1, last)
            case Qt.Key.Key_Up:
                return here - across if here >= across else here
            case Qt.Key.Key_Down:  # the last row may be shorter
                return min(here + across, last) if here // across < last // across else here
        return None
