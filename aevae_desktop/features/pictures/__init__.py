"""Pictures: one takes the pen's place, several become a strip of readings, each a click away from being the drawing."""

from __future__ import annotations

from aevae_desktop.features.feature import Feature, PanelRow, Place
from aevae_desktop.features.pictures import opening, overlay, record
from aevae_desktop.features.pictures.controller import PicturesController
from aevae_desktop.language import translate
from aevae_desktop.session.state import Mode
from aevae_desktop.ui.action import EDIT, FILE, Action
from aevae_desktop.ui.map.overlay import Overlay

FEATURE = Feature(
    "pictures",
    controllers=(PicturesController,),
    saved=(record.SAVED,),
    overlays=(
        Overlay("pictures", translate("pictures", "Your pictures"),
                translate("pictures", "A ring where each picture of the strip lies"),
                baked=overlay.draw, reads=overlay.reads, lacks=overlay.lacks, rank=41),
    ),
    panels=(PanelRow("aevae_desktop.features.pictures.panel:PicturesPanel", Place.SIDE, 21, mode=Mode.DRAW),),
    actions=(
        Action("open_picture", translate("pictures", "Open pictures…"), (), opening.ask_which, rank=88, menu=FILE),
        Action("paste_picture", translate("pictures", "Paste a picture"), ("Ctrl+V",), opening.paste, rank=56,
               menu=EDIT),
    ),
    drop=opening.drop,
    drop_rank=1,
    drop_together=True,
)  # fmt: skip
