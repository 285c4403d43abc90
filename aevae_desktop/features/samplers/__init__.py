"""Random codes: drawn from the prior or from a density that is fitted to the codes."""

from __future__ import annotations

from aevae_desktop.features.feature import CardRow, Feature
from aevae_desktop.features.samplers import overlay, prior, record
from aevae_desktop.features.samplers.controller import SamplingController
from aevae_desktop.ui.action import MODEL, Action, of
from aevae_desktop.ui.map.overlay import PRIOR, Overlay

_sampling = of(SamplingController)

FEATURE = Feature(
    "samplers",
    controllers=(SamplingController,),
    saved=(record.SAVED,),
    overlays=(
        Overlay("prior", "Prior rings", "N(0, I) at 1, 2 and 3 σ: what a VAE's codes are pulled to", baked=prior.draw,
                writes=prior.writes, turn=50, group=PRIOR, rank=34),
        Overlay("draws", "Draws", "Codes drawn at random (Samplers, Shift+S); hollow where no stored code is near",
                baked=overlay.draw, reads=overlay.reads, legend=overlay.legend, rank=41),
    ),
    cards=(
        CardRow("samplers", "aevae_desktop.features.samplers.panel:SamplersPanel", "Samplers: random codes",
                ("Shift+S",), rank=94, button="Samplers",
                tip="Codes drawn at random, and what each model makes of them (Shift+S)", fold=4, menu=MODEL),
    ),
    actions=(
        Action("sample_again", "Sample again, with the next seed", ("Ctrl+R",), lambda w: _sampling(w).sample(),
               rank=95, menu=MODEL),
    ),
)  # fmt: skip
