"""Tiles in rows, for the pointer and the keyboard: what all contact sheets, strips and mosaics of decodes share."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from aevae_desktop.session.model import U8
from aevae_desktop.ui import imaging
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.layouts import square_policy

_CHOOSE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class TileGrid(QWidget):
    """``chosen(value)``: a tile was clicked, or Enter was pressed on it; ``AT_ONCE``, too, when an arrow goes to it."""

    chosen = Signal(int)
    AT_ONCE = False
    STALE = 0.4  # opacity of tiles that are about to be replaced
    RING = (-2, -2, 2, 2)  # px that the ring of the keyboard is larger than a tile, on each side

    def __init__(self, name: str, read: str) -> None:
        super().__init__()
        self._theme: themes.Theme = themes.DARK
        self._here = 0  # the tile that the keyboard is on
        self._fresh = True
        self._pictures: dict[object, QImage] = {}
        self.setObjectName(name)
        self.setAccessibleName(read)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    # ------------------------------------------------------------ what each kind of grid says

    def count(self) -> int:
        """How many tiles there are."""
        raise NotImplementedError

    def across(self) -> int:
        """How many of them in a row."""
        raise NotImplementedError

    def box(self, place: int) -> QRect:
        """Where the tile ``place`` is, px."""
        raise NotImplementedError

    def value(self, place: int) -> int:
        """What is told when the tile ``place`` is chosen."""
        return place

    def tip(self, place: int) -> str:
        """What the tile ``place`` says of itself; without it, the grid has one tooltip for all."""
        return ""

    def paint_tile(self, painter: QPainter, place: int, box: QRect) -> None:
        """Paint one tile."""

    def paint_tiles(self, painter: QPainter, part: QRect) -> None:
        """Paint those in ``part``, one by one."""
        for place in range(self.count()):
            box = self.box(place)
            if box.adjusted(-3, -3, 3, 3).intersects(part):
                self.paint_tile(painter, place, box)

    def paint_rest(self, painter: QPainter) -> None:
        """Paint what stands around the tiles, or over them."""

    # ------------------------------------------------------------ pictures

    def renew(self) -> None:
        """Paint everything again."""
        self._pictures.clear()
        self.update()

    def kept(self, key: object, make: Callable[[], QImage]) -> QImage:
        """The picture that ``make`` makes, kept until ``renew``."""
        key = (key, self.devicePixelRatioF())
        if key not in self._pictures:
            self._pictures[key] = make()
        return self._pictures[key]

    def paint_image(self, painter: QPainter, box: QRect, key: object, pixels: NDArray[np.generic] | None,
                    low: float = 0.0, high: float = 255.0) -> None:  # fmt: skip
        """Paint ``pixels: (h, w[, 3])``, values ``low`` to ``high``, in the middle of ``box``; None: nothing."""
        painter.fillRect(box, QColor(self._theme.paper))
        if pixels is not None:
            side, ratio = box.width(), self.devicePixelRatioF()
            image = self.kept(key, lambda: imaging.tile(pixels, side, ratio, self._theme, low, high))
            painter.drawImage(imaging.centred(QRectF(box), image), image)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tiles, and a ring where the keyboard is."""
        painter = QPainter(self)
        painter.setOpacity(1.0 if self._fresh else self.STALE)
        self.paint_tiles(painter, event.rect())
        painter.setOpacity(1.0)
        self.paint_rest(painter)
        if self.hasFocus() and 0 <= self._here < self.count():
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRect(self.box(self._here).adjusted(*self.RING))

    # ------------------------------------------------------------ gestures

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self.renew()

    def go(self, place: int) -> None:
        """Put the keyboard on the tile ``place``."""
        self._here = place
        self.update()
        if self.AT_ONCE:
            self.choose()

    def choose(self) -> None:
        """Choose the tile that the keyboard is on."""
        if 0 <= self._here < self.count():
            self.chosen.emit(self.value(self._here))

    def event(self, event: QEvent) -> bool:
        """A tile may have a tip of its own."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and not self.toolTip():
            place = self._at(event.pos())
            QToolTip.showText(event.globalPos(), "" if place is None else self.tip(place), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the tile under the pointer."""
        place = self._at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self.go(place)
            if not self.AT_ONCE:
                self.choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End go from tile to tile, Enter chooses."""
        key = Qt.Key(event.key())
        place = self._towards(key) if self.count() else None
        if place is not None:
            self.go(place)
        elif key in _CHOOSE and not self.AT_ONCE:
            self.choose()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other sizes need other pictures."""
        self.renew()

    def _at(self, px: QPoint) -> int | None:
        return next((place for place in range(self.count()) if self.box(place).contains(px)), None)

    def _towards(self, key: Qt.Key) -> int | None:
        """Where ``key`` leads to, which may be where it is; None for a key that means nothing here."""
        here, last, across = max(self._here, 0), self.count() - 1, self.across()
        match key:
            case Qt.Key.Key_Home:
                return 0
            case Qt.Key.Key_End:
                return last
            case Qt.Key.Key_Left:
                return max(here - 1, 0)
            case Qt.Key.Key_Right:
                return min(here + 1, last)
            case Qt.Key.Key_Up:
                return here - across if here >= across else here
            case Qt.Key.Key_Down:  # the last row may be shorter
                return min(here + across, last) if here // across < last // across else here
        return None


