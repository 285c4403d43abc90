"""How a pane's latent space is explored beyond its plane, as the state holds it. ``slicing`` makes one from another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

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

    ``frozen``: dimensions that keep a value wherever the probe goes; ``corners`` that were chosen so far.
    """

    frozen: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({}))
    corners: tuple[Corner, ...] = ()
    strips: Strips | None = None


UNSLICED = Slicing()
