"""The probe: a cross under the pointer; in a pane that follows, a ring on the same sample's code."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QRegion

from aevae_desktop.features.probe.state import Owner, Probe, Showing
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui.map.scene import Scene, around

GAP, ARM = 5.0, 15.0  # px, where an arm of the cross begins and ends
FAINT = 0.35  # opacity while the previews are another's


def reads(state: SessionState, i: int) -> tuple[object, ...]:
    """What it draws from: where the probe is, whether it leads, whose the previews are; not what came back."""
    probe = state.panes[i].get(Probe)
    return () if probe is None else (probe.xy, probe.leads, state.pinned, state.part(Showing).owner)


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw the cross, with a ring where the pane follows another or the probe is pinned."""
    probe = scene.pane.get(Probe)
    if probe is None:
        return
    if scene.state.part(Showing).owner is not Owner.POINTER:
        painter.setOpacity(FAINT * painter.opacity())  # the previews show another place
    at = scene.point(probe.xy)
    arms = _arms(at.x(), at.y())
    if _on_line(scene):
        painter.setPen(QPen(QColor(scene.theme.text), 1))
        painter.drawLine(QLineF(at.x(), 0, at.x(), scene.view.height))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((scene.theme.map, 4.0), (scene.theme.text, 1.6)):
        painter.setPen(QPen(QColor(colour), width, c=Qt.PenCapStyle.FlatCap))
        painter.drawLines(arms)
        if not probe.leads:
            painter.drawEllipse(at, GAP + 3, GAP + 3)
        elif scene.state.pinned:
            painter.drawRect(around(at, GAP + 3))


def region(scene: Scene) -> QRegion:
    """The square around the cross."""
    probe = scene.pane.get(Probe)
    if probe is None:
        return QRegion()
    at = scene.point(probe.xy)
    half = ARM + 4
    if _on_line(scene):
        return QRegion(QRectF(at.x() - half, 0, 2 * half, scene.view.height).toAlignedRect())
    return QRegion(around(at, half).toAlignedRect())


def _on_line(scene: Scene) -> bool:
    """Whether only the probe's x counts: then an upright line goes through it."""
    return scene.pane.model is not None and scene.pane.model.plane.d == 1


def _arms(x: float, y: float) -> list[QLineF]:
    return [
        QLineF(x + GAP, y, x + ARM, y),
        QLineF(x - GAP, y, x - ARM, y),
        QLineF(x, y + GAP, x, y + ARM),
        QLineF(x, y - GAP, x, y - ARM),
    ]
