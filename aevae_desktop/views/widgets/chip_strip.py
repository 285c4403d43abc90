"""Small buttons in as many rows as they need; of more than two rows, the rest is scrolled to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QSizePolicy, QWidget

from aevae_desktop.views import focus

GAP = 2  # px
ROW = 24  # px
ROWS = 2  # seen at once
BAR = 10  # px: a scroll bar, which one row never needs
LEAST = 240  # px of width: beside a long line of text the buttons rather take another row


class ChipStrip(QScrollArea):
    """Buttons from left to right, then from top to bottom. Each keeps the width it was made with."""

    def __init__(self) -> None:
        super().__init__()
        self._chips: list[QAbstractButton] = []
        self._inner = QWidget()
        self.setWidget(self._inner)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(ROW)

    def setChips(self, chips: Sequence[QAbstractButton]) -> None:
        """Show these buttons instead of those before."""
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = list(chips)
        for chip in chips:
            chip.setParent(self._inner)
            chip.show()
        focus.settle(chips, self)
        self.updateGeometry()
        self._flow()

    def sizeHint(self) -> QSize:
        """One row, or as much as may be asked for."""
        return QSize(min(LEAST, self.wanted()), self.height())

    def minimumSizeHint(self) -> QSize:
        """Room for some."""
        return QSize(min(LEAST, self.sizeHint().width()), ROW)

    def wanted(self) -> int:
        """The width of all of them in one row, px."""
        return sum(chip.width() + GAP for chip in self._chips)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other rows."""
        super().resizeEvent(event)
        self._flow()

    def _flow(self) -> None:
        bar = 0 if self.wanted() <= self.width() else BAR
        room = max(self.width() - bar, 1)
        x, row = 0, 0
        for chip in self._chips:
            if x and x + chip.width() > room:
                x, row = 0, row + 1
            chip.move(x, row * ROW + (ROW - chip.height()) // 2)
            x += chip.width() + GAP
        self._inner.resize(room, (row + 1) * ROW)
        self.setFixedHeight(min(row + 1, ROWS) * ROW)
