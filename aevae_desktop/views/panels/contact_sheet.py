"""The members of a selection as pictures: for each sample the original, if a bundle carries it, and every decode."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from aevae_desktop.session.selection import Sheet
from aevae_desktop.session.state import Model
from aevae_desktop.views import imaging, words
from aevae_desktop.views import theme as themes

SIDE, SEAM, GAP = 34, 1, 8  # px: a tile, between the tiles of one sample, between samples

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -(1 << 20), Qt.Key.Key_End: 1 << 20}


class ContactSheet(QWidget):
    """A group of tiles a sample. ``chosen(sample)``: it was clicked, or Enter was pressed on it."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._theme: themes.Theme = themes.DARK
        self._sheet: Sheet | None = None
        self._models: tuple[Model, ...] = ()
        self._cache: dict[tuple[int, int], QImage] = {}
        self._here = 0  # the group that the keyboard is on
        self.setObjectName("selection.sheet")
        self.setAccessibleName("Members of the selection")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def dress(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self._cache.clear()
        self.update()

    def setSheet(self, sheet: Sheet | None, models: tuple[Model, ...]) -> None:
        """Show ``sheet`` as ``models`` decode it, left map first."""
        fresh = sheet is None or self._sheet is None or sheet.samples is not self._sheet.samples
        if fresh or models != self._models or (sheet and self._sheet and sheet.originals is not self._sheet.originals):
            self._cache.clear()
        self._here = 0 if fresh else self._here
        self._sheet, self._models = sheet, models
        self.updateGeometry()
        self.setFixedHeight(max(self.sizeHint().height(), 1))
        self.update()

    def tile(self, place: int, column: int) -> NDArray[np.uint8] | None:
        """What stands at ``column`` of group ``place``, (h, w[, 3]) uint8, untouched; None until it has come."""
        sheet = self._sheet
        if sheet is None:
            return None
        if sheet.originals is not None:
            if column == 0:
                return np.asarray(sheet.originals[place])
            column -= 1
        images = sheet.images.get(self._models[column].key, ())
        return np.asarray(images[place]) if place < len(images) else None

    def columns(self) -> int:
        """Tiles of one sample."""
        return len(self._models) + (self._sheet is not None and self._sheet.originals is not None)

    def heightForWidth(self, width: int) -> int:
        """As many rows as the groups need."""
        count = 0 if self._sheet is None else len(self._sheet.samples)
        return -(-count // self._across(width)) * (SIDE + GAP) + 4 if count else 0

    def sizeHint(self) -> QSize:
        """As high as its width asks for."""
        return QSize(self.width(), self.heightForWidth(self.width()))

    def resizeEvent(self, event: object) -> None:
        """Another width needs another height."""
        self.setFixedHeight(max(self.heightForWidth(self.width()), 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what has come; the rest are empty frames."""
        if self._sheet is None:
            return
        painter = QPainter(self)
        for place in range(len(self._sheet.samples)):
            box = self.group(place)
            if not box.adjusted(-3, -3, 3, 3).intersects(event.rect()):
                continue
            painter.fillRect(box, QColor(self._theme.line))
            for column in range(self.columns()):
                self._paint_tile(painter, box.left() + column * (SIDE + SEAM), box.top(), place, column)
            if place == self._here and self.hasFocus():
                painter.setPen(QPen(QColor(self._theme.accent), 2))
                painter.drawRect(box.adjusted(-2, -2, 2, 2))

    def group(self, place: int) -> QRect:
        """Where the tiles of the sample at ``place`` of the page are, px."""
        row, column = divmod(place, self._across(self.width()))
        return QRect(3 + column * (self._wide() + GAP), 3 + row * (SIDE + GAP), self._wide(), SIDE)

    def event(self, event: QEvent) -> bool:
        """A tile says which sample it is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._at(event.pos())
            text = ""
            if place is not None and self._sheet is not None and self._models:
                text = words.sample(self._models[0], int(self._sheet.samples[place]))
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the sample under the pointer."""
        place = self._at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self._go(place)
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from sample to sample, Enter chooses."""
        key, across = Qt.Key(event.key()), self._across(self.width())
        step = _STEPS.get(key, {Qt.Key.Key_Up: -across, Qt.Key.Key_Down: across}.get(key))
        if step is not None and self._sheet is not None:
            self._go(min(max(self._here + step, 0), len(self._sheet.samples) - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It is elsewhere."""
        self.update()

    def _go(self, place: int) -> None:
        self._here = place
        self.update()

    def _choose(self) -> None:
        if self._sheet is not None and self._here < len(self._sheet.samples):
            self.chosen.emit(int(self._sheet.samples[self._here]))

    def _at(self, px: QPoint) -> int | None:
        count = 0 if self._sheet is None else len(self._sheet.samples)
        return next((place for place in range(count) if self.group(place).contains(px)), None)

    def _wide(self) -> int:
        return max(self.columns(), 1) * (SIDE + SEAM) - SEAM

    def _across(self, width: int) -> int:
        return max(1, (width - 6 + GAP) // (self._wide() + GAP))

    def _paint_tile(self, painter: QPainter, x: int, y: int, place: int, column: int) -> None:
        painter.fillRect(QRect(x, y, SIDE, SIDE), QColor(self._theme.paper))
        image = self._picture(place, column)
        if image is not None:
            size = image.deviceIndependentSize()
            painter.drawImage(
                QPoint(round(x + (SIDE - size.width()) / 2), round(y + (SIDE - size.height()) / 2)), image
            )

    def _picture(self, place: int, column: int) -> QImage | None:
        if (place, column) not in self._cache:
            pixels: NDArray[Any] | None = self.tile(place, column)
            if pixels is None:
                return None
            side, ratio = round(SIDE * self.devicePixelRatioF()), self.devicePixelRatioF()
            size, table = imaging.fitted(pixels, side), imaging.grey_ramp(self._theme)
            made = imaging.picture(pixels, size, table, 0.0, 255.0, smooth=True)
            made.setDevicePixelRatio(ratio)
            self._cache[place, column] = made
        return self._cache[place, column]
