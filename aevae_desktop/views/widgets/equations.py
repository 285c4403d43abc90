"""``z1 = −0.42 + 0.13 × 1.20 = −0.26``, a line a dimension, every term in a column of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent

from aevae_desktop.views import theme as themes
from aevae_desktop.views.widgets.drawn import Drawn

HIGH = 18  # px, a line
PAD = 4.0  # px, on both sides of a sign

Terms = tuple[str, ...]  # of one line: numbers and signs in turn


class Equations(Drawn):
    """Lines of ``Terms``: numbers align at the right of their column, so that points stand under points."""

    def __init__(self, name: str, tip: str) -> None:
        super().__init__(name, tip)
        self._head, self._lines = "", ()  # type: tuple[str, tuple[Terms, ...]]

    def text(self) -> str:
        """All of it, a line a dimension."""
        return "\n".join(" ".join(term for term in line if term) for line in self._lines)

    def setLines(self, head: str, lines: Sequence[Terms]) -> None:
        """Show ``lines`` under ``head``."""
        if (head, tuple(lines)) == (self._head, self._lines):
            return
        resized = len(lines) != len(self._lines)
        self._head, self._lines = head, tuple(lines)
        self.setAccessibleDescription(f"{head}: {self.text()}")
        if resized:
            self.setFixedHeight(self.sizeHint().height())
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As many lines as there are, and the head."""
        return QSize(240, HIGH * (len(self._lines) + 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The head, then the columns."""
        painter, font = QPainter(self), themes.font(12, tabular=True)
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        painter.setFont(themes.font(12, strong=True))
        painter.setPen(QColor(self._theme.text))
        room = QRectF(0, 0, self.width(), HIGH)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._head)
        painter.setFont(font)
        metrics, x = QFontMetrics(font), 0.0
        for column in range(max((len(line) for line in self._lines), default=0)):
            terms = [line[column] if column < len(line) else "" for line in self._lines]
            wide = max(metrics.horizontalAdvance(term) for term in terms) + 2.0
            for place, term in enumerate(terms):
                last = column == len(self._lines[place]) - 1
                painter.setPen(QColor(self._theme.text if column == 0 or last else self._theme.muted))
                box = QRectF(x, HIGH * (place + 1), wide, HIGH)
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, term)
            x += wide + PAD
