"""The best code of the drawing, found through decodes alone: a better one than the encoder's, or any without one."""

from __future__ import annotations

from aevae_desktop.features.feature import Feature, PanelRow, Place
from aevae_desktop.features.refining.controller import RefiningController

FEATURE = Feature(
    "refining",
    controllers=(RefiningController,),
    panels=(PanelRow("aevae_desktop.features.refining.panel:RefiningPanel", Place.SIDE, 25),),
)
