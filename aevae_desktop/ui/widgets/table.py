"""Tables that paint themselves: text and numbers in rows and columns, with bars and samples of lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from aevae_desktop.language import translate
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.controls import named
from aevae_desktop.ui.widgets.marks import LEFT, RIGHT, WHOLE, write


class Table(QWidget):
    """Rows of ``HIGH`` px (at 100 %) called ``name``; ``tip`` is the tooltip and what a screen reader says."""

    HIGH = 18
    WANTED = 240  # px, its width where there is room
    SMOOTH = False  # whether lines and bars may end between pixels

    def __init__(self, name: str, tip: str) -> None:
        super().__init__()
        self._theme: themes.Theme = themes.DARK
        self._content: Any = None
        named(self, name, tip)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``, and the size that text has."""
        self._theme = theme
        self._fit_rows()
        self.update()

    def show_content(self, content: Any, read: str) -> None:
        """Show ``content``, which ``read`` says to a screen reader; nothing happens where it is there already."""
        if content == self._content:
            return
        self._content = content
        self.setAccessibleDescription(read)
        self._fit_rows()
        self.update()

    def _fit_rows(self) -> None:
        if self._content is not None and self.sizeHint().height() != self.height():
            self.setFixedHeight(self.sizeHint().height())
            self.updateGeometry()

    @property
    def high(self) -> int:
        """How high a row is, px."""
        return themes.px(self.HIGH)

    def rows_high(self) -> int:
        """How high all of it is, px."""
        raise NotImplementedError

    def paint(self, painter: QPainter) -> None:
        """Paint all of it on the panel's ground."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        """All rows."""
        return QSize(self.WANTED, self.rows_high())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, then the rows."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=self.SMOOTH)
        self.paint(painter)


@dataclass(frozen=True)
class Row:
    """One line: its ``name``, a figure a column ("" for none), and ``bars``, 0 to 1, or None; ``strong`` is a sum."""

    name: str
    cells: tuple[str, ...]
    bars: tuple[float | None, ...] = ()
    strong: bool = False


class NumberTable(Table):
    """A heading a column, then rows; where the names and figures have no room the names are cut."""

    HIGH = 19
    WIDE, GAP = 104, 8.0  # px: a column of figures, left of a bar
    _heads: tuple[str, ...] = ()
    _rows: tuple[Row, ...] = ()

    def rows(self) -> tuple[Row, ...]:
        """What it says."""
        return self._rows

    def setRows(self, heads: Sequence[str], rows: Sequence[Row]) -> None:
        """Show ``rows`` under ``heads``."""
        self._heads, self._rows = tuple(heads), tuple(rows)
        read = "; ".join(f"{row.name}: {', '.join(cell for cell in row.cells if cell)}" for row in rows)
        self.show_content((self._heads, self._rows), read)

    def rows_high(self) -> int:
        """The heads, a line, and the rows."""
        return self.high * (len(self._rows) + 1) + 4

    def paint(self, painter: QPainter) -> None:
        """Heads in muted ink over a thin line, then the rows."""
        columns = max(len(self._heads), 1)
        wide = min(themes.px(self.WIDE), self.width() * 0.62 / columns)
        left = self.width() - wide * columns
        for k, head in enumerate(self._heads):
            box = QRectF(left + k * wide, 0, wide, self.high)
            write(painter, box, head, themes.font(11, strong=True), self._theme.muted, RIGHT, WHOLE)
        painter.fillRect(QRectF(0, self.high, self.width(), 1), QColor(self._theme.line))
        for place, row in enumerate(self._rows):
            self._paint_row(painter, row, self.high * (place + 1) + 3, left, wide)

    def _paint_row(self, painter: QPainter, row: Row, y: float, left: float, wide: float) -> None:
        font, theme = themes.font(12, strong=row.strong, tabular=True), self._theme
        write(painter, QRectF(0, y, left, self.high), row.name, font, theme.text if row.strong else theme.muted,
              room=int(left - 2))  # fmt: skip
        for k, cell in enumerate(row.cells):
            box = QRectF(left + k * wide, y, wide, self.high)
            bar = row.bars[k] if k < len(row.bars) else None
            if bar is not None:  # to the left of the figure, which takes less than half of its column
                room = wide * 0.5 - self.GAP
                paint_fraction(
                    painter, QRectF(box.left() + self.GAP, box.center().y() - 3, room, 6), bar, theme, theme.accent
                )
            write(painter, box, cell, font, theme.text, RIGHT, room=int(wide - 2))


Terms = tuple[str, ...]  # of one line: numbers and signs in turn


class Equations(Table):
    """``z1 = −0.42 + 0.13 × 1.20 = −0.26``, a line a dimension; every term ends where those above it do."""

    PAD = 4.0  # px, on both sides of a sign
    _head, _lines = "", ()  # type: tuple[str, tuple[Terms, ...]]

    def text(self) -> str:
        """All of it, a line a dimension."""
        return "\n".join(" ".join(term for term in line if term) for line in self._lines)

    def setLines(self, head: str, lines: Sequence[Terms]) -> None:
        """Show ``lines`` under ``head``."""
        self._head, self._lines = head, tuple(lines)
        self.show_content((head, self._lines), f"{head}: {self.text()}")

    def rows_high(self) -> int:
        """As many lines as there are, and the head."""
        return self.high * (len(self._lines) + 1)

    def paint(self, painter: QPainter) -> None:
        """The head, then the columns."""
        theme, font, x = self._theme, themes.font(12, tabular=True), 0.0
        write(painter, QRectF(0, 0, self.width(), self.high), self._head, themes.font(12, strong=True), theme.text)
        for column in range(max((len(line) for line in self._lines), default=0)):
            terms = [line[column] if column < len(line) else "" for line in self._lines]
            wide = int(widest(font, terms) + 0.5) + 2.0
            for place, term in enumerate(terms):
                ends = column in (0, len(self._lines[place]) - 1)
                box = QRectF(x, self.high * (place + 1), wide, self.high)
                write(painter, box, term, font, theme.text if ends else theme.muted, RIGHT, WHOLE)
            x += wide + self.PAD


Bar = tuple[str, int, int]  # the name, the row of its colour (-1 for none), how many


class ClassBars(Table):
    """How many of a selection are of each class: short bars in two columns, read downwards; the longest is full."""

    WANTED, SMOOTH = 200, True
    COLUMNS = 2
    MOST = 10  # classes that are shown: the largest
    NAME, COUNT = 70, 52  # px, at most for a name, and for a number
    _bars: tuple[Bar, ...] = ()

    def setBars(self, bars: Sequence[Bar]) -> None:
        """Show ``bars``; of many the largest, and the rest as one."""
        kept = sorted(sorted(bars, key=lambda bar: -bar[2])[: self.MOST], key=lambda bar: bars.index(bar))
        rest = sum(bar[2] for bar in bars) - sum(bar[2] for bar in kept)
        more = (
            (translate("ui", "{bars} more").format(bars=len(bars) - self.MOST + 1), -1, rest + kept[-1][2])
            if rest
            else None
        )
        self._bars = (*kept,) if more is None else (*kept[: self.MOST - 1], more)
        self.setAccessibleName("; ".join(f"{name}: {count:,}" for name, _, count in self._bars))
        self.show_content(self._bars, "")

    def rows_high(self) -> int:
        """As high as its longer column."""
        return self.high * self._rows()

    def paint(self, painter: QPainter) -> None:
        """Draw the bars."""
        longest = int(widest(themes.font(12, tabular=True), [bar[0] for bar in self._bars]) + 0.5)
        wide = min(longest + 8, themes.px(self.NAME))
        most = max([1, *(bar[2] for bar in self._bars)])
        for place, bar in enumerate(self._bars):
            column, row = divmod(place, self._rows())
            left = column * (self.width() + 16) / 2
            self._paint_bar(painter, QRectF(left, row * self.high, self.width() / 2 - 8, self.high), bar, wide, most)

    def _paint_bar(self, painter: QPainter, box: QRectF, bar: Bar, wide: float, most: int) -> None:
        (name, row, count), font, theme = bar, themes.font(12, tabular=True), self._theme
        write(painter, box, name, font, theme.text, room=wide - 6)
        room = QRectF(box.left() + wide, box.top() + 5, box.width() - wide - themes.px(self.COUNT), self.high - 10)
        paint_fraction(painter, room, count / most, theme, themes.class_colour(theme, row))
        write(painter, box, f"{count:,}", font, theme.muted, RIGHT, WHOLE)

    def _rows(self) -> int:
        return -(-len(self._bars) // self.COLUMNS)


@dataclass(frozen=True)
class Sample:
    """A cell after a piece of line: how the line is drawn, what is said, and in ``brief``; ``main`` stands out."""

    pen: Callable[[themes.Theme], QPen]
    text: str
    brief: str
    main: bool


class SampleTable(Table):
    """Named rows of ``Sample``: columns are as wide as their widest cell; in little room the cells are brief."""

    HIGH, WANTED, SMOOTH = 17, 300, True
    SAMPLE, GAP = (38.0, 26.0), (18.0, 12.0)  # px: a piece of line, between columns; and where there is little room
    NAME, INDENT = 5.0, 46.0  # px, where the names and the samples begin: under those of the filmstrip
    _rows: Sequence[tuple[str, Sequence[Sample]]] = ()

    def set_rows(self, rows: Sequence[tuple[str, Sequence[Sample]]]) -> None:
        """Show these names and samples."""
        self._rows = rows
        self.show_content(rows, "; ".join(f"{name}: {', '.join(cell.text for cell in row)}" for name, row in rows))

    def texts(self) -> list[list[str]]:
        """What its cells say."""
        return [[cell.text for cell in row] for _, row in self._rows]

    def rows_high(self) -> int:
        """A row for every name."""
        return self.high * max(len(self._rows), 1)

    def paint(self, painter: QPainter) -> None:
        """Names, and samples with their text."""
        font = themes.font(11, tabular=True)
        indent = max(self.INDENT, self.NAME + widest(font, [name for name, _ in self._rows]) + 8)
        cells, wide, tight = self._fitted(self.width() - indent)
        sample, gap = self.SAMPLE[tight], self.GAP[tight]
        for r, (name, row) in enumerate(self._rows):
            box = QRectF(self.NAME, r * self.high, indent - self.NAME, self.high)
            write(painter, box, name, font, self._theme.muted, LEFT, WHOLE)
            x, y = indent, (r + 0.5) * self.high
            for cell, text, width in zip(row, cells[r], wide, strict=False):
                painter.setPen(cell.pen(self._theme))
                painter.drawLine(QPointF(x, y), QPointF(x + sample, y))
                box = QRectF(x + sample + 6, r * self.high, width + 2, self.high)
                write(painter, box, text, font, self._theme.text if cell.main else self._theme.muted, LEFT, WHOLE)
                x += sample + 6 + width + gap

    def _fitted(self, room: float) -> tuple[list[list[str]], list[float], int]:
        """The cells, the columns' widths, and 0; where that is more than ``room``, brief cells, theirs, and 1."""
        font = themes.font(11, tabular=True)
        for tight, cells in enumerate((self.texts(), [[cell.brief for cell in row] for _, row in self._rows])):
            columns = max(map(len, cells), default=0)
            wide = [widest(font, [row[c] for row in cells if c < len(row)]) for c in range(columns)]
            if sum(wide) + columns * (self.SAMPLE[tight] + 6 + self.GAP[tight]) - self.GAP[tight] <= room:
                break
        return cells, wide, tight


def paint_fraction(painter: QPainter, box: QRectF, fraction: float, theme: themes.Theme, colour: str) -> None:
    """A bar that is filled to ``fraction``, 0 to 1."""
    painter.fillRect(box, QColor(theme.line))
    filled = box.width() * min(max(fraction, 0.0), 1.0)
    painter.fillRect(QRectF(box.left(), box.top(), filled, box.height()), QColor(colour))


def widest(font: QFont, texts: Sequence[str]) -> float:
    """The width of the longest of ``texts``, px; 0 without any."""
    metrics = QFontMetricsF(font)
    return max((metrics.horizontalAdvance(text) for text in texts), default=0.0)
