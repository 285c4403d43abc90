"""The path as a line through its way-points, each a ring with its letter; other kinds of path beside it, dashed.

The rings are live, over the class labels: a hand must find them. So is the playhead, a dot where the film is.
"""

from __future__ import annotations

import math
from functools import partial
from itertools import pairwise
from operator import is_
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF, QRegion

from aevae_desktop.core.map.labels import Box, Label
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.core.paths.interpolation import PATHS
from aevae_desktop.features.path.state import LETTERS, Curve, Curves, FrameSequence, PathState, Waypoint
from aevae_desktop.features.probe.state import Owner, Showing
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32, F64
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.map.lines import clipped, corners
from aevae_desktop.ui.map.scene import Scene, around, for_the_last_scene
from aevae_desktop.ui.widgets.marks import paint_plate

END = 6.0  # px, radius of a way-point
DOT = 5.0  # px, radius of the playhead
FAINT = 0.5  # its opacity while the previews are another's
NAME = "path"
FARTHER = (17.0, 24.0, 33.0, 44.0)  # px from a way-point to its letter
TURNS = np.radians([0, 45, -45, 90, -90, 135, -135, 180])  # from the best direction
BOX = 16.0  # px at 100 %, side of a letter's plate
NAME_FONT = partial(themes.font, 11, strong=True)
TRACED = 0.45  # opacity of a curve that is still traced
APART = 9.0  # px that a compared curve leaves the path by where its name is written
STEP = 12  # rows between places where a name may be written
OFF_PLANE = 1e-3  # of a code's norm: further off, its ring is broken
DASHES = {  # in widths of the line: told apart without colour
    "linear": [15.0, 4.0],
    "slerp": [1.2, 3.0],
    "spline": [6.5, 4.0],
    "shortest": [3.0, 2.2],
    "following": [8.0, 3.0, 1.5, 3.0],
}
BOLD, BESIDE = 2.4, 1.6  # px, width of the path, and of a curve that it is compared with


def reads(state: SessionState, i: int) -> tuple[object, ...]:
    """What it draws from: the way-points, the curves, and which way-point is the current one."""
    path = state.part(PathState)
    return path.spec, path.current, state.panes[i].part(Curves)


def lacks(state: SessionState, _i: int) -> str:
    """Why no map has a path."""
    return "" if state.part(PathState).spec.waypoints else translate("path", "there are no way-points")


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw the lines: the path over those it is compared with, whose names stand beside them."""
    kind, curves = scene.state.part(PathState).spec.kind, scene.pane.part(Curves)
    main = curves.get(kind)
    for name, curve in sorted(curves.items()):
        if name != kind:
            _beside(painter, scene, name, curve)
    if main is not None:
        _line(painter, scene, main)
    painter.setFont(NAME_FONT())
    for label in _names(scene):
        if (at := scene.spot(NAME, label)) is not None:
            plate = QRectF(at[0] - label.wide / 2, at[1] - label.high / 2, label.wide, label.high)
            paint_plate(painter, plate, PATHS[str(label.key)].label, scene.theme.text, scene.theme.map, alpha=220)


def writes(scene: Scene) -> list[Label]:
    """The letters of the way-points, then the names of the curves beside the path."""
    return [*filter(None, _layout(scene).letters), *_names(scene)]


def keeps(scene: Scene) -> list[Box]:
    """The rings: no label may lie under them."""
    half = END + 2
    return [(at.x() - half, at.y() - half, at.x() + half, at.y() + half) for at in places(scene) if at is not None]


def rings(painter: QPainter, scene: Scene) -> None:
    """Draw whichever way-points this model can place."""
    layout, path = _layout(scene), scene.state.part(PathState)
    for i, (at, label) in enumerate(zip(layout.places, layout.letters, strict=True)):
        if at is not None and label is not None:
            _ring(painter, scene, at, broken=_off_plane(scene, path.waypoints[i]), chosen=i == path.current)
            if (spot := scene.spot(NAME, label)) is not None:
                _letter(painter, scene, around(QPointF(*spot), themes.px(BOX) / 2), LETTERS[i])


def region(scene: Scene) -> QRegion:
    """The rings and their letters."""
    found, half, layout = QRegion(), END + 4, _layout(scene)
    for p, label in zip(layout.places, layout.letters, strict=True):
        inside = p is not None and -half < p.x() < scene.view.width + half and -half < p.y() < scene.view.height + half
        if p is not None and label is not None and inside:
            found = found.united(around(p, half).toAlignedRect())
            if (spot := scene.spot(NAME, label)) is not None:
                found = found.united(around(QPointF(*spot), themes.px(BOX) / 2).toAlignedRect())
    return found


def places(scene: Scene) -> list[QPointF | None]:
    """Where the way-points are in this pane, px; None where this model cannot place one."""
    return _layout(scene).places


def playhead_reads(state: SessionState, i: int) -> tuple[object, ...]:
    """What the playhead is drawn from: the film's codes, and where it is."""
    film, path = state.panes[i].get(FrameSequence), state.part(PathState)
    return None if film is None else film.z, path.t, path.playing, state.part(Showing).owner


