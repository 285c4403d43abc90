"""Small buttons side by side that are scrolled to where there is no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QSizePolicy, QWidget

from aevae_desktop.ui import focus
from aevae_desktop.ui import theme as themes


class ChipStrip(QScrollArea):
    """Buttons from left to right, then from top to bottom. Each keeps the width it was made with."""

    GAP, ROW, ROWS = 2, 24, 2  # px between buttons, px of a row; rows seen at once
    BAR = 10  # px: a scroll bar, which one row never needs
    LEAST = 240  # px of width: beside a long line of text the buttons rather take another row

    def __init__(self) -> None:
        super().__init__()
        self._chips: list[QAbstractButton] = []
        self._inner = QWidget()
        self.setWidget(self._inner)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.row())

    def setChips(self, chips: Sequence[QAbstractButton]) -> None:
        """Show these buttons instead of those before; those that were there already keep the keyboard."""
        before = set(self._chips)
        made = [chip for chip in chips if chip not in before]
        for chip in before - set(chips):
            chip.hide()
            chip.deleteLater()
        self._chips = list(chips)
        for chip in made:
            chip.setParent(self._inner)
            chip.show()
        if made:
            focus.settle(chips, self)
        self.updateGeometry()
        self._flow()

    def row(self) -> int:
        """How high a row is, px."""
        return themes.px(self.ROW)

    def apply_theme(self, _theme: themes.Theme) -> None:
        """Take the size that text has; the buttons take it themselves."""
        self._flow()

    def sizeHint(self) -> QSize:
        """One row, or as much as may be asked for."""
        return QSize(min(self.LEAST, self.wanted()), self.height())

    def minimumSizeHint(self) -> QSize:
        """Room for some: the less, the larger all around it is."""
        return QSize(min(round(self.LEAST / themes.text_scale() ** 2), self.sizeHint().width()), self.row())

    def wanted(self) -> int:
        """The width of all of them in one row, px."""
        return sum(chip.width() + self.GAP for chip in self._chips)

    def room(self) -> int:
        """How wide a row may be, px."""
        return max(self.width() - (0 if self.wanted() <= self.width() else self.BAR), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other rows."""
        super().resizeEvent(event)
        self._flow()

    def _flow(self) -> None:
        room, x, row = self.room(), 0, 0
        for chip in self._chips:
            if x and x + chip.width() > room:
                x, row = 0, row + 1
            chip.move(x, row * self.row() + (self.row() - chip.height()) // 2)
            x += chip.width() + self.GAP
        self._inner.resize(room, (row + 1) * self.row())
        self.setFixedHeight(min(row + 1, self.ROWS) * self.row())
