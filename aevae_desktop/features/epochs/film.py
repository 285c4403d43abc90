"""A training as the pictures of a film: the codes of every epoch, and under them the grid of decodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.features.epochs import logic
from aevae_desktop.features.epochs.overlay import DOT
from aevae_desktop.features.epochs.state import History
from aevae_desktop.language import translate
from aevae_desktop.session.model import U8, Model
from aevae_desktop.ui import imaging
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.marks import LEFT, paint_codes, write

SIDE, LINE = 288, 28  # px: of the map and of the grid, of the line over them
FPS, FRAMES = 20, 140  # 7 s


@dataclass(frozen=True, eq=False)
class FilmedMap:
    """What is filmed of one map: its ``model``, called ``name``, its history, and where the map looks."""

    model: Model
    name: str
    found: History
    view: View2D
    theme: themes.Theme
    hidden: frozenset[int]


def pictures(maps: dict[int, FilmedMap]) -> Iterator[dict[int, U8] | None]:
    """None after each of the ``FRAMES`` pictures; last all, ``(FRAMES, LINE + 2 SIDE, SIDE, 3)`` of each map."""
    made = {i: np.empty((FRAMES, LINE + 2 * SIDE, SIDE, 3), np.uint8) for i in maps}
    for k in range(FRAMES):
        for i, filmed in maps.items():
            made[i][k] = picture(filmed, k / (FRAMES - 1))
        yield None
    yield made


def picture(filmed: FilmedMap, place: float) -> U8:
    """One picture, ``(LINE + 2 SIDE, SIDE, 3)``; ``place``: from 0, untrained, to 1, the end."""
    image = QImage(SIDE, LINE + 2 * SIDE, QImage.Format.Format_RGB888)
    image.fill(QColor(filmed.theme.map))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_codes(painter, filmed, place)
    _paint_words(painter, filmed, place)
    _paint_grid(painter, filmed, place)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * SIDE].reshape(image.height(), SIDE, 3).copy()


def _paint_codes(painter: QPainter, filmed: FilmedMap, place: float) -> None:
    view = filmed.view
    scale = view.scale * SIDE / min(view.width, view.height)
    small = View2D(view.cx, view.cy, scale, SIDE, SIDE)
    px = small.to_px(filmed.model.plane.project(logic.codes(filmed.found, place))) + np.array([0.0, LINE])
    painter.save()
    painter.setClipRect(QRectF(0, LINE, SIDE, SIDE))
    paint_codes(painter, px, logic.labels(filmed.found, filmed.model), filmed.theme, DOT, filmed.hidden)
    painter.restore()


def _paint_words(painter: QPainter, filmed: FilmedMap, place: float) -> None:
    epoch = filmed.found.epoch[logic.row(filmed.found, place)]
    said = translate("epochs", "{name}, epoch {epoch:,} of {last:,}")
    said = said.format(name=filmed.name, epoch=epoch, last=filmed.found.epoch[-1])
    write(painter, QRectF(8, 0, SIDE - 16, LINE), said, themes.font(13, strong=True), filmed.theme.text, LEFT)


def _paint_grid(painter: QPainter, filmed: FilmedMap, place: float) -> None:
    tiles = filmed.found.tiles[logic.row(filmed.found, place)]
    mosaic = imaging.mosaic(tiles.reshape(-1, *tiles.shape[2:]), len(tiles))
    image = imaging.tile(mosaic, SIDE, 1.0, filmed.theme, 0.0, 255.0)
    painter.drawImage(QPointF((SIDE - image.width()) / 2, LINE + SIDE + (SIDE - image.height()) / 2), image)
