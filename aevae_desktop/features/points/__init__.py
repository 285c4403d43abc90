"""The stored codes as points: their colours and sizes, which are shown, and their classes."""

from __future__ import annotations

from aevae_desktop.features.feature import Feature
from aevae_desktop.features.points import labels, minimap, overlay
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.ui.map.overlay import STORED, Overlay

FEATURE = Feature(
    "points",
    controllers=(PointsController,),
    overlays=(
        Overlay("points", "Codes", "The stored code of every image; Points (C) says how they look",
                raster=overlay.paint, reads=overlay.reads, group=STORED, rank=20),
        Overlay("labels", "Class labels", "Each class at the median of its codes", baked=labels.draw,
                reads=overlay.reads, group=STORED, rank=42),
        Overlay("minimap", "Mini-map",
                "The whole map in a corner while one is zoomed in; click or drag in it to go there",
                baked=minimap.draw, reads=overlay.reads, screen_only=True, rank=43),
    ),
)  # fmt: skip
