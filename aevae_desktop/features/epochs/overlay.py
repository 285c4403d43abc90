"""The followed codes at one epoch, in the colours of their classes, over a veil that dims the map of the end."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QRegion

from aevae_desktop.features.epochs import logic
from aevae_desktop.features.epochs.state import EpochsState, History
from aevae_desktop.language import translate
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui.map.scene import Scene
from aevae_desktop.ui.widgets.marks import paint_codes, translucent

DOT, VEIL = 3.6, 225  # px; of 255


def of(state: SessionState, i: int) -> History | None:
    """The history that map ``i`` shows."""
    part = state.part(EpochsState)
    return part.histories.get(i) if part.open else None


def reads(state: SessionState, i: int) -> tuple[object, ...]:
    """What it draws from."""
    found = of(state, i)
    return () if found is None else (found, state.part(EpochsState).place)


def lacks(state: SessionState, i: int) -> str:
    """Why a map shows none."""
    return (
        "" if of(state, i) is not None else translate("epochs", "the card Training is closed, or there is no history")
    )


def region(scene: Scene) -> QRegion:
    """The whole map, or nothing."""
    if of(scene.state, scene.index) is None:
        return QRegion()
    return QRegion(_whole(scene))


def draw(painter: QPainter, scene: Scene) -> None:
    """Dim the map, and draw a dot for each code."""
    found, model = of(scene.state, scene.index), scene.pane.model
    if found is None or model is None:
        return
    painter.fillRect(_whole(scene), translucent(scene.theme.map, VEIL))
    place = scene.state.part(EpochsState).place
    px = scene.view.to_px(model.plane.project(logic.codes(found, place)))
    label = logic.labels(found, model)
    paint_codes(painter, px, label, scene.theme, DOT * scene.points, scene.state.hidden)


def _whole(scene: Scene) -> QRect:
    return QRect(0, 0, round(scene.view.width), round(scene.view.height))
