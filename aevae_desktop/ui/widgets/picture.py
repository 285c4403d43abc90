"""A picture of an array: the model's own numbers, enlarged for the eye."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from aevae_desktop.core.images.line_plot import is_signal
from aevae_desktop.ui import imaging, words
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.theme import DARK, Theme
from aevae_desktop.ui.widgets.layouts import square_policy

RADIUS = 5.0
LEAST_AXES = 100  # px: a smaller plot of a signal has no numbers at its edges
HEAT = "amber"  # of the colormaps: that of amounts


class Picture(QWidget):
    """Shows an image as large as its square allows; ``image()`` is what it shows, before any scaling."""

    accessible_role = QAccessible.Role.Graphic

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: NDArray[Any] | None = None
        self._low, self._high, self._signed = 0.0, 1.0, False
        self._smooth = True
        self._theme: Theme = DARK
        self._cache: QImage | None = None
        self._hint = ""
        self.says: Callable[[], str] = str  # what the picture shows, in words
        self._side = side
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(square_policy(QSizePolicy.Policy.Preferred))
        self.setMinimumSize(QSize(24, 24))

    def apply_theme(self, theme: Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self._refresh()

    def image(self) -> NDArray[np.float32] | None:
        """What it shows, ``(h, w) or (h, w, 3) float32``, untouched by the scaling; None while it is empty."""
        return None if self._image is None else np.asarray(self._image, np.float32)

    def accessible_value(self) -> str:
        """What it shows, or why it is empty."""
        return self._hint if self._image is None else self.says()

    def setImage(
        self, image: NDArray[Any] | None, low: float = 0.0, high: float = 1.0, *, signed: bool = False
    ) -> None:
        """Show ``image`` with values ``low`` to ``high``; ``signed`` images get the residual's two colours."""
        if image is not self._image or signed != self._signed:
            self._image, self._low, self._high, self._signed = image, low, high, signed
            self._refresh()

    def setHint(self, text: str) -> None:
        """What an empty picture says."""
        self._hint = text
        self.update()

    def setSmooth(self, smooth: bool) -> None:
        """Interpolate between pixels, or show each as a square."""
        if smooth != self._smooth:
            self._smooth = smooth
            self._refresh()

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
        """Copy the enlarged image, and over it the frame, which covers the corners: clipping would cost far more."""
        painter = QPainter(self)
        side = min(self.width(), self.height())
        frame = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        if frame.size() != self.size():
            painter.fillRect(self.rect(), QColor(self._theme.panel))
        picture = None if self._image is None else self._scaled(side)
        if picture is None or picture.width() != picture.height():
            painter.fillRect(frame, QColor(self._theme.paper))
        if picture is not None:
            size = picture.deviceIndependentSize().toSize()
            painter.drawImage(frame.center() - QPoint((size.width() - 1) // 2, (size.height() - 1) // 2), picture)
            if (
                self._image is not None
                and side >= LEAST_AXES
                and 1 in self._image.shape
                and is_signal(self._image.shape)
            ):
                self._paint_axes(painter, frame)
        elif self._hint:
            painter.setPen(QColor(self._theme.muted))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(frame.adjusted(8, 8, -8, -8)), flags, self._hint)
        painter.drawImage(frame.topLeft(), self._frame(side))

    def _paint_axes(self, painter: QPainter, frame: QRect) -> None:
        """What the edges of a signal's plot are: its range of values, and how many there are."""
        assert self._image is not None
        low, high = (-1.0, 1.0) if self._signed else (self._low, self._high)
        painter.setPen(QColor(self._theme.muted))
        painter.setFont(themes.font(11, tabular=True))
        room, flags = frame.adjusted(5, 3, -5, -3), Qt.AlignmentFlag
        for where, text in (
            (flags.AlignTop | flags.AlignLeft, words.figure(high)),
            (flags.AlignBottom | flags.AlignLeft, words.figure(low)),
            (flags.AlignBottom | flags.AlignRight, f"{self._image.size:,}"),
        ):
            painter.drawText(room, where, text)

    def table(self) -> imaging.U32:
        """The colours of its values, low to high: ``(256,)``."""
        return imaging.grey_ramp(self._theme)

    def _frame(self, side: int) -> QImage:
        return imaging.rounded_frame(side, self.devicePixelRatioF(), self._theme.panel, self._theme.line, RADIUS)

    def _scaled(self, side: int) -> QImage:
        device = round(side * self.devicePixelRatioF())
        if self._cache is None or max(self._cache.width(), self._cache.height()) != device:
            assert self._image is not None
            size = imaging.fitted(self._image, device)
            coloured = self._signed and not is_signal(self._image.shape)
            table = imaging.residual_ramp(self._theme) if coloured else self.table()
            low, high = (-1.0, 1.0) if self._signed else (self._low, self._high)
            self._cache = imaging.picture(self._image, size, table, low, high, self._smooth)
            self._cache.setDevicePixelRatio(self.devicePixelRatioF())
        return self._cache

    def _refresh(self) -> None:
        self._cache = None
        self.update()


class HeatPicture(Picture):
    """How much each pixel varies, ``(h, w)`` from 0 to what ``setImage`` calls high: lightness alone says how much."""

    def table(self) -> imaging.U32:
        """The colours of the ramp."""
        return imaging.ramp(*heat_colours(self._theme))


def heat_colours(theme: Theme) -> tuple[str, ...]:
    """From nothing to most, ``#rrggbb``; nothing is the paper of all pictures."""
    return (theme.paper, *imaging.COLORMAPS[HEAT][theme.name][1:])
