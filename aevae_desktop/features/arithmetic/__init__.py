"""Arithmetic with codes: the way from one mean to another, added to a third code."""

from __future__ import annotations

from aevae_desktop.features.arithmetic import overlay
from aevae_desktop.features.arithmetic.controller import ArithmeticController
from aevae_desktop.features.feature import Feature
from aevae_desktop.ui.map.overlay import Overlay

FEATURE = Feature(
    "arithmetic",
    controllers=(ArithmeticController,),
    overlays=(
        Overlay("arithmetic", "Arithmetic", "From the start to the result, and the two means (Shift+Y)",
                live=overlay.draw, reads=overlay.reads, region=overlay.region, screen_only=True, rank=51),
    ),
)  # fmt: skip
