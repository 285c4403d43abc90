"""A number along a series of models, with 95 % intervals; lines differ in dash and marker, not in colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from aevae_desktop.language import translate
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.marks import LEFT, MIDDLE, RIGHT, WHOLE, translucent, write
from aevae_desktop.ui.widgets.table import widest

MOST = 400  # px at 100 %: more height says no more
TICKS, ROW, MARK, CAP = 4, 20, 3.6, 4.0  # lines across; px: a row of text, half of a marker, half of a whisker's end
DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
SIDES = (0, 4, 3)  # of the marker of the first lines; 0: a disc


@dataclass(frozen=True)
class Line:
    """One line called ``name``, in the ``tone`` of the theme: at each ``x`` a value with its interval, low to high."""

    name: str
    tone: str
    x: tuple[float, ...]
    values: tuple[float, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]


class IntervalCurve(QWidget):
    """Lines over the places ``x``, which stand in even steps. ``title``: what goes up; ``along``: what goes right."""

    accessible_role = QAccessible.Role.Graphic

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._theme: themes.Theme = themes.DARK
        self._title, self._along = "", ""
        self._lines: tuple[Line, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``, and the size that text has."""
        self._theme = theme
        self.setMaximumHeight(themes.px(MOST))
        self.updateGeometry()
        self.update()

    def setLines(self, title: str, along: str, lines: Sequence[Line]) -> None:
        """Show ``lines``."""
        self._title, self._along, self._lines = title, along, tuple(lines)
        self.setAccessibleName(translate("ui", "{title}, along {along}").format(title=title, along=along))
        self.update()

    def lines(self) -> tuple[Line, ...]:
        """What it shows."""
        return self._lines

    def accessible_value(self) -> str:
        """Every number of every line."""
        return "; ".join(
            f"{line.name}: " + ", ".join(f"{x:g}: {words.figure(v)}" for x, v in zip(line.x, line.values, strict=True))
            for line in self._lines
        )

    def minimumSizeHint(self) -> QSize:
        """Room for the lines between their words."""
        return QSize(themes.px(220), themes.px(150))

    def sizeHint(self) -> QSize:
        """As small as it may be: it takes what is left."""
        return self.minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Title and names, the scale, then the lines."""
        painter, theme, font = QPainter(self), self._theme, themes.font(12, tabular=True)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = themes.px(ROW)
        write(painter, QRectF(0, 0, self.width(), row), self._title, themes.font(12, strong=True), theme.text)
        if not self._lines:
            return
        low = min(0.0, *(min(line.lows) for line in self._lines))
        high = max(max(*line.highs, *line.values) for line in self._lines)
        ticks = nice(low, high)
        left = widest(font, [words.figure(tick) for tick in ticks]) + 8
        plot = QRectF(left, 2 * row + 4, self.width() - left - 12, self.height() - 4 * row - 8)
        self._paint_names(painter, row)
        if plot.width() < 20 or plot.height() < 20:
            return
        places = sorted({x for line in self._lines for x in line.x})
        self._paint_scale(painter, plot, ticks, places)
        for k, line in enumerate(self._lines):
            self._paint_line(painter, plot, (ticks[0], ticks[-1]), places, k, line)

    def _paint_names(self, painter: QPainter, row: int) -> None:
        """Each with a piece of its line, in a row over the plot."""
        x, font = 0.0, themes.font(12)
        for k, line in enumerate(self._lines):
            y = 1.5 * row
            painter.setPen(self._pen(k, line))
            painter.drawLine(QPointF(x, y), QPointF(x + 30, y))
            self._paint_mark(painter, QPointF(x + 15, y), k, line)
            wide = widest(font, [line.name]) + 2
            write(painter, QRectF(x + 36, row, wide, row), line.name, font, self._theme.text, LEFT, WHOLE)
            x += 36 + wide + 18

    def _paint_scale(self, painter: QPainter, plot: QRectF, ticks: Sequence[float], places: Sequence[float]) -> None:
        font, theme, row = themes.font(12, tabular=True), self._theme, themes.px(ROW)
        for tick in ticks:
            y = plot.bottom() - plot.height() * (tick - ticks[0]) / (ticks[-1] - ticks[0])
            painter.fillRect(QRectF(plot.left(), y, plot.width(), 1), QColor(theme.line))
            box = QRectF(0, y - row / 2, plot.left() - 8, row)
            write(painter, box, words.figure(tick), font, theme.muted, RIGHT, WHOLE)
        step = _step(plot, places)
        for k, place in enumerate(places):
            box = QRectF(_x(plot, places, k) - step / 2, plot.bottom() + 3, step, row)
            write(painter, box, f"{place:g}", font, theme.muted, MIDDLE, WHOLE)
        box = QRectF(plot.left(), plot.bottom() + row, plot.width(), row)
        write(painter, box, self._along, font, theme.muted, MIDDLE)

    def _paint_line(
        self, painter: QPainter, plot: QRectF, span: tuple[float, float], places: Sequence[float], k: int, line: Line
    ) -> None:
        def at(x: float, value: float) -> QPointF:
            up = (value - span[0]) / (span[1] - span[0])
            return QPointF(_x(plot, places, places.index(x)), plot.bottom() - plot.height() * up)

        tops, bottoms = ([at(x, v) for x, v in zip(line.x, ends, strict=True)] for ends in (line.highs, line.lows))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(translucent(getattr(self._theme, line.tone), 40))
        painter.drawPolygon(QPolygonF([*tops, *reversed(bottoms)]))
        points = [at(x, v) for x, v in zip(line.x, line.values, strict=True)]
        painter.setPen(self._pen(k, line))
        painter.drawPolyline(QPolygonF(points))
        for point, top, bottom in zip(points, tops, bottoms, strict=True):
            if bottom.y() - top.y() > 2 * MARK:
                painter.setPen(QPen(QColor(getattr(self._theme, line.tone)), 1.2))
                painter.drawLine(top, bottom)
                for end in (top, bottom):
                    painter.drawLine(end - QPointF(CAP, 0), end + QPointF(CAP, 0))
            self._paint_mark(painter, point, k, line)

    def _pen(self, k: int, line: Line) -> QPen:
        return QPen(QColor(getattr(self._theme, line.tone)), 2, DASHES[k % len(DASHES)])

    def _paint_mark(self, painter: QPainter, at: QPointF, k: int, line: Line) -> None:
        """A disc, a square or a triangle: whose line it is."""
        painter.setPen(QPen(QColor(self._theme.panel), 1))
        painter.setBrush(QColor(getattr(self._theme, line.tone)))
        sides = SIDES[k % len(SIDES)]
        if sides == 0:
            painter.drawEllipse(at, MARK, MARK)
        elif sides == 4:
            painter.drawRect(QRectF(at.x() - MARK, at.y() - MARK, 2 * MARK, 2 * MARK))
        else:
            up, side = QPointF(0, -1.3 * MARK), QPointF(1.2 * MARK, MARK)
            painter.drawPolygon(QPolygonF([at + up, at + side, at + QPointF(-side.x(), side.y())]))


def nice(low: float, high: float) -> list[float]:
    """Round numbers in even steps from at most ``low`` to at least ``high``, about ``TICKS`` of them."""
    span = max(high - low, 1e-12)
    power = 10.0 ** _magnitude(span / TICKS)
    step = next(k * power for k in (1, 2, 2.5, 5, 10) if k * power * TICKS >= span * 0.999)
    first = int(low // step)
    last = int(-(-high // step))
    return [k * step for k in range(first, max(last, first + 1) + 1)]


def _magnitude(value: float) -> int:
    return int(f"{value:e}".partition("e")[2])


def _step(plot: QRectF, places: Sequence[float]) -> float:
    return plot.width() / max(len(places), 1)


def _x(plot: QRectF, places: Sequence[float], k: int) -> float:
    return plot.left() + _step(plot, places) * (k + 0.5)
