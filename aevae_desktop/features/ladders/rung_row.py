"""A series as a row of tiles: what each model makes of the image, its place in the series and its error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from aevae_desktop.engine.wire.library import Entry
from aevae_desktop.features.ladders.state import Rung
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.layouts import square_policy
from aevae_desktop.ui.widgets.marks import MIDDLE, write
from aevae_desktop.ui.widgets.tile_grid import TileGrid

WAITS = Rung(error="not there yet")
GAP, TALLEST, LINE, EDGE = 6, 72, 16, 3  # px


class RungRow(TileGrid):
    """``chosen(place)``: a model was clicked, or Enter was pressed on it."""

    def __init__(self, name: str, read: str, unit: str) -> None:
        super().__init__(name, read)
        self._unit = unit
        self._entries: Sequence[Entry] = ()
        self._rungs: Mapping[str, Rung] = {}
        self._open: frozenset[str] = frozenset()
        self.setSizePolicy(square_policy(QSizePolicy.Policy.Fixed))

    def show_rungs(self, entries: Sequence[Entry], rungs: Mapping[str, Rung], opened: frozenset[str]) -> None:
        """Show what the models of ``entries`` made; those ``opened`` on a map are framed."""
        before = self._entries, self._shown(), self._open
        self._entries, self._rungs, self._open = tuple(entries), rungs, opened
        if before == (self._entries, self._shown(), self._open):
            return  # another series has an answer
        self.setAccessibleDescription(", ".join(self.tip(place) for place in range(self.count())))
        self.renew()

    def count(self) -> int:
        """As many as the series has."""
        return len(self._entries)

    def across(self) -> int:
        """All."""
        return len(self._entries)

    def tip(self, place: int) -> str:
        """Which model it is, and how far off."""
        entry, rung = self._entries[place], self._of(place)
        said = f"{self._unit} {entry.position or 0:g}"
        if rung.error:
            return f"{said}: {rung.error}"
        kl = "" if rung.kl is None else f", KL {words.figure(rung.kl)} nats"
        return f"{said}: mean squared error {rung.mse:.4f}{kl}. Click to open it"

    def hasHeightForWidth(self) -> bool:
        """Its tiles are square."""
        return True

    def heightForWidth(self, width: int) -> int:
        """A row of square tiles, and two lines under them."""
        return self._side(width) + 2 * themes.px(LINE) + 2 * EDGE

    def sizeHint(self) -> QSize:
        """In the width that there is."""
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def box(self, place: int) -> QRect:
        """Where a tile is, px."""
        side = self._side(self.width())
        step = (self.width() - 2 * EDGE - side) / max(self.count() - 1, 1)
        return QRect(EDGE + round(place * min(step, side + 24)), EDGE, side, side)

    def paint_tile(self, painter: QPainter, place: int, box: QRect) -> None:
        """The reconstruction, framed; under it where in the series it stands, and its error."""
        entry, rung = self._entries[place], self._of(place)
        self.paint_image(painter, box, place, rung.x_hat, 0.0, 1.0)
        mine = str(entry.folder) in self._open
        painter.setPen(QPen(QColor(self._theme.accent if mine else self._theme.edge), 2.0 if mine else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        line, wide = themes.px(LINE), box.width() + GAP
        upper = QRectF(box.center().x() - wide / 2, box.bottom() + 2, wide, line)
        write(painter, upper, f"{entry.position or 0:g}", themes.font(12, strong=mine), self._theme.text, MIDDLE)
        said = "" if rung.x_hat is None else f"{rung.mse:.4f}".lstrip("0")
        write(painter, upper.translated(0, line), said, themes.font(11, tabular=True), self._theme.muted, MIDDLE)

    def _shown(self) -> list[Rung]:
        return [self._of(place) for place in range(self.count())]

    def _of(self, place: int) -> Rung:
        return self._rungs.get(str(self._entries[place].folder), WAITS)

    def _side(self, width: int) -> int:
        n = max(self.count(), 1)
        return max(min((width - 2 * EDGE + GAP) // n - GAP, TALLEST), 16)
