"""The decoded grid: what the decoder makes of every place in sight, tile beside tile."""

from __future__ import annotations

from itertools import chain

import numpy as np
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from aevae_desktop.features.tiles.state import Manifold, TileLook
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import imaging
from aevae_desktop.ui.map.scene import Scene
from aevae_desktop.ui.map.while_alive import while_alive
from aevae_desktop.ui.theme import THEMES, mix

_SEAM = 20.0  # px of a tile from which on a thin line parts it from the next


def reads(state: SessionState, i: int) -> tuple[object, ...]:
    """What it draws from: the tiles, and how they are laid."""
    return state.panes[i].get(Manifold), state.part(TileLook)


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw all tiles as one picture; at rest it is interpolated, in a map that moves it is quicker than that."""
    manifold = scene.pane.get(Manifold)
    if manifold is None:
        return
    picture = _picture(manifold, scene.theme.name)
    x0, y0, x1, y1 = manifold.lattice.box()
    corner, opposite = scene.point((x0, y1)), scene.point((x1, y0))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=not scene.moving)
    painter.drawImage(QRectF(corner, opposite), picture, QRectF(picture.rect()))
    if not scene.state.part(TileLook).smooth and manifold.lattice.step * scene.view.scale > _SEAM:
        _draw_seams(painter, scene, manifold)


def _draw_seams(painter: QPainter, scene: Scene, manifold: Manifold) -> None:
    lattice = manifold.lattice
    x0, y0, x1, y1 = lattice.box()
    corner, opposite = scene.point((x0, y1)), scene.point((x1, y0))
    down = np.linspace(corner.y(), opposite.y(), lattice.rows + 1).tolist()
    across = np.linspace(corner.x(), opposite.x(), lattice.columns + 1).tolist()
    rows = (QLineF(corner.x(), y, opposite.x(), y) for y in down)
    columns = (QLineF(x, corner.y(), x, opposite.y()) for x in across)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(QColor(mix(scene.theme.map, scene.theme.muted, 0.16)), 1))
    painter.drawLines(list(chain(rows, columns)))


@while_alive
def _picture(manifold: Manifold, theme: str) -> QImage:
    """The tiles side by side: kept while the map moves over it, and as long as the tiles are."""
    whole = imaging.mosaic(manifold.tiles, manifold.lattice.rows)
    if whole.ndim == 2 or whole.shape[2] == 1:
        return imaging.to_qimage(imaging.grey_ramp(THEMES[theme]).take(whole.reshape(whole.shape[:2])))
    return imaging.to_qimage(imaging.packed(*np.moveaxis(whole, -1, 0)))
