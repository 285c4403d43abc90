"""Small pieces of the map that look the same in every frame: drawn once, then copied; into a vector file, drawn again.

They are looked up by the colours they have: a whole theme takes longer to hash than a piece to copy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from aevae_desktop.ui import theme as themes
from aevae_desktop.ui import words
from aevae_desktop.ui.map.scene import FAR
from aevae_desktop.ui.map.vector import VectorPainter
from aevae_desktop.ui.widgets.marks import paint_plate, translucent

Draw = Callable[[QPainter], None]
WIDEST = 110.0  # px of a name on a label
LABEL_FONT = partial(themes.font, 12, strong=True)


@dataclass(frozen=True, eq=False)
class Stamp:
    """A picture of ``width`` by ``height`` widget px, ``ratio`` device px each, and how to ``draw`` it, corner at 0."""

    image: QImage
    width: float
    height: float
    ratio: float
    draw: Draw

    def put(self, painter: QPainter, x: float, y: float) -> None:
        """Copy it so that its middle lies at (x, y), on whole device pixels: then it stays sharp, and cheap.

        Nothing is drawn out of every sight, where numbers are larger than Qt's.
        """
        if not (abs(x) < FAR and abs(y) < FAR):
            return
        if isinstance(painter, VectorPainter):
            painter.save()
            painter.translate(x - self.width / 2, y - self.height / 2)
            self.draw(painter)
            painter.restore()
            return
        ratio = self.ratio
        left, top = round((x - self.width / 2) * ratio), round((y - self.height / 2) * ratio)
        if ratio == 1.0:  # half the time of the other call
            painter.drawImage(left, top, self.image)
        else:
            painter.drawImage(QPointF(left / ratio, top / ratio), self.image)


@themes.by_text_scale(512)
def number(text: str, colour: str, plate: str, ratio: float) -> Stamp:
    """A quiet number on a plate that keeps it legible over a crowd of points."""
    font = themes.font(11, tabular=True)
    metrics = QFontMetricsF(font)
    box = QRectF(0, 0, metrics.horizontalAdvance(text) + 6, metrics.height() + 2)

    def draw(painter: QPainter) -> None:
        painter.setFont(font)
        paint_plate(painter, box, text, colour, plate, alpha=214, radius=3)

    return stamp(box.width(), box.height(), ratio, draw)


@themes.by_text_scale(512)
def label_text(name: str) -> str:
    """What a label says: a name as it can be read, cut off where it is long."""
    return QFontMetricsF(LABEL_FONT()).elidedText(words.legible(name), Qt.TextElideMode.ElideRight, themes.px(WIDEST))


@themes.by_text_scale(512)
def label(name: str, colour: str, ring: str, plate: str, radius: float, ratio: float) -> Stamp:
    """The name of a class on a disc, or a longer plate, with a ``ring`` of its own colour."""
    text, font = label_text(name), LABEL_FONT()
    radius = themes.px(radius)
    half = max(radius, QFontMetricsF(font).horizontalAdvance(text) / 2 + 6)
    box = QRectF(1, 1, 2 * half, 2 * radius)

    def draw(painter: QPainter) -> None:
        painter.setPen(QPen(QColor(ring), 2))
        painter.setBrush(translucent(plate, 235))
        painter.drawRoundedRect(box, radius, radius)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    return stamp(2 * half + 2, 2 * radius + 2, ratio, draw)


@lru_cache(maxsize=8)
def corners(radius: float, ground: str, line: str, ratio: float) -> tuple[Stamp, ...]:
    """The corners of a frame, upper left first, clockwise: the ground outside, the line, nothing inside."""
    side = radius + 1

    def draw(painter: QPainter, x: float, y: float) -> None:
        outside, frame = QPainterPath(), QRectF(x + 0.5, y + 0.5, 2 * side - 1, 2 * side - 1)
        outside.addRect(QRectF(0, 0, side, side))
        outside.addRoundedRect(frame, radius, radius)
        painter.fillPath(outside, QColor(ground))
        painter.strokePath(_rounded(frame, radius), QPen(QColor(line), 1))

    places = ((0.0, 0.0), (-side, 0.0), (-side, -side), (0.0, -side))
    return tuple(stamp(side, side, ratio, partial(draw, x=x, y=y)) for x, y in places)


def _rounded(frame: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(frame, radius, radius)
    return path


def stamp(width: float, height: float, ratio: float, draw: Draw) -> Stamp:
    """What ``draw`` draws on ``width`` by ``height`` widget px, its corner at 0."""
    size = int(width * ratio + 0.999), int(height * ratio + 0.999)
    image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter)
    painter.end()
    return Stamp(image, width, height, ratio, draw)
