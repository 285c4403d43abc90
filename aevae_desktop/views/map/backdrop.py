"""Everything on a map that rests, painted into one picture and copied from there in every frame."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from aevae_desktop.session.state import Layer
from aevae_desktop.views import imaging
from aevae_desktop.views import theme as themes
from aevae_desktop.views.map import stamps
from aevae_desktop.views.map.overlays import OVERLAYS
from aevae_desktop.views.map.scene import Scene

CORNER = 7.0  # px
NOTHING = "No model here yet. Open Models (M), or train one with aevae-train."


class Backdrop:
    """Ground, raster layers, baked layers and frame. Its memory is kept from picture to picture."""

    def __init__(self) -> None:
        self._image = QImage()
        self._fresh = False

    def spoil(self) -> None:
        """The next ``image`` must be painted anew."""
        self._fresh = False

    def image(self, scene: Scene) -> QImage:
        """The picture, in device pixels; painted now if it was spoiled."""
        if not self._fresh:
            self._paint(scene)
            self._fresh = True
        return self._image

    def _paint(self, scene: Scene) -> None:
        self._fit(scene)
        pixels = imaging.pixels_of(self._image)
        pixels.fill(imaging.rgb(scene.theme.map))
        layers = [(overlay, scene.state.layers.get(overlay.name, Layer())) for overlay in OVERLAYS]
        for overlay, layer in layers:
            if overlay.raster and layer.on:
                overlay.raster(pixels, scene, layer.opacity)
        painter = QPainter(self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for overlay, layer in layers:
            if overlay.baked and layer.on:
                painter.setOpacity(layer.opacity)
                overlay.baked(painter, scene)
        painter.setOpacity(1.0)
        _paint_frame(painter, scene)
        _paint_note(painter, scene)
        painter.end()

    def _fit(self, scene: Scene) -> None:
        """Take new memory only for another size: fresh pages cost more than the points."""
        view = scene.device_view()
        width, height = max(1, int(view.width)), max(1, int(view.height))
        if (self._image.width(), self._image.height()) != (width, height):
            self._image = QImage(width, height, QImage.Format.Format_RGB32)
        self._image.setDevicePixelRatio(scene.ratio)


def _paint_frame(painter: QPainter, scene: Scene) -> None:
    """Round the corners, and draw the thin line around."""
    theme, width, height = scene.theme, scene.view.width, scene.view.height
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)  # it makes straight lines slow, not better
    line = QColor(theme.line)
    for side in ((0, 0, width, 1), (0, height - 1, width, 1), (0, 0, 1, height), (width - 1, 0, 1, height)):
        painter.fillRect(QRectF(*side), line)
    pieces = stamps.corners(CORNER, theme.ground, theme.line, scene.ratio)
    half = pieces[0].width / 2
    left, right, top, bottom = half, width - half, half, height - half
    for piece, x, y in zip(pieces, (left, right, right, left), (top, top, bottom, bottom), strict=True):
        piece.put(painter, x, y)


def _paint_note(painter: QPainter, scene: Scene) -> None:
    """Say in the middle of an empty map why it is empty."""
    pane = scene.pane
    if pane.error is not None and pane.model is None:
        text, colour = str(pane.error), scene.theme.danger
    elif pane.model is None and pane.wanted is None:
        text, colour = NOTHING, scene.theme.muted
    elif pane.model is None or pane.model.codes is None:
        text, colour = "Opening the model …", scene.theme.muted
    elif not len(pane.model.codes.mu):
        text, colour = "This model stores no codes: point anywhere.", scene.theme.muted
    else:
        return
    painter.setFont(themes.font(13))
    painter.setPen(QColor(colour))
    room = QRectF(0, 0, scene.view.width, scene.view.height).adjusted(32, 32, -32, -32)
    painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, text)
