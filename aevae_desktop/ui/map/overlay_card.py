"""A card about the layers of the maps."""

from __future__ import annotations

from collections.abc import Sequence

from aevae_desktop.ui.map.overlay import Overlay
from aevae_desktop.ui.widgets.panel import Card


class OverlayCard(Card):
    """A card that lists or draws ``overlays``, which the window sets before it opens the card."""

    overlays: Sequence[Overlay] = ()
