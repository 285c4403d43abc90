"""Encoding: a person's own images through the model of the active map; what comes of it is a model of its own."""

from __future__ import annotations

from aevae_desktop.features.encoding import overlay
from aevae_desktop.features.encoding.controller import EncodingController
from aevae_desktop.features.feature import CardRow, Feature
from aevae_desktop.language import translate
from aevae_desktop.ui.action import MODEL
from aevae_desktop.ui.map.overlay import MORE, Overlay

FEATURE = Feature(
    "encoding",
    controllers=(EncodingController,),
    overlays=(
        Overlay("encoding", translate("encoding", "Being encoded"),
                translate("encoding", "Your images while they are encoded, by class"),
                baked=overlay.draw, reads=overlay.reads, lacks=overlay.lacks, screen_only=True, group=MORE, rank=41),
    ),
    cards=(
        CardRow("encoding", "aevae_desktop.features.encoding.panel:EncodingPanel",
                translate("encoding", "Encode images of your own…"),
                ("Shift+K",), rank=93, menu=MODEL),
    ),
)  # fmt: skip
