"""The probe: the place of a map that is decoded, under the pointer or held."""

from __future__ import annotations

from aevae_desktop.features.feature import Feature
from aevae_desktop.features.probe import overlay
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.ui.map.overlay import Overlay

FEATURE = Feature(
    "probe",
    controllers=(ProbeController,),
    overlays=(
        Overlay("probe", "Probe", "Where the decoder is being read", live=overlay.draw, reads=overlay.reads,
                region=overlay.region, rank=54),
    ),
)  # fmt: skip
