"""The scale of a number: its name, a bar of its colours, what the ends stand for, and the unit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from aevae_desktop.views import theme as themes

BAR = 150  # px
THICK = 10  # px
GAP = 8  # px


class ColourBar(QWidget):
    """``title  ≤ low ▭▭▭▭ ≥ high  unit``; without colours only the words."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = themes.DARK
        self._words = ("", "", "", "")
        self._colours: tuple[str, ...] = ()
        self._font, self._strong = themes.font(12, tabular=True), themes.font(12, strong=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(24)

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self.update()

    def setScale(self, title: str, low: str, high: str, unit: str, colours: Sequence[str]) -> None:
        """What it says, and its colours ``#rrggbb`` from low to high."""
        self._words, self._colours = (title, low, high, unit), tuple(colours)
        ends = f"{low} to {high}" if high else low
        self.setAccessibleName(f"{title}: {ends} {unit}".strip())
        self.setToolTip(self.accessibleName() + ("; what is beyond has the colour of the end" if colours else ""))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for all of it."""
        words = QFontMetrics(self._font).horizontalAdvance("".join(self._words[1:]))
        title = QFontMetrics(self._strong).horizontalAdvance(self._words[0])
        return QSize(title + words + 4 * GAP + (BAR if self._colours else 0), 24)

    def wanted(self) -> int:
        """The width of all of it, px."""
        return self.sizeHint().width()

    def minimumSizeHint(self) -> QSize:
        """The unit may go."""
        return QSize(self.sizeHint().width() - QFontMetrics(self._font).horizontalAdvance(self._words[3]), 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words and bar from left to right."""
        painter = QPainter(self)
        title, low, high, unit = self._words
        x = self._write(painter, 0.0, title, self._theme.text, strong=True)
        x = self._write(painter, x, low, self._theme.text)
        if self._colours:
            self._paint_bar(painter, QRectF(x, (24 - THICK) / 2, BAR, THICK))
            x = self._write(painter, x + BAR + GAP, high, self._theme.text)
        self._write(painter, x, unit, self._theme.muted)

    def _write(self, painter: QPainter, x: float, text: str, colour: str, *, strong: bool = False) -> float:
        """Write ``text`` at ``x``, cut off where there is no more room; returns where the next thing begins."""
        font = self._strong if strong else self._font
        metrics, room = QFontMetrics(font), max(int(self.width() - x), 0)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(x, 0, room, 24), Qt.AlignmentFlag.AlignVCenter, shown)
        return x + metrics.horizontalAdvance(text) + GAP if text else x

    def _paint_bar(self, painter: QPainter, box: QRectF) -> None:
        step = box.width() / len(self._colours)
        for k, colour in enumerate(self._colours):
            painter.fillRect(QRectF(box.x() + k * step, box.y(), step + 0.5, box.height()), QColor(colour))
