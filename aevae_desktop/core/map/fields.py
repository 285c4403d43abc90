"""What can be measured at every place of a map: a field is a function from map points to a few numbers.

``FIELDS`` is the one table of them. Each is measured a handful of places at a time, wherever the codes and the networks
are: they come in a ``Source``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.codes import latent_measure
from aevae_desktop.core.codes.index import CodesIndex
from aevae_desktop.core.codes.kde import Kde
from aevae_desktop.core.map.grid import Grid
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.language import translate

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

VOTES = 15  # nearest codes that vote on a place's class
FINE, COARSE = 19_200, 420  # places on a map at most: of a picture, of arrows and ellipses


@dataclass(frozen=True, eq=False)
class Source:
    """What fields are measured on: the map's plane, the codes, and the networks.

    ``decode``: z (m, d) float32 -> images (m, ...) float32; ``recode``: those images -> mu (m, d). Both raise
    ``ModelError``.
    """

    plane: Plane
    codes: CodesIndex
    decode: Callable[[Floats], Floats]
    recode: Callable[[Floats], Floats]

    @cached_property
    def axes(self) -> int:
        """How many coordinates of the map mean something: 2, or 1 for a latent space of one dimension."""
        return len(self.plane.basis)

    @cached_property
    def kde(self) -> Kde:
        """The density of the codes dropped on the map. Raises ``DataError`` where they have none."""
        return Kde.build(self.plane.project(self.codes.mu)[:, : self.axes])


def density(source: Source, xy: ArrayLike) -> Floats:
    """Codes per unit^2 of the map at ``xy: (m, 2)``, Gaussian kernels with Scott's bandwidth: ``(m, 1)``."""
    places = np.asarray(xy, np.float64)[:, : source.axes]
    return _column(len(source.codes.mu) * source.kde.at(places))


def classes(source: Source, xy: ArrayLike) -> Floats:
    """Which class the ``VOTES`` nearest codes vote for, in the whole latent space: ``(m, 2)``, class and its share.

    Cover and Hart, "Nearest neighbor pattern classification", 1967. Of classes with equally many votes the first wins;
    codes of no known class have no vote.
    """
    neighbours, label = source.codes.known
    rows, _ = neighbours.nearest(source.plane.lift(xy), VOTES)
    if not rows.shape[1]:
        return np.full((len(rows), 2), np.nan, np.float32)
    votes = label[rows]
    winner = latent_measure.vote(votes)
    share = (votes == winner[:, None]).mean(axis=1)
    return np.stack((winner, share), axis=1).astype(np.float32)


def prior(source: Source, xy: ArrayLike) -> Floats:
    """The density of the prior N(0, I) dropped on the map at ``xy: (m, 2)``, 1/unit^2: ``(m, 1)``.

    Its marginal on the plane, which is N(., I) around where the origin of the latent space falls.
    """
    places = np.asarray(xy, np.float64)[:, : source.axes]
    middle = source.plane.project(np.zeros((1, source.plane.d)))[:, : source.axes]
    return _column(np.exp(latent_measure.log_normal(places, middle, 0.0)))


def code_distance(source: Source, xy: ArrayLike) -> Floats:
    """How far the nearest stored code is, in the whole latent space, latent units: ``(m, 1)``; NaN without codes."""
    _, distance = source.codes.neighbours.nearest(source.plane.lift(xy), 1)
    return _column(distance[:, 0]) if distance.shape[1] else np.full((len(distance), 1), np.nan, np.float32)


def metric(source: Source, xy: ArrayLike) -> Floats:
    """The pull-back metric ``G = J^T J`` of the decoder on the map: ``(m, 3)``, its entries xx, xy and yy.

    ``J: (pixels, 2)`` by central differences along the plane, in the decoder's own pixel units per latent
    unit (Arvanitidis et al., "Latent space oddity: on the curvature of deep generative models", 2018, eq. 3).
    """
    columns = [_derivative(source, source.plane.lift(xy), direction) for direction in source.plane.basis]
    x, y = columns[0], columns[-1]
    g = np.stack([(x * x).sum(axis=1), (x * y).sum(axis=1), (y * y).sum(axis=1)], axis=1)
    if source.axes == 1:
        g[:, 1:] = 0.0
    return g.astype(np.float32)


def stretch(source: Source, xy: ArrayLike) -> Floats:
    """By how much the decoder stretches areas of the map, ``sqrt(det(J^T J))``, pixel units^2 per unit^2: ``(m, 1)``.

    For d = 1 lengths: ``|J|``, pixel units per unit.
    """
    g = metric(source, xy).astype(np.float64)
    square = g[:, 0] if source.axes == 1 else g[:, 0] * g[:, 2] - g[:, 1] ** 2
    return _column(np.sqrt(np.maximum(square, 0.0)))


