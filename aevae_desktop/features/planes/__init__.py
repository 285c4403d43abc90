"""Planes: which plane of a latent space a map shows, and the space beyond it."""

from __future__ import annotations

from aevae_desktop.features.feature import CardRow, Feature
from aevae_desktop.features.planes import overlay, record
from aevae_desktop.features.planes.controller import PlaneController
from aevae_desktop.language import translate
from aevae_desktop.ui.map.overlay import MORE, Overlay

FEATURE = Feature(
    "planes",
    controllers=(PlaneController,),
    saved=(record.SAVED,),
    overlays=(
        Overlay("fade", translate("planes", "Fade by distance"),
                translate("planes", "Codes far from the plane are fainter"), lacks=overlay.no_fade, group=MORE,
                rank=22),
        Overlay("axes", translate("planes", "Axes"), translate("planes", "The latent coordinates"),
                baked=overlay.draw, writes=overlay.writes, turn=10,
                group=MORE, rank=33),
    ),
    cards=(
        CardRow("planes", "aevae_desktop.features.planes.panel:PlanesPanel",
                translate("planes", "Planes and sliders"), ("Z",), rank=92,
                button=translate("planes", "Planes"),
                tip=translate("planes", "Planes of a latent space of any dimension, a slider for each (Z)"), fold=5),
    ),
)  # fmt: skip
