"""Images that need not fit into memory: kept in a file without a name, of which only the rows in use are read."""

from __future__ import annotations

import tempfile
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.errors import DataError
from training.data.base import Images


def on_disk(images: Images) -> Images:
    """The same images, mapped from the temporary folder (``$TMPDIR``). Raises ``DataError`` when it is full."""
    try:
        return replace(images, train=_mapped(images.train), test=_mapped(images.test))
    except OSError as error:
        remedy = "Point TMPDIR to a folder with room for the images, or leave out --mapped."
        raise DataError(f"cannot be written: {error.strerror}", file=tempfile.gettempdir(), remedy=remedy) from error


def _mapped(x: NDArray[np.uint8]) -> NDArray[np.uint8]:
    with tempfile.TemporaryFile() as file:
        np.ascontiguousarray(x).tofile(file)
        file.flush()
        return np.memmap(file, np.uint8, "c", shape=x.shape)  # "c": torch wants an array it may write to
