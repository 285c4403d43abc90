"""Figures: maps as files that can be opened again, and the views that a person keeps."""

from __future__ import annotations

from aevae_desktop.features.feature import Feature
from aevae_desktop.features.figures.controller import FigureController

FEATURE = Feature(
    "figures",
    controllers=(FigureController,),
)
