"""The selection: samples chosen on a map, their neighbours, originals and numbers."""

from __future__ import annotations

from aevae_desktop.features.feature import Feature
from aevae_desktop.features.selection import overlay
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.ui.map.overlay import STORED, Overlay

FEATURE = Feature(
    "selection",
    controllers=(SelectionController,),
    overlays=(
        Overlay("selection", "Selection", "A bright rim around the selected codes", raster=overlay.paint,
                reads=overlay.reads, group=STORED, rank=21),
    ),
)  # fmt: skip
