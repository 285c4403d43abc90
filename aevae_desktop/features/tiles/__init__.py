"""The decoded grid, and the fields: what is measured or decoded all over a map."""

from __future__ import annotations

from dataclasses import replace

from aevae_desktop.core.map.fields import CODE_DISTANCE
from aevae_desktop.features.feature import Feature
from aevae_desktop.features.tiles import classes, empty, flow, glyphs, heatmap, manifold, record
from aevae_desktop.features.tiles.field_controller import FieldController
from aevae_desktop.features.tiles.manifold_controller import ManifoldController
from aevae_desktop.features.tiles.state import TileLook
from aevae_desktop.language import translate
from aevae_desktop.ui.action import Action, MainWindow
from aevae_desktop.ui.map.overlay import DECODER, OFF, SAFETY, Overlay

STEP = 1.2  # factor of one step of the tiles' size


def _look(window: MainWindow, factor: float, *, turn: bool = False) -> None:
    look = window.session.state.part(TileLook)
    new = replace(look, px=round(look.px * factor), smooth=look.smooth != turn)
    window.session.controller(ManifoldController).set_tiles(new)


FEATURE = Feature(
    "tiles",
    controllers=(ManifoldController, FieldController),
    saved=(record.SAVED,),
    overlays=(
        Overlay("manifold", translate("tiles", "Decoded grid"),
                translate("tiles", "What the decoder draws at every place (G)"),
                ground=manifold.draw, reads=manifold.reads, layer=OFF, group=DECODER, rank=10),
        heatmap.layer("stretch", translate("tiles", "Decoder sensitivity"),
                      translate("tiles", "How much a small step changes the picture: √det(JᵀJ)"),
                      translate("tiles", "Decoder sensitivity, log"), "amber", DECODER, 11, log=True),
        heatmap.layer(CODE_DISTANCE, translate("tiles", "Distance to codes"),
                      translate("tiles", "How far the nearest stored code is"),
                      translate("tiles", "Distance to the nearest code, log"), "violet", SAFETY, 12, log=True),
        heatmap.layer("density", translate("tiles", "Density of codes"),
                      translate("tiles", "How many stored codes are around a place"),
                      translate("tiles", "Density of codes"), "blue", SAFETY, 13),
        heatmap.layer("prior_density", translate("tiles", "Density of the prior"),
                      translate("tiles", "Where random draws from N(0, I) fall"),
                      translate("tiles", "Density of the prior"), "teal", SAFETY, 14),
        Overlay("classes", translate("tiles", "Class regions"),
                translate("tiles", "Class of the 15 nearest codes; paler where they disagree"),
                ground=classes.draw, reads=classes.reads, legend=classes.legend, layer=OFF,
                lacks=heatmap.lacks("classes"), rank=15),
        Overlay("empty", translate("tiles", "Prior mass where no code is"),
                translate("tiles", "Where random draws fall, but no code is"),
                ground=empty.draw, reads=heatmap.reads, legend=empty.legend, layer=OFF,
                lacks=empty.lacks, group=SAFETY, rank=16),
        Overlay("glyphs", translate("tiles", "Sensitivity directions"),
                translate("tiles", "Ellipses, long towards the largest change"),
                baked=glyphs.draw, reads=heatmap.reads, legend=glyphs.legend, layer=OFF,
                lacks=heatmap.lacks("glyphs"), group=DECODER, rank=30),
        Overlay("flow", translate("tiles", "Round trip"),
                translate("tiles", "From z to the code of its picture: short is self-consistent, not yet good"),
                baked=flow.draw, reads=heatmap.reads, legend=flow.legend, layer=OFF,
                lacks=heatmap.lacks("flow"), group=DECODER, rank=31),
    ),
    actions=(
        Action("smooth", translate("tiles", "Tiles fixed to the map or to the screen"), ("Shift+G",),
               lambda w: _look(w, 1.0, turn=True),
               rank=70),
        Action("smaller", translate("tiles", "Smaller tiles"), ("[",), lambda w: _look(w, 1 / STEP), rank=70),
        Action("larger", translate("tiles", "Larger tiles"), ("]",), lambda w: _look(w, STEP), rank=70),
    ),
)  # fmt: skip
