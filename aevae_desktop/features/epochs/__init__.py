"""The training, epoch by epoch: codes, decodes and losses of both models, played back in step."""

from __future__ import annotations

from aevae_desktop.features.epochs import overlay
from aevae_desktop.features.epochs.controller import EpochsController
from aevae_desktop.features.feature import CardRow, Feature
from aevae_desktop.language import translate
from aevae_desktop.ui.action import MODEL
from aevae_desktop.ui.map.overlay import MORE, Overlay

FEATURE = Feature(
    "epochs",
    controllers=(EpochsController,),
    overlays=(
        Overlay("epochs", translate("epochs", "Training card"),
                translate("epochs", "Codes as they were at one epoch, with its card"), live=overlay.draw,
                reads=overlay.reads, region=overlay.region, lacks=overlay.lacks, screen_only=True, group=MORE, rank=42),
    ),
    cards=(
        CardRow("epochs", "aevae_desktop.features.epochs.panel:EpochsPanel",
                translate("epochs", "Training, epoch by epoch"),
                ("Shift+T",), rank=92, menu=MODEL),
    ),
)  # fmt: skip
