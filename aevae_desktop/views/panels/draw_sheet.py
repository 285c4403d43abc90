"""A contact sheet of random codes: ten by ten decodes of one model, painted as one picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from aevae_desktop.session.sampling import ACROSS, SHOWN, Draws
from aevae_desktop.views import draw_words, imaging
from aevae_desktop.views import theme as themes

SIDE, SEAM, EDGE = 26, 2, 3  # px: a tile, between tiles, around them
STALE = 0.4  # opacity of tiles that are about to be replaced
ROOM = 3  # rows, at least, where it says what went wrong

_STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -ACROSS, Qt.Key.Key_Down: ACROSS,
    Qt.Key.Key_Home: -SHOWN, Qt.Key.Key_End: SHOWN,
}  # fmt: skip


class DrawSheet(QWidget):
    """``chosen(place)``: a tile was clicked, or Enter was pressed on it."""

    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._theme: themes.Theme = themes.DARK
        self._draws: Draws | None = None
        self._stale = False
        self._side = SIDE
        self._here = 0  # the tile that the keyboard is on
        self._picture: QImage | None = None
        self.setObjectName(name)
        self.setAccessibleName("Random codes, decoded")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def dress(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self._renew()

    def set_side(self, side: int) -> None:
        """How large a tile is, px."""
        if side != self._side:
            self._side = side
            self.updateGeometry()
            self._renew()

    def show_draws(self, draws: Draws | None, *, stale: bool) -> None:
        """Show ``draws``; ``stale`` ones are about to be replaced."""
        if self._draws is not draws:
            before = None if self._draws is None else self._draws.images
            self._draws = draws
            if (None if draws is None else draws.images) is not before:
                self._picture = None
        self._stale = stale
        self.setAccessibleDescription(self.said())
        self.update()

    def said(self) -> str:
        """Why tiles are missing, if something went wrong."""
        return "" if self._draws is None or self._stale else self._draws.error

    def tile(self, place: int) -> NDArray[np.uint8] | None:
        """What stands at ``place``, (h, w[, 3]) uint8, before any scaling; None until it has come."""
        images = None if self._draws is None else self._draws.images
        return None if images is None or place >= len(images) else images[place]

    def box(self, place: int) -> QRect:
        """Where the tile ``place`` is, px."""
        row, column = divmod(place, ACROSS)
        pitch = self._side + SEAM
        return QRect(EDGE + column * pitch, EDGE + row * pitch, self._side, self._side)

    def sizeHint(self) -> QSize:
        """All tiles and the ring of the focus."""
        whole = ACROSS * (self._side + SEAM) - SEAM + 2 * EDGE
        return QSize(whole, whole)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the picture of all tiles, and show where the keyboard is."""
        painter = QPainter(self)
        if self._stale:
            painter.setOpacity(STALE)
        if self._picture is None or self._picture.devicePixelRatio() != self.devicePixelRatioF():
            self._picture = self._painted()
        painter.drawImage(QPoint(EDGE, EDGE), self._picture)
        painter.setOpacity(1.0)
        if self.said():
            self._paint_said(painter)
        if self.hasFocus() and self._draws is not None:
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRect(self.box(self._here).adjusted(-1, -1, 1, 1))

    def event(self, event: QEvent) -> bool:
        """A tile says where its code is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._at(event.pos())
            QToolTip.showText(event.globalPos(), "" if place is None else draw_words.one(self._some(), place), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the tile under the pointer."""
        place = self._at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self._go(place)
            self.chosen.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from tile to tile, Enter chooses."""
        key, count = Qt.Key(event.key()), self._count()
        if key in _STEPS and count:
            step = self._here + _STEPS[key]
            inside = 0 <= step < count or key in (Qt.Key.Key_Home, Qt.Key.Key_End)
            self._go(min(max(step, 0), count - 1) if inside else self._here)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._here < count:
            self.chosen.emit(self._here)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It is elsewhere."""
        self.update()

    def _some(self) -> Draws:
        assert self._draws is not None
        return self._draws

    def _count(self) -> int:
        return 0 if self._draws is None else min(len(self._draws.z), SHOWN)

    def _at(self, px: QPoint) -> int | None:
        return next((place for place in range(self._count()) if self.box(place).contains(px)), None)

    def _go(self, place: int) -> None:
        self._here = place
        self.update()

    def _renew(self) -> None:
        self._picture = None
        self.update()

    def _paint_said(self, painter: QPainter) -> None:
        """Over the tiles that did not come."""
        images = self._some().images
        first = min(0 if images is None else -(-len(images) // ACROSS), ACROSS - ROOM)
        room = QRect(self.box(first * ACROSS).topLeft(), self.box(SHOWN - 1).bottomRight())
        painter.fillRect(room, QColor(self._theme.panel))
        painter.setFont(themes.font(12))
        painter.setPen(QColor(self._theme.text))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room.adjusted(8, 4, -8, -4), flags, self.said())

    def _painted(self) -> QImage:
        """All tiles, on one picture: a hundred pictures would take ten times as long."""
        ratio = self.devicePixelRatioF()
        side, whole = round(self._side * ratio), round((self.sizeHint().width() - 2 * EDGE) * ratio)
        pixels = np.full((whole, whole), imaging.rgb(self._theme.panel), np.uint32)
        images = None if self._draws is None else self._draws.images
        done = [] if images is None else list(imaging.many(images, side, imaging.grey_ramp(self._theme)))
        for place in range(SHOWN):
            row, column = (round(k * (self._side + SEAM) * ratio) for k in divmod(place, ACROSS))
            room = pixels[row : row + side, column : column + side]
            room[:] = imaging.rgb(self._theme.paper)
            if place < len(done):
                high, wide = done[place].shape
                top, left = (side - high) // 2, (side - wide) // 2
                room[top : top + high, left : left + wide] = done[place][: room.shape[0], : room.shape[1]]
        picture = imaging.to_qimage(pixels)
        picture.setDevicePixelRatio(ratio)
        return picture
