"""The drawing: strokes of the pen or a picture, what each model makes of them, and where it puts them."""

from __future__ import annotations

from aevae_desktop.features.drawing import overlay, record
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Drawing
from aevae_desktop.features.feature import Feature, PanelRow, Place
from aevae_desktop.language import translate
from aevae_desktop.session.state import Mode
from aevae_desktop.ui.action import EDIT, Action, MainWindow, of
from aevae_desktop.ui.map.overlay import Overlay

_PANELS = (
    ("aevae_desktop.features.drawing.panel:PenPanel", 20, Mode.DRAW),
    ("aevae_desktop.features.drawing.readings:ReadingsPanel", 22, None),
    ("aevae_desktop.features.drawing.readings:NearPanel", 23, None),
    ("aevae_desktop.features.drawing.readings:NumbersPanel", 24, None),
)
_drawing = of(DrawingController)


def _anything(window: MainWindow) -> bool:
    """Whether there is anything on the sheet."""
    return not window.session.state.part(Drawing).empty


FEATURE = Feature(
    "drawing",
    controllers=(DrawingController,),
    saved=(record.SAVED, record.PICTURE),
    overlays=(
        Overlay("drawing", translate("drawing", "Your drawing"),
                translate("drawing", "Its code; a VAE's ellipses at 1 and 2 σ"),
                live=overlay.draw, reads=overlay.reads, region=overlay.region,
                writes=overlay.writes, turn=30, keeps=overlay.keeps, lacks=overlay.lacks, rank=52),
    ),
    panels=tuple(PanelRow(panel, Place.SIDE, rank, mode=mode) for panel, rank, mode in _PANELS),
    actions=(
        Action("clear", translate("drawing", "Clear the drawing"), ("Ctrl+Backspace",), lambda w: _drawing(w).clear(),
               rank=51,
               menu=EDIT, enabled=_anything),
    ),
)  # fmt: skip
