"""Class regions: the colour of the class that most of the nearest codes have, as strong as they agree."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage, QPainter

from aevae_desktop.features.tiles import heatmap
from aevae_desktop.features.tiles.state import Field, Fields
from aevae_desktop.language import translate
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import imaging
from aevae_desktop.ui.imaging import U32
from aevae_desktop.ui.map.colour_legend import ColourLegend
from aevae_desktop.ui.map.scene import Scene
from aevae_desktop.ui.map.while_alive import while_alive
from aevae_desktop.ui.theme import THEMES, class_colour

NAME, TITLE = "classes", translate("tiles", "Class regions, by certainty")
STRENGTH = 0.62  # of a class's colour where all agree: its points still stand out


def reads(state: SessionState, i: int) -> tuple[object, ...]:
    """What it draws from: the field, without the hidden classes."""
    return state.panes[i].part(Fields), state.hidden


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw the regions of the classes that are shown."""
    field, model = heatmap.field_of(scene, NAME), scene.pane.model
    if field is not None and model is not None:
        picture = _picture(field, scene.theme.name, len(model.manifest.classes), scene.state.hidden)
        heatmap.draw(painter, scene, field, picture)


def legend(scene: Scene) -> ColourLegend | None:
    """The scale of the certainty; the classes' own colours are in the legend below the map."""
    return heatmap.legend_of(scene, NAME, TITLE, "grey", "0", "1")


@while_alive
def _picture(field: Field, theme: str, classes: int, hidden: frozenset[int]) -> QImage:
    return heatmap.to_picture(pixels(field, theme, classes, hidden))


def pixels(field: Field, theme: str, classes: int, hidden: frozenset[int]) -> U32:
    """The colours of the places, premultiplied, ``(rows, columns)``."""
    known = np.isfinite(field.values).all(axis=2)
    winner = np.where(known, field.values[..., 0], 0).astype(np.intp)
    fraction = np.where(known & ~np.isin(winner, list(hidden)), field.values[..., 1], 0.0).astype(np.float64)
    colours = np.array([imaging.rgb(class_colour(THEMES[theme], k)) for k in range(max(classes, 1))], np.uint32)
    # squared: where the vote is a tie of two, the map is nearly as quiet as where nobody votes
    return imaging.premultiplied(colours[winner.clip(0, len(colours) - 1)], STRENGTH * fraction**2)
