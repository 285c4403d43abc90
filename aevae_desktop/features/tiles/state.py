"""The decoded grid as the state holds it: how it is laid, and the tiles of each map."""

from __future__ import annotations

from dataclasses import dataclass

from aevae_desktop.core.map.grid import Grid
from aevae_desktop.core.map.lattice import Lattice
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.session.model import F32, U8, OnPlane


@dataclass(frozen=True)
class TileLook:
    """How the decoded grid is laid: ``px`` a tile; ``smooth`` tiles stay on the screen, others on the map."""

    px: int = 28
    smooth: bool = False


TILE_SIZES = (16, 64)  # px, the least and the most


@dataclass(frozen=True, eq=False)
class Manifold(OnPlane):
    """Decoded tiles of what a map shows: ``tiles: (rows * columns, h, w) uint8`` or (..., 3), row by row from the top.

    ``share`` of them, 0 to 1, are decodes of their own place; for the rest the nearest one stands in for a moment.
    """

    lattice: Lattice
    tiles: U8
    share: float


@dataclass(frozen=True, eq=False)
class Field:
    """A row of ``core.map.fields.FIELDS`` on a map: ``values: (rows, columns, c)``, lowest row first, NaN if unknown.

    ``ready`` of them, 0 to 1, are measured; the others are taken from those around. ``error`` says why there are none.
    """

    grid: Grid
    values: F32
    plane: Plane
    ready: float
    error: str = ""


class Fields(dict[str, Field]):
    """The fields of a map by name."""
