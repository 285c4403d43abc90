"""The previews: what each decoder makes of the code under the pointer, under the playhead, or of the drawing."""

from __future__ import annotations

from aevae_desktop.features.feature import Feature, PanelRow, Place
from aevae_desktop.features.previews.controller import PreviewsController

FEATURE = Feature(
    "previews",
    controllers=(PreviewsController,),
    panels=(
        PanelRow("aevae_desktop.features.previews.panel:DecoderPanel", Place.SIDE, 10, pinned=True),
        PanelRow("aevae_desktop.features.previews.panel:CaptionsPanel", Place.SIDE, 11, pinned=True),
        PanelRow("aevae_desktop.features.previews.status:StatusBar", Place.BOTTOM, 10),
    ),
)
