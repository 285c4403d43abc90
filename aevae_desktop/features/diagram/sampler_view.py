"""Inside the sampler, one dimension of the code: why the encoder says log σ², how z is made, and the two densities."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent, QPen, QPolygonF

from aevae_desktop.core.codes.latent_measure import log_normal
from aevae_desktop.features.diagram.lit_view import LitView, colour_of, is_lit
from aevae_desktop.features.diagram.state import Flow, Part
from aevae_desktop.language import translate
from aevae_desktop.session.model import F64
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.marks import MIDDLE, write

HIGH, LEAST, GAP = 150, 400, 18.0  # px
LOG_VAR = (-8.0, 2.0)  # of the exponential curve
REACH = 4.0  # latent units on both sides of 0, of the densities
STEPS = 160
TINY = 1e-9  # of sigma


class SamplerView(LitView):
    """The exponential curve, z = mu + sigma * eps in numbers, and the posterior before the prior."""

    accessible_role = QAccessible.Role.Graphic

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setAccessibleName(translate("diagram", "Inside the sampler"))
        themes.fix(self, high=HIGH)
        self._flow: Flow | None = None
        self._k = 0
        self._rows: dict[Part, QRectF] = {}

    def show_flow(self, flow: Flow | None, k: int) -> None:
        """Show dimension ``k`` of what went through."""
        self._flow, self._k = flow, k
        self.update()

    def accessible_value(self) -> str:
        """Z as it is made, in numbers."""
        found = self.numbers()
        if found is None:
            return ""
        mu, sigma, eps, z = (words.number(value, 3) for value in found)
        return f"z = {mu} + {sigma} × {eps} = {z}"

    def numbers(self) -> tuple[float, float, float, float] | None:
        """``mu, sigma, eps, z`` of the dimension; None where nothing was drawn."""
        flow, k = self._flow, self._k
        if flow is None or flow.mu is None or flow.log_var is None or flow.eps is None or k >= len(flow.z):
            return None
        return float(flow.mu[k]), math.exp(float(flow.log_var[k]) / 2), float(flow.eps[k]), float(flow.z[k])

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(themes.px(LEAST), themes.px(HIGH))

    def minimumSizeHint(self) -> QSize:
        """Room for both curves, and the numbers between them."""
        return self.sizeHint()

    def part_at(self, at: QPointF) -> Part | None:
        """The number there."""
        return next((part for part, box in self._rows.items() if box.contains(at)), None)

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the curve, the numbers and the densities."""
        found = self.numbers()
        if found is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = themes.px(17)
        room = QRectF(self.rect()).adjusted(1, 1, -1, -line - 4)
        wide = (room.width() - 2 * GAP) / 3
        boxes = [QRectF(k * (wide + GAP) + 1, room.y(), wide, room.height()) for k in range(3)]
        self._exponential(painter, boxes[0], found[1])
        self._sum(painter, boxes[1], found)
        self._densities(painter, boxes[2], found)
        said = (
            translate("diagram", "σ = exp(½ log σ²) > 0, always"),
            translate("diagram", "no gradient through ε"),
            translate("diagram", "dashed: z; grey: the prior N(0, 1)"),
        )
        for box, caption in zip(boxes, said, strict=True):
            under = QRectF(box.x(), box.bottom() + 4, box.width(), line)
            write(painter, under, caption, themes.font(11), self._theme.muted, MIDDLE)

    def _exponential(self, painter: QPainter, box: QRectF, sigma: float) -> None:
        low, high = LOG_VAR
        x = np.linspace(low, high, STEPS)
        top = math.exp(high / 2)
        self._curve(painter, box, (x - low) / (high - low), np.exp(x / 2) / top, Part.SIGMA)
        at = min(max((2 * math.log(max(sigma, TINY)) - low) / (high - low), 0.0), 1.0)
        dot = QPointF(box.x() + at * box.width(), box.bottom() - min(sigma / top, 1.0) * box.height())
        painter.setBrush(QColor(colour_of(Part.SIGMA, self._theme)))
        painter.setPen(QPen(QColor(self._theme.text), 1.5))
        painter.drawEllipse(dot, 5, 5)
        said = f"log σ² = {words.number(2 * math.log(max(sigma, TINY)), 1)}"
        write(painter, box.adjusted(6, 2, 0, -box.height() / 2), said, themes.font(12, tabular=True), self._theme.text)

    def _sum(self, painter: QPainter, box: QRectF, found: tuple[float, float, float, float]) -> None:
        """Z = mu + sigma * eps, a line for each."""
        mu, sigma, eps, z = found
        signs = ("", "+", "×", "=")
        rows = ((Part.MU, mu), (Part.SIGMA, sigma), (Part.EPS, eps), (Part.Z, z))
        high = box.height() / len(rows)
        self._rows = {}
        for k, (sign, (part, value)) in enumerate(zip(signs, rows, strict=True)):
            row = self._rows[part] = QRectF(box.x(), box.y() + k * high, box.width(), high - 3)
            painter.setOpacity(1.0 if is_lit(part, self._pointed) else 0.3)
            colour = colour_of(part, self._theme)
            painter.setPen(QPen(QColor(colour), 1.2))
            painter.setBrush(QColor(themes.mix(self._theme.panel, colour, 0.14)))
            painter.drawRoundedRect(row, 4, 4)
            left = row.adjusted(8, 0, -row.width() / 2, 0)
            write(painter, left, f"{sign} {part.value}".strip(), themes.font(12, strong=True), self._theme.text)
            right, font = row.adjusted(row.width() * 0.4, 0, -8, 0), themes.font(12, tabular=True)
            write(painter, right, words.number(value, 3), font, self._theme.text)
        painter.setOpacity(1.0)

    def _densities(self, painter: QPainter, box: QRectF, found: tuple[float, float, float, float]) -> None:
        """The posterior and the prior, each by its own top: a narrow one would hide the other."""
        mu, sigma, _, z = found
        x = np.union1d(np.linspace(-REACH, REACH, STEPS), mu + sigma * np.linspace(-4, 4, STEPS))
        x = x[np.abs(x) <= REACH]
        across = (x + REACH) / (2 * REACH)
        for middle, spread, part in ((0.0, 1.0, Part.X), (mu, sigma, Part.MU)):
            values = np.exp(log_normal(x[:, None], [middle], [2 * math.log(max(spread, TINY))]))
            self._curve(painter, box, across, values / max(values.max(initial=0.0), 1e-12) * 0.94, part)
        if abs(z) <= REACH:
            at = box.x() + (z + REACH) / (2 * REACH) * box.width()
            painter.setPen(QPen(QColor(colour_of(Part.Z, self._theme)), 1.6, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(at, box.y()), QPointF(at, box.bottom()))

    def _curve(self, painter: QPainter, box: QRectF, across: F64, up: F64, part: Part) -> None:
        """A curve of values from 0 to 1, and the line that it stands on."""
        painter.setPen(QPen(QColor(self._theme.edge), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setPen(QPen(QColor(colour_of(part, self._theme)), 1.8))
        points = zip(box.x() + across * box.width(), box.bottom() - up * box.height(), strict=True)
        painter.drawPolyline(QPolygonF([QPointF(float(x), float(y)) for x, y in points]))
