"""A traversal: one dimension swept from left to right, decoded at even steps."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from aevae_desktop.session.model import U8
from aevae_desktop.views import imaging
from aevae_desktop.views import theme as themes

GAP = 3.0  # px between tiles
TALLEST = 52  # px
STALE = 0.4  # opacity of tiles that are decoded anew


class Strip(QWidget):
    """Tiles in a row; the one nearest to where the dimension stands is framed. ``chosen(index)`` tells a click."""

    chosen = Signal(int)

    def __init__(self, steps: int, name: str, tip: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(tip)
        self.setToolTip(tip)
        self._steps = steps
        self._images: U8 | None = None
        self._fresh, self._here = True, -1
        self._tiles: list[QImage] = []
        self._theme = themes.DARK
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self._tiles.clear()
        self.update()

    def images(self) -> U8 | None:
        """What it shows, ``(steps, h, w[, 3]) uint8``, before any scaling; None while nothing is decoded."""
        return self._images

    def show_images(self, images: U8 | None, *, fresh: bool, here: int) -> None:
        """Show decodes; those that are not ``fresh`` are about to be replaced. ``here`` is the framed tile, -1 none."""
        if images is not self._images:
            self._images = images
            self._tiles.clear()
        elif (fresh, here) == (self._fresh, self._here):
            return
        self._fresh, self._here = fresh, here
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Its tiles are square."""
        return True

    def heightForWidth(self, width: int) -> int:
        """A row of square tiles."""
        return int(min((width + GAP) / self._steps - GAP, TALLEST)) + 2

    def sizeHint(self) -> QSize:
        """As wide as it may be."""
        return QSize(320, self.heightForWidth(320))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other sizes need other tiles."""
        self._tiles.clear()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a tile goes there."""
        if event.button() == Qt.MouseButton.LeftButton:
            step = self._box(1).x() - self._box(0).x()
            self.chosen.emit(min(max(int((event.position().x() - 1) / step), 0), self._steps - 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tiles; those that are not decoded are empty frames."""
        painter = QPainter(self)
        if self._images is not None and not self._tiles:
            self._tiles = [self._tile(index) for index in range(self._steps)]
        for index in range(self._steps):
            box = self._box(index)
            painter.fillRect(box, QColor(self._theme.paper))
            if self._tiles:
                painter.setOpacity(1.0 if self._fresh else STALE)
                size = self._tiles[index].deviceIndependentSize()
                painter.drawImage(box.center() - QPointF(size.width() / 2, size.height() / 2), self._tiles[index])
                painter.setOpacity(1.0)
            here = index == self._here
            painter.setPen(QPen(QColor(self._theme.accent if here else self._theme.line), 2.0 if here else 1.0))
            painter.drawRect(box)

    def _tile(self, index: int) -> QImage:
        assert self._images is not None
        image, ratio = self._images[index], self.devicePixelRatioF()
        size = imaging.fitted(image, max(round(self._box(0).width() * ratio), 1))
        made = imaging.picture(image, size, imaging.grey_ramp(self._theme), 0.0, 255.0, smooth=True)
        made.setDevicePixelRatio(ratio)
        return made

    def _box(self, index: int) -> QRectF:
        side = float(self.height() - 2)
        step = (self.width() - 2 - side) / (self._steps - 1)
        return QRectF(round(1 + index * step), 1.0, side, side)
