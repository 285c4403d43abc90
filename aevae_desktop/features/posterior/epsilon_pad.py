"""The epsilon pad: drag the noise of a reparameterised draw, in units of sigma."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from aevae_desktop.features.posterior.state import REACH
from aevae_desktop.language import translate
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.latest import Latest
from aevae_desktop.ui.widgets.marks import paint_cross, paint_plate, translucent

SIDE = 168  # px
RINGS = (1, 2, 3)
STEP, FINE = 0.1, 0.01  # sigma an arrow key goes, and with Shift
ARM, DOT = 6.0, 1.5  # px: half the cross, the radius of a draw

_ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, 1.0),
    Qt.Key.Key_Down: (0.0, -1.0),
}


class EpsilonPad(QWidget):
    """``moved(x, y)``: a hand put eps there, in sigma; ``centred``: it wants 0 in every dimension.

    Rings at 1, 2 and 3. Arrows move it, with Shift finely, Home goes to 0. On a ``line`` only x means something.
    """

    moved = Signal(float, float)
    centred = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._theme: themes.Theme = themes.DARK
        self._at = (0.0, 0.0)
        self._names = ("ε1", "ε2")
        self._dots: NDArray[np.float64] | None = None
        self._line = False
        self._picture: QPixmap | None = None  # of all but the cross
        self._look: tuple[object, ...] = ()
        self._gestures = Latest(self._go, self)
        self.setObjectName("posterior.pad")
        self.setAccessibleName(translate("posterior", "The noise ε, in units of σ"))
        self.setToolTip(
            translate("posterior", "Drag ε, in units of σ. Arrows move it, with Shift finely; Home is 0, where z = μ")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(QSize(SIDE, SIDE))

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self.update()

    def eps(self) -> tuple[float, float]:
        """Where it stands, in sigma."""
        return self._at

    def setEps(self, x: float, y: float) -> None:
        """Stand at (x, y) sigma; beyond the pad, at its edge."""
        if (x, y) != self._at:
            self._at = (x, y)
            self.setAccessibleDescription(f"{self._names[0]} {x:.2f}, {self._names[1]} {y:.2f}")
            self.update()

    def setAxes(self, names: tuple[str, str], dots: NDArray[np.float64] | None, *, line: bool) -> None:
        """What the axes are called, and where the 64 draws are, ``(n, 2)`` sigma."""
        if (names, line) != (self._names, self._line) or not _same(dots, self._dots):
            self._names, self._dots, self._line = names, dots, line
            self._picture = None
            self.update()

    def to_px(self, x: float, y: float) -> QPointF:
        """Where (x, y) sigma is, px, within the pad."""
        half = self.width() / 2
        x, y = (min(max(value, -REACH), REACH) for value in (x, y))
        return QPointF(half + x * self._scale(), half - y * self._scale())

    def to_eps(self, px: QPointF) -> tuple[float, float]:
        """The sigma under a point, within the pad."""
        half = self.width() / 2
        x, y = (px.x() - half) / self._scale(), (half - px.y()) / self._scale()
        return min(max(x, -REACH), REACH), 0.0 if self._line else min(max(y, -REACH), REACH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, rings, draws, the way from 0 and the cross."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._rest())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inks = ((self._theme.map, 3.2), (self._theme.accent, 1.6))
        paint_cross(painter, self.to_px(0.0, 0.0), self.to_px(*self._at), ARM, inks)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take eps there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._gestures.put(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Take eps along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._gestures.put(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The last place counts, however fast the hand was."""
        self._gestures.flush()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click is Home."""
        self.centred.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, with Shift finely, and Home."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Home:
            self.centred.emit()
        elif key in _ARROWS:
            step = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
            x, y = (at + way * step for at, way in zip(self._at, _ARROWS[key], strict=True))
            self.moved.emit(round(x, 6), 0.0 if self._line else round(y, 6))
        else:
            super().keyPressEvent(event)

    def _go(self, px: QPointF) -> None:
        self.moved.emit(*self.to_eps(px))

    def _scale(self) -> float:
        """Px a sigma."""
        return (self.width() / 2 - 4) / REACH

    def _rest(self) -> QPixmap:
        """All that does not move with the hand, painted once."""
        ratio, theme = self.devicePixelRatioF(), self._theme
        look = (theme.name, self._names, self._line, ratio, self.hasFocus())
        if self._picture is None or look != self._look:
            self._look, self._picture = look, QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(QColor(theme.panel))
            painter = QPainter(self._picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else theme.edge), 1.5))
            painter.setBrush(QColor(theme.map))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
            self._paint_rings(painter)
            self._paint_dots(painter)
            self._paint_numbers(painter)
            painter.end()
        return self._picture

    def _paint_rings(self, painter: QPainter) -> None:
        middle, ink = self.to_px(0.0, 0.0), QColor(self._theme.line)
        painter.setPen(QPen(ink, 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawLine(self.to_px(-REACH, 0), self.to_px(REACH, 0))
        if not self._line:
            painter.drawLine(self.to_px(0, -REACH), self.to_px(0, REACH))
        painter.setFont(themes.font(11, tabular=True))
        for ring in RINGS:
            painter.setPen(QPen(QColor(themes.mix(self._theme.line, self._theme.muted, 0.35)), 1.0))
            if self._line:
                for x in (-ring, ring):
                    painter.drawLine(self.to_px(x, -0.2), self.to_px(x, 0.2))
            else:
                painter.drawEllipse(middle, ring * self._scale(), ring * self._scale())
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(QPointF(self.width() - 22, self.height() / 2 + 14), self._names[0])
        if not self._line:
            painter.drawText(QPointF(self.width() / 2 + 5, 14), self._names[1])

    def _paint_numbers(self, painter: QPainter) -> None:
        """What the rings are, over the draws that lie there."""
        font = themes.font(11, tabular=True)
        painter.setFont(font)
        wide, high = QFontMetricsF(font).horizontalAdvance("0") + 2, QFontMetricsF(font).capHeight() + 4
        for ring in RINGS:
            corner = self.to_px(ring, 0) + QPointF(-2, -2)  # within its ring, above the axis
            box = QRectF(corner.x() - wide, corner.y() - high, wide, high)
            paint_plate(painter, box, str(ring), self._theme.muted, self._theme.map, alpha=255, radius=2)

    def _paint_dots(self, painter: QPainter) -> None:
        if self._dots is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(translucent(self._theme.accent, 110))
        for x, y in self._dots.tolist():
            painter.drawEllipse(self.to_px(x, 0.0 if self._line else y), DOT, DOT)


def _same(a: NDArray[np.float64] | None, b: NDArray[np.float64] | None) -> bool:
    return a is b or (a is not None and b is not None and np.array_equal(a, b))
