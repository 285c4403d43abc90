"""What an image set is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import DatasetSpec
from training.data.rows import Pixels

OWN_SPLIT = "as published"
LEFT_OUT = "left out: "  # how the note begins that tells of pictures which cannot be read
INKS = ("light", "as-is")
CLASS_FOLDERS = ("outer", "inner")


@dataclass(frozen=True)
class Preparation:
    """How images without a size or split of their own are prepared; published sets ignore it.

    ``height`` and ``width`` in pixels and ``channels`` (1 grey, 3 RGB) are for the images of a folder;
    ``test_share`` is the share of the images kept for testing where no test images are given. ``ink``: "light" inverts
    grey images of dark ink on a light ground, "as-is" none. ``class_folders``: whether the outer or the inner ones of
    nested folders are the classes. ``span``: black and white of a model, where floats are in its units and may be
    below 0. ``lenient``: pictures of a folder that cannot be read are left out, which a note tells, as they are not
    where a model is trained.
    """

    height: int = 28
    width: int = 28
    channels: int = 1
    test_share: float = 0.2
    ink: str = "as-is"
    class_folders: str = "outer"
    span: tuple[float, float] = (0.0, 1.0)
    lenient: bool = False


AS_PUBLISHED = Preparation()


@dataclass(frozen=True, eq=False)
class Images:
    """Images ``(n, c, h, w) uint8`` and labels ``(n,) int16`` (indices into ``classes``, -1 none), training and test.

    They may lie in files, as ``Rows``. ``recipe`` says in words how the pixels were prepared and how the set was split;
    it goes into the manifest. ``notes`` are what a person should know before training on them; ``title`` is for people,
    if not the set's name. ``order (n,)``: which image of the set each is, training images first, where the split was
    drawn here.
    """

    train: Pixels
    train_label: NDArray[np.int16]
    test: Pixels
    test_label: NDArray[np.int16]
    classes: tuple[str, ...]
    spec: DatasetSpec
    recipe: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    title: str = ""
    order: NDArray[np.int64] | None = None

    @property
    def pixels(self) -> int:
        """Values of one image."""
        return int(np.prod(self.train.shape[1:]))


class Load(Protocol):
    """Read a set from ``data_dir``, or from where it usually is. Raises ``DataError``."""

    def __call__(self, data_dir: Path | None, how: Preparation = ..., /) -> Images:
        """The images."""


@dataclass(frozen=True)
class Dataset:
    """A named image set; ``load(data_dir, how)`` raises ``DataError`` when it cannot be had.

    ``shape`` (channels, height, width) where it is known without the images.
    """

    name: str
    title: str
    load: Load
    shape: tuple[int, int, int] | None = None
