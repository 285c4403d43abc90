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
class Reel:
    """What is filmed of one map: its ``model``, called ``name``, its history, and where the map looks."""

    model: Model
    name: str
    found: History
    view: View2D
    theme: themes.Theme
    hidden: frozenset[int]


def pictures(reels: dict[int, Reel]) -> Iterator[dict[int, U8] | None]:
    """None after each of the ``FRAMES`` pictures; last all, ``(FRAMES, LINE + 2 SIDE, SIDE, 3)`` of each map."""
    made = {i: np.empty((FRAMES, LINE + 2 * SIDE, SIDE, 3), np.uint8) for i in reels}
    for k in range(FRAMES):
        for i, reel in reels.items():
            made[i][k] = picture(reel, k / (FRAMES - 1))
        yield None
    yield made


def picture(reel: Reel, place: float) -> U8:
    """One picture, ``(LINE + 2 SIDE, SIDE, 3)``; ``place``: from 0, untrained, to 1, the end."""
    image = QImage(SIDE, LINE + 2 * SIDE, QImage.Format.Format_RGB888)
    image.fill(QColor(reel.theme.map))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_codes(painter, reel, place)
    _paint_words(painter, reel, place)
    _paint_grid(painter, reel, place)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * SIDE].reshape(image.height(), SIDE, 3).copy()


def _paint_codes(painter: QPainter, reel: Reel, place: float) -> None:
    view = reel.view
    scale = view.scale * SIDE / min(view.width, view.height)
    small = View2D(view.cx, view.cy, scale, SIDE, SIDE)
    px = small.to_px(reel.model.plane.project(logic.codes(reel.found, place))) + np.array([0.0, LINE])
    painter.save()
    painter.setClipRect(QRectF(0, LINE, SIDE, SIDE))
    paint_codes(painter, px, logic.labels(reel.found, reel.model), reel.theme, DOT, reel.hidden)
    painter.restore()


def _paint_words(painter: QPainter, reel: Reel, place: float) -> None:
    epoch = reel.found.epoch[logic.row(reel.found, place)]
    said = translate("epochs", "{name}, epoch {epoch:,} of {last:,}")
    said = said.format(name=reel.name, epoch=epoch, last=reel.found.epoch[-1])
    write(painter, QRectF(8, 0, SIDE - 16, LINE), said, themes.font(13, strong=True), reel.theme.text, LEFT)


def _paint_grid(painter: QPainter, reel: Reel, place: float) -> None:
    tiles = reel.found.tiles[logic.row(reel.found, place)]
    mosaic = imaging.mosaic(tiles.reshape(-1, *tiles.shape[2:]), len(tiles))
    image = imaging.tile(mosaic, SIDE, 1.0, reel.theme, 0.0, 255.0)
    painter.drawImage(QPointF((SIDE - image.width()) / 2, LINE + SIDE + (SIDE - image.height()) / 2), image)
