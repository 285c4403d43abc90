"""The members of a selection as pictures: for each sample the original, if a bundle carries it, and every decode."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from aevae_desktop.features.selection.state import ContactSheet
from aevae_desktop.language import translate
from aevae_desktop.session.model import Model
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.tile_grid import TileGrid

SIDE, SEAM, GAP = 34, 1, 8  # px: a tile, between the tiles of one sample, between samples


class ContactPage(TileGrid):
    """A group of tiles a sample. ``chosen(sample)``: it was clicked, or Enter was pressed on it."""

    def __init__(self) -> None:
        super().__init__("selection.sheet", translate("selection", "Members of the selection"))
        self._sheet: ContactSheet | None = None
        self._models: tuple[Model, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def count(self) -> int:
        """How many samples there are."""
        return 0 if self._sheet is None else len(self._sheet.samples)

    def across(self) -> int:
        """How many have room side by side."""
        return self._across(self.width())

    def tip(self, place: int) -> str:
        """Which sample it is."""
        if self._sheet is None or not self._models:
            return ""
        return words.sample(self._models[0], int(self._sheet.samples[place]))

    def value(self, place: int) -> int:
        """Its number."""
        assert self._sheet is not None
        return int(self._sheet.samples[place])

    def setSheet(self, sheet: ContactSheet | None, models: tuple[Model, ...]) -> None:
        """Show ``sheet`` as ``models`` decode it, left map first."""
        fresh = sheet is None or self._sheet is None or sheet.samples is not self._sheet.samples
        if fresh or models != self._models or (sheet and self._sheet and sheet.originals is not self._sheet.originals):
            self._pictures.clear()
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
        count = self.count()
        return -(-count // self._across(width)) * (SIDE + GAP) + 4 if count else 0

    def sizeHint(self) -> QSize:
        """As high as its width asks for."""
        return QSize(self.width(), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width needs another height."""
        self.setFixedHeight(max(self.heightForWidth(self.width()), 1))

    def paint_tile(self, painter: QPainter, place: int, box: QRect) -> None:
        """A sample: what has come of it; the rest are empty frames."""
        painter.fillRect(box, QColor(self._theme.line))
        for column in range(self.columns()):
            tile = QRect(box.left() + column * (SIDE + SEAM), box.top(), SIDE, SIDE)
            self.paint_image(painter, tile, (place, column), self.tile(place, column))

    def box(self, place: int) -> QRect:
        """Where the tiles of the sample at ``place`` of the page are, px."""
        row, column = divmod(place, self._across(self.width()))
        return QRect(3 + column * (self._wide() + GAP), 3 + row * (SIDE + GAP), self._wide(), SIDE)

    def _wide(self) -> int:
        return max(self.columns(), 1) * (SIDE + SEAM) - SEAM

    def _across(self, width: int) -> int:
        return max(1, (width - 6 + GAP) // (self._wide() + GAP))
