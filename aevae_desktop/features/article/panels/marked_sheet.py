"""A sheet of decodes that fills its room, some of them marked: by a frame and a folded corner, not by colour alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from aevae_desktop.language import translate
from aevae_desktop.session.model import U8
from aevae_desktop.ui import imaging
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.tile_grid import TileGrid

LEAST, MOST, SEAM, EDGE = 14, 58, 4, 3  # px: the smallest tile, the largest at 100 %, between tiles, around them
NEARLY = 0.9  # of the largest size that tiles could have: less, so that the last row is full
FOLD = 0.3  # of a tile: the corner of a marked one


class MarkedSheet(TileGrid):
    """``chosen(place)``: a tile was clicked, or Enter was pressed on it. ``count`` tiles, decoded or still to come."""

    RING = (-2, -2, 1, 1)

    def __init__(self, name: str, read: str) -> None:
        super().__init__(name, read)
        self._count = 0
        self._images: U8 | None = None
        self._marked: NDArray[np.bool_] = np.zeros(0, np.bool_)
        self._words = ("", "")
        self._grid = (1, LEAST)  # tiles in a row, px of a tile
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_tiles(
        self, count: int, images: U8 | None, marked: NDArray[np.bool_] | None, words: tuple[str, str]
    ) -> None:
        """Show ``images: (n, h, w[, 3])`` of ``count``, those that are ``marked: (count,)`` framed.

        ``words`` say what a tile is that is not marked, and one that is.
        """
        given = np.zeros(count, np.bool_) if marked is None else marked[:count]
        same = (count, words) == (self._count, self._words) and images is self._images
        if same and np.array_equal(given, self._marked):
            return
        self._count, self._images, self._marked, self._words = count, images, given, words
        self.updateGeometry()
        self.setAccessibleDescription(
            translate("article", "{count} images; {marked} {what}").format(
                count=count, marked=int(given.sum()), what=words[1]
            )
            if count
            else ""
        )
        self.renew()

    def renew(self) -> None:
        """Another size, or other tiles: want no more height than they take in a square, and lay them out anew."""
        across = max(round(max(self._count, 1) ** 0.5), 1)
        side = min((self.width() - 2 * EDGE + SEAM) // across - SEAM, themes.px(MOST))
        self.setMaximumHeight(
            max(-(-self._count // across) * (side + SEAM) + 2 * EDGE, self.minimumSizeHint().height())
        )
        self._grid = self._laid()
        super().renew()

    def images(self) -> U8 | None:
        """What has been decoded, before any scaling."""
        return self._images

    def marked(self) -> NDArray[np.bool_]:
        """Which are framed."""
        return self._marked

    def count(self) -> int:
        """As many as there are."""
        return self._count

    def across(self) -> int:
        """As many in a row as make the tiles largest."""
        return self._grid[0]

    def tip(self, place: int) -> str:
        """Whether it is marked, in words."""
        said = self._words[bool(self._marked[place])]
        return (
            translate("article", "{upper}{said}. Click to probe this code").format(
                upper=said[:1].upper(), said=said[1:]
            )
            if said
            else ""
        )

    def box(self, place: int) -> QRect:
        """Where a tile is, px."""
        across, side = self._grid
        row, column = divmod(place, across)
        left = (self.width() - across * (side + SEAM) + SEAM) // 2
        return QRect(left + column * (side + SEAM), EDGE + row * (side + SEAM), side, side)

    def minimumSizeHint(self) -> QSize:
        """All tiles, small, about as wide as high."""
        rows = max(round(max(self._count, 1) ** 0.5), 1)
        return QSize(180, rows * (LEAST + SEAM) + 2 * EDGE)

    def sizeHint(self) -> QSize:
        """As small as it may be: it takes what is left."""
        return self.minimumSizeHint()

    def paint_tiles(self, painter: QPainter, part: QRect) -> None:
        """All of them as one picture, then the frames."""
        if self._count:
            painter.drawImage(QPoint(0, 0), self.kept("all", self._painted))
        for place in np.flatnonzero(self._marked).tolist():
            self._paint_frame(painter, self.box(place))

    def _paint_frame(self, painter: QPainter, box: QRect) -> None:
        painter.setPen(QPen(QColor(self._theme.fair), 1.6))
        painter.drawRect(box)
        size = max(box.width() * FOLD, 6.0)
        corner = QPointF(box.topRight() + QPoint(1, 0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.fair))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPolygon(QPolygonF([corner, corner - QPointF(size, 0), corner + QPointF(0, size)]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _painted(self) -> QImage:
        boxes = [self.box(place) for place in range(self._count)]
        return imaging.contact_sheet(self._images, boxes, self.size(), self.devicePixelRatioF(), self._theme)

    def _laid(self) -> tuple[int, int]:
        """How many tiles in a row, and how large each is, px: as large as the room allows."""
        count = max(self._count, 1)
        fits = {across: self._fit(across) for across in range(1, count + 1)}
        wide = [across for across, side in fits.items() if side >= NEARLY * max(fits.values())]
        across = min(wide, key=lambda across: (-count % across, -fits[across]))  # the fullest last row
        return across, fits[across]

    def _fit(self, across: int) -> int:
        rows = -(-max(self._count, 1) // across)
        wide = (self.width() - 2 * EDGE + SEAM) // across - SEAM
        high = (min(self.height(), self.maximumHeight()) - 2 * EDGE + SEAM) // rows - SEAM
        return max(min(wide, high, themes.px(MOST)), 4)
