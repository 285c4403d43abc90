"""The prior's mass on cells without a code: what a decoder is asked for, and was never taught."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage, QPainter

from aevae_desktop.core.map.fields import CELL_MIDDLE
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.features.tiles import heatmap
from aevae_desktop.features.tiles.state import Field
from aevae_desktop.language import translate
from aevae_desktop.session.model import Model
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import imaging
from aevae_desktop.ui.map.colour_legend import ColourLegend
from aevae_desktop.ui.map.scene import Scene
from aevae_desktop.ui.map.while_alive import while_alive

NAME, TITLE = "empty", translate("tiles", "Prior where no code is")
OTHER_PLANE = translate("tiles", "is of the plane of z1 and z2")


def draw(painter: QPainter, scene: Scene) -> None:
    """Tint the cells, each as a whole: they are squares of the measure, not places of a smooth field."""
    field, model = heatmap.field_of(scene, NAME), scene.pane.model
    if field is not None and model is not None and of_the_plane(model):
        heatmap.draw(painter, scene, field, _picture(field, scene.theme.name), CELL_MIDDLE, smooth=False)


def legend(scene: Scene) -> ColourLegend | None:
    """The scale, and in its title how much there is in all."""
    field, model = heatmap.field_of(scene, NAME), scene.pane.model
    if model is not None and not of_the_plane(model):
        return ColourLegend(TITLE, note=OTHER_PLANE)
    if field is None or field.ready < 1.0:
        return heatmap.legend_of(scene, NAME, TITLE, "amber")
    title = f"{TITLE}: {100 * total(field):.2f} %"
    return heatmap.legend_of(
        scene, NAME, title, "amber", *heatmap.scale(field), say=translate("tiles", "of the prior, a cell")
    )


def lacks(state: SessionState, i: int) -> str:
    """Why a map has none of it."""
    model = state.panes[i].model
    return heatmap.lacks(NAME)(state, i) or (OTHER_PLANE if model is not None and not of_the_plane(model) else "")


def total(field: Field) -> float:
    """The prior's mass on all empty cells, 0 to 1: ``latent_measure.empty_prior_mass``."""
    values = field.values if field.plane.d > 1 else field.values[:1]  # its intervals are drawn as columns of cells
    return float(values.sum(dtype=np.float64))


def of_the_plane(model: Model) -> bool:
    """Whether the map shows the plane of the first two latent dimensions, of which the cells are."""
    first = Plane.axes(model.plane.d).basis
    return np.array_equal(model.plane.basis, first) and not model.plane.origin[: len(first)].any()


@while_alive
def _picture(field: Field, theme: str) -> QImage:
    values = field.values[..., 0]
    pixels = imaging.alpha_ramp("amber", theme).take(heatmap.levels(values, *heatmap.span(field)))
    pixels[~(values > 0)] = 0
    return heatmap.to_picture(pixels)
