"""What an image set is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import DatasetSpec


@dataclass(frozen=True, eq=False)
class Images:
    """Images ``(n, c, h, w) uint8`` and labels ``(n,) int16`` (indices into ``classes``), training and test."""

    train: NDArray[np.uint8]
    train_label: NDArray[np.int16]
    test: NDArray[np.uint8]
    test_label: NDArray[np.int16]
    classes: tuple[str, ...]
    spec: DatasetSpec

    @property
    def pixels(self) -> int:
        """Values of one image."""
        return int(np.prod(self.train.shape[1:]))


@dataclass(frozen=True)
class Dataset:
    """A named image set; ``load(data_dir)`` raises ``DataError`` when it cannot be had."""

    name: str
    title: str
    load: Callable[[Path | None], Images]
