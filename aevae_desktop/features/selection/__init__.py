"""The selection: samples chosen on a map, their neighbours, originals and numbers."""

from __future__ import annotations

from aevae_desktop.features.feature import CardRow, Feature, PanelRow, Place
from aevae_desktop.features.selection import actions, overlay, record
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.lasso import Lasso
from aevae_desktop.language import translate
from aevae_desktop.ui.action import EDIT
from aevae_desktop.ui.map.overlay import Overlay

FEATURE = Feature(
    "selection",
    controllers=(SelectionController,),
    saved=(record.SAVED,),
    tools=(Lasso,),
    overlays=(
        Overlay("selection", translate("selection", "Selection"),
                translate("selection", "A bright rim around the selected codes"), raster=overlay.paint,
                reads=overlay.reads, lacks=overlay.lacks, rank=21),
    ),
    cards=(
        CardRow("selection", "aevae_desktop.features.selection.panel:SelectionPanel",
                translate("selection", "Selection: members, numbers, CSV"), ("K",), rank=83, menu=EDIT),
    ),
    panels=(
        PanelRow("aevae_desktop.features.selection.tool_switch:ToolSwitch", Place.BESIDE_LEGEND, 10),
    ),
    actions=actions.ACTIONS,
)  # fmt: skip
