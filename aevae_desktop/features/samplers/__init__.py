"""Random codes: drawn from the prior or from a density that is fitted to the codes."""

from __future__ import annotations

from aevae_desktop.features.feature import CardRow, Feature
from aevae_desktop.features.samplers import overlay, prior, record
from aevae_desktop.features.samplers.controller import SamplingController
from aevae_desktop.language import translate
from aevae_desktop.ui.action import MODEL, Action, of
from aevae_desktop.ui.map.overlay import SAFETY, Overlay

_sampling = of(SamplingController)

FEATURE = Feature(
    "samplers",
    controllers=(SamplingController,),
    saved=(record.SAVED,),
    overlays=(
        Overlay("prior", translate("samplers", "Prior rings"),
                translate("samplers", "1, 2 and 3 σ of N(0, I), a VAE's prior"), baked=prior.draw,
                writes=prior.writes, turn=50, lacks=prior.lacks, group=SAFETY, rank=34),
        Overlay("draws", translate("samplers", "Draws"),
                translate("samplers", "Random codes; hollow far from stored ones"),
                baked=overlay.draw, reads=overlay.reads, legend=overlay.legend, lacks=overlay.lacks, rank=41),
    ),
    cards=(
        CardRow("samplers", "aevae_desktop.features.samplers.panel:SamplersPanel",
                translate("samplers", "Samplers: random codes"),
                ("Shift+S",), rank=94, button=translate("samplers", "Samplers"),
                tip=translate("samplers", "Codes drawn at random, and what each model makes of them (Shift+S)"),
                fold=4, menu=MODEL),
    ),
    actions=(
        Action("sample_again", translate("samplers", "Sample again, with the next seed"), ("Ctrl+R",),
               lambda w: _sampling(w).sample(),
               rank=95, menu=MODEL),
    ),
)  # fmt: skip
