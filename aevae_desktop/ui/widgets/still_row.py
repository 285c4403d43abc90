"""The image and what is left of it, side by side: under each its name, its bytes and its error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy

from aevae_desktop.session.model import F32
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.layouts import square_policy
from aevae_desktop.ui.widgets.marks import MIDDLE, write
from aevae_desktop.ui.widgets.tile_grid import TileGrid

GAP, TALLEST, LINE, EDGE = 10, 92, 16, 3  # px


@dataclass(frozen=True, eq=False)
class Still:
    """An image in [0, 1], or None, under a ``name``, with two ``lines`` below that."""

    name: str
    x: F32 | None
    lines: tuple[str, str]


class StillRow(TileGrid):
    """To be looked at: a click does nothing."""

    def __init__(self, name: str, read: str) -> None:
        super().__init__(name, read)
        self._stills: Sequence[Still] = ()
        self.setSizePolicy(square_policy(QSizePolicy.Policy.Fixed))
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def show_stills(self, stills: Sequence[Still]) -> None:
        """Show these."""
        self._stills = tuple(stills)
        self.setAccessibleDescription("; ".join(self.tip(place) for place in range(self.count())))
        self.updateGeometry()
        self.renew()

    def count(self) -> int:
        """As many as there are."""
        return len(self._stills)

    def across(self) -> int:
        """All."""
        return len(self._stills)

    def tip(self, place: int) -> str:
        """What is written under it."""
        still = self._stills[place]
        return ", ".join(said for said in (still.name, *still.lines) if said)

    def hasHeightForWidth(self) -> bool:
        """Its tiles are square."""
        return True

    def heightForWidth(self, width: int) -> int:
        """A row of square tiles, and three lines under them."""
        return self._side(width) + 3 * themes.px(LINE) + 2 * EDGE

    def sizeHint(self) -> QSize:
        """In the width that there is."""
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def box(self, place: int) -> QRect:
        """Where a tile is, px."""
        step = (self.width() - 2 * EDGE + GAP) // max(self.count(), 1)
        side = self._side(self.width())
        return QRect(EDGE + place * step + (step - GAP - side) // 2, EDGE, side, side)

    def paint_tile(self, painter: QPainter, place: int, box: QRect) -> None:
        """The image in a frame; under it what it is, what it takes and what it loses."""
        still = self._stills[place]
        self.paint_image(painter, box, place, still.x, 0.0, 1.0)
        painter.setPen(QColor(self._theme.edge))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        step, line = (self.width() - 2 * EDGE + GAP) / max(self.count(), 1), themes.px(LINE)
        under = QRectF(EDGE + place * step - GAP / 2, box.bottom() + 2, step, line)
        fonts = (themes.font(12, strong=True), themes.font(12, tabular=True), themes.font(11, tabular=True))
        colours = (self._theme.text, self._theme.text, self._theme.muted)
        for k, said in enumerate((still.name, *still.lines)):
            write(painter, under.translated(0, k * line), said, fonts[k], colours[k], MIDDLE)

    def _side(self, width: int) -> int:
        n = max(self.count(), 1)
        return max(min((width - 2 * EDGE + GAP) // n - GAP, TALLEST), 16)
