"""Figures: maps as files that can be opened again, and the views that a person keeps."""

from __future__ import annotations

from aevae_desktop.features.feature import CardRow, Feature
from aevae_desktop.features.figures import actions
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.language import translate
from aevae_desktop.ui.action import FILE

FEATURE = Feature(
    "figures",
    controllers=(FigureController,),
    cards=(
        CardRow("views", "aevae_desktop.features.figures.saved:SavedPanel", translate("figures", "Saved views"),
                ("V",), rank=97,
                button=translate("figures", "Views"), tip=translate("figures", "Saved views (V)"), fold=1, menu=FILE),
        CardRow("export", "aevae_desktop.features.figures.panel:ExportPanel",
                translate("figures", "Export a figure…"), ("Ctrl+E", "X"),
                rank=100, button=translate("figures", "Export"),
                tip=translate("figures", "A figure, or the numbers, as a file; and figures opened again (Ctrl+E)"),
                fold=3,
                menu=FILE),
    ),
    actions=actions.ACTIONS,
    drop=actions.drop,
)  # fmt: skip