def playhead(painter: QPainter, scene: Scene) -> None:
    """Draw a dot where the film is."""
    if (at := _playhead_place(scene)) is not None:
        if scene.state.part(Showing).owner is not Owner.PATH:
            painter.setOpacity(FAINT * painter.opacity())  # the previews show another place
        painter.setPen(QPen(QColor(scene.theme.map), 2))
        painter.setBrush(QColor(scene.theme.accent))
        painter.drawEllipse(at, DOT, DOT)


def playhead_region(scene: Scene) -> QRegion:
    """The square around the dot."""
    at = _playhead_place(scene)
    return QRegion() if at is None else QRegion(around(at, DOT + 3).toAlignedRect())


def _playhead_place(scene: Scene) -> QPointF | None:
    film, model, path = scene.pane.get(FrameSequence), scene.pane.model, scene.state.part(PathState)
    owned = scene.state.part(Showing).owner is Owner.PATH
    if film is None or model is None or not (owned or path.playing or path.t > 0):
        return None
    return scene.point(model.plane.project(film.z[film.row(path.t)])[0])


class _Layout(NamedTuple):
    """``places`` of the way-points, and where their ``letters`` may stand; None where this model cannot place one."""

    places: list[QPointF | None]
    letters: list[Label | None]


_kept: dict[int, tuple[tuple[object, ...], View2D, _Layout]] = {}  # by pane: every move of a pointer asks for it


def _layout(scene: Scene) -> _Layout:
    model = scene.pane.model
    key = (scene.state.part(PathState).spec, None if model is None else model.plane)
    before, view, layout = _kept.get(scene.index, ((None,), None, None))
    if layout is not None and all(map(is_, before, key)) and (view is scene.view or view == scene.view):
        return layout
    at = [_place(scene, waypoint) for waypoint in scene.state.part(PathState).waypoints]
    made = _Layout(at, [None if p is None else _letter_spots(at, i) for i, p in enumerate(at)])
    _kept[scene.index] = key, scene.view, made
    return made


def _place(scene: Scene, waypoint: Waypoint) -> QPointF | None:
    model = scene.pane.model
    z = waypoint.code(scene.index, model)
    if model is None or z is None:
        return None
    return scene.point(model.plane.project(z[None])[0])


def _off_plane(scene: Scene, waypoint: Waypoint) -> bool:
    """Whether the map shows only a shadow of this way-point."""
    model, z = scene.pane.model, waypoint.z[scene.index]
    if model is None or z is None or model.plane.d <= 2:
        return False
    return float(model.plane.distance(z[None])[0]) > OFF_PLANE * max(float(np.linalg.norm(z)), 1.0)


def pen(theme: themes.Theme, kind: str, *, main: bool, done: bool = True) -> QPen:
    """The line of a kind: the path's own is bold and whole, one beside it thin, in dashes of its own."""
    colour = QColor(theme.accent if main else theme.text)
    colour.setAlphaF(1.0 if done else TRACED)
    made = QPen(colour, BOLD if main else BESIDE, c=Qt.PenCapStyle.FlatCap)
    if not main:
        made.setDashPattern(DASHES.get(kind, [4.0, 4.0]))
    return made


def _line(painter: QPainter, scene: Scene, curve: Curve) -> None:
    lines = _lines(_pieces(scene, curve))
    for made in (_plate_pen(scene, 5.0), pen(scene.theme, "", main=True, done=curve.done)):
        painter.setPen(made)
        painter.drawLines(lines)


