"""The layers of one map for a figure: the lower ones as a picture, the upper ones with any painter."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from aevae_desktop.features import OVERLAYS
from aevae_desktop.session.state import SHOWN
from aevae_desktop.ui.map.backdrop import paint_legends, paint_under
from aevae_desktop.ui.map.scene import Scene


def under(scene: Scene) -> QImage:
    """Ground and raster layers, in device pixels."""
    view = scene.device_view()
    image = QImage(int(view.width), int(view.height), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scene.ratio)
    paint_under(image, scene)
    return image


def over(painter: QPainter, scene: Scene) -> None:
    """Every other layer that a figure shows, the corner of the map at (0, 0), and the frame."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    baked = [(overlay, overlay.baked) for overlay in OVERLAYS]
    for overlay, draw in (*baked, *((overlay, overlay.live) for overlay in OVERLAYS)):
        layer = scene.state.layers.get(overlay.name, SHOWN)
        if draw is not None and layer.on and not overlay.screen_only:
            painter.setOpacity(layer.opacity)
            draw(painter, scene)
    painter.setOpacity(1.0)
    paint_legends(painter, scene)
    painter.setPen(QPen(QColor(scene.theme.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(0.5, 0.5, scene.view.width - 1, scene.view.height - 1))
