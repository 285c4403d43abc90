"""Small pieces of the map that look the same in every frame: drawn once, then copied.

They are looked up by the colours they have: a whole theme takes longer to hash than a piece to copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from aevae_desktop.views import theme as themes


@dataclass(frozen=True, eq=False)
class Stamp:
    """A picture of ``width`` by ``height`` widget px, ``ratio`` device px each."""

    image: QImage
    width: float
    height: float
    ratio: float

    def put(self, painter: QPainter, x: float, y: float) -> None:
        """Copy it so that its middle lies at (x, y), on whole device pixels: then it stays sharp, and cheap."""
        ratio = self.ratio
        left, top = round((x - self.width / 2) * ratio), round((y - self.height / 2) * ratio)
        if ratio == 1.0:  # half the time of the other call
            painter.drawImage(left, top, self.image)
        else:
            painter.drawImage(QPointF(left / ratio, top / ratio), self.image)


@lru_cache(maxsize=512)
def number(text: str, colour: str, plate: str, ratio: float) -> Stamp:
    """A quiet number on a plate that keeps it legible over a crowd of points."""
    font = themes.font(11, tabular=True)
    metrics = QFontMetricsF(font)
    box = QRectF(0, 0, metrics.horizontalAdvance(text) + 6, metrics.height() + 2)
    stamp, painter = _blank(box.width(), box.height(), ratio)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_glass(plate, 190))
    painter.drawRoundedRect(box, 3, 3)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)
    painter.end()
    return stamp


@lru_cache(maxsize=512)
def label_half(text: str, radius: float) -> float:
    """Half the width of a label, px."""
    return max(radius, QFontMetricsF(themes.font(12, strong=True)).horizontalAdvance(text) / 2 + 6)


@lru_cache(maxsize=512)
def label(text: str, colour: str, ring: str, plate: str, radius: float, ratio: float) -> Stamp:
    """The name of a class on a disc, or a longer plate, with a ``ring`` of its own colour."""
    font = themes.font(12, strong=True)
    half = label_half(text, radius)
    stamp, painter = _blank(2 * half + 2, 2 * radius + 2, ratio)
    box = QRectF(1, 1, 2 * half, 2 * radius)
    painter.setPen(QPen(QColor(ring), 2))
    painter.setBrush(_glass(plate, 235))
    painter.drawRoundedRect(box, radius, radius)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return stamp


@lru_cache(maxsize=8)
def corners(radius: float, ground: str, line: str, ratio: float) -> tuple[Stamp, ...]:
    """The corners of a frame, upper left first, clockwise: the ground outside, the line, nothing inside."""
    side, made = radius + 1, []
    for x, y in ((0, 0), (-side, 0), (-side, -side), (0, -side)):
        stamp, painter = _blank(side, side, ratio)
        outside, frame = QPainterPath(), QRectF(x + 0.5, y + 0.5, 2 * side - 1, 2 * side - 1)
        outside.addRect(QRectF(0, 0, side, side))
        outside.addRoundedRect(frame, radius, radius)
        painter.fillPath(outside, QColor(ground))
        painter.strokePath(_rounded(frame, radius), QPen(QColor(line), 1))
        painter.end()
        made.append(stamp)
    return tuple(made)


def _rounded(frame: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(frame, radius, radius)
    return path


def _glass(colour: str, alpha: int) -> QColor:
    made = QColor(colour)
    made.setAlpha(alpha)
    return made


def _blank(width: float, height: float, ratio: float) -> tuple[Stamp, QPainter]:
    size = int(width * ratio + 0.999), int(height * ratio + 0.999)
    image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return Stamp(image, width, height, ratio), painter
