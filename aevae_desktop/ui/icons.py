"""The few icons, drawn as paths: no image files, sharp at any scale."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QIcon,
    QImage,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPixmap,
    QPolygonF,
    QTransform,
)

SIDE = 64  # px drawn at, scaled down by Qt


def play(colour: str) -> QIcon:
    """A triangle."""
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(20, 12), QPointF(54, 32), QPointF(20, 52)]))
    path.closeSubpath()
    return _icon(path, colour)


def pause(colour: str) -> QIcon:
    """Two bars."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(16, 12, 11, 40), 3, 3)
    path.addRoundedRect(QRectF(37, 12, 11, 40), 3, 3)
    return _icon(path, colour)


def moon(colour: str) -> QIcon:
    """A crescent: go to the dark theme."""
    disc, bite = QPainterPath(), QPainterPath()
    disc.addEllipse(QPointF(31, 33), 21, 21)
    bite.addEllipse(QPointF(41, 25), 18, 18)
    return _icon(disc.subtracted(bite), colour)


def sun(colour: str) -> QIcon:
    """A disc with rays: go to the light theme."""
    path = QPainterPath()
    path.addEllipse(QPointF(32, 32), 12, 12)
    ray = QPainterPath()
    ray.addRoundedRect(QRectF(-2.5, -28, 5, 10), 2, 2)
    for step in range(8):
        path.addPath(_turned(ray, 45.0 * step))
    return _icon(path, colour)


def half(colour: str) -> QIcon:
    """A disc, one half of it empty: go to high contrast."""
    ring, full = QPainterPath(), QPainterPath(QPointF(32, 10))
    ring.addEllipse(QPointF(32, 32), 22, 22)
    full.arcTo(QRectF(10, 10, 44, 44), 90, 180)
    return _icon(_stroked(ring).united(full), colour)


def hand(colour: str) -> QIcon:
    """Four arrows: move the map."""
    path, arm = QPainterPath(), QPainterPath()
    arm.addRect(QRectF(-2.5, -20, 5, 20))
    arm.addPolygon(QPolygonF([QPointF(-9, -17), QPointF(0, -27), QPointF(9, -17), QPointF(-9, -17)]))
    for step in range(4):
        path.addPath(_turned(arm, 90.0 * step))
    path.setFillRule(Qt.FillRule.WindingFill)
    return _icon(path, colour)


def lasso(colour: str) -> QIcon:
    """A loop of rope with its end hanging."""
    line = QPainterPath(QPointF(18, 56))
    line.cubicTo(QPointF(24, 52), QPointF(26, 48), QPointF(22, 42))
    line.cubicTo(QPointF(2, 34), QPointF(10, 10), QPointF(36, 10))
    line.cubicTo(QPointF(64, 10), QPointF(64, 42), QPointF(36, 43))
    line.cubicTo(QPointF(28, 43), QPointF(24, 43), QPointF(22, 42))
    return _icon(_stroked(line), colour)


def box(colour: str) -> QIcon:
    """A dashed square."""
    line = QPainterPath()
    for start in ((10, 10), (26, 10), (42, 10), (10, 54), (26, 54), (42, 54)):
        line.moveTo(QPointF(*start))
        line.lineTo(QPointF(start[0] + 12, start[1]))
        line.moveTo(QPointF(start[1], start[0]))
        line.lineTo(QPointF(start[1], start[0] + 12))
    return _icon(_stroked(line), colour)


def undo(colour: str) -> QIcon:
    """An arrow that turns back to the left."""
    return _icon(_stroked(_back()), colour)


def redo(colour: str) -> QIcon:
    """An arrow that turns on to the right."""
    return _icon(_stroked(QTransform(-1, 0, 0, 1, SIDE, 0).map(_back())), colour)


def two_way(draw: Callable[[str], QIcon], off: str, on: str) -> QIcon:
    """An icon for a button that stays down: ``on`` is its colour then."""
    icon = QIcon()
    for colour, state in ((off, QIcon.State.Off), (on, QIcon.State.On)):
        icon.addPixmap(draw(colour).pixmap(SIDE, SIDE), QIcon.Mode.Normal, state)
    return icon


GROUND = (2.0, 60.0, 14.0, "#14171c")  # of the program's own icon: where it begins, side, radius, colour
DOTS = ((20, 42, 11, "#6ea8fe"), (44, 22, 11, "#f28e4b"), (33, 31, 4, "#e8ecf2"))  # x, y, radius, colour
APP_SIDES = (16, 24, 32, 48, 64)  # px, of a window; those of the menu are files (``desktop_entry``), and larger


def app_icon() -> QIcon:
    """Two clusters and the way between them, drawn anew at every size."""
    icon = QIcon()
    for side in APP_SIDES:
        icon.addPixmap(QPixmap.fromImage(_app_image(side)))
    return icon


def app_png(side: int) -> bytes:
    """The program's icon as a PNG of ``side`` px."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _app_image(side).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def app_svg() -> str:
    """The program's icon as an SVG."""
    start, side, radius, colour = GROUND
    ground = f'<rect x="{start}" y="{start}" width="{side}" height="{side}" rx="{radius}" fill="{colour}"/>'
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="{r}" fill="{colour}"/>' for x, y, r, colour in DOTS)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">{ground}{dots}</svg>\n'


def _app_image(side: int) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / SIDE, side / SIDE)
    painter.setPen(Qt.PenStyle.NoPen)
    start, wide, radius, colour = GROUND
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(QRectF(start, start, wide, wide), radius, radius)
    for x, y, r, colour in DOTS:
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QPointF(x, y), r, r)
    painter.end()
    return image


def _back() -> QPainterPath:
    line = QPainterPath(QPointF(24, 10))
    line.lineTo(QPointF(10, 24))
    line.lineTo(QPointF(24, 38))
    line.moveTo(QPointF(10, 24))
    line.lineTo(QPointF(40, 24))
    line.cubicTo(QPointF(58, 24), QPointF(58, 52), QPointF(40, 52))
    line.lineTo(QPointF(26, 52))
    return line


def _stroked(line: QPainterPath) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(5)
    return stroker.createStroke(line)


def _turned(path: QPainterPath, degrees: float) -> QPainterPath:
    return QTransform().translate(32, 32).rotate(degrees).map(path)


def _icon(path: QPainterPath, colour: str) -> QIcon:
    pixmap = QPixmap(SIDE, SIDE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, QColor(colour))
    painter.end()
    return QIcon(pixmap)
