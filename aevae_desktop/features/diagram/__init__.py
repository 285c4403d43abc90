"""The block diagram: one image on its way through encoder, code and decoder, with the real layers and numbers."""

from __future__ import annotations

from aevae_desktop.features.diagram.controller import DiagramController
from aevae_desktop.features.feature import CardRow, Feature
from aevae_desktop.language import translate
from aevae_desktop.ui.action import MODEL, Action, of

_diagram = of(DiagramController)

FEATURE = Feature(
    "diagram",
    controllers=(DiagramController,),
    cards=(
        CardRow("diagram", "aevae_desktop.features.diagram.panel:DiagramPanel",
                translate("diagram", "Diagram: inside the models"),
                ("Shift+D",), rank=92, menu=MODEL),
    ),
    actions=(
        Action("roll", translate("diagram", "Roll the die: another ε"), ("Alt+R",), lambda w: _diagram(w).roll(),
               rank=92, menu=MODEL),
    ),
)  # fmt: skip
