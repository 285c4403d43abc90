"""Layers of many small figures, drawn once on a clear picture somewhat larger than the map, and laid on it since.

A map that is panned moves that picture; a zoom stretches it, until it rests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.map import stamps
from aevae_desktop.ui.map.scene import Scene
from aevae_desktop.ui.map.vector import VectorPainter

MARGIN = 0.2  # of the map's width and height, on each side
Token = tuple[object, ...]


@dataclass(frozen=True, eq=False)
class _Cached:
    token: Token
    view: View2D
    image: QImage


_cached: dict[tuple[str, int], _Cached] = {}  # the last one of each layer and pane


def draw(painter: QPainter, scene: Scene, name: str, token: Token, paint: Callable[[QPainter, Scene], None]) -> None:
    """Draw what ``paint`` draws; ``token`` is all that it depends on besides the view."""
    if scene.once or isinstance(painter, VectorPainter):
        paint(painter, scene)
        return
    token = (*token, scene.theme.name, scene.ratio, themes.text_scale())
    cached = _cached.get((name, scene.index))
    if cached is None or cached.token != token or not (_covers(cached.view, scene.view) or scene.moving):
        cached = _cached[name, scene.index] = _painted(scene, token, paint)
    x0, y0, x1, y1 = cached.view.bounds()
    if cached.view.scale == scene.view.scale:
        corner, ratio = scene.point((x0, y1)), scene.ratio
        painter.drawImage(QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio), cached.image)
    else:
        target = QRectF(scene.point((x0, y1)), scene.point((x1, y0)))
        painter.drawImage(target, cached.image, QRectF(cached.image.rect()))


def _covers(cached: View2D, view: View2D) -> bool:
    """Whether ``view`` is nothing but a part of ``cached``."""
    a, b = cached.bounds(), view.bounds()
    slack = 0.01 / view.scale
    inside = a[0] <= b[0] + slack and a[1] <= b[1] + slack and a[2] >= b[2] - slack and a[3] >= b[3] - slack
    return cached.scale == view.scale and inside


def _painted(scene: Scene, token: Token, paint: Callable[[QPainter, Scene], None]) -> _Cached:
    view = scene.view
    wide, high = (round(side * (1 + 2 * MARGIN)) for side in (view.width, view.height))
    larger = view.resized(float(wide), float(high))
    stamp = stamps.stamp(wide, high, scene.ratio, lambda painter: paint(painter, replace(scene, view=larger)))
    return _Cached(token, larger, stamp.image)
