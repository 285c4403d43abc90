"""The outer window: on the screen at once, as an outline, before numpy and the views are even imported."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QEvent, QRectF, QSize, QTimer
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QMoveEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aevae_desktop.recovery.settings import Settings
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.theme import Theme

TITLE = "AE · VAE Desktop"
SIZE, LEAST = QSize(1440, 900), QSize(980, 640)
TOP, STATUS, SIDE = 46, 28, 360  # px: what the bars and the side panel will take


def within_screens(size: QSize) -> QSize:
    """``size``, or less of it where a screen has no room: at a scale of 1.5 a laptop has 910 by 480 px."""
    for screen in QGuiApplication.screens():
        size = size.boundedTo(screen.availableSize())
    return size


class Shell(QWidget):
    """Paints the outline of what is coming, calls ``painted`` after its first frame, and then hosts the window."""

    def __init__(self, theme: Theme, painted: Callable[[], None], settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._theme: Theme = theme
        self._painted: Callable[[], None] | None = painted
        self._content: QWidget | None = None
        self.setWindowTitle(TITLE)
        self.setMinimumSize(within_screens(LEAST))
        self.resize(within_screens(SIZE))
        with suppress(ValueError):  # Qt looks at what it says, and at the screens there are
            self.restoreGeometry(bytes.fromhex(settings.text("window")))

    def host(self, content: QWidget) -> None:
        """Show ``content`` in place of the outline; it is closed with the shell."""
        self._content = content
        self.setWindowIcon(content.windowIcon())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(content)
        content.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the outline, and tell when the first one is on the screen."""
        if self._content is not None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.ground))
        panel, width, height = QColor(self._theme.panel), self.width(), self.height()
        top, status = themes.px(TOP), themes.px(STATUS)
        painter.fillRect(0, 0, width, top, panel)
        painter.fillRect(width - SIDE, top, SIDE, height - top - status, panel)
        painter.fillRect(0, height - status, width, status, panel)
        half = (width - SIDE - 36) / 2
        for left in (12.0, 24.0 + half):
            painter.fillRect(QRectF(left, top + 38, half, height - top - status - 300), QColor(self._theme.map))
        if self._painted is not None:
            QTimer.singleShot(0, self._painted)
            self._painted = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Remember the size."""
        self._note_place()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Remember the place."""
        self._note_place()

    def changeEvent(self, event: QEvent) -> None:
        """Remember whether it fills the screen."""
        if event.type() == QEvent.Type.WindowStateChange:
            self._note_place()
        super().changeEvent(event)

    def _note_place(self) -> None:
        if self._content is not None:  # before that nobody has moved it
            self._settings.put("window", bytes(self.saveGeometry().data()).hex())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close what it hosts, which may want to ask before."""
        if self._content is not None and not self._content.close():
            event.ignore()
            return
        super().closeEvent(event)
