"""The posteriors of a few stored samples, spread over the map: ellipses at one sigma, to scale."""

from __future__ import annotations

from weakref import ref

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QPainter, QPen

from aevae_desktop.core.map.plane import Plane
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.features.models.logic import rows_of
from aevae_desktop.features.points import logic as points_logic
from aevae_desktop.features.points.state import Filter
from aevae_desktop.features.selection.state import Selecting, Selection
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32, F64, Codes, Model
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.map import overlay_cache
from aevae_desktop.ui.map.colour_legend import ColourLegend
from aevae_desktop.ui.map.lines import polylines
from aevae_desktop.ui.map.scene import Scene
from aevae_desktop.ui.map.while_alive import while_alive

Rows = NDArray[np.int32]

TITLE = translate("posterior", "Posteriors at 1 σ, to scale")
APART = 95.0  # px, at least, from one to the next, about: some sixty on a map
MOST = 6000  # codes that are looked at to choose them
SIDES = 24  # of the polygon that stands for an ellipse


def draw(painter: QPainter, scene: Scene) -> None:
    """Draw the ellipses of the samples in ``subset``, each in its class's colour."""
    model = scene.pane.model
    if model is not None and model.codes is not None and model.codes.log_var is not None:
        token = (ref(model.codes), scene.state.hidden, scene.state.part(Filter), _among(scene, model))
        overlay_cache.draw(painter, scene, "posteriors", token, lambda on, larger: _paint(on, larger, model))


def lacks(state: SessionState, i: int) -> str:
    """Why a map has none."""
    model = state.panes[i].model
    if model is None or model.manifest.kind != "vae":
        return translate("posterior", "this model has no posterior")
    return (
        ""
        if model.codes is not None and model.codes.log_var is not None
        else translate("posterior", "needs stored codes")
    )


def _among(scene: Scene, model: Model) -> Selection | None:
    """The selection, if it is of this model's samples."""
    chosen = scene.state.part(Selecting).selection
    return chosen if chosen is not None and chosen.rows == rows_of(model) else None


def _paint(painter: QPainter, scene: Scene, model: Model) -> None:
    assert model.codes is not None
    assert model.codes.log_var is not None
    rows = subset(model, scene.view, scene.state.hidden, scene.state.part(Filter), _among(scene, model))
    outline = outlines(model.plane, model.codes.log_var[rows])
    at, label = model.codes.xy[rows].astype(np.float64), model.codes.label[rows]
    painter.setPen(QPen(QColor(scene.theme.map), 3.4))
    painter.drawLines(polylines(scene, at, outline))
    for k in np.unique(label).tolist():
        painter.setPen(QPen(QColor(themes.class_colour(scene.theme, k)), 1.6))
        painter.drawLines(polylines(scene, at[label == k], outline[label == k]))


def legend(scene: Scene) -> ColourLegend | None:
    """How many there are, or why there are none."""
    model = scene.pane.model
    if model is None:
        return None
    if model.manifest.kind != "vae":
        return ColourLegend(TITLE, note=translate("posterior", "this model has no posterior"))
    if model.codes is None or model.codes.log_var is None:
        return ColourLegend(TITLE, note=translate("posterior", "needs stored codes"))
    chosen = _among(scene, model)
    shown = len(subset(model, scene.view, scene.state.hidden, scene.state.part(Filter), chosen))
    of = (
        translate("posterior", "{n:,} samples").format(n=len(model.codes.mu))
        if chosen is None
        else translate("posterior", "{n:,} selected").format(n=len(chosen.samples))
    )
    return ColourLegend(TITLE, translate("posterior", "{shown} of {of}").format(shown=shown, of=of))


def subset(
    model: Model, view: View2D, hidden: frozenset[int], point_filter: Filter, among: Selection | None = None
) -> Rows:
    """The rows of some sixty stored samples in sight, evenly spread, ``among`` the selected: one a square of the map.

    The squares are of the map, and the first code of each is its own: the choice stays while the map is panned.
    """
    assert model.codes is not None
    side = 2.0 ** (np.ceil(4.0 * np.log2(APART / view.scale)) / 4.0)
    x0, y0, x1, y1 = (float(np.floor(edge / side)) for edge in view.bounds())
    return _chosen(model.codes, side, (x0, y0, x1, y1), hidden, point_filter, among)


@while_alive
def _chosen(
    codes: Codes,
    side: float,
    squares: tuple[float, float, float, float],
    hidden: frozenset[int],
    point_filter: Filter,
    among: Selection | None,
) -> Rows:
    x0, y0, x1, y1 = squares
    runs = codes.cells.runs((x0 * side, y0 * side, (x1 + 1) * side, (y1 + 1) * side))
    step = 1 if among else 1 << max(0, int((runs[:, 1] - runs[:, 0]).sum() - 1) // MOST).bit_length()
    # every step-th place, counted from the first of all: the same ones wherever the map is panned to
    places = np.concatenate([np.arange(-(-a // step) * step, b, step) for a, b in runs.tolist()])
    rows = codes.cells.order[places]
    shown = points_logic.visible(codes, hidden, point_filter)
    rows = rows if shown is None else rows[shown[rows]]
    rows = rows if among is None else rows[np.isin(rows, among.samples)]
    square = np.floor(codes.xy[rows].astype(np.float64) / side)
    inside = ((square >= (x0, y0)) & (square <= (x1, y1))).all(axis=1)
    rows, square = rows[inside], square[inside]
    _, first = np.unique(square, axis=0, return_index=True)
    chosen: Rows = rows[first]
    return chosen


def outlines(plane: Plane, log_var: F32) -> F64:
    """The one-sigma ellipses of N(., diag exp(log_var)) dropped on the plane: ``(n, SIDES + 1, 2)``, map units."""
    basis = np.zeros((2, plane.d))
    basis[: len(plane.basis)] = plane.basis
    covariance = np.einsum("ad,nd,bd->nab", basis, np.exp(log_var.astype(np.float64)), basis)
    values, vectors = np.linalg.eigh(covariance)
    turn = np.linspace(0.0, 2.0 * np.pi, SIDES + 1)
    circle = np.stack((np.cos(turn), np.sin(turn)))
    return np.asarray(np.einsum("nij,nj,jk->nki", vectors, np.sqrt(np.maximum(values, 0.0)), circle))
