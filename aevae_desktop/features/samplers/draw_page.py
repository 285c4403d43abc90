"""A contact sheet of random codes: ten by ten decodes of one model, painted as one picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QSizePolicy

from aevae_desktop.features.samplers import text
from aevae_desktop.features.samplers.state import ACROSS, SHOWN, Draws
from aevae_desktop.language import translate
from aevae_desktop.ui import imaging
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.layouts import square_policy
from aevae_desktop.ui.widgets.tile_grid import TileGrid

LEAST, MOST, SEAM, EDGE = 12, 44, 2, 3  # px: the smallest and the largest tile, between tiles, around them
ROOM = 3  # rows, at least, where it says what went wrong


class DrawPage(TileGrid):
    """``chosen(place)``: a tile was clicked, or Enter was pressed on it."""

    RING = (-1, -1, 1, 1)

    def __init__(self, name: str) -> None:
        super().__init__(name, translate("samplers", "Random codes, decoded"))
        self._draws: Draws | None = None
        self.setSizePolicy(square_policy(QSizePolicy.Policy.Fixed))

    def show_draws(self, draws: Draws | None, *, stale: bool) -> None:
        """Show ``draws``; ``stale`` ones are about to be replaced."""
        if self._draws is not draws:
            before = None if self._draws is None else self._draws.images
            self._draws = draws
            if (None if draws is None else draws.images) is not before:
                self._pictures.clear()
        self._fresh = not stale
        self.setAccessibleDescription(self.said())
        self.update()

    def said(self) -> str:
        """Why tiles are missing, if something went wrong."""
        return "" if self._draws is None or not self._fresh else self._draws.error

    def tile(self, place: int) -> NDArray[np.uint8] | None:
        """What stands at ``place``, (h, w[, 3]) uint8, before any scaling; None until it has come."""
        images = None if self._draws is None else self._draws.images
        return None if images is None or place >= len(images) else images[place]

    def count(self) -> int:
        """As many as are drawn, of those that have a place."""
        return 0 if self._draws is None else min(len(self._draws.z), SHOWN)

    def across(self) -> int:
        """Ten."""
        return ACROSS

    def tip(self, place: int) -> str:
        """Where the code of the tile ``place`` is."""
        return text.one(self._some(), place)

    def box(self, place: int) -> QRect:
        """Where the tile ``place`` is, px."""
        row, column = divmod(place, ACROSS)
        side = _side(self.width())
        return QRect(EDGE + column * (side + SEAM), EDGE + row * (side + SEAM), side, side)

    def hasHeightForWidth(self) -> bool:
        """Its tiles are square."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the tiles that there is room for."""
        return _whole(_side(width))

    def minimumSizeHint(self) -> QSize:
        """All tiles, as small as they may be."""
        return QSize(_whole(LEAST), _whole(LEAST))

    def sizeHint(self) -> QSize:
        """All tiles and the ring of the focus, in the width that there is."""
        return QSize(_whole(LEAST), self.heightForWidth(self.width()))

    def paint_tiles(self, painter: QPainter, part: QRect) -> None:
        """Copy the picture of all of them."""
        painter.drawImage(QPoint(0, 0), self.kept("all", self._painted))

    def paint_rest(self, painter: QPainter) -> None:
        """Say what went wrong, over the tiles that did not come."""
        if not self.said():
            return
        images = self._some().images
        first = min(0 if images is None else -(-len(images) // ACROSS), ACROSS - ROOM)
        room = QRect(self.box(first * ACROSS).topLeft(), self.box(SHOWN - 1).bottomRight())
        painter.fillRect(room, QColor(self._theme.panel))
        painter.setFont(themes.font(12))
        painter.setPen(QColor(self._theme.text))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room.adjusted(8, 4, -8, -4), flags, self.said())

    def _some(self) -> Draws:
        assert self._draws is not None
        return self._draws

    def _painted(self) -> QImage:
        images = None if self._draws is None else self._draws.images
        boxes, side = [self.box(place) for place in range(SHOWN)], _whole(_side(self.width()))
        return imaging.contact_sheet(images, boxes, QSize(side, side), self.devicePixelRatioF(), self._theme)


def _side(width: int) -> int:
    """How large a tile is on a page ``width`` px wide, px."""
    return max(min((width - 2 * EDGE + SEAM) // ACROSS - SEAM, MOST), LEAST)


def _whole(side: int) -> int:
    """How wide, and how high, a page with tiles of ``side`` px is, px."""
    return ACROSS * (side + SEAM) - SEAM + 2 * EDGE
