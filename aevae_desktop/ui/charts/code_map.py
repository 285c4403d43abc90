"""Codes of a few images in the colours of their classes, all of them in sight: a map that nothing is done with."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.language import translate
from aevae_desktop.ui.theme import DARK, Theme
from aevae_desktop.ui.widgets.layouts import square_policy
from aevae_desktop.ui.widgets.marks import paint_codes

DOT, RADIUS = 2.6, 5.0  # px
NOTHING: frozenset[int] = frozenset()


class CodeMap(QWidget):
    """Codes in a square; painted once, then copied."""

    accessible_role = QAccessible.Role.Graphic

    def __init__(self, name: str, side: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self._side = side
        self._codes: NDArray[np.float32] | None = None
        self._label = np.zeros(0, np.int16)
        self._theme: Theme = DARK
        self._cache: QImage | None = None
        self.setSizePolicy(square_policy(QSizePolicy.Policy.Preferred))
        self.setMinimumSize(QSize(24, 24))

    def show_codes(self, codes: NDArray[np.float32], label: NDArray[np.int16]) -> None:
        """Show ``codes: (n, 2)`` of the classes ``label: (n,)``; the map is fitted to them each time."""
        if codes is not self._codes:
            self._codes, self._label, self._cache = codes, label, None
            self.update()

    def apply_theme(self, theme: Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme, self._cache = theme, None
        self.update()

    def accessible_value(self) -> str:
        """How many there are."""
        return "" if self._codes is None else translate("ui", "{n} codes").format(n=f"{len(self._codes):,}")

    def sizeHint(self) -> QSize:
        """A square of the side it was made with."""
        return QSize(self._side, self._side)

    def heightForWidth(self, width: int) -> int:
        """Square."""
        return min(width, self.maximumWidth())

    def hasHeightForWidth(self) -> bool:
        """Its height follows its width."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the picture."""
        side, ratio = min(self.width(), self.height()), self.devicePixelRatioF()
        if self._cache is None or self._cache.width() != round(side * ratio):
            self._cache = self._painted(side, ratio)
        QPainter(self).drawImage((self.width() - side) // 2, (self.height() - side) // 2, self._cache)

    def _painted(self, side: int, ratio: float) -> QImage:
        image = QImage(round(side * ratio), round(side * ratio), QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(0)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(0.5, 0.5, side - 1, side - 1), RADIUS, RADIUS)
        painter.fillPath(frame, QColor(self._theme.map))
        if self._codes is not None:
            painter.setClipPath(frame)
            px = View2D.fit(self._codes, side, side).to_px(self._codes)
            paint_codes(painter, px, self._label, self._theme, DOT, NOTHING)
            painter.setClipping(False)
        painter.setPen(QPen(QColor(self._theme.line), 1))
        painter.drawPath(frame)
        painter.end()
        return image
