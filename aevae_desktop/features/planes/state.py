"""How a pane's latent space is explored beyond its plane, as the state holds it (``features.planes.logic``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aevae_desktop.session.model import F32, U8


@dataclass(frozen=True, eq=False)
class Corner:
    """One of the three codes, ``z: (d,)``, that a plane is to go through."""

    name: str
    z: F32


@dataclass(frozen=True, eq=False)
class Strips:
    """Traversals: by dimension, ``(t, h, w[, 3]) uint8`` tiles with it swept and the rest as in ``z: (d,)``."""

    z: F32
    images: Mapping[int, U8]


@dataclass(frozen=True, eq=False)
class Slicing:
    """How a pane's latent space is explored beyond its plane.

    ``corners``: those that were chosen so far.
    """

    corners: tuple[Corner, ...] = ()
    strips: Strips | None = None
