"""How many of a selection are of each class: a short bar with its name and number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from aevae_desktop.views import theme as themes

HIGH = 18  # px, a row
COLUMNS = 2
MOST = 10  # classes that are shown: the largest
NAME, COUNT = 70, 52  # px, at most for a name, and for a number

Bar = tuple[str, int, int]  # the name, the row of its colour (-1 for none), how many


class ClassBars(QWidget):
    """Bars in two columns, read downwards; the longest is the largest class."""

    def __init__(self) -> None:
        super().__init__()
        self._theme: themes.Theme = themes.DARK
        self._bars: tuple[Bar, ...] = ()
        self.setObjectName("selection.classes")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self.update()

    def setBars(self, bars: Sequence[Bar]) -> None:
        """Show ``bars``; of many the largest, and the rest as one."""
        kept = sorted(sorted(bars, key=lambda bar: -bar[2])[:MOST], key=lambda bar: bars.index(bar))
        rest = sum(bar[2] for bar in bars) - sum(bar[2] for bar in kept)
        self._bars = (*kept[: MOST - 1], (f"{len(bars) - MOST + 1} more", -1, rest + kept[-1][2])) if rest else (*kept,)
        self.setAccessibleName("; ".join(f"{name}: {count:,}" for name, _, count in self._bars))
        self.setToolTip("How many of each class are selected")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its longer column."""
        return QSize(200, HIGH * -(-len(self._bars) // COLUMNS))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = themes.font(12, tabular=True)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        rows = max(1, -(-len(self._bars) // COLUMNS))
        wide = min(max((metrics.horizontalAdvance(bar[0]) for bar in self._bars), default=0) + 8, NAME)
        for place, bar in enumerate(self._bars):
            column, row = divmod(place, rows)
            self._paint_bar(painter, QRectF(column * (self.width() + 16) / 2, row * HIGH, self.width() / 2 - 8, HIGH),
                            bar, wide, metrics)  # fmt: skip

    def _paint_bar(self, painter: QPainter, box: QRectF, bar: Bar, wide: int, metrics: QFontMetrics) -> None:
        name, row, count = bar
        middle, theme = Qt.AlignmentFlag.AlignVCenter, self._theme
        painter.setPen(QColor(theme.text))
        painter.drawText(box, middle, metrics.elidedText(name, Qt.TextElideMode.ElideRight, wide - 6))
        room = QRectF(box.left() + wide, box.top() + 5, box.width() - wide - COUNT, HIGH - 10)
        share = count / max(max(bar[2] for bar in self._bars), 1)
        painter.fillRect(room, QColor(theme.line))
        painter.fillRect(QRectF(room.topLeft(), QRectF(0, 0, room.width() * share, room.height()).size()),
                         QColor(themes.class_colour(theme, row)))  # fmt: skip
        painter.setPen(QColor(theme.muted))
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, f"{count:,}")