def round_trip(source: Source, xy: ArrayLike) -> Floats:
    """Where the encoder puts what the decoder makes of a place, seen from there: ``(m, 2)``, map units.

    ``enc(dec(z)) - z`` dropped on the map. It is self-consistency: that it is short does not make a picture valid.
    """
    places = np.asarray(xy, np.float64)
    back = source.plane.project(source.recode(source.decode(source.plane.lift(places))))
    moved = back - places
    moved[:, source.axes :] = 0.0
    return moved.astype(np.float32)


def empty(source: Source, xy: ArrayLike) -> Floats:
    """The prior's mass on the cell that holds each of ``xy: (m, 2)``, where no code falls into it, else 0: ``(m, 1)``.

    The cells are those of ``latent_measure.empty_prior_mass``, of the first two latent dimensions.
    """
    cells = source.codes.empty
    side = len(cells)
    column, row = np.floor((np.asarray(xy, np.float64) + latent_measure.REACH) / latent_measure.CELL).astype(int).T
    inside = (column >= 0) & (column < side) & (row >= 0) & (row < side)
    column, row = column.clip(0, side - 1), row.clip(0, side - 1)
    mass = cells[column] if cells.ndim == 1 else cells[column, row]
    return _column(np.where(inside, mass, 0.0))


_SIDE = round(2 * latent_measure.REACH / latent_measure.CELL)
# One place in the middle of each cell; on a step of half a cell, because a grid runs through the origin.
CELLS = Grid(latent_measure.CELL, -_SIDE // 2, -_SIDE // 2, _SIDE, _SIDE)
CELL_MIDDLE = latent_measure.CELL / 2  # what is to be added to the places of ``CELLS``


@dataclass(frozen=True)
class FieldKind:
    """One row of the table.

    ``measure(source, xy (m, 2))`` gives ``(m, channels)``, the first ``kinds`` of them names of classes; ``unit`` of
    the last; ``needs``: "codes", "encoder" or "prior"; ``most`` places on a map. ``fixed``: the field has places of
    its own, the same for every view, each ``shift`` away from where the grid has it.
    """

    name: str
    measure: Callable[[Source, ArrayLike], Floats]
    unit: str
    channels: int = 1
    kinds: int = 0
    needs: frozenset[str] = frozenset()
    most: int = FINE
    fixed: Grid | None = None
    shift: float = 0.0


_CODES = frozenset({"codes"})
CODE_DISTANCE = "evidence"  # as figures, saved views and --layers call it (docs/decisions/0026)
FIELDS: dict[str, FieldKind] = {
    kind.name: kind
    for kind in (
        FieldKind("density", density, translate("core", "codes per unit²"), needs=_CODES),
        FieldKind(
            "classes",
            classes,
            translate("core", "share of {votes} votes").format(votes=VOTES),
            channels=2,
            kinds=1,
            needs=_CODES,
        ),
        FieldKind(CODE_DISTANCE, code_distance, translate("core", "latent units"), needs=_CODES),
        FieldKind("prior_density", prior, translate("core", "per unit²"), needs=frozenset({"prior"})),
        FieldKind(
            "empty",
            empty,
            translate("core", "of the prior"),
            needs=frozenset({"codes", "prior"}),
            fixed=CELLS,
            shift=CELL_MIDDLE,
        ),
        FieldKind("stretch", stretch, translate("core", "pixel units² per unit²")),
        FieldKind("glyphs", metric, translate("core", "pixel units per unit"), channels=3, most=COARSE),
        FieldKind(
            "flow", round_trip, translate("core", "latent units"), channels=2, needs=frozenset({"encoder"}), most=COARSE
        ),
    )
}


def _derivative(source: Source, z: Floats, direction: Doubles) -> Floats:
    """How the images change along ``direction: (d,)`` at ``z: (m, d)``: ``(m, pixels)``, per latent unit."""
    ahead, behind = ((z + way * source.codes.step * direction).astype(np.float32) for way in (1.0, -1.0))
    both = source.decode(np.concatenate((ahead, behind))).reshape(2, len(z), -1)
    # the step that float32 has taken, not the one that was meant
    taken = ((ahead.astype(np.float64) - behind) * direction).sum(axis=1)
    change: Floats = (both[0] - both[1]) / np.maximum(taken, 1e-30)[:, None].astype(np.float32)
    return change


def _column(values: Doubles) -> Floats:
    return values.astype(np.float32)[:, None]
