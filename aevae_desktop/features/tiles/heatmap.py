"""Fields as colour under the codes: a picture of one pixel a place, which Qt draws smoothly where it belongs."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from aevae_desktop.core.map.fields import FIELDS
from aevae_desktop.features.tiles.field_controller import missing
from aevae_desktop.features.tiles.field_work import same_plane
from aevae_desktop.features.tiles.state import Field, Fields
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import imaging, words
from aevae_desktop.ui.imaging import U32
from aevae_desktop.ui.map.colour_legend import ColourLegend
from aevae_desktop.ui.map.overlay import OFF, Overlay
from aevae_desktop.ui.map.scene import Scene
from aevae_desktop.ui.map.while_alive import while_alive

DECADES = 2.5  # that a logarithmic scale spans at most
LACKS = {
    "codes": translate("tiles", "needs stored codes"),
    "encoder": translate("tiles", "needs an encoder"),
    "prior": translate("tiles", "this model has no prior"),
}


def reads(state: SessionState, i: int) -> tuple[object, ...]:
    """What every layer of a field draws from."""
    return (state.panes[i].part(Fields),)


def field_of(scene: Scene, name: str) -> Field | None:
    """The field ``name`` of the pane, if there is one of the plane that it shows."""
    field, model = scene.pane.part(Fields).get(name), scene.pane.model
    if field is None or model is None or field.error or not same_plane(field.plane, model.plane):
        return None
    return field


@dataclass(frozen=True)
class Amount:
    """A field of one number, drawn in the colours of ``ramp``: its layer's ``draw`` and ``key``."""

    name: str
    title: str
    ramp: str
    log: bool = False

    def draw(self, painter: QPainter, scene: Scene) -> None:
        """Draw what is known of it."""
        if (field := field_of(scene, self.name)) is not None:
            draw(painter, scene, field, _picture(field, self.ramp, scene.theme.name, self.log))

    def legend(self, scene: Scene) -> ColourLegend | None:
        """Its scale."""
        field = field_of(scene, self.name)
        low, high = ("", "") if field is None else scale(field, self.log)
        return legend_of(scene, self.name, self.title, self.ramp, low, high)


def lacks(name: str) -> Callable[[SessionState, int], str]:
    """Why a map has no field of that ``name``, as a layer says it."""

    def why(state: SessionState, i: int) -> str:
        pane = state.panes[i]
        lack = "" if pane.model is None else LACKS.get(missing(FIELDS[name], pane.model), "")
        found = pane.part(Fields).get(name)
        return lack or ("" if found is None else found.error)

    return why


def legend_of(
    scene: Scene, name: str, title: str, ramp: str = "", low: str = "", high: str = "", say: str = ""
) -> ColourLegend | None:
    """The legend of a field: its scale and unit (or what ``say`` says), what is still to come, or why there is none."""
    model, kind = scene.pane.model, FIELDS[name]
    if model is None:
        return None
    if (lacks := missing(kind, model)) and (lacks != "codes" or model.codes is not None):
        return ColourLegend(title, note=LACKS[lacks])
    shown = scene.pane.part(Fields).get(name)
    if shown is not None and shown.error:
        return ColourLegend(title, note=shown.error)
    unit = kind.unit.replace("²", "") if model.plane.d == 1 else kind.unit
    return ColourLegend(title, say or unit, ramp, low, high, 0.0 if shown is None else shown.ready)


def draw(
    painter: QPainter, scene: Scene, field: Field, picture: QImage, shift: float = 0.0, smooth: bool = True
) -> None:
    """Draw ``picture``, a pixel a place of ``field`` and the highest row first, where the field lies on the map.

    Only what is in sight: Qt is not exact far beyond it. ``shift``: from the grid's places to the field's.
    """
    grid, view = field.grid, scene.view
    x0, y0, x1, y1 = view.bounds()
    left, right = (((x - shift) / grid.step - grid.left + 0.5) for x in (x0, x1))
    top, bottom = ((grid.bottom + grid.rows - 0.5 - (y - shift) / grid.step) for y in (y1, y0))
    # three pixels more than are in sight, so that the edge of the part is not seen
    a, b = max(math.floor(left) - 3, 0), min(math.ceil(right) + 3, grid.columns)
    c, d = max(math.floor(top) - 3, 0), min(math.ceil(bottom) + 3, grid.rows)
    if a >= b or c >= d:
        return
    px = grid.step * view.scale
    target = QRectF((a - left) * px, (c - top) * px, (b - a) * px, (d - c) * px)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=smooth)
    painter.drawImage(target, picture, QRectF(a, c, b - a, d - c))


def to_picture(pixels: U32) -> QImage:
    """``pixels: (rows, columns)``, premultiplied 0xAARRGGBB, the lowest row first, as a picture."""
    return imaging.to_qimage(np.ascontiguousarray(pixels[::-1]), clear=True)


@while_alive
def span(field: Field, log: bool = False) -> tuple[float, float]:
    """The values that the two ends of a field's scale stand for; the lower one is 0, or positive for ``log``."""
    values = field.values[..., -1]
    values = values[np.isfinite(values)]
    high = float(values.max(initial=0.0))
    if not log:
        return 0.0, high
    low = float(values.min(initial=high))
    return max(low, high * 10.0**-DECADES), high


def scale(field: Field, log: bool = False) -> tuple[str, str]:
    """``span`` in words; what lies below a logarithmic scale is said."""
    low, high = span(field, log)
    below = log and float(np.nanmin(field.values[..., -1], initial=high)) < low
    return ("≤ " if below else "") + words.figure(low), words.figure(high)


def levels(values: F32, low: float, high: float, log: bool = False) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """``values`` as places on a scale of 256 colours; NaN is at its beginning."""
    known = np.nan_to_num(values.astype(np.float64), nan=low)
    if log:
        low, high = math.log(max(low, 1e-300)), math.log(max(high, 1e-300))
        known = np.log(np.maximum(known, 1e-300))
    fraction = (known - low) / (high - low) if high > low else np.zeros_like(known)
    return np.asarray(np.rint(255.0 * fraction.clip(0.0, 1.0)).astype(np.uint8))


@while_alive
def _picture(field: Field, ramp: str, theme: str, log: bool) -> QImage:
    values = field.values[..., -1]
    low, high = span(field, log)
    pixels = imaging.alpha_ramp(ramp, theme).take(levels(values, low, high, log))
    pixels[np.isnan(values)] = 0
    return to_picture(pixels)


def layer(
    name: str, title: str, tip: str, scale: str, colormap: str, group: str, rank: int, *, log: bool = False
) -> Overlay:
    """A layer for a field of one number: ``scale`` says in the legend what its colours mean."""
    amount = Amount(name, scale, colormap, log)
    return Overlay(
        name, title, tip, ground=amount.draw, reads=reads, legend=amount.legend, lacks=lacks(name), group=group,
        layer=OFF, rank=rank,
    )  # fmt: skip
