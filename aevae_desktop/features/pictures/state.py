"""The strip of pictures as the state holds it, and what each model makes of them."""

from __future__ import annotations

from dataclasses import dataclass

from aevae_desktop.features.drawing.state import Photo
from aevae_desktop.session.model import F32


@dataclass(frozen=True, eq=False)
class Pictures:
    """Several pictures that were given together: ``photos``, in the order of their names, as far as they are read.

    ``sources``: the files or folders that they came from; ``folder``: if that is one alone; ``total``: how many are to
    be read, unreadable ones with them; ``refused``: a line for each that could not be; ``more``: how many there are
    beyond those.
    """

    sources: tuple[str, ...] = ()
    folder: str = ""
    photos: tuple[Photo, ...] = ()
    total: int = 0
    refused: tuple[str, ...] = ()
    more: int = 0

    @property
    def coming(self) -> int:
        """How many are still to be read."""
        return self.total - len(self.photos) - len(self.refused)


@dataclass(frozen=True, eq=False)
class Readings:
    """What a model makes of the first n pictures: ``mu: (n, d)``, ``x_hat``: n of (h, w[, 3]) in [0, 1], ``mse``."""

    mu: F32
    x_hat: tuple[F32, ...]
    mse: tuple[float, ...]
