"""The kinds that are compared: how each is drawn, and how long it is by the shortest of them, a row a pane."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from aevae_desktop.core.paths import PATHS
from aevae_desktop.session.course import Trail
from aevae_desktop.session.state import SessionState
from aevae_desktop.views import theme as themes
from aevae_desktop.views import words
from aevae_desktop.views.map.overlays.path import pen
from aevae_desktop.views.panels.filmstrip import INDENT as NAME

LINE = 17  # px, a row
SAMPLE, GAP = (38.0, 26.0), (18.0, 12.0)  # px: a piece of line, between columns; and where there is little room
INDENT = 46.0  # px, where the filmstrip begins

Row = tuple[str, list[tuple[str, Trail]]]


class KindTable(QWidget):
    """Nothing while a path is compared with none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("path.table")
        self.setAccessibleName("Lengths of the compared kinds")
        self.setToolTip("The length of each kind of path in pixel space, and how much longer it is than the shortest")
        self._theme = themes.DARK
        self._main = ""
        self._rows: list[Row] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """A row for every pane on screen."""
        return QSize(300, LINE * max(len(self._rows), 1))

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the lengths that are known."""
        course, names = new.path.course, words.pane_names(new)
        shown = [kind for kind in PATHS if kind in {course.kind, *course.compared}]
        self._main = course.kind
        self._rows = [
            (names[i], [(kind, new.panes[i].trails[kind]) for kind in shown if kind in new.panes[i].trails])
            for i, _ in new.shown_models()
            if new.panes[i].trails
        ]
        self.setAccessibleDescription("; ".join(f"{name}: {', '.join(_cells(row))}" for name, row in self._rows))
        self.updateGeometry()
        self.update()

    def texts(self) -> list[list[str]]:
        """What its cells say."""
        return [_cells(row) for _, row in self._rows]

    def _fitted(self, metrics: QFontMetricsF) -> tuple[list[list[str]], list[float], int]:
        """The cells, the columns' widths, and 0; in little room shorter cells, theirs, and 1."""
        for tight, cells in enumerate((self.texts(), [_cells(row, brief=True) for _, row in self._rows])):
            columns = max(map(len, cells), default=0)
            wide = [max(metrics.horizontalAdvance(row[c]) for row in cells if c < len(row)) for c in range(columns)]
            if (
                self._indent(metrics) + sum(wide) + columns * (SAMPLE[tight] + 6 + GAP[tight]) - GAP[tight]
                <= self.width()
            ):
                break
        return cells, wide, tight

    def _indent(self, metrics: QFontMetricsF) -> float:
        """Where the first line begins: under the film, or after a longer name."""
        return max([INDENT, *(NAME + metrics.horizontalAdvance(name) + 8 for name, _ in self._rows)])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it; columns are as wide as their widest cell."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(themes.font(11, tabular=True))
        cells, wide, tight = self._fitted(QFontMetricsF(painter.font()))
        sample, gap = SAMPLE[tight], GAP[tight]
        indent = self._indent(QFontMetricsF(painter.font()))
        for r, (name, row) in enumerate(self._rows):
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(QRectF(NAME, r * LINE, indent - NAME, LINE), Qt.AlignmentFlag.AlignVCenter, name)
            x, y = indent, (r + 0.5) * LINE
            for (kind, trail), text, width in zip(row, cells[r], wide, strict=False):
                painter.setPen(pen(self._theme, kind, main=kind == self._main, done=trail.done))
                painter.drawLine(QPointF(x, y), QPointF(x + sample, y))
                painter.setPen(QColor(self._theme.text if kind == self._main else self._theme.muted))
                box = QRectF(x + sample + 6, r * LINE, width + 2, LINE)
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
                x += sample + 6 + width + gap


def _cells(row: list[tuple[str, Trail]], *, brief: bool = False) -> list[str]:
    """``Linear 57.0, +3.1 %``, and of the shortest ``Shortest 55.3, least``; in brief without the lengths."""
    known = [trail.survey.length for _, trail in row if trail.survey is not None]
    going = any(trail.survey is None and not trail.error for _, trail in row)
    least = 0.0 if going else min(known, default=0.0)  # while some are to come, none is said to be the shortest
    return [f"{PATHS[kind].label} {_length(trail, least, brief)}" for kind, trail in row]


def _length(trail: Trail, least: float, brief: bool) -> str:
    if trail.survey is None:
        return "not measured" if trail.error else "…"
    length = trail.survey.length
    more = "least" if length == least > 0 else f"+{words.number(100 * (length / least - 1), 1)} %" if least > 0 else ""
    return more if brief and more else ", ".join(part for part in (words.figure(length), more) if part)
