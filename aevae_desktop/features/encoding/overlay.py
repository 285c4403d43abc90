"""Images that are being encoded: a dot each on the map of their model, which fills as they come."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QPainter

from aevae_desktop.features.encoding.state import Encoding, SomeCodes
from aevae_desktop.language import translate
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui.map.scene import Scene
from aevae_desktop.ui.widgets.marks import paint_codes

DOT = 3.0  # px
NONE: frozenset[int] = frozenset()


def reads(state: SessionState, i: int) -> tuple[object, ...]:
    """What it draws from."""
    return (of(state, i),)


def lacks(state: SessionState, i: int) -> str:
    """Why a map has none."""
    return "" if of(state, i) is not None else translate("encoding", "no images are being encoded (Shift+K)")


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw those that are in sight."""
    some, model = of(scene.state, scene.index), scene.pane.model
    if some is None or model is None:
        return
    px = scene.view.to_px(model.plane.project(some.z))
    seen = ((px > -DOT) & (px < (scene.view.width + DOT, scene.view.height + DOT))).all(axis=1)
    paint_codes(painter, np.asarray(px)[seen], some.label[seen], scene.theme, DOT, NONE)


def of(state: SessionState, i: int) -> SomeCodes | None:
    """The codes that map ``i`` shows: those of its model, while they come."""
    part, model = state.part(Encoding), state.panes[i].model
    return part.some if model is not None and part.running and part.key == model.key else None
