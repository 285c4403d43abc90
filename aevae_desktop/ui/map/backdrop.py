"""Everything on a map that rests, painted into one picture and copied from there in every frame.

Where its points take too long to be painted in every frame of a moving map (a million of them), the last picture of
them is drawn where it belongs now, and what is light is drawn anew over it; they are painted again when the map rests.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from aevae_desktop.core.map.labels import Box
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.language import translate
from aevae_desktop.ui import imaging, keys
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.map import colour_legend, stamps
from aevae_desktop.ui.map.overlay import Overlay, legends, shown
from aevae_desktop.ui.map.scene import Scene

CORNER = 7.0  # px
NOTE = 13  # px of text
NOTE_LINES = (Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap).value
COSTLY_MS = 4.0  # of painting the lower layers: from there on a moving map uses their last picture
LIVING = 4.0  # times that, where tiles are decoded as the map moves: they are there to be seen
NOTHING = translate("ui", "No model here yet. Open Models (M), or train one with aevae-train.")


class Backdrop:
    """Ground, raster layers, baked layers and frame. Its memory is kept from picture to picture."""

    def __init__(self, overlays: Sequence[Overlay]) -> None:
        self._overlays = overlays
        self._image, self._under = QImage(), QImage()
        self._seen: View2D | None = None  # where ``_under`` looks
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

    @property
    def costly(self) -> bool:
        """Whether the lower layers took so long that a moving map had better use their last picture."""
        return self._seen is not None

    def paint_moved(self, painter: QPainter, scene: Scene) -> None:
        """A frame of a moving map: the last picture of the lower layers where it belongs now, the others anew."""
        assert self._seen is not None
        painter.fillRect(QRectF(0, 0, scene.view.width, scene.view.height), QColor(scene.theme.map))
        x0, y0, x1, y1 = self._seen.bounds()
        under = QRectF(self._under.rect())
        painter.drawImage(QRectF(scene.point((x0, y1)), scene.point((x1, y0))), self._under, under)
        _paint_over(painter, scene, self._overlays)

    def _paint(self, scene: Scene) -> None:
        self._fit(scene)
        begun = time.perf_counter()
        living = paint_under(self._image, scene, self._overlays)
        costly = 1e3 * (time.perf_counter() - begun) > COSTLY_MS * (LIVING if living else 1.0)
        self._seen, self._under = (scene.view, self._image.copy()) if costly else (None, QImage())
        painter = QPainter(self._image)
        _paint_over(painter, scene, self._overlays)
        painter.end()

    def _fit(self, scene: Scene) -> None:
        """Take new memory only for another size: fresh pages cost more than the points."""
        view = scene.device_view()
        width, height = max(1, int(view.width)), max(1, int(view.height))
        if (self._image.width(), self._image.height()) != (width, height):
            self._image = QImage(width, height, QImage.Format.Format_RGB32)
        self._image.setDevicePixelRatio(scene.ratio)


def paint_under(image: QImage, scene: Scene, overlays: Sequence[Overlay]) -> bool:
    """Paint ground and raster layers; returns whether there are ground layers."""
    image.fill(imaging.rgb(scene.theme.map))
    layers = shown(scene, overlays)
    grounds = [(overlay.ground, layer) for overlay, layer in layers if overlay.ground]
    if grounds:
        painter = QPainter(image)
        for ground, layer in grounds:
            painter.setOpacity(layer.opacity)
            ground(painter, scene)
        painter.end()
    pixels = imaging.pixels_of(image)
    for overlay, layer in layers:
        if overlay.raster:
            overlay.raster(pixels, scene, layer.opacity)
    return bool(grounds)


def _paint_over(painter: QPainter, scene: Scene, overlays: Sequence[Overlay]) -> None:
    """Baked layers, frame, and a note where there is nothing to see."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for overlay, layer in shown(scene, overlays):
        if overlay.baked:
            painter.setOpacity(layer.opacity)
            overlay.baked(painter, scene)
    painter.setOpacity(1.0)
    paint_legends(painter, scene, overlays)
    _paint_frame(painter, scene)
    _paint_note(painter, scene)


def paint_legends(painter: QPainter, scene: Scene, overlays: Sequence[Overlay]) -> None:
    """Say in the map's corner what the colours of its layers mean."""
    colour_legend.draw(painter, scene, legends(scene, overlays))


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


def note_boxes(scene: Scene) -> list[Box]:
    """Where the note of an empty map stands, px: no label may lie there."""
    said = _note(scene)
    if said is None:
        return []
    plate = _plate(_note_room(scene, said[0]))
    return [(plate.left(), plate.top(), plate.right(), plate.bottom())]


def _note(scene: Scene) -> tuple[str, str] | None:
    """Why a map is empty, and the colour to say it in; None where it is not."""
    pane, muted = scene.pane, scene.theme.muted
    if pane.error is not None and (pane.model is None or pane.model.codes is None):
        return str(pane.error), scene.theme.danger
    if pane.model is None and pane.wanted is None:
        return keys.said(NOTHING), muted
    if pane.model is None or pane.model.codes is None:
        return translate("ui", "Opening the model …"), muted
    if not len(pane.model.codes.mu):
        return translate("ui", "This model stores no codes: point anywhere."), muted
    return None


def _note_room(scene: Scene, text: str) -> QRectF:
    """Below the middle of the map's upper edge, as wide and high as ``text`` in lines needs."""
    room = QRectF(0, 0, scene.view.width, scene.view.height).adjusted(32, 32, -32, -32)
    return QFontMetricsF(themes.font(NOTE)).boundingRect(room, NOTE_LINES, text)


def _plate(room: QRectF) -> QRectF:
    return room.adjusted(-8, -4, 8, 4)


def _paint_note(painter: QPainter, scene: Scene) -> None:
    """Say on an empty map why it is empty, on a plate: rings of the prior may pass there."""
    said = _note(scene)
    if said is None:
        return
    text, colour = said
    room = _note_room(scene, text)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(scene.theme.map))
    painter.drawRoundedRect(_plate(room), 4, 4)
    painter.setFont(themes.font(NOTE))
    painter.setPen(QColor(colour))
    painter.drawText(room, NOTE_LINES, text)
