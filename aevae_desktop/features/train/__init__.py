"""Training: a model of one's own, from the window, by ``aevae-train`` in a process of its own."""

from __future__ import annotations

from aevae_desktop.features.feature import CardRow, Feature
from aevae_desktop.features.train.controller import TrainController
from aevae_desktop.language import translate
from aevae_desktop.ui.action import MODEL

FEATURE = Feature(
    "train",
    controllers=(TrainController,),
    cards=(
        CardRow("train", "aevae_desktop.features.train.panel:TrainPanel",
                translate("train", "Train a model of your own"), ("Shift+M",),
                rank=93, menu=MODEL),
    ),
)  # fmt: skip
