"""The stored codes as points: their colours and sizes, which are shown, and their classes."""

from __future__ import annotations

from aevae_desktop.features.feature import CardRow, Feature, PanelRow, Place
from aevae_desktop.features.points import labels, minimap, overlay, record
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.language import translate
from aevae_desktop.ui.action import Action, of
from aevae_desktop.ui.map.overlay import MORE, Overlay

_points = of(PointsController)


def _class_actions(k: int) -> tuple[Action, Action]:
    """A class on or off, and alone. 0 fits the map, so class 0 has Alt+0."""
    key, alone = str(k) if k else "Alt+0", f"Shift+{k}"
    return (
        Action(
            f"class_{k}",
            translate("points", "Class {k} on or off").format(k=k),
            (key,),
            lambda w: _points(w).toggle_class(k),
            menu="",
        ),
        Action(
            f"only_{k}",
            translate("points", "Class {k} alone").format(k=k),
            (alone,),
            lambda w: _points(w).show_only_class(k),
            menu="",
        ),
    )


FEATURE = Feature(
    "points",
    controllers=(PointsController,),
    saved=(record.HIDDEN, record.LOOK),
    tools=(minimap.MiniMap, labels.LabelTips),
    overlays=(
        Overlay("points", translate("points", "Codes"), translate("points", "One dot for each stored image"),
                raster=overlay.paint, reads=overlay.reads, lacks=overlay.lacks, rank=20),
        Overlay("labels", translate("points", "Class labels"),
                translate("points", "Each class at the median of its codes"), baked=labels.draw,
                reads=overlay.reads, writes=labels.writes, turn=40, lacks=overlay.lacks, rank=42),
        Overlay("minimap", translate("points", "Mini-map"),
                translate("points", "The whole map, while you are zoomed in"),
                baked=minimap.draw, reads=overlay.reads, keeps=minimap.keeps, screen_only=True, group=MORE, rank=43),
    ),
    cards=(
        CardRow("points", "aevae_desktop.features.points.panel:PointsPanel",
                translate("points", "Codes: colours and filters"), ("C",),
                rank=90, button=translate("points", "Codes"),
                tip=translate("points", "Colours, size and filters of the codes (C)"), fold=6),
    ),
    panels=(
        PanelRow("aevae_desktop.features.points.legend:Legend", Place.UNDER_MAPS, 10),
    ),
    actions=tuple(action for k in range(10) for action in _class_actions(k)),
)  # fmt: skip
