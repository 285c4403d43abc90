"""A card in the middle of the window: no window of its own, which would take the keyboard from whoever is drawing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

EDGE = 24  # px left of the window at least


class OverWindow(QFrame):
    """A card called ``name`` over ``window``, ``wide`` px and as high as what its ``column`` holds."""

    column: QVBoxLayout

    def __init__(self, window: QWidget, name: str, head: str, wide: int) -> None:
        super().__init__(window)
        self._window, self._wide = window, wide
        self.setObjectName(name)
        self.setProperty("card", True)
        self.setAccessibleName(head)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show it over everything else."""
        self.place()
        self.show()
        self.raise_()

    def place(self) -> None:
        """In the middle of the window, as high as its text wants."""
        window = self._window
        wide = min(self._wide, window.width() - 2 * EDGE)
        high = min(max(self.column.totalHeightForWidth(wide), self.column.totalSizeHint().height()), window.height())
        self.setGeometry((window.width() - wide) // 2, (window.height() - high) // 2, wide, high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It stays in the middle."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """While it has the keyboard, Escape is its own and no key of the window's."""
        override = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if override and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it while it has the keyboard."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
