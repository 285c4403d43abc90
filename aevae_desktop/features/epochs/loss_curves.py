"""The losses of both trainings over their epochs, with a playhead: a click puts it there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from aevae_desktop.features.epochs.state import History
from aevae_desktop.language import translate
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui import words
from aevae_desktop.ui.theme import Theme
from aevae_desktop.ui.widgets.marks import LEFT, RIGHT, write

HIGH, LEAST, LINE = 150, 240, 16  # px; the last is that of a line of text
NAMES = {
    "kl": translate("epochs", "KL"),
    "total": translate("epochs", "total"),
    "reconstruction": translate("epochs", "reconstruction"),
}
PENS = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)
COLOURS = {"ae": 1, "vae": 0}  # of the lines, as numbers of classes' colours


@dataclass(frozen=True)
class Curve:
    """One loss of one model: its ``name``, its values, and how it is drawn."""

    name: str
    values: tuple[float, ...]
    colour: int
    style: Qt.PenStyle


def curves(histories: Mapping[int, History], names: Sequence[str], kinds: Mapping[int, str]) -> list[Curve]:
    """The losses of every map's model: a colour each kind of model, a kind of line each loss."""
    found = []
    for i, history in sorted(histories.items()):
        for k, (name, values) in enumerate(sorted(history.losses.items(), reverse=True)):
            said = f"{names[i]} {NAMES.get(name, name.replace('_', ' '))}"
            found.append(Curve(said, tuple(map(float, values)), COLOURS.get(kinds[i], 2), PENS[k % len(PENS)]))
    return found


class LossCurves(QWidget):
    """``sought(place)``: a place from 0 to 1 was clicked, or the playhead was dragged there."""

    sought = Signal(float)
    accessible_role = QAccessible.Role.Chart

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(translate("epochs", "Losses over the epochs"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        themes.fix(self, high=HIGH)
        self._theme: Theme = themes.DARK
        self._curves: list[Curve] = []
        self._place = 1.0

    def show_curves(self, found: list[Curve], place: float) -> None:
        """Show these, and the playhead at ``place``."""
        if (found, place) != (self._curves, self._place):
            self._curves, self._place = found, place
            self.update()

    def apply_theme(self, theme: Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self.update()

    def accessible_value(self) -> str:
        """Each loss where the playhead is."""
        return ", ".join(f"{curve.name} {words.figure(_at(curve, self._place))}" for curve in self._curves)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(themes.px(LEAST), themes.px(HIGH))

    def plot(self) -> QRectF:
        """Where the curves are, px: below the lines that name them."""
        top = themes.px(LINE) * max(len(self._curves), 1) + 4
        return QRectF(2, top, self.width() - 4, max(self.height() - top - 3, 8))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        self._seek(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the playhead."""
        self._seek(event.position().x())

    def _seek(self, x: float) -> None:
        box = self.plot()
        self.sought.emit(min(max((x - box.x()) / box.width(), 0.0), 1.0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the names with their numbers, the curves, and the playhead."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, line = self.plot(), themes.px(LINE)
        for k, curve in enumerate(self._curves):
            pen = QPen(QColor(self._theme.classes[curve.colour]), 1.8, curve.style)
            row = QRectF(0, k * line, self.width(), line)
            painter.setPen(pen)
            painter.drawLine(QPointF(2, row.center().y()), QPointF(26, row.center().y()))
            write(painter, row.adjusted(34, 0, -60, 0), curve.name, themes.font(11), self._theme.text, LEFT)
            value = words.figure(_at(curve, self._place))
            write(painter, row, value, themes.font(11, tabular=True), self._theme.text, RIGHT)
            painter.setPen(pen)
            painter.drawPolyline(_line(curve, box))
        painter.setPen(QPen(QColor(self._theme.edge), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        x = box.x() + self._place * box.width()
        painter.setPen(QPen(QColor(self._theme.accent), 1.5))
        painter.drawLine(QPointF(x, box.y()), QPointF(x, box.bottom()))


def _at(curve: Curve, place: float) -> float:
    return curve.values[round(place * (len(curve.values) - 1))]


def _line(curve: Curve, box: QRectF) -> QPolygonF:
    """Each by its own least and most once training began: the untrained network's would flatten the rest.

    By the logarithm where that can be.
    """
    values = np.array(curve.values)
    finite = np.isfinite(values)
    if not finite.any():
        return QPolygonF()
    values = np.where(finite, values, values[finite].max())
    values = np.log(values) if (values > 0).all() else values
    scaled = values[1:] if len(values) > 2 else values
    low, high = float(scaled.min()), float(scaled.max())
    up = np.clip((values - low) / ((high - low) or 1.0), 0.0, 1.0)
    across = np.linspace(box.left(), box.right(), len(values))
    down = box.bottom() - 2 - up * (box.height() - 4)
    return QPolygonF([QPointF(x, y) for x, y in zip(across.tolist(), down.tolist(), strict=True)])
