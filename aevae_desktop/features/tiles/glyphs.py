"""Stretch glyphs: small ellipses, long in the direction in which the decoder's picture changes most."""

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

NAME, TITLE = "glyphs", translate("tiles", "Sensitivity directions")
SIDES = 14  # of the polygon that stands for an ellipse
ROOM = 0.46  # of the way to the next place: the longest half axis
CROWD = 0.95  # quantile of the changes that gets ``ROOM``: a few extreme places do not make all others dots


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw an ellipse at every place in sight."""
    field = heatmap.field_of(scene, NAME)
    if field is not None:
        overlay_cache.draw(painter, scene, NAME, (field,), lambda on, larger: _paint(on, larger, field))


def _paint(painter: QPainter, scene: Scene, field: Field) -> None:
    at, outline = _ellipses(field)
    lines = polylines(scene, at, outline * (ROOM * field.grid.step))
    for colour, width in ((scene.theme.map, 3.0), (imaging.COLORMAPS["amber"][scene.theme.name][2], 1.2)):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawLines(lines)


def legend(scene: Scene) -> ColourLegend | None:
    """What the longest half axis stands for."""
    field = heatmap.field_of(scene, NAME)
    say = (
        ""
        if field is None
        else translate("tiles", "longest: {length} pixel units per unit").format(length=_longest(field))
    )
    return heatmap.legend_of(scene, NAME, TITLE, say=say)


@while_alive
def _ellipses(field: Field) -> tuple[F64, F64]:
    """Where they are ``(n, 2)``, map units, and their outlines around there ``(n, SIDES + 1, 2)``, 1 at the longest.

    The outline is the image of the unit circle under the root of the metric: its half axes are the changes of the
    picture per latent unit along the metric's principal directions.
    """
    places = field.grid.xy(np.arange(len(field.grid)))
    g = field.values.reshape(-1, 3).astype(np.float64)
    known = np.isfinite(g).all(axis=1)
    values, vectors = np.linalg.eigh(g[known][:, [0, 1, 1, 2]].reshape(-1, 2, 2))
    reach = np.sqrt(np.maximum(values, 0.0)) / max(_most(field), 1e-30)
    reach = reach / np.maximum(reach.max(axis=1, keepdims=True), 1.0)
    turn = np.linspace(0.0, 2.0 * np.pi, SIDES + 1)
    circle = np.stack((np.cos(turn), np.sin(turn)))  # (2, SIDES + 1)
    outline = np.einsum("nij,nj,jk->nki", vectors, reach, circle)
    return places[known], outline


def _most(field: Field) -> float:
    """The change of the picture per latent unit that the longest ellipses stand for; those of more are cut there."""
    largest = _largest(field)
    return float(np.quantile(largest, CROWD)) if len(largest) else 0.0


def _longest(field: Field) -> str:
    """``_most`` in words, which say whether any ellipse is cut."""
    most = _most(field)
    return ("≥ " if (_largest(field) > most).any() else "") + words.figure(most)


def _largest(field: Field) -> F64:
    """The largest change of the picture per latent unit, at every place that is known: ``(n,)``."""
    g = field.values.reshape(-1, 3).astype(np.float64)
    g = g[np.isfinite(g).all(axis=1)]
    square: F64 = (g[:, 0] + g[:, 2]) / 2 + np.hypot((g[:, 0] - g[:, 2]) / 2, g[:, 1])
    return np.sqrt(square)
