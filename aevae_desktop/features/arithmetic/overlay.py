"""Arithmetic with codes on the map: an arrow from the start to the result, and a + and a − where the two means are."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QRegion

from aevae_desktop.features.arithmetic.state import Arithmetic, Outcome
from aevae_desktop.features.probe.state import place
from aevae_desktop.session.model import F32
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.map.scene import Scene
from aevae_desktop.ui.widgets.marks import translucent

RING, SIGN, HEAD = 4.5, 7.0, 11.0  # px: radius of the start, radius of a mean, length of the arrow's head
ROOM = 14.0  # px around them that is painted again


def reads(state: SessionState, i: int) -> tuple[object, ...]:
    """What it draws from: the outcome of this map."""
    return state.part(Arithmetic).outcomes[i : i + 1]


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw the signs, and the arrow over them."""
    found = _outcome(scene)
    if found is None:
        return
    for z, sign in ((found.plus, "+"), (found.minus, "−")):
        _sign(painter, scene, _place(scene, z), sign)
    _arrow(painter, scene, _place(scene, found.start), _place(scene, found.result))


def region(scene: Scene) -> QRegion:
    """The squares around the signs, and the box of the arrow."""
    found, covered = _outcome(scene), QRegion()
    if found is None:
        return covered
    sight = QRectF(-ROOM, -ROOM, scene.view.width + 2 * ROOM, scene.view.height + 2 * ROOM)
    ends = [_place(scene, z) for z in (found.start, found.result)]
    for points in ([_place(scene, found.plus)], [_place(scene, found.minus)], ends):
        box = QRectF(points[0], points[-1]).normalized().adjusted(-ROOM, -ROOM, ROOM, ROOM)
        covered = covered.united(box.intersected(sight).toAlignedRect())
    return covered


def _outcome(scene: Scene) -> Outcome | None:
    """What this pane makes of it, if it is of the model that is open here."""
    outcomes, model = scene.state.part(Arithmetic).outcomes, scene.pane.model
    found = outcomes[scene.index] if scene.index < len(outcomes) else None
    return found if isinstance(found, Outcome) and model is not None and found.model.key == model.key else None


def _place(scene: Scene, z: F32) -> QPointF:
    assert scene.pane.model is not None
    return scene.point(place(scene.pane.model, z))


def _sign(painter: QPainter, scene: Scene, at: QPointF, sign: str) -> None:
    painter.setPen(QPen(QColor(scene.theme.text), 1.2))
    painter.setBrush(translucent(scene.theme.map, 225))
    painter.drawEllipse(at, SIGN, SIGN)
    painter.setFont(themes.font(12, strong=True))
    painter.drawText(QRectF(at.x() - 8, at.y() - 8, 16, 16), Qt.AlignmentFlag.AlignCenter, sign)


def _arrow(painter: QPainter, scene: Scene, a: QPointF, b: QPointF) -> None:
    """Light on dark, dark on light, with a seam: told from the path by its head and its lightness, not its hue."""
    way = b - a
    length = math.hypot(way.x(), way.y())
    seam, ink = QColor(scene.theme.map), QColor(scene.theme.text)
    if length > HEAD:
        along = way / length
        across, neck = QPointF(-along.y(), along.x()), b - along * HEAD
        head = QPolygonF([b, neck + across * (0.5 * HEAD), neck - across * (0.5 * HEAD)])
        for colour, width in ((seam, 6.0), (ink, 2.5)):
            painter.setPen(QPen(colour, width, c=Qt.PenCapStyle.FlatCap))
            painter.drawLine(QLineF(a, neck))
        painter.setPen(QPen(seam, 1.5))
        painter.setBrush(ink)
        painter.drawPolygon(head)
    painter.setPen(QPen(ink, 2.0))
    painter.setBrush(seam)
    painter.drawEllipse(a, RING, RING)
