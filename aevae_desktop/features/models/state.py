"""What is kept of the models beside the library: which could not be opened, and why; what they draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.errors import LabError

U8 = NDArray[np.uint8]


@dataclass(frozen=True)
class Refusals:
    """Why bundles that were asked for could not be opened, by folder; one that opens later is no more among them."""

    errors: Mapping[str, LabError] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Thumbnails:
    """Random codes of models, decoded: ``(n, h, w[, 3])`` by the bundle's digest; n = 0 where a model gives none."""

    images: Mapping[str, U8] = field(default_factory=dict)
