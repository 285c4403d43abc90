"""The drawn digit: its code, and a VAE's posterior as ellipses at one and two sigma, to scale."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QRegion

from aevae_desktop.features.drawing.state import Encoding
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.map import ellipses
from aevae_desktop.ui.map.scene import Scene, around
from aevae_desktop.ui.widgets.marks import paint_plate

TEXT = "your digit"
DOT = 3.5  # px


def reads(state: SessionState, i: int) -> tuple[object, ...]:
    """What it draws from."""
    return (state.panes[i].get(Encoding),)


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw the ellipses, the dot in their middle and its name."""
    encoding, model = scene.pane.get(Encoding), scene.pane.model
    if encoding is None or model is None:
        return
    at = scene.point(model.plane.project(encoding.mu[None])[0])
    ink, plate = QColor(scene.theme.text), QColor(scene.theme.map)
    if encoding.log_var is not None:
        ellipses.draw(painter, scene, model, at, encoding.log_var, ink)
    painter.setPen(QPen(plate, 1.5))
    painter.setBrush(ink)
    painter.drawEllipse(at, DOT, DOT)
    painter.setFont(themes.font(11))
    paint_plate(painter, _name_box(scene, at), TEXT, scene.theme.text, scene.theme.map, alpha=200)


def region(scene: Scene) -> QRegion:
    """The box around the ellipses and the name."""
    encoding, model = scene.pane.get(Encoding), scene.pane.model
    if encoding is None or model is None:
        return QRegion()
    at, half = scene.point(model.plane.project(encoding.mu[None])[0]), max(DOT, 2.0 * _reach(scene)) + 4
    box = around(at, half)
    return QRegion(box.united(_name_box(scene, at)).adjusted(-2, -2, 2, 2).toAlignedRect())


def _reach(scene: Scene) -> float:
    """The longer half axis of the one-sigma ellipse, px; 0 without a posterior."""
    encoding, model = scene.pane.get(Encoding), scene.pane.model
    if encoding is None or model is None or encoding.log_var is None:
        return 0.0
    return max(ellipses.radii(scene, model, encoding.log_var)[0])


def _name_box(scene: Scene, at: QPointF) -> QRectF:
    """Beside the dot, on the side where there is room."""
    wide, high = 66.0, 17.0
    aside = 10.0 + min(2.0 * _reach(scene), 0.4 * scene.view.width)
    left = at.x() + aside if at.x() + aside + wide < scene.view.width else at.x() - aside - wide
    # where the digit itself is out of sight, its name waits at the edge
    left = min(max(left, 4.0), scene.view.width - wide - 4.0)
    top = min(max(at.y() - high / 2, 4.0), scene.view.height - high - 4.0)
    return QRectF(left, top, wide, high)
