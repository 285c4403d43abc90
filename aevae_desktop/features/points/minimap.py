"""The mini-map: the whole map in a corner while one is zoomed in, with a frame around what is seen.

Its picture of the codes is kept: it is painted again only when the codes, their looks or the colours change.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from aevae_desktop.core.map.labels import Box
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.features.points import logic, overlay
from aevae_desktop.features.points.state import PointLook
from aevae_desktop.session.model import Codes
from aevae_desktop.session.state import SHOWN
from aevae_desktop.ui import imaging
from aevae_desktop.ui.map.scene import Scene
from aevae_desktop.ui.map.tool import MapTool, Modifiers
from aevae_desktop.ui.map.while_alive import while_alive
from aevae_desktop.ui.theme import mix

ZOOMED = 1.5  # times the fitted scale, from which on it is there
FRACTION, LEAST, MOST = 0.24, 92.0, 170.0  # of the map's width, and px
ASIDE, ABOVE = 9.0, 25.0  # px from the right edge, and from the lower one, where the numbers of the axis stand
RIM = 2.0  # px
QUIET = 0.55  # of their colour: the frame must stand out
KEPT = 2  # pictures a model

_pictures: WeakKeyDictionary[Codes, dict[tuple[object, ...], QImage]] = WeakKeyDictionary()


def box(scene: Scene) -> QRectF | None:
    """Where it stands, widget px; None while the map is not zoomed in, is too small, or has no codes."""
    model, view = scene.pane.model, scene.view
    if model is None or model.codes is None or not len(model.codes.xy) or view.scale < ZOOMED * scene.fit_scale:
        return None
    wide = min(max(FRACTION * view.width, LEAST), MOST)
    high = round(wide * min(max(view.height / max(view.width, 1.0), 0.5), 1.25))
    if view.width < 2.4 * wide or view.height < 2.4 * high:
        return None
    return QRectF(round(view.width - wide - ASIDE), round(view.height - high - ABOVE), round(wide), high)


def keeps(scene: Scene) -> list[Box]:
    """Its own box, and a rim: no label may touch it."""
    place = box(scene)
    return [] if place is None else [(place.left() - RIM, place.top() - RIM, place.right() + RIM, place.bottom() + RIM)]


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw the codes, small, and the frame."""
    place = box(scene)
    if place is None:
        return
    painter.drawImage(place.topLeft(), _picture(scene, place))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)  # straight lines: sharper, and half the time
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(mix(scene.theme.map, scene.theme.muted, 0.6)), 1))
    painter.drawRect(place.adjusted(0, 0, -1, -1))
    x0, y0, x1, y1 = scene.view.bounds()
    (left, top), (right, bottom) = _overview(scene, place).to_px(np.array([(x0, y1), (x1, y0)])).tolist()
    frame = _inside(QRectF(left, top, right - left, bottom - top), place)
    for colour, width in ((scene.theme.map, 4.0), (scene.theme.text, 2.0)):
        painter.setPen(QPen(QColor(colour), width, j=Qt.PenJoinStyle.MiterJoin))
        painter.drawRect(frame.translated(place.topLeft()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


class MiniMap(MapTool):
    """Goes where one points in it. A pointer over it means no place of the map."""

    rank = 10

    def hover(self, at: QPointF) -> bool:
        """Over it, nothing happens."""
        return self._steered(at) is not None

    def press(self, at: QPointF, modifiers: Modifiers) -> bool:
        """Go there."""
        if self._steered(at) is None:
            return False
        self.drag(at)
        return True

    def drag(self, at: QPointF) -> None:
        """Go there, beside it too."""
        view = self._steered(at, held=True)
        if view is not None:
            self._surface.look_at(view)

    def release(self, at: QPointF) -> bool:
        """It was no click."""
        return True

    def _steered(self, at: QPointF, held: bool = False) -> View2D | None:
        layer = self._session.state.layers.get("minimap", SHOWN)
        return steered(self._surface.scene(), at, held) if layer.on else None


def steered(scene: Scene, at: QPointF, held: bool = False) -> View2D | None:
    """The view whose middle is what ``at`` (px) means in the mini-map; None beside it, unless it is ``held``."""
    place = box(scene)
    if place is None or not (held or place.contains(at)):
        return None
    spot = at - place.topLeft()
    x, y = _overview(scene, place).to_map(np.array([spot.x(), spot.y()])).tolist()
    view = scene.view
    return View2D(x, y, view.scale, view.width, view.height)


def _overview(scene: Scene, place: QRectF) -> View2D:
    model = scene.pane.model
    assert model is not None
    assert model.codes is not None
    low, high = _central(model.codes)
    return View2D.fit_box((*low, *high), place.width(), place.height())


@while_alive
def _central(codes: Codes) -> tuple[tuple[float, float], tuple[float, float]]:
    """The corners of the box that holds the central 99 % of the codes, map units."""
    low, high = np.percentile(codes.xy, (0.5, 99.5), axis=0).tolist()
    return (low[0], low[1]), (high[0], high[1])


def _inside(frame: QRectF, place: QRectF) -> QRectF:
    """``frame`` cut off at the edges of the mini-map, never smaller than can be seen; out of sight it waits there."""
    wide, high = place.width() - 3, place.height() - 3
    left, right = (min(max(x, 1.5), wide + 1.5) for x in (frame.left(), frame.right()))
    top, bottom = (min(max(y, 1.5), high + 1.5) for y in (frame.top(), frame.bottom()))
    least = 4.0
    left, top = min(left, wide + 1.5 - least), min(top, high + 1.5 - least)
    return QRectF(left, top, max(right - left, least), max(bottom - top, least))


def _picture(scene: Scene, place: QRectF) -> QImage:
    model, state = scene.pane.model, scene.state
    assert model is not None
    assert model.codes is not None
    layer = state.layers.get("points", SHOWN)
    seen, size = logic.shown(state, scene.index), (scene.ratio, place.width(), place.height())
    key = (seen, state.part(PointLook).size, scene.theme.name, layer.opacity, state.layers.get("fade"), *size)
    kept = _pictures.setdefault(model.codes, {})
    if key not in kept:
        while len(kept) >= KEPT:
            kept.pop(next(iter(kept)))
        kept[key] = _painted(scene, place)
    return kept[key]


def _painted(scene: Scene, place: QRectF) -> QImage:
    view = _overview(scene, place)
    small = Scene(scene.state, scene.index, view, scene.theme, scene.ratio, view.scale)
    device = small.device_view()
    image = QImage(int(device.width), int(device.height), QImage.Format.Format_RGB32)
    image.fill(imaging.rgb(scene.theme.map))
    overlay.paint(imaging.pixels_of(image), small, QUIET * scene.state.layers.get("points", SHOWN).opacity)
    image.setDevicePixelRatio(scene.ratio)
    return image
