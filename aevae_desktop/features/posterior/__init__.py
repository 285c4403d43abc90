"""The posterior of one image: draws of z = mu + sigma * eps, their decodes, and the terms of the loss."""

from __future__ import annotations

from aevae_desktop.features.feature import CardRow, Feature
from aevae_desktop.features.posterior import overlay, posteriors
from aevae_desktop.features.posterior.controller import PosteriorController
from aevae_desktop.features.selection import overlay as selection_overlay
from aevae_desktop.language import translate
from aevae_desktop.ui.action import MODEL
from aevae_desktop.ui.map.overlay import MORE, OFF, Overlay

FEATURE = Feature(
    "posterior",
    controllers=(PosteriorController,),
    overlays=(
        Overlay("posteriors", translate("posterior", "Posteriors"),
                translate("posterior", "How sure the encoder is: 1 σ of some codes"),
                baked=posteriors.draw, reads=selection_overlay.reads, legend=posteriors.legend, layer=OFF,
                lacks=posteriors.lacks, rank=32),
        Overlay("epsilon", translate("posterior", "Posterior card"),
                translate("posterior", "z = μ + σ × ε and 64 draws, with its card"),
                live=overlay.draw, reads=overlay.reads, region=overlay.region, screen_only=True, group=MORE,
                rank=53),
    ),
    cards=(
        CardRow("posterior", "aevae_desktop.features.posterior.panel:PosteriorPanel",
                translate("posterior", "Posterior: draw z, the losses"), ("Shift+P",), rank=93,
                button=translate("posterior", "Posterior"),
                tip=translate("posterior",
                              "The posterior of one image: draw z = μ + σ × ε yourself, and see its losses (Shift+P)"),
                fold=2, menu=MODEL),
    ),
)  # fmt: skip
