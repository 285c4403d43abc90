"""A flip-book laid out: 64 decodes, eight by eight, without seams."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from aevae_desktop.ui import imaging
from aevae_desktop.ui.widgets.layouts import square_policy
from aevae_desktop.ui.widgets.tile_grid import TileGrid


class FlipBook(TileGrid):
    """64 decodes, eight by eight, as one picture. ``chosen(k)``: draw ``k`` was clicked, or an arrow key went to it."""

    AT_ONCE = True
    STALE = 0.35
    RING = (1, 1, -1, -1)
    ACROSS = 8

    def __init__(self, name: str, tip: str) -> None:
        super().__init__(name, tip)
        self._images: NDArray[np.float32] | None = None
        self._low, self._high = 0.0, 1.0
        self._here = -1
        self.setToolTip(tip)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(square_policy(QSizePolicy.Policy.Preferred))
        self.setMinimumSize(QSize(96, 96))

    def count(self) -> int:
        """How many draws there are."""
        return 0 if self._images is None else len(self._images)

    def across(self) -> int:
        """Eight."""
        return self.ACROSS

    def images(self) -> NDArray[np.float32] | None:
        """What it shows, ``(n, h, w[, 3])``, the decoder's own output; None while nothing is drawn."""
        return self._images

    def setDraws(self, images: NDArray[np.float32] | None, low: float, high: float, *, fresh: bool, here: int) -> None:
        """Show ``images`` with values ``low`` to ``high``; draw ``here`` is framed, -1 none."""
        if images is not self._images:
            self._images, self._low, self._high = images, low, high
            self.renew()
        elif (fresh, here) == (self._fresh, self._here):
            return
        self._fresh, self._here = fresh, here
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(168, 168)

    def hasHeightForWidth(self) -> bool:
        """It is square."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As wide as high."""
        return width

    def box(self, place: int) -> QRect:
        """Where draw ``place`` is, px."""
        row, column = divmod(place, self.ACROSS)
        x, y = (round(k * self._side() / self.ACROSS) for k in (column, row))
        right, bottom = (round((k + 1) * self._side() / self.ACROSS) for k in (column, row))
        return QRect(x, y, right - x, bottom - y)

    def paint_tiles(self, painter: QPainter, part: QRect) -> None:
        """All of them at once, on paper."""
        opacity, square = painter.opacity(), QRect(0, 0, self._side(), self._side())
        painter.setOpacity(1.0)
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        painter.fillRect(square, QColor(self._theme.paper))
        painter.setOpacity(opacity)
        if self._images is not None:
            painter.drawImage(QPoint(0, 0), self.kept(self._side(), self._mosaic))

    def paint_rest(self, painter: QPainter) -> None:
        """The frame, and that of the chosen draw."""
        painter.setPen(QPen(QColor(self._theme.accent if self.hasFocus() else self._theme.line), 1))
        painter.drawRect(QRect(0, 0, self._side(), self._side()).adjusted(0, 0, -1, -1))
        if 0 <= self._here < self.count():
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRect(self.box(self._here).adjusted(*self.RING))

    def _side(self) -> int:
        """Of the whole, px."""
        return max(min(self.width(), self.height()), self.ACROSS)

    def _mosaic(self) -> QImage:
        assert self._images is not None
        whole, ratio = imaging.mosaic(self._images, self.ACROSS, self._low, self._high), self.devicePixelRatioF()
        size = (round(self._side() * ratio),) * 2
        made = imaging.picture(whole, size, imaging.grey_ramp(self._theme), self._low, self._high, smooth=True)
        made.setDevicePixelRatio(ratio)
        return made
