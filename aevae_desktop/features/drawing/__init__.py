"""The drawing: strokes of the pen, what each model makes of them, and where it puts them."""

from __future__ import annotations

from aevae_desktop.features.drawing import overlay
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.feature import Feature
from aevae_desktop.ui.map.overlay import Overlay

FEATURE = Feature(
    "drawing",
    controllers=(DrawingController,),
    overlays=(
        Overlay("drawing", "Your digit", "Where the model puts the drawing; ellipses at 1 and 2 sigma, to scale",
                live=overlay.draw, reads=overlay.reads, region=overlay.region, rank=52),
    ),
)  # fmt: skip
