"""A flip-book laid out: 64 decodes, eight by eight."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from aevae_desktop.views import imaging
from aevae_desktop.views.widgets.tile_sheet import TileSheet

ACROSS = 8
STALE = 0.35  # opacity of draws that are about to be replaced


class FlipSheet(TileSheet):
    """``chosen(k)``: draw ``k`` was clicked, or an arrow key went to it."""

    at_once = True

    def __init__(self, name: str, tip: str) -> None:
        super().__init__(name, tip)
        self._images: NDArray[np.float32] | None = None
        self._low, self._high = 0.0, 1.0
        self._fresh, self._here = True, -1
        self._cache: QImage | None = None
        self.setToolTip(tip)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumSize(QSize(96, 96))

    def renew(self) -> None:
        """Paint everything again."""
        self._cache = None
        self.update()

    def count(self) -> int:
        """How many draws there are."""
        return 0 if self._images is None else len(self._images)

    def across(self) -> int:
        """Eight."""
        return ACROSS

    def images(self) -> NDArray[np.float32] | None:
        """What it shows, ``(n, h, w[, 3])``, the decoder's own output; None while nothing is drawn."""
        return self._images

    def setDraws(self, images: NDArray[np.float32] | None, low: float, high: float, *, fresh: bool, here: int) -> None:
        """Show ``images`` with values ``low`` to ``high``; draw ``here`` is framed, -1 none."""
        if images is not self._images:
            self._images, self._low, self._high, self._cache = images, low, high, None
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
        row, column = divmod(place, ACROSS)
        x, y = (round(k * self._side() / ACROSS) for k in (column, row))
        right, bottom = (round((k + 1) * self._side() / ACROSS) for k in (column, row))
        return QRect(x, y, right - x, bottom - y)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw all tiles at once, and the frame of the chosen one."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        square = QRect(0, 0, self._side(), self._side())
        painter.fillRect(square, QColor(self._theme.paper))
        if self._images is not None:
            painter.setOpacity(1.0 if self._fresh else STALE)
            painter.drawImage(QPoint(0, 0), self._mosaic())
            painter.setOpacity(1.0)
        painter.setPen(QPen(QColor(self._theme.accent if self.hasFocus() else self._theme.line), 1))
        painter.drawRect(square.adjusted(0, 0, -1, -1))
        if 0 <= self._here < self.count():
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRect(self.box(self._here).adjusted(1, 1, -1, -1))

    def _side(self) -> int:
        """Of the whole sheet, px."""
        return max(min(self.width(), self.height()), ACROSS)

    def _mosaic(self) -> QImage:
        ratio = self.devicePixelRatioF()
        device = round(self._side() * ratio)
        if self._cache is None or self._cache.width() != device:
            assert self._images is not None
            sheet = mosaic(self._images)
            table = imaging.grey_ramp(self._theme)
            self._cache = imaging.picture(sheet, (device, device), table, self._low, self._high, smooth=True)
            self._cache.setDevicePixelRatio(ratio)
        return self._cache


def mosaic(images: NDArray[np.float32]) -> NDArray[np.float32]:
    """``(64, h, w[, 3])`` as one ``(8 h, 8 w[, 3])``, row by row."""
    n, h, w = images.shape[:3]
    rest = images.shape[3:]
    rows = images.reshape(ACROSS, n // ACROSS, h, w, *rest).swapaxes(1, 2)
    return np.ascontiguousarray(rows.reshape(ACROSS * h, n // ACROSS * w, *rest))
