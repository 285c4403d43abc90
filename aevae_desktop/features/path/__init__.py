"""The path: way-points, the curves through them, and the film of its decodes."""

from __future__ import annotations

from aevae_desktop.features.feature import Feature, PanelRow, Place
from aevae_desktop.features.path import actions, overlay, record
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.curve_controller import CurveController, FramesController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.path.rings import Rings
from aevae_desktop.language import translate
from aevae_desktop.ui.map.overlay import MORE, Overlay

FEATURE = Feature(
    "path",
    controllers=(FramesController, CurveController, PathController, PlayController),
    saved=(record.SAVED,),
    tools=(Rings,),
    overlays=(
        Overlay("path", translate("path", "Path"), translate("path", "From A to B through all way-points"),
                baked=overlay.draw, live=overlay.rings, reads=overlay.reads, region=overlay.region,
                writes=overlay.writes, turn=20, keeps=overlay.keeps, lacks=overlay.lacks, rank=40),
        Overlay("playhead", translate("path", "Playhead"), translate("path", "Where on the path the film is"),
                live=overlay.playhead,
                reads=overlay.playhead_reads, region=overlay.playhead_region, group=MORE,
                rank=50),
    ),
    panels=(
        PanelRow("aevae_desktop.features.path.panels.panel:PathPanel", Place.UNDER_MAPS, 20),
    ),
    actions=actions.ACTIONS,
)  # fmt: skip
