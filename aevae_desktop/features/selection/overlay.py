"""The selected codes: a bright rim around each, or around all where they crowd; the codes themselves keep their colour.

The rim is told from the ground by its lightness alone, so that it reads the same to every eye and beside any colours.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from aevae_desktop.core.map import raster
from aevae_desktop.core.map.cloud import Cloud
from aevae_desktop.core.map.selecting import part
from aevae_desktop.features.points import logic as points_logic
from aevae_desktop.features.points.overlay import point_size
from aevae_desktop.features.points.state import Filter, PointLook
from aevae_desktop.features.selection import logic
from aevae_desktop.features.selection.state import Selecting, Selection
from aevae_desktop.language import translate
from aevae_desktop.session.model import Codes, Model
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui.imaging import U32, blended, rgb
from aevae_desktop.ui.map.scene import Scene
from aevae_desktop.ui.theme import mix

LIGHT = 0.85  # of the way from the ground to the text: a crowd of rims must not outshine the colours
RIM = 2  # px that a stamp with its rim is wider than the point
ON, OFF = np.array([[1]], np.uint32), np.array([[0]], np.uint32)
Which = tuple[Selection, frozenset[int], Filter]

_clouds: WeakKeyDictionary[Codes, tuple[Which, Cloud]] = WeakKeyDictionary()


def reads(state: SessionState, _i: int) -> tuple[object, ...]:
    """What it draws from: the selection, which codes are shown, and how large."""
    return state.part(Selecting).selection, state.hidden, state.part(Filter), state.part(PointLook)


def lacks(state: SessionState, i: int) -> str:
    """Why a map has no rims."""
    model, now = state.panes[i].model, state.part(Selecting).selection
    if now is None:
        return translate("selection", "nothing is selected")
    return (
        ""
        if model is not None and logic.belongs(now, model)
        else translate("selection", "the selected samples are not of this model")
    )


def paint(out: U32, scene: Scene, opacity: float) -> None:
    """Paint the rims into ``out: (h, w) uint32``, over the points."""
    model, now = scene.pane.model, scene.state.part(Selecting).selection
    if model is None or model.codes is None or now is None or not logic.belongs(now, model):
        return
    chosen, view = _kept(model, (now, scene.state.hidden, scene.state.part(Filter))), scene.device_view()
    wide = min(point_size(scene, len(model.codes.xy)) + RIM, max(raster.STAMPS))
    lit = np.zeros(out.shape, np.uint32)
    raster.paint(chosen, view, ON, lit, wide)
    raster.paint(chosen, view, OFF, lit, wide - RIM)
    _blend(out, lit != 0, rgb(mix(scene.theme.map, scene.theme.text, LIGHT)), opacity)


def _blend(out: U32, where: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], colour: int, opacity: float) -> None:
    if opacity >= 1.0:
        out[where] = colour
        return
    below = out[where]
    out[where] = blended(np.full_like(below, colour), below, np.uint32(round(256 * opacity)))


def _kept(model: Model, which: Which) -> Cloud:
    """The last ``_chosen`` of this model."""
    assert model.codes is not None
    last = _clouds.get(model.codes)
    if last is None or last[0] != which:
        last = _clouds[model.codes] = (which, _chosen(model, *which))
    return last[1]


def _chosen(model: Model, now: Selection, hidden: frozenset[int], point_filter: Filter) -> Cloud:
    """The selected codes that are shown, as a cloud of their own."""
    assert model.codes is not None
    member, seen = logic.mask(now, model), points_logic.visible(model.codes, hidden, point_filter)
    return part(model.codes.cloud, member if seen is None else member & seen)
