"""Ladders: the same image with codes of every size, and with every strength of the prior."""

from __future__ import annotations

from aevae_desktop.features.feature import CardRow, Feature
from aevae_desktop.features.ladders.controller import LaddersController
from aevae_desktop.language import translate
from aevae_desktop.ui.action import MODEL

FEATURE = Feature(
    "ladders",
    controllers=(LaddersController,),
    cards=(
        CardRow("ladders", "aevae_desktop.features.ladders.panel:LaddersPanel",
                translate("ladders", "Ladders: one image, codes of every size"), ("Shift+L",), rank=92, menu=MODEL),
    ),
)  # fmt: skip
