"""The scale of a number: its name, a bar of its colours, what the ends stand for, and the unit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from aevae_desktop.language import translate
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.marks import paint_bar, write

HIGH, BAR, THICK, GAP = 24, 150, 10, 8  # px: all of it; the bar's length and thickness; between parts


class ColourBar(QWidget):
    """``title  ≤ low ▭▭▭▭ ≥ high  unit``; without colours only the words."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = themes.DARK
        self._words = ("", "", "", "")
        self._colours: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._take_size()

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``, and the size that text has."""
        self._theme = theme
        self._take_size()
        self.update()

    def _take_size(self) -> None:
        self._font, self._strong = themes.font(12, tabular=True), themes.font(12, strong=True)
        self._high = themes.px(HIGH)
        self.setFixedHeight(self._high)

    def setScale(self, title: str, low: str, high: str, unit: str, colours: Sequence[str]) -> None:
        """What it says, and its colours ``#rrggbb`` from low to high."""
        self._words, self._colours = (title, low, high, unit), tuple(colours)
        ends = translate("ui", "{low} to {high}").format(low=low, high=high) if high else low
        self.setAccessibleName(f"{title}: {ends} {unit}".strip())
        self.setToolTip(
            self.accessibleName() + (translate("ui", "; what is beyond has the colour of the end") if colours else "")
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for all of it."""
        words = QFontMetrics(self._font).horizontalAdvance("".join(self._words[1:]))
        title = QFontMetrics(self._strong).horizontalAdvance(self._words[0])
        return QSize(title + words + 4 * GAP + (BAR if self._colours else 0), self._high)

    def wanted(self) -> int:
        """The width of all of it, px."""
        return self.sizeHint().width()

    def minimumSizeHint(self) -> QSize:
        """The unit may go."""
        return QSize(self.sizeHint().width() - QFontMetrics(self._font).horizontalAdvance(self._words[3]), self._high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words and bar from left to right."""
        painter = QPainter(self)
        (title, low, high, unit), theme = self._words, self._theme
        x = self._write(painter, 0.0, title, self._strong, theme.text)
        x = self._write(painter, x, low, self._font, theme.text)
        if self._colours:
            paint_bar(painter, QRectF(x, (self._high - THICK) / 2, BAR, THICK), self._colours)
            x = self._write(painter, x + BAR + GAP, high, self._font, theme.text)
        self._write(painter, x, unit, self._font, theme.muted)

    def _write(self, painter: QPainter, x: float, text: str, font: QFont, colour: str) -> float:
        """Write ``text`` at ``x``; returns where the next thing begins."""
        write(painter, QRectF(x, 0, max(int(self.width() - x), 0), self._high), text, font, colour)
        return x + QFontMetrics(font).horizontalAdvance(text) + GAP if text else x
