"""Arithmetic with codes: the way from one mean to another, added to a third code."""

from __future__ import annotations

from aevae_desktop.features.arithmetic import overlay
from aevae_desktop.features.arithmetic.controller import ArithmeticController
from aevae_desktop.features.feature import CardRow, Feature
from aevae_desktop.language import translate
from aevae_desktop.ui.action import MODEL
from aevae_desktop.ui.map.overlay import MORE, Overlay

FEATURE = Feature(
    "arithmetic",
    controllers=(ArithmeticController,),
    overlays=(
        Overlay("arithmetic", translate("arithmetic", "Arithmetic"),
                translate("arithmetic", "From the start to the result (Shift+Y)"),
                live=overlay.draw, reads=overlay.reads, region=overlay.region, screen_only=True, group=MORE,
                rank=51),
    ),
    cards=(
        CardRow("arithmetic", "aevae_desktop.features.arithmetic.panel:ArithmeticPanel",
                translate("arithmetic", "Arithmetic with codes"),
                ("Shift+Y",), rank=96, menu=MODEL),
    ),
)  # fmt: skip
