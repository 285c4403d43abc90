"""The drawn digit: its code, and a VAE's posterior as ellipses at one and two sigma, to scale."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QRegion

from aevae_desktop.core.plane import ellipse
from aevae_desktop.views import theme as themes
from aevae_desktop.views.map.scene import Scene

TEXT = "your digit"
DOT = 3.5  # px
BAR = 5.0  # px, half the height of a posterior on a line
WIDE = 700.0  # px, half an axis


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw the ellipses, the dot in their middle and its name."""
    reading = scene.pane.reading
    if reading is None:
        return
    at = scene.point(reading.xy)
    ink, plate = QColor(scene.theme.text), QColor(scene.theme.map)
    radii, angle = _radii(scene)
    if radii is not None:
        for sigma in (2.0, 1.0):
            half = (radii[0] * sigma, radii[1] * sigma)
            _bar(painter, at, half, ink) if _on_line(scene) else _ellipse(painter, at, half, angle, ink, sigma)
    painter.setPen(QPen(plate, 1.5))
    painter.setBrush(ink)
    painter.drawEllipse(at, DOT, DOT)
    plate.setAlpha(200)
    box = _name_box(scene, at)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(plate)
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(themes.font(11))
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, TEXT)


def region(scene: Scene) -> QRegion:
    """The box around the ellipses and the name."""
    reading = scene.pane.reading
    if reading is None:
        return QRegion()
    at = scene.point(reading.xy)
    radii, _ = _radii(scene)
    half = max(DOT, 2.0 * max(radii) if radii is not None else 0.0) + 4
    box = QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)
    return QRegion(box.united(_name_box(scene, at)).adjusted(-2, -2, 2, 2).toAlignedRect())


def _radii(scene: Scene) -> tuple[tuple[float, float] | None, float]:
    """The half axes of the one-sigma ellipse in px, and its angle in rad; None without a posterior."""
    reading, model = scene.pane.reading, scene.pane.model
    if reading is None or model is None or reading.log_var is None:
        return None, 0.0
    (a, b), angle = ellipse(model.plane, reading.log_var)
    return (float(a) * scene.view.scale, float(b) * scene.view.scale if model.plane.d > 1 else BAR / 2), angle


def _ellipse(
    painter: QPainter, at: QPointF, half: tuple[float, float], angle: float, ink: QColor, sigma: float
) -> None:
    fill = QColor(ink)
    fill.setAlpha(28 if max(half) < WIDE else 0)  # a posterior wider than the map would only turn it grey
    painter.save()
    painter.translate(at)
    painter.rotate(-math.degrees(angle))  # the map's y runs up
    painter.setPen(QPen(ink, 1.6 if sigma == 1.0 else 1.0))
    painter.setBrush(fill)
    painter.drawEllipse(QPointF(0, 0), *half)
    painter.restore()


def _bar(painter: QPainter, at: QPointF, half: tuple[float, float], ink: QColor) -> None:
    """On a line the ellipse is a bar; only its length means something."""
    fill = QColor(ink)
    fill.setAlpha(60)
    painter.setPen(QPen(ink, 1.0))
    painter.setBrush(fill)
    painter.drawRect(QRectF(at.x() - half[0], at.y() - half[1], 2 * half[0], 2 * half[1]))


def _on_line(scene: Scene) -> bool:
    """Whether the latent space of the pane has one dimension."""
    return scene.pane.model is not None and scene.pane.model.plane.d == 1


def _name_box(scene: Scene, at: QPointF) -> QRectF:
    """Beside the dot, on the side where there is room."""
    wide, high = 66.0, 17.0
    radii, _ = _radii(scene)
    aside = 10.0 + (0.0 if radii is None else min(2.0 * max(radii), 0.4 * scene.view.width))
    left = at.x() + aside if at.x() + aside + wide < scene.view.width else at.x() - aside - wide
    # where the digit itself is out of sight, its name waits at the edge
    left = min(max(left, 4.0), scene.view.width - wide - 4.0)
    top = min(max(at.y() - high / 2, 4.0), scene.view.height - high - 4.0)
    return QRectF(left, top, wide, high)
