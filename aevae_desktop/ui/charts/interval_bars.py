"""Measured numbers as bars, each with its 95 % interval as a whisker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent

from aevae_desktop.language import translate
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.marks import LEFT, RIGHT, WHOLE, write
from aevae_desktop.ui.widgets.table import Table, widest

ROOM = 64  # px at 100 %: where a bar would have less beside its words, it stands under them
GAP, BAR, CAP = 10.0, 11.0, 3.5  # px: between columns, height of a bar, half of a whisker's end


@dataclass(frozen=True)
class Interval:
    """One bar: whose it is (``name``), what it is (``label``), the number and its interval, and how both are written.

    ``tone``: a colour of the theme. Bars of one ``scale``, the name of their unit, are as long as their numbers say,
    and stand under that name.
    """

    name: str
    label: str
    value: float
    low: float
    high: float
    text: str
    between: str = ""
    tone: str = "accent"
    scale: str = ""


class IntervalBars(Table):
    """A chart for each unit, bars under each other; where there is little room, each stands under its words."""

    HIGH, SMOOTH = 23, True
    _bars: tuple[Interval, ...] = ()
    _tight = False

    def bars(self) -> tuple[Interval, ...]:
        """What it shows."""
        return self._bars

    def setBars(self, bars: Sequence[Interval]) -> None:
        """Show ``bars``, those of one unit together."""
        units = list(dict.fromkeys(bar.scale for bar in bars))
        self._bars = tuple(sorted(bars, key=lambda bar: units.index(bar.scale)))
        read = "; ".join(_read([bar for bar in self._bars if bar.scale == unit], unit) for unit in units)
        self._part()
        self.show_content(self._bars, read)

    def rows_high(self) -> int:
        """A row a bar, or two, and one for each unit that has a name."""
        heads = len({bar.scale for bar in self._bars if bar.scale})
        return max(self.high * (len(self._bars) * (2 if self._tight else 1) + heads), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, perhaps two lines a bar."""
        self._part()

    def apply_theme(self, theme: themes.Theme) -> None:
        """Larger text needs more room beside the bars."""
        super().apply_theme(theme)
        self._part()

    def _part(self) -> None:
        if self._tight != (self.width() < sum(self._columns()) + themes.px(ROOM)):
            self._tight = not self._tight
            self._fit_rows()
            self.update()

    def _columns(self) -> tuple[float, float, float, float]:
        """How wide the columns of names, labels, numbers and intervals are, px, each with what parts it from others."""
        strong, plain = themes.font(12, strong=True, tabular=True), themes.font(12, tabular=True)
        names = widest(strong, [bar.name for bar in self._bars]) + (GAP if any(b.name for b in self._bars) else 0)
        labels = widest(plain, [bar.label for bar in self._bars]) + GAP
        texts = widest(strong, [bar.text for bar in self._bars]) + GAP
        return names, labels, texts, widest(plain, [bar.between for bar in self._bars]) + GAP

    def paint(self, painter: QPainter) -> None:
        """The words, the bars, the numbers."""
        strong, plain = themes.font(12, strong=True, tabular=True), themes.font(12, tabular=True)
        names, labels, texts, between = self._columns()
        y, unit = 0.0, ""
        for bar in self._bars:
            if bar.scale and bar.scale != unit:
                self._paint_head(painter, y, bar.scale, first=not y)
                y += self.high
            unit, top = bar.scale, y
            y += self.high * (2 if self._tight else 1)
            room = self.width() if self._tight else names + labels
            write(painter, QRectF(0, top, names, self.high), bar.name, strong, self._theme.text, LEFT, WHOLE)
            write(painter, QRectF(names, top, room - names - GAP, self.high), bar.label, plain, self._theme.muted)
            at, left = (top + self.high - 3, 0.0) if self._tight else (top, room)
            right = self.width() - between
            self._paint_bar(painter, QRectF(left, at, right - texts - left, self.high), bar)
            write(
                painter, QRectF(right - texts, at, texts, self.high), bar.text, strong, self._theme.text, RIGHT, WHOLE
            )
            write(
                painter, QRectF(right + GAP, at, between, self.high), bar.between, plain, self._theme.muted, LEFT, WHOLE
            )

    def _paint_head(self, painter: QPainter, y: float, unit: str, first: bool) -> None:
        """The name of a unit, under a line that parts its bars from those before."""
        if not first:
            painter.fillRect(QRectF(0, y + 2, self.width(), 1), QColor(self._theme.line))
        box = QRectF(0, y + 3, self.width(), self.high - 3)
        write(painter, box, unit, themes.font(11), self._theme.muted, LEFT, WHOLE)

    def _paint_bar(self, painter: QPainter, box: QRectF, bar: Interval) -> None:
        same = [other for other in self._bars if other.scale == bar.scale]
        least, most = min(0.0, *(b.low for b in same), *(b.value for b in same)), max(b.high for b in same)
        most = max(most, *(b.value for b in same), least + 1e-12)

        def x(value: float) -> float:
            return box.left() + 1 + (box.width() - 2 - CAP) * (value - least) / (most - least)

        middle = box.center().y()
        painter.fillRect(
            QRectF(QPointF(x(0), middle - BAR / 2), QPointF(x(bar.value), middle + BAR / 2)).normalized(),
            QColor(getattr(self._theme, bar.tone)),
        )
        painter.fillRect(QRectF(x(0) - 0.5, box.top() + 2, 1, box.height() - 4), QColor(self._theme.edge))
        if bar.low < bar.high:
            whisker = [QPointF(x(bar.low), middle), QPointF(x(bar.high), middle)]
            for ink, wide in ((self._theme.panel, 3.5), (self._theme.text, 1.5)):  # seen on the bar and beside it
                painter.setPen(QPen(QColor(ink), wide))
                painter.drawLine(*whisker)
            for end in whisker:
                painter.drawLine(end - QPointF(0, CAP), end + QPointF(0, CAP))


def _read(bars: Sequence[Interval], unit: str) -> str:
    """The bars of one unit as a screen reader says them."""
    said = "; ".join(f"{bar.name} {bar.label}: {bar.text}{_spoken(bar.between)}" for bar in bars)
    return f"{unit}: {said}" if unit else said


def _spoken(between: str) -> str:
    return translate("ui", ", 95 % interval {between}").format(between=between) if between else ""
