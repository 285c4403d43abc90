"""The layers of the maps: which are shown, and how opaque."""

from __future__ import annotations

from aevae_desktop.features.feature import Feature
from aevae_desktop.features.layers.controller import LayersController

FEATURE = Feature(
    "layers",
    controllers=(LayersController,),
)
