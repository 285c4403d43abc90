"""The probe: a cross under the pointer; in a pane that follows, a ring on the same sample's code.

Its lines go around what is written on the map: an arm through a 3 would make an 8 of it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QRegion

from aevae_desktop.core.map.labels import Box
from aevae_desktop.features.probe.state import Owner, Probe, Showing
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui.map.scene import Scene, around

GAP, ARM = 5.0, 15.0  # px, where an arm of the cross begins and ends
FAINT = 0.35  # opacity while the previews are another's
RING = GAP + 3  # px, the radius of the ring, and half the side of the square
CLEAR = 2.5  # px between a label and a line that goes around it
FARTHEST = 34.0  # px at which an arm may begin: beyond a wider label there is none
LARGEST = 24.0  # px, the radius of a ring around a label
_TURN = np.radians(np.arange(0.0, 360.1, 3.75))
CIRCLE = np.stack((np.cos(_TURN), np.sin(_TURN)), axis=1)  # of a ring that is drawn in pieces
SQUARE = CIRCLE / np.abs(CIRCLE).max(axis=1, keepdims=True)
WAYS = ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0))  # of the arms


class _Shape(NamedTuple):
    """The ``arms`` of the cross; the radius of its ``ring``; ``half`` of its square; the ``labels`` that touch it."""

    arms: list[QLineF]
    ring: float
    half: float
    labels: list[Box]


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
    shape = _shape(scene, at)
    if _on_line(scene):
        painter.setPen(QPen(QColor(scene.theme.text), 1))
        painter.drawLines(_upright(scene, at.x()))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((scene.theme.map, 4.0), (scene.theme.text, 1.6)):
        painter.setPen(QPen(QColor(colour), width, c=Qt.PenCapStyle.FlatCap))
        painter.drawLines(shape.arms)
        if probe.leads and not scene.state.pinned:
            continue
        if shape.labels:
            for piece in _outline(at, shape, square=probe.leads):
                painter.drawPolyline(piece)
        elif not probe.leads:
            painter.drawEllipse(at, RING, RING)
        else:
            painter.drawRect(around(at, RING))


def region(scene: Scene) -> QRegion:
    """The square around the cross."""
    probe = scene.pane.get(Probe)
    if probe is None:
        return QRegion()
    at = scene.point(probe.xy)
    half = _shape(scene, at).half + 4
    if _on_line(scene):
        return QRegion(QRectF(at.x() - half, 0, 2 * half, scene.view.height).toAlignedRect())
    return QRegion(around(at, half).toAlignedRect())


def _on_line(scene: Scene) -> bool:
    """Whether only the probe's x counts: then an upright line goes through it."""
    return scene.pane.model is not None and scene.pane.model.plane.d == 1


def _shape(scene: Scene, at: QPointF) -> _Shape:
    """The cross; around the labels beside it where it is on any. While the map moves nobody knows where they are."""
    x, y, boxes = at.x(), at.y(), scene.layout.boxes
    for box in boxes:  # no generator: every move of a pointer comes here
        if box[0] - ARM < x < box[2] + ARM and box[1] - ARM < y < box[3] + ARM and scene.layout.view == scene.view:
            return _around(x, y, boxes)
    arms = [
        QLineF(x + GAP, y, x + ARM, y),
        QLineF(x - GAP, y, x - ARM, y),
        QLineF(x, y + GAP, x, y + ARM),
        QLineF(x, y - GAP, x, y - ARM),
    ]
    return _Shape(arms, RING, ARM, [])


@lru_cache(maxsize=8)  # asked for twice: where to paint, and what
def _around(x: float, y: float, boxes: tuple[Box, ...]) -> _Shape:
    """The cross at (x, y) that leaves the labels in ``boxes`` free."""
    far, arms, labels, half = FARTHEST + ARM, [], [], ARM
    for left, top, right, bottom in boxes:
        if max(left - x, top - y) < far and min(right - x, bottom - y) > -far:
            labels.append((left - x, top - y, right - x, bottom - y))
    for dx, dy in WAYS:
        start = _start(dx, dy, labels)
        end = start + ARM - GAP
        if start <= FARTHEST:
            arms.append(QLineF(x + dx * start, y + dy * start, x + dx * end, y + dy * end))
            half = max(half, end)
    ring = _ring(labels)
    touched = [box for box in labels if max(box[0], box[1]) < ring + 2 and min(box[2], box[3]) > -ring - 2]
    return _Shape(arms, ring, max(half, 1.5 * ring), touched)


def _start(dx: float, dy: float, labels: list[Box]) -> float:
    """How far from the middle the arm in the direction (dx, dy) begins, so that no label lies under it, px."""
    start = GAP
    for _ in labels:  # beyond one it may meet another
        for box in labels:
            (low, high), (left, right) = (
                ((box[0], box[2]), (box[1], box[3])) if dx else ((box[1], box[3]), (box[0], box[2]))
            )
            low, high = (low, high) if dx + dy > 0 else (-high, -low)
            if left - CLEAR < 0 < right + CLEAR and low - CLEAR < start + ARM - GAP and high + CLEAR > start:
                start = high + CLEAR
    return start


def _ring(labels: list[Box]) -> float:
    """The radius of the ring: around the label that its middle is on, where that is small."""
    for box in labels:
        reach = max(-box[0], -box[1], box[2], box[3]) + CLEAR
        if max(box[0], box[1]) < 0 < min(box[2], box[3]) and reach <= LARGEST:
            return reach
    return RING


def _outline(at: QPointF, shape: _Shape, *, square: bool) -> list[QPolygonF]:
    """The pieces of the ring, or of the square, that lie on no label."""
    xy, boxes = shape.ring * (SQUARE if square else CIRCLE), np.array(shape.labels).reshape(-1, 4)
    inside = (xy[:, None] > boxes[:, :2] - 2) & (xy[:, None] < boxes[:, 2:] + 2)
    free = np.flatnonzero(~np.any(np.all(inside, axis=2), axis=1))
    runs = np.split(free, np.flatnonzero(np.diff(free) > 1) + 1)
    return [QPolygonF([at + QPointF(*point) for point in xy[run].tolist()]) for run in runs if len(run) > 1]


def _upright(scene: Scene, x: float) -> list[QLineF]:
    """The line through x, broken where a label lies on it."""
    y, lines = 0.0, []
    boxes = sorted((box for box in scene.layout.boxes if box[0] < x < box[2]), key=lambda box: box[1])
    for _, top, _, bottom in boxes if scene.layout.view == scene.view else ():
        lines.append(QLineF(x, y, x, top))
        y = bottom
    return [*lines, QLineF(x, y, x, scene.view.height)]
