"""Lines of text in which each symbol has its own colour and can be pointed at: the loss with its numbers, and code."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter, QPaintEvent

from aevae_desktop.features.diagram.lit_view import LitView, colour_of, is_lit
from aevae_desktop.features.diagram.state import Part
from aevae_desktop.features.diagram.text import Segment
from aevae_desktop.ui import theme as themes

UNDER = 2.0  # px: the line of a symbol's colour under it


class SegmentsView(LitView):
    """Lines of segments; ``code``: in a font of even width."""

    def __init__(self, name: str, px: int, *, code: bool = False) -> None:
        super().__init__(name)
        self._px, self._code = px, code
        self._lines: Sequence[Sequence[Segment]] = ()

    def setLines(self, lines: Sequence[Sequence[Segment]]) -> None:
        """Show these lines."""
        if lines != self._lines:
            before, self._lines = len(self._lines), lines
            self.setAccessibleName(self.text())
            self.update()
            if len(lines) != before:
                self.updateGeometry()

    def text(self) -> str:
        """What it says."""
        return "\n".join("".join(said for said, _ in line) for line in self._lines)

    def place(self, part: Part) -> QRectF:
        """Where that symbol first stands, px."""
        return next((box for box, _, of in self._boxes() if of is part), QRectF())

    def sizeHint(self) -> QSize:
        """Its longest line."""
        metrics = QFontMetricsF(self._font())
        wide = [sum(metrics.horizontalAdvance(said) for said, _ in line) for line in self._lines]
        return QSize(round(max([0.0, *wide])) + 2, round(len(self._lines) * self._high()))

    def minimumSizeHint(self) -> QSize:
        """All of it."""
        return self.sizeHint()

    def part_at(self, at: QPointF) -> Part | None:
        """The symbol there."""
        return next((part for box, _, part in self._boxes() if box.contains(at)), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the lines."""
        painter = QPainter(self)
        font = self._font()
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        for box, said, part in self._boxes():
            faint = self._pointed is not None and (part is None or not is_lit(part, self._pointed))
            painter.setPen(QColor(self._theme.muted if faint else self._theme.text))
            painter.drawText(QPointF(box.x(), box.y() + metrics.ascent()), said)
            if part is not None:
                painter.setOpacity(0.3 if faint else 1.0)
                line = QRectF(box.x(), box.y() + metrics.height(), box.width(), UNDER)
                painter.fillRect(line, QColor(colour_of(part, self._theme)))
                painter.setOpacity(1.0)

    def _boxes(self) -> list[tuple[QRectF, str, Part | None]]:
        metrics, found = QFontMetricsF(self._font()), []
        for row, line in enumerate(self._lines):
            x = 0.0
            for said, part in line:
                wide = metrics.horizontalAdvance(said)
                found.append((QRectF(x, row * self._high(), wide, self._high()), said, part))
                x += wide
        return found

    def _high(self) -> float:
        return QFontMetricsF(self._font()).height() + UNDER + 4

    def _font(self) -> QFont:
        if not self._code:
            return themes.font(self._px, tabular=True)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(themes.px(self._px))
        font.setStyleHint(QFont.StyleHint.Monospace)
        return font
