"""The probe: the place of a map that is decoded, under the pointer or held."""

from __future__ import annotations

from aevae_desktop.features.feature import Feature
from aevae_desktop.features.probe import overlay, record
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.tool import ProbeTool
from aevae_desktop.language import translate
from aevae_desktop.ui.action import MODEL, Action, MainWindow, of
from aevae_desktop.ui.map.overlay import MORE, Overlay

_probe = of(ProbeController)


def _let_go(window: MainWindow) -> None:
    """Esc: where nothing else is to be left, the probe follows the pointer again."""
    if not window.escape():
        _probe(window).pin(False)


FEATURE = Feature(
    "probe",
    controllers=(ProbeController,),
    saved=(record.SAVED,),
    tools=(ProbeTool,),
    overlays=(
        Overlay("probe", translate("probe", "Probe"), translate("probe", "Where the decoder is being read"),
                live=overlay.draw, reads=overlay.reads,
                region=overlay.region, group=MORE, rank=54),
    ),
    actions=(
        Action("unpin", translate("probe", "Unfreeze the pointer"), ("Esc",), _let_go, rank=30, menu=MODEL),
        Action("sample", translate("probe", "A stored sample at random"), ("R",), lambda w: _probe(w).random_sample(),
               rank=30, menu=MODEL),
    ),
)  # fmt: skip
