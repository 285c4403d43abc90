"""Random codes: drawn from the prior or from a density that is fitted to the codes."""

from __future__ import annotations

from aevae_desktop.features.feature import Feature
from aevae_desktop.features.samplers import overlay, prior
from aevae_desktop.features.samplers.controller import SamplingController
from aevae_desktop.ui.map.overlay import PRIOR, Overlay

FEATURE = Feature(
    "samplers",
    controllers=(SamplingController,),
    overlays=(
        Overlay("prior", "Prior rings", "N(0, I) at 1, 2 and 3 σ: what a VAE's codes are pulled to", baked=prior.draw,
                group=PRIOR, rank=34),
        Overlay("draws", "Draws", "Codes drawn at random (Samplers, Shift+S); hollow where no stored code is near",
                baked=overlay.draw, reads=overlay.reads, legend=overlay.legend, rank=41),
    ),
)  # fmt: skip
