"""A feature that the program does not have. All of it lies in this folder, and ``FEATURE`` is the one row to add."""

from __future__ import annotations

from aevae_desktop.features.feature import CardRow, Feature, PanelRow, Place
from aevae_desktop.ui.action import Action, of
from aevae_desktop.ui.map.overlay import Overlay
from tests.features.dummy import overlay, record
from tests.features.dummy.controller import MarksController

_marks = of(MarksController)

FEATURE = Feature(
    "marks",
    controllers=(MarksController,),
    saved=(record.SAVED,),
    overlays=(
        Overlay("marks", "Marks", "Where a mark was put", live=overlay.draw, reads=overlay.reads,
                region=overlay.region, rank=60),
    ),
    cards=(CardRow("marks", "tests.features.dummy.panel:MarksCard", "Marks", ("F7",), button="Marks", tip="Marks"),),
    panels=(PanelRow("tests.features.dummy.panel:MarksPanel", Place.SIDE, 30),),
    actions=(Action("mark", "A mark at the probe", ("F8",), lambda w: _marks(w).add()),),
)  # fmt: skip
