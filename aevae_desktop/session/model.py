"""A model as a pane sees it: an opened bundle, the plane it is seen through, and the codes of its data set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import Manifest
from aevae_desktop.core.images.grey_levels import tile_pool
from aevae_desktop.core.map.dimensions import Dimensions
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.core.map.raster import Cloud
from aevae_desktop.core.neighbours.cells import Cells

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
U8 = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Codes:
    """The codes of a model's data set, seen through its plane, with what is built from them once.

    ``mu, log_var: (n, d) float32``; ``square: (n,)``, their squared lengths; ``label: (n,) int16``; ``xy: (n, 2)
    float32, map units``; ``centres: (k, 2)``, the median of each class on the map (NaN for a class without codes);
    ``columns``: name -> (n,) float32, the other numbers of the points file.
    ``plane`` is the one that the cloud's fades were measured from; ``xy`` holds for all that are parallel to it.
    """

    mu: F32
    log_var: F32 | None
    label: NDArray[np.int16]
    split: U8
    xy: F32
    cells: Cells
    cloud: Cloud
    centres: F64
    square: F32
    dims: Dimensions
    plane: Plane
    columns: Mapping[str, F32] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class PlaneChoice:
    """How a pane's plane was chosen: along axes ``i`` and ``j``, by PCA, or through three ``corners`` (their names).

    ``share``: how much of the codes' variance lies in a PCA plane, 0 to 1.
    """

    kind: Literal["axes", "pca", "corners"] = "axes"
    i: int = 0
    j: int = 1
    share: float = 0.0
    corners: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Model:
    """An opened bundle as a pane sees it: ``key`` is its folder; ``codes`` arrive a moment after the networks.

    ``label``: the class that a conditional one is given.
    """

    key: str
    manifest: Manifest
    has_encoder: bool
    plane: Plane
    codes: Codes | None = None
    plane_choice: PlaneChoice = PlaneChoice()
    label: int = 0

    @property
    def pool(self) -> int:
        """Pixels of the decoder, each way, that are one of a tile's, so that many tiles take little memory."""
        return tile_pool(self.manifest.image.height, self.manifest.image.width)


class SaidByModels:
    """A part of the state that holds what models have said, pane by pane or by their keys.

    Codes of another model may have another number of dimensions, so no view may ever see them beside the new one.
    """

    def without(self, pane: int, closed: frozenset[str]) -> Self:
        """Itself without what the model of ``pane`` has said; no pane shows the models ``closed`` any more."""
        raise NotImplementedError


class OnPlane:
    """A part of a pane that lies on the plane through which its model is seen."""

    def through(self, model: Model) -> Self | None:
        """Itself where ``model``, the same seen through another plane, shows it; None: it is to be made anew."""
        return None
