"""Compression: one image as the bytes that its code takes, beside those of an image file."""

from __future__ import annotations

from aevae_desktop.features.compression.controller import CompressionController
from aevae_desktop.features.feature import CardRow, Feature
from aevae_desktop.language import translate
from aevae_desktop.ui.action import MODEL

FEATURE = Feature(
    "compression",
    controllers=(CompressionController,),
    cards=(
        CardRow("compression", "aevae_desktop.features.compression.panel:CompressionPanel",
                translate("compression", "Compression: an image in a few bytes"), ("Shift+B",), rank=92, menu=MODEL),
    ),
)  # fmt: skip
