"""The layers of one map for a figure: the lower ones as a picture, the upper ones with any painter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from aevae_desktop.ui.map.backdrop import paint_legends, paint_under
from aevae_desktop.ui.map.overlay import Overlay, shown
from aevae_desktop.ui.map.scene import Scene


def under(scene: Scene, overlays: Sequence[Overlay]) -> QImage:
    """Ground and raster layers, in device pixels."""
    view = scene.device_view()
    image = QImage(int(view.width), int(view.height), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scene.ratio)
    paint_under(image, scene, overlays)
    return image


def over(painter: QPainter, scene: Scene, overlays: Sequence[Overlay]) -> None:
    """Every other layer that a figure shows, the corner of the map at (0, 0), and the frame."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    layers = [(overlay, layer) for overlay, layer in shown(scene, overlays) if not overlay.screen_only]
    baked = [(overlay.baked, layer) for overlay, layer in layers]
    for draw, layer in (*baked, *((overlay.live, layer) for overlay, layer in layers)):
        if draw is not None:
            painter.setOpacity(layer.opacity)
            draw(painter, scene)
    painter.setOpacity(1.0)
    paint_legends(painter, scene, overlays)
    painter.setPen(QPen(QColor(scene.theme.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(0.5, 0.5, scene.view.width - 1, scene.view.height - 1))
