"""Small images side by side, each with a few lines of text under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from aevae_desktop.session.model import F32
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.layouts import square_policy
from aevae_desktop.ui.widgets.marks import MIDDLE, write
from aevae_desktop.ui.widgets.tile_grid import TileGrid

GAP, LINE, EDGE, SMALLEST = 6, 16, 3, 16  # px


@dataclass(frozen=True, eq=False)
class Still:
    """An image ``x: (h, w[, 3])`` in [0, 1], or None, with ``lines`` under it; ``said`` of it by tip and reader.

    ``marked``: it has a frame that is seen.
    """

    x: F32 | None
    lines: tuple[str, ...]
    said: str
    marked: bool = False

    def same(self, other: Still) -> bool:
        """Whether both look alike."""
        return (self.lines, self.said, self.marked) == (other.lines, other.said, other.marked) and self.x is other.x


class StillRow(TileGrid):
    """``chosen(place)``: one was clicked, or Enter pressed on it. ``tallest``: px of an image; ``lines`` under it."""

    def __init__(self, name: str, read: str, tallest: int, lines: int) -> None:
        super().__init__(name, read)
        self._tallest, self._lines = tallest, lines
        self._stills: tuple[Still, ...] = ()
        self.setSizePolicy(square_policy(QSizePolicy.Policy.Fixed))

    def show_stills(self, stills: Sequence[Still]) -> None:
        """Show these; nothing is painted where all look as before."""
        before, self._stills = self._stills, tuple(stills)
        if len(before) == len(stills) and all(a.same(b) for a, b in zip(before, stills, strict=True)):
            return
        self.setAccessibleDescription("; ".join(still.said for still in stills))
        if len(before) != len(stills):
            self.updateGeometry()
        self.renew()

    def count(self) -> int:
        """As many as there are."""
        return len(self._stills)

    def across(self) -> int:
        """All."""
        return len(self._stills)

    def tip(self, place: int) -> str:
        """What is said of one."""
        return self._stills[place].said

    def hasHeightForWidth(self) -> bool:
        """Its images are square."""
        return True

    def heightForWidth(self, width: int) -> int:
        """A row of squares, and the lines under them."""
        return self._side(width) + self._lines * themes.px(LINE) + 2 * EDGE

    def sizeHint(self) -> QSize:
        """In the width that there is."""
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def box(self, place: int) -> QRect:
        """Where an image is, px: in the middle of its share of the width."""
        side, step = self._side(self.width()), self._step()
        return QRect(EDGE + round(place * step + (step - GAP - side) / 2), EDGE, side, side)

    def paint_tile(self, painter: QPainter, place: int, box: QRect) -> None:
        """The image in a frame, and its lines."""
        still, theme = self._stills[place], self._theme
        self.paint_image(painter, box, place, still.x, 0.0, 1.0)
        painter.setPen(QPen(QColor(theme.accent if still.marked else theme.edge), 2.0 if still.marked else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        step, line = self._step(), themes.px(LINE)
        under = QRectF(EDGE + place * step - GAP / 2, box.bottom() + 2, step, line)
        for k, said in enumerate(still.lines):
            last = k == len(still.lines) - 1
            font = themes.font(11 if last else 12, strong=still.marked and not k, tabular=True)
            write(painter, under.translated(0, k * line), said, font, theme.muted if last else theme.text, MIDDLE)

    def _step(self) -> float:
        return (self.width() - 2 * EDGE + GAP) / max(self.count(), 1)

    def _side(self, width: int) -> int:
        n = max(self.count(), 1)
        return max(min((width - 2 * EDGE + GAP) // n - GAP, self._tallest), SMALLEST)
