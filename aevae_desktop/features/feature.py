"""What a feature brings into the program: the row in its ``__init__``, which ``features.FEATURES`` lists."""

from __future__ import annotations

from dataclasses import dataclass

from aevae_desktop.session.controller import Controller
from aevae_desktop.ui.map.overlay import Overlay


@dataclass(frozen=True)
class Feature:
    """One row: what it is called, and what of each kind it has, in the order in which that is asked.

    ``controllers``: classes, which hear of changes in this order; ``overlays``: layers of the map.
    """

    name: str
    controllers: tuple[type[Controller], ...] = ()
    overlays: tuple[Overlay, ...] = ()
