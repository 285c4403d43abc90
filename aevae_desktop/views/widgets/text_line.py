"""A line of text that changes often: setting it repaints a few pixels and never touches the layout."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from aevae_desktop.views import theme as themes


class TextLine(QWidget):
    """One line of plain text, elided at its right end; with ``strong`` a bold part before it."""

    def __init__(
        self, px: int = 12, *, muted: bool = False, strong: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text, self._lead = "", ""
        self._muted, self._colour = muted, ""
        self._font = themes.font(px, strong=strong, tabular=True)
        self._bold = themes.font(px, strong=True, tabular=True)
        self._ink = self._faint = QColor("#888888")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(QFontMetrics(self._font).height() + 2)

    def dress(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._ink, self._faint = QColor(theme.text), QColor(theme.muted)
        self.update()

    def setRoom(self, width: int) -> None:
        """Take exactly ``width`` px, whatever the text."""
        self.setFixedWidth(width)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """What it says, the bold part first."""
        return f"{self._lead} {self._text}".strip()

    def setText(self, text: str, lead: str = "") -> None:
        """Say ``text`` after the bold ``lead``."""
        if (text, lead) != (self._text, self._lead):
            self._text, self._lead = text, lead
            self.setAccessibleName(self.text())
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as its text wants."""
        width = QFontMetrics(self._bold).horizontalAdvance(f"{self._lead} ") if self._lead else 0
        return QSize(width + QFontMetrics(self._font).horizontalAdvance(self._text) + 2, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        painter = QPainter(self)
        left = 0
        if self._lead:
            painter.setFont(self._bold)
            painter.setPen(self._ink)
            left = QFontMetrics(self._bold).horizontalAdvance(f"{self._lead}  ")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self._lead)
        painter.setFont(self._font)
        painter.setPen(self._faint if self._muted or self._lead else self._ink)
        room = self.rect().adjusted(left, 0, 0, 0)
        text = QFontMetrics(self._font).elidedText(self._text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
