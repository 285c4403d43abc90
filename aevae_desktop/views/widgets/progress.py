"""A thin bar that fills from left to right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from aevae_desktop.views import theme as themes

HEIGHT = 4  # px


class Progress(QWidget):
    """``setShare`` says how much is done, 0 to 1; with None there is nothing to show."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._what = what
        self._share: float | None = None
        self._groove, self._fill = QColor("#888888"), QColor("#888888")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(16)
        self.setShare(None)

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._groove, self._fill = QColor(theme.line), QColor(theme.accent)
        self.update()

    def share(self) -> float | None:
        """What it shows."""
        return self._share

    def setShare(self, share: float | None) -> None:
        """Show this much."""
        self._share = share
        self.setAccessibleName(self._what if share is None else f"{self._what}: {share:.0%}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the groove and what is filled of it."""
        if self._share is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        top = (self.height() - HEIGHT) / 2
        for width, colour in ((self.width(), self._groove), (self._share * self.width(), self._fill)):
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(0, top, width, HEIGHT), HEIGHT / 2, HEIGHT / 2)