def _beside(painter: QPainter, scene: Scene, kind: str, curve: Curve) -> None:
    """A thin line of its own pattern, over a plate that parts it from the points."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pieces = _pieces(scene, curve)
    painter.setPen(_plate_pen(scene, 3.6))
    painter.drawLines(_lines(pieces))
    painter.setPen(pen(scene.theme, kind, main=False, done=curve.done))
    for piece in pieces:
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in piece]))


def _pieces(scene: Scene, curve: Curve) -> list[list[list[float]]]:
    """The parts of a curve that are in sight, px."""
    return clipped(corners(_px(scene, curve.z), curve.knots), scene.view)


def _px(scene: Scene, z: F32) -> F64:
    """Where codes ``z: (n, d)`` are on the screen, px."""
    assert scene.pane.model is not None
    return scene.view.to_px(scene.pane.model.plane.project(z))


def _lines(pieces: list[list[list[float]]]) -> list[QLineF]:
    """Flat single lines: Qt strokes a polyline, or round caps, eight times as slowly."""
    return [QLineF(*a, *b) for piece in pieces for a, b in pairwise(piece)]


def _plate_pen(scene: Scene, width: float) -> QPen:
    colour = QColor(scene.theme.map)
    colour.setAlphaF(0.85)
    return QPen(colour, width, c=Qt.PenCapStyle.FlatCap)


@for_the_last_scene
def _names(scene: Scene) -> list[Label]:
    """Where the names of the curves beside the path may stand: on them, best where they are farthest from it."""
    kind, curves = scene.state.part(PathState).spec.kind, scene.pane.part(Curves)
    main, metrics, found = curves.get(kind), QFontMetricsF(NAME_FONT()), []
    for name, curve in sorted(curves.items()):
        if name != kind:
            px = _px(scene, curve.z[::STEP])
            apart = np.full(len(px), np.inf) if main is None else _distance(px, _px(scene, main.z))
            rows = np.argsort(-apart, kind="stable")
            spots = px[rows[apart[rows] >= APART]]
            wide = metrics.horizontalAdvance(PATHS[name].label) + 10
            if len(spots):
                x, y = spots[0].tolist()
                found.append(Label(name, wide, themes.px(BOX), (x, y), partial(spots.__getitem__, slice(1, None))))
    return found


def _distance(px: F64, line: F64) -> F64:
    """How far each of ``px: (n, 2)`` is from the nearest point of ``line: (m, 2)``."""
    apart: F64 = np.sqrt(np.square(px[:, None] - line[None]).sum(axis=2)).min(axis=1)
    return apart


def _letter_spots(at: list[QPointF | None], i: int) -> Label:
    """Where the letter of way-point ``i`` may stand: best away from the path, but all around it, and farther off."""
    middle, way = at[i], _away(at, i)
    assert middle is not None
    x, y, best = middle.x(), middle.y(), math.atan2(way.y(), way.x())
    box, grown = themes.px(BOX), (themes.px(BOX) - BOX) / 2
    spot = x + (FARTHER[0] + grown) * math.cos(best), y + (FARTHER[0] + grown) * math.sin(best)
    return Label(i, box, box, spot, partial(_around_ring, x, y, best, grown))


def _around_ring(x: float, y: float, best: float, grown: float) -> F64:
    ways = np.stack((np.cos(best + TURNS), np.sin(best + TURNS)), axis=1)
    return np.concatenate([(far + grown) * ways for far in FARTHER])[1:] + (x, y)  # noqa: RUF005


def _away(around: list[QPointF | None], i: int) -> QPointF:
    """The direction in which the letter of way-point ``i`` stands: away from those beside it on the path."""
    at = around[i]
    beside = [p for p in (*around[max(i - 1, 0) : i], *around[i + 1 : i + 2]) if p is not None and p != at]
    if at is None or not beside:
        return QPointF(1.0, -1.0)
    ways = [(at - p) / math.hypot((at - p).x(), (at - p).y()) for p in beside]
    way = ways[0] + ways[-1]
    return way if math.hypot(way.x(), way.y()) > 0.1 else QPointF(-ways[0].y(), ways[0].x())


def _ring(painter: QPainter, scene: Scene, at: QPointF, *, broken: bool, chosen: bool) -> None:
    """A ring, filled where the keys speak to it, broken where the code is off the map's plane."""
    painter.setBrush(QColor(scene.theme.accent if chosen else scene.theme.map))
    painter.setPen(QPen(QColor(scene.theme.map), 4.5))
    painter.drawEllipse(at, END, END)
    pen = QPen(QColor(scene.theme.accent), 2.5)
    if broken:
        pen.setWidthF(2.0)
        pen.setDashPattern([1.6, 1.5])
    painter.setPen(pen)
    painter.drawEllipse(at, END, END)


def _letter(painter: QPainter, scene: Scene, box: QRectF, letter: str) -> None:
    painter.setFont(themes.font(11, strong=True))
    paint_plate(painter, box, letter, scene.theme.accent, scene.theme.map, alpha=220)
