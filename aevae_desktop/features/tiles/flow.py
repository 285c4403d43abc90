"""The round trip z -> enc(dec(z)) as arrows: self-consistency. A short arrow does not make a picture valid."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor, QPainter, QPen

from aevae_desktop.features.tiles import heatmap
from aevae_desktop.features.tiles.state import Field
from aevae_desktop.language import translate
from aevae_desktop.session.model import F64
from aevae_desktop.ui import imaging, words
from aevae_desktop.ui.map import overlay_cache
from aevae_desktop.ui.map.colour_legend import ColourLegend
from aevae_desktop.ui.map.lines import polylines
from aevae_desktop.ui.map.scene import Scene
from aevae_desktop.ui.map.while_alive import while_alive

NAME, TITLE = "flow", translate("tiles", "Round trip z, x̂, z")
ROOM = 0.85  # of the way to the next place: longer arrows are cut there
HEAD = 0.26  # of the way to the next place: the head of a long arrow
SHADES = 4  # of the arrows, by their true length
OPEN = np.radians(26.0)


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw an arrow at every place in sight, to scale up to ``ROOM``, in the colour of its true length."""
    field = heatmap.field_of(scene, NAME)
    if field is not None:
        overlay_cache.draw(painter, scene, NAME, (field,), lambda on, larger: _paint(on, larger, field))


def _paint(painter: QPainter, scene: Scene, field: Field) -> None:
    at, outline, shade = _arrows(field)
    colours = imaging.alpha_ramp("amber", scene.theme.name)
    painter.setPen(QPen(QColor(scene.theme.map), 3.2))
    painter.drawLines(polylines(scene, at, outline))
    for k in range(SHADES):
        mine = shade == k
        pen = colours[round(255 * (0.55 + 0.45 * k / (SHADES - 1)))]
        painter.setPen(QPen(QColor.fromRgba(int(pen) | 0xFF000000), 1.4))
        painter.drawLines(polylines(scene, at[mine], outline[mine]))


def legend(scene: Scene) -> ColourLegend | None:
    """The scale of the lengths, and what they do not say."""
    field = heatmap.field_of(scene, NAME)
    low, high = ("", "") if field is None else ("0", words.figure(_longest(field)))
    return heatmap.legend_of(scene, NAME, TITLE, "amber", low, high, say=translate("tiles", "latent units"))


@while_alive
def _arrows(field: Field) -> tuple[F64, F64, np.ndarray[tuple[int, ...], np.dtype[np.intp]]]:
    """Where they begin ``(n, 2)``, their lines from there ``(n, 5, 2)``, map units, and their shades ``(n,)``."""
    way = field.values.reshape(-1, 2).astype(np.float64)
    known = np.isfinite(way).all(axis=1)
    way, length = way[known], np.hypot(*way[known].T)
    room = ROOM * field.grid.step
    tip = way * np.minimum(1.0, room / np.maximum(length, 1e-30))[:, None]
    back = -tip / np.maximum(np.hypot(*tip.T), 1e-30)[:, None]
    barb = back * np.minimum(HEAD * field.grid.step, 0.5 * np.hypot(*tip.T))[:, None]
    cos, sin = np.cos(OPEN), np.sin(OPEN)
    left, right = barb @ np.array([[cos, sin], [-sin, cos]]), barb @ np.array([[cos, -sin], [sin, cos]])
    outline = np.stack((np.zeros_like(tip), tip, tip + left, tip, tip + right), axis=1)
    shade = (length / max(_longest(field), 1e-30) * SHADES).astype(np.intp).clip(0, SHADES - 1)
    return field.grid.xy(np.arange(len(field.grid)))[known], outline, shade


def _longest(field: Field) -> float:
    """The longest arrow, map units."""
    return float(np.nanmax(np.hypot(field.values[..., 0], field.values[..., 1]), initial=0.0))
