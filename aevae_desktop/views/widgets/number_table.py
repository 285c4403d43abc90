"""Numbers in columns: a name at the left, right-aligned figures, perhaps a bar behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent

from aevae_desktop.views import theme as themes
from aevae_desktop.views.widgets.drawn import Drawn

HIGH = 19  # px, a row
WIDE = 104  # px, a column of figures
GAP = 8.0  # px


@dataclass(frozen=True)
class Row:
    """One line: its ``name``, a figure a column ("" for none), and ``bars``, 0 to 1, or None; ``strong`` is a sum."""

    name: str
    cells: tuple[str, ...]
    bars: tuple[float | None, ...] = ()
    strong: bool = False


class NumberTable(Drawn):
    """A heading a column, then rows; where the names and figures have no room the names are cut."""

    def __init__(self, name: str, tip: str) -> None:
        super().__init__(name, tip)
        self._tip = tip
        self._heads: tuple[str, ...] = ()
        self._rows: tuple[Row, ...] = ()

    def rows(self) -> tuple[Row, ...]:
        """What it says."""
        return self._rows

    def setRows(self, heads: Sequence[str], rows: Sequence[Row]) -> None:
        """Show ``rows`` under ``heads``."""
        if (tuple(heads), tuple(rows)) == (self._heads, self._rows):
            return
        resized = len(rows) != len(self._rows)
        self._heads, self._rows = tuple(heads), tuple(rows)
        said = "; ".join(f"{row.name}: {', '.join(cell for cell in row.cells if cell)}" for row in rows)
        self.setAccessibleDescription(said)
        if resized:
            self.setFixedHeight(self.sizeHint().height())
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """All rows and the heads."""
        return QSize(240, HIGH * (len(self._rows) + 1) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Heads in muted ink over a thin line, then the rows."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        columns = max(len(self._heads), 1)
        wide = min(WIDE, self.width() * 0.62 / columns)
        left = self.width() - wide * columns
        painter.setFont(themes.font(11, strong=True))
        painter.setPen(QColor(self._theme.muted))
        for k, head in enumerate(self._heads):
            painter.drawText(QRectF(left + k * wide, 0, wide, HIGH), _RIGHT, head)
        painter.fillRect(QRectF(0, HIGH, self.width(), 1), QColor(self._theme.line))
        for place, row in enumerate(self._rows):
            self._paint_row(painter, row, HIGH * (place + 1) + 3, left, wide)

    def _paint_row(self, painter: QPainter, row: Row, y: float, left: float, wide: float) -> None:
        font = themes.font(12, strong=row.strong, tabular=True)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        painter.setPen(QColor(self._theme.text if row.strong else self._theme.muted))
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, int(left - 2))
        painter.drawText(QRectF(0, y, left, HIGH), Qt.AlignmentFlag.AlignVCenter, name)
        for k, cell in enumerate(row.cells):
            box = QRectF(left + k * wide, y, wide, HIGH)
            bar = row.bars[k] if k < len(row.bars) else None
            if bar is not None:
                self._paint_bar(painter, box, bar)
            painter.setPen(QColor(self._theme.text))
            fits = metrics.elidedText(cell, Qt.TextElideMode.ElideRight, int(wide - 2))
            painter.drawText(box, _RIGHT, fits)

    def _paint_bar(self, painter: QPainter, box: QRectF, share: float) -> None:
        """To the left of the figure, which takes less than half of its column."""
        room = box.width() * 0.5 - GAP
        track = QRectF(box.left() + GAP, box.center().y() - 3, room, 6)
        painter.fillRect(track, QColor(self._theme.line))
        painter.fillRect(
            QRectF(track.left(), track.top(), room * min(max(share, 0.0), 1.0), 6), QColor(self._theme.accent)
        )


_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
