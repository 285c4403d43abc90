"""A row of buttons of which one is down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget


class Segmented(QFrame):
    """Choose one of a few. ``chosen(index)`` tells only what a person did, never what ``setIndex`` did."""

    chosen = Signal(int)

    def __init__(self, labels: Sequence[str], *, small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("segment")
        self.setProperty("small", small)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for index, label in enumerate(labels):
            button = QToolButton()
            button.setText(label)
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            self._group.addButton(button, index)
            row.addWidget(button)
        self._group.idClicked.connect(self.chosen)

    def setIndex(self, index: int) -> None:
        """Put button ``index`` down."""
        self._group.button(index).setChecked(True)

    def button(self, index: int) -> QToolButton:
        """One of the buttons, to give it a tooltip."""
        button = self._group.button(index)
        assert isinstance(button, QToolButton)
        return button