class Strip(TileGrid):
    """A traversal: one dimension swept in even steps, the tile nearest to where it stands framed; for the pointer."""

    GAP, TALLEST = 3.0, 52  # px, between tiles; the largest

    def __init__(self, steps: int, name: str, tip: str) -> None:
        super().__init__(name, tip)
        self._steps = steps
        self._images: U8 | None = None
        self._here = -1
        self.setToolTip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.unsetCursor()
        self.setSizePolicy(square_policy(QSizePolicy.Policy.Fixed))

    def images(self) -> U8 | None:
        """What it shows, ``(steps, h, w[, 3]) uint8``, before any scaling; None while nothing is decoded."""
        return self._images

    def show_images(self, images: U8 | None, *, fresh: bool, here: int) -> None:
        """Show decodes; those that are not ``fresh`` are about to be replaced. ``here`` is the framed tile, -1 none."""
        if images is not self._images:
            self._images = images
            self.renew()
        elif (fresh, here) == (self._fresh, self._here):
            return
        self._fresh, self._here = fresh, here
        self.update()

    def count(self) -> int:
        """As many as there are steps, decoded or not."""
        return self._steps

    def across(self) -> int:
        """All."""
        return self._steps

    def hasHeightForWidth(self) -> bool:
        """Its tiles are square."""
        return True

    def heightForWidth(self, width: int) -> int:
        """A row of square tiles."""
        return int(min((width + self.GAP) / self._steps - self.GAP, self.TALLEST)) + 2

    def sizeHint(self) -> QSize:
        """As wide as it may be."""
        return QSize(320, self.heightForWidth(320))

    def box(self, place: int) -> QRect:
        """Where step ``place`` is, px."""
        side = self.height() - 2
        return QRect(round(1 + place * (self.width() - 2 - side) / (self._steps - 1)), 1, side, side)

    def paint_tile(self, painter: QPainter, place: int, box: QRect) -> None:
        """The decode of a step, framed; a stale one is faint, its paper and its frame are not."""
        if not self._fresh:
            painter.setOpacity(1.0)
            painter.fillRect(box, QColor(self._theme.paper))
            painter.setOpacity(self.STALE)
        self.paint_image(painter, box, place, None if self._images is None else self._images[place])
        here = place == self._here
        painter.setOpacity(1.0)
        painter.setPen(QPen(QColor(self._theme.accent if here else self._theme.line), 2.0 if here else 1.0))
        painter.drawRect(box)

    def _at(self, px: QPoint) -> int | None:
        """Between two tiles, the one before."""
        step = self.box(1).x() - self.box(0).x()
        return min(max(int((px.x() - 1) / step), 0), self._steps - 1)
