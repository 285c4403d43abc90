"""What was open, kept for the next start; and what is shown after the program ended unexpectedly."""

from __future__ import annotations

from aevae_desktop.features.feature import Feature, PanelRow, Place

FEATURE = Feature(
    "recovery",
    panels=(PanelRow("aevae_desktop.features.recovery.strip:RecoveryStrip", Place.UNDER_BAR, 10),),
)
