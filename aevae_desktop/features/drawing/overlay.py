"""The drawing: its code, a VAE's posterior as ellipses at one and two sigma, to scale, and the way to the best code."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QRegion

from aevae_desktop.core.map import labels
from aevae_desktop.core.map.labels import Box, Label
from aevae_desktop.features.drawing.state import Drawing, Encoding
from aevae_desktop.language import translate
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.map import ellipses
from aevae_desktop.ui.map.overlay import EDGE
from aevae_desktop.ui.map.scene import Scene, around, for_the_last_scene
from aevae_desktop.ui.widgets.marks import paint_plate

NAME = "drawing"
DOT = 3.5  # px
RING = 4.0  # px, around the refined code
TEXT = translate("drawing", "your drawing")
NAME_FONT = partial(themes.font, 11)
SIDES = np.array([(1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, -1.0), (-1.0, 1.0)])
WAYS = labels.around(120.0)[20:]  # px from the dot, where all sides are taken


def reads(state: SessionState, i: int) -> tuple[object, ...]:
    """What it draws from."""
    return (state.panes[i].get(Encoding),)


def lacks(state: SessionState, i: int) -> str:
    """Why a map has no code of the drawing."""
    if state.part(Drawing).empty:
        return translate("drawing", "nothing is drawn yet (D)")
    return (
        ""
        if state.panes[i].get(Encoding) is not None
        else translate("drawing", "this model did not encode the drawing")
    )


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw the ellipses, the dot in their middle and its name."""
    at, encoding, model = _place(scene), scene.pane.get(Encoding), scene.pane.model
    if at is None or encoding is None or model is None:
        return
    ink, plate = QColor(scene.theme.text), QColor(scene.theme.map)
    if encoding.log_var is not None:
        ellipses.draw(painter, scene, model, at, encoding.log_var, ink)
    if (best := _best(scene)) is not None:
        _draw_way(painter, at, best, ink, plate)
    painter.setPen(QPen(plate, 1.5))
    painter.setBrush(ink)
    painter.drawEllipse(at, DOT, DOT)
    if (box := _name_box(scene)) is not None:
        painter.setFont(NAME_FONT())
        paint_plate(painter, box, TEXT, scene.theme.text, scene.theme.map, alpha=200)


def _draw_way(painter: QPainter, at: QPointF, best: QPointF, ink: QColor, plate: QColor) -> None:
    """A line from what the encoder said to the refined code, a ring, each on a plate; nothing where they are one."""
    way = QLineF(at, best)
    if way.length() <= RING:
        return
    way.setLength(way.length() - RING)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(plate, 4.0), QPen(ink, 1.5)):
        painter.setPen(pen)
        painter.drawLine(way)
        painter.drawEllipse(best, RING, RING)


def region(scene: Scene) -> QRegion:
    """The box around the ellipses, the refined code and the name."""
    at, name, best = _place(scene), _name_box(scene), _best(scene)
    if at is None:
        return QRegion()
    box = around(at, max(DOT, 2.0 * _reach(scene)) + 4)
    box = box if best is None else box.united(around(best, RING + 4))
    return QRegion((box if name is None else box.united(name)).adjusted(-2, -2, 2, 2).toAlignedRect())


@for_the_last_scene
def writes(scene: Scene) -> list[Label]:
    """Its name: best beside the ellipses; where the digit itself is out of sight, it waits at the edge."""
    at = _place(scene)
    if at is None:
        return []
    aside = 10.0 + min(2.0 * _reach(scene), 0.4 * scene.view.width)
    wide, high = _name_size()
    beside, farther = aside * SIDES + np.sign(SIDES) * (wide / 2, high / 2), WAYS + np.sign(WAYS) * (wide / 2, 0.0)
    spots = np.concatenate((beside, farther)) + np.array([at.x(), at.y()])
    spots = labels.inside(spots, wide, high, scene.view.width, scene.view.height, EDGE + 1.0)
    x, y = spots[0].tolist()
    return [Label(TEXT, wide, high, (x, y), lambda: spots[1:])]


def keeps(scene: Scene) -> list[Box]:
    """The dot and the ring: no label may lie over them."""
    places = ((_place(scene), DOT + 2), (_best(scene), RING + 2))
    return [(at.x() - half, at.y() - half, at.x() + half, at.y() + half) for at, half in places if at is not None]


def _place(scene: Scene) -> QPointF | None:
    """Where the code of the drawing is, px."""
    encoding, model = scene.pane.get(Encoding), scene.pane.model
    return None if encoding is None or model is None else scene.point(model.plane.project(encoding.mu[None])[0])


def _best(scene: Scene) -> QPointF | None:
    """Where the refined code is, px; None where there is none."""
    encoding, model = scene.pane.get(Encoding), scene.pane.model
    if encoding is None or encoding.best is None or model is None:
        return None
    return scene.point(model.plane.project(encoding.best.mu[None])[0])


def _reach(scene: Scene) -> float:
    """The longer half axis of the one-sigma ellipse, px; 0 without a posterior."""
    encoding, model = scene.pane.get(Encoding), scene.pane.model
    if encoding is None or model is None or encoding.log_var is None:
        return 0.0
    return max(ellipses.radii(scene, model, encoding.log_var)[0])


@themes.by_text_scale(2)
def _name_size() -> tuple[float, float]:
    """What the plate of its name takes, px."""
    metrics = QFontMetricsF(NAME_FONT())
    return metrics.horizontalAdvance(TEXT) + 8, metrics.height() + 3


def _name_box(scene: Scene) -> QRectF | None:
    """Where the name stands."""
    at = next((scene.spot(NAME, label) for label in writes(scene)), None)
    wide, high = _name_size()
    return None if at is None else QRectF(at[0] - wide / 2, at[1] - high / 2, wide, high)
