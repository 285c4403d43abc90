"""Random codes: a diamond each, filled where codes are near, hollow where none is. The probe is a cross, a code a dot.

Told from the ground by lightness alone, so that they read the same to every eye and over any colours. The article shows
draws of its own; beside them these would answer another question, so its maps have none.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from aevae_desktop.core.codes.samplers import SAMPLERS
from aevae_desktop.features.samplers.state import SHOWN, Draws, Sampling
from aevae_desktop.language import translate
from aevae_desktop.session.state import Mode, SessionState
from aevae_desktop.ui.map import stamps
from aevae_desktop.ui.map.colour_legend import ColourLegend
from aevae_desktop.ui.map.scene import Scene

HALF = 4.5  # px, from the middle of a diamond to its corner
ROOM = 16.0  # px, the side of its picture


def reads(state: SessionState, i: int) -> tuple[object, ...]:
    """What it draws from: the codes and how far they are; how many of them are decoded is nothing of it."""
    draws = of(state, i)
    return () if draws is None else (draws.z, draws.distance, draws.facts, draws.recipe)


def lacks(state: SessionState, i: int) -> str:
    """Why a map has none."""
    if state.mode is Mode.ARTICLE:
        return translate("samplers", "the article shows draws of its own")
    draws = of(state, i)
    return "" if draws is not None and len(draws.z) else translate("samplers", "nothing is sampled yet (Shift+S)")


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw the codes that the sheet shows."""
    draws = of(scene.state, scene.index)
    if draws is None or scene.pane.model is None or not len(draws.z):
        return
    z, far = draws.z[:SHOWN], draws.is_far()
    px = scene.view.to_px(scene.pane.model.plane.project(z))
    hollow = np.zeros(len(z), bool) if far is None else far[:SHOWN]
    for (x, y), empty in zip(px.tolist(), hollow.tolist(), strict=True):
        if -ROOM < x < scene.view.width + ROOM and -ROOM < y < scene.view.height + ROOM:
            _diamond(scene.theme.text, scene.theme.map, empty, scene.ratio).put(painter, x, y)


def legend(scene: Scene) -> ColourLegend | None:
    """What the diamonds are."""
    draws = of(scene.state, scene.index)
    if draws is None or not len(draws.z):
        return None
    recipe = draws.recipe
    title = translate("samplers", "◆ {title}, seed {seed:,}").format(
        title=SAMPLERS[recipe.sampler].title, seed=recipe.seed
    )
    return ColourLegend(
        title, translate("samplers", "◇ far from every code") if draws.facts else translate("samplers", "random codes")
    )


def of(state: SessionState, i: int) -> Draws | None:
    """The draws that map ``i`` shows."""
    model = state.panes[i].model
    if model is None or state.mode is Mode.ARTICLE:
        return None
    return state.part(Sampling).draws.get(model.key)


@lru_cache(maxsize=16)
def _diamond(ink: str, ground: str, hollow: bool, ratio: float) -> stamps.Stamp:
    middle = ROOM / 2
    corners = [QPointF(middle + x * HALF, middle + y * HALF) for x, y in ((0, -1), (1, 0), (0, 1), (-1, 0))]

    def paint(painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(ground), 4.4, j=Qt.PenJoinStyle.MiterJoin))
        painter.drawPolygon(QPolygonF(corners))
        painter.setBrush(QColor(ground if hollow else ink))
        painter.setPen(QPen(QColor(ink), 1.5, j=Qt.PenJoinStyle.MiterJoin))
        painter.drawPolygon(QPolygonF(corners))

    return stamps.stamp(ROOM, ROOM, ratio, paint)
