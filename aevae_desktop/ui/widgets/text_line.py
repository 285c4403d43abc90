"""A line of text that changes often: setting it repaints a few pixels and never touches the layout."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from aevae_desktop.ui import theme as themes


class TextLine(QWidget):
    """One line of plain text, elided at its right end, perhaps with a bold part before it.

    It fills its own ground, ``on`` the theme's colour of that name, so that nothing under it is painted again. With
    ``room`` it takes so many px whatever it says; -1: as many as ``text`` needs.
    """

    def __init__(
        self,
        px: int = 12,
        text: str = "",
        *,
        name: str = "",
        muted: bool = False,
        strong: bool = False,
        on: str = "panel",
        room: int = 0,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._text = self._lead = self._short = ""
        self._muted, self._on = muted, on
        self.px, self._strong, self._room = px, strong, 0
        self._ink = self._faint = self._ground = QColor("#888888")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._take_fonts()
        self.setText(text)
        if room:
            self.setRoom(room if room > 0 else round(self.widthOf(text) / self._scale))

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``, and the size that text has."""
        if self._scale != themes.text_scale():
            self._take_fonts()
            if self._room:
                self.setFixedWidth(themes.px(self._room))
        self._ink, self._faint, self._ground = (QColor(c) for c in (theme.text, theme.muted, getattr(theme, self._on)))
        self.update()

    def setRoom(self, width: int) -> None:
        """Take exactly ``width`` px at 100 %, whatever the text."""
        self._room = width
        self.setFixedWidth(themes.px(width))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _take_fonts(self) -> None:
        self._scale = themes.text_scale()
        self._font = themes.font(self.px, strong=self._strong, tabular=True)
        self._bold = themes.font(self.px, strong=True, tabular=True)
        self._metrics, self._bold_metrics = QFontMetrics(self._font), QFontMetrics(self._bold)
        self._widest = self._metrics.maxWidth()
        self.setFixedHeight(self._metrics.height() + 2)
        self.updateGeometry()

    def text(self) -> str:
        """What it says, the bold part first."""
        return f"{self._lead} {self._text}".strip()

    def setText(self, text: str, lead: str = "", short: str = "") -> None:
        """Say ``text`` after the bold ``lead``; where it does not fit, ``short``, if there is any, or nothing."""
        if (text, lead, short) != (self._text, self._lead, self._short):
            self._text, self._lead, self._short = text, lead, short
            self.setAccessibleName(self.text())
            self.update()

    def widthOf(self, text: str) -> int:
        """The px that ``text`` would take, after the same bold part."""
        return self._indent() + self._metrics.horizontalAdvance(text) + 2

    def sizeHint(self) -> QSize:
        """As wide as its text wants."""
        return QSize(self.widthOf(self._text), self.height())

    def event(self, event: QEvent) -> bool:
        """A line that is cut off, and has no tooltip of its own, shows the whole of itself as one."""
        if isinstance(event, QHelpEvent) and not self.toolTip() and self.widthOf(self._text) - 2 > self.width():
            QToolTip.showText(event.globalPos(), self.text(), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._ground)
        indent = self._indent()
        base = (self.height() + self._metrics.ascent() - self._metrics.descent()) / 2
        if self._lead:  # at points: laying a line out in a box takes twice as long
            painter.setFont(self._bold)
            painter.setPen(self._ink)
            lead = self._lead
            if indent > self.width():
                lead = self._bold_metrics.elidedText(lead, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(QPointF(0, base), lead)
        painter.setFont(self._font)
        painter.setPen(self._faint if self._muted or self._lead else self._ink)
        painter.drawText(QPointF(indent, base), self._fitting(self.width() - indent))

    def _fitting(self, room: int) -> str:
        """What of the text is drawn in ``room`` px."""
        text = self._text
        if len(text) * self._widest <= room:  # it fits for sure, and need not be measured
            return text
        if self._short and self._metrics.horizontalAdvance(text) > room:
            return self._short if self._metrics.horizontalAdvance(self._short) <= room else ""
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)

    def _indent(self) -> int:
        return self._bold_metrics.horizontalAdvance(f"{self._lead}  ") if self._lead else 0


class Heading(TextLine):
    """The quiet title of a section: small capitals, muted."""

    def __init__(self, text: str) -> None:
        super().__init__(11, text.upper(), muted=True, strong=True)
        self.setAccessibleName(text)


def muted(text: str = "", *, name: str = "", room: int = 0) -> TextLine:
    """A muted line of 12 px."""
    return TextLine(12, text, name=name, muted=True, room=room)
