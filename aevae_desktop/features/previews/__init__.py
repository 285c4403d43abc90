"""The previews: what each decoder makes of the probe, or of the playhead."""

from __future__ import annotations

from aevae_desktop.features.feature import Feature, PanelRow, Place

FEATURE = Feature(
    "previews",
    panels=(
        PanelRow("aevae_desktop.features.previews.panel:DecoderPanel", Place.SIDE, 10, in_sight=True),
        PanelRow("aevae_desktop.features.previews.panel:CaptionsPanel", Place.SIDE, 11, in_sight=True),
        PanelRow("aevae_desktop.features.previews.status:StatusBar", Place.BOTTOM, 10),
    ),
)
