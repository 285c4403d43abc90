"""A layer of the map: a row with how it is drawn and what it is drawn from.

``ground`` layers are painted first, under everything, and ``raster`` layers write pixels over them; ``baked`` layers
are painted once into the cached picture and again only when the view or what they show changes; ``live`` layers are
painted over it in every frame, and say which ``region`` they cover, so that only that is painted again.

``reads(state, i)`` is what a row draws map ``i`` from, besides what all of them draw from (the model, the layers, the
view, the colours): when any of it is another object, the row is painted again. It is asked at every change of the
state, thus at every move of a pointer, so it only looks things up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PySide6.QtGui import QPainter, QRegion

from aevae_desktop.session.state import SHOWN, Layer, SessionState
from aevae_desktop.ui.imaging import U32
from aevae_desktop.ui.map.colour_legend import ColourLegend
from aevae_desktop.ui.map.scene import Scene

ON_THE_MAP, STORED, PRIOR, DECODER = "On the map", "What is stored", "The prior", "What the decoder does"
OFF = Layer(on=False)
Read = tuple[object, ...]
Reads = Callable[[SessionState, int], Read]


@dataclass(frozen=True)
class Overlay:
    """One row of the table: what it is called, and ``ground``, ``raster``, ``baked`` or ``live`` with ``region``.

    A row with none of them is a look that another layer asks for; a ``screen_only`` one is in no figure. ``reads``:
    what it draws from; ``legend`` says what its colours mean, in the map's corner; ``group`` is its heading on the
    Layers card; ``rank`` its place from the back.
    """

    name: str
    title: str
    tip: str
    ground: Callable[[QPainter, Scene], None] | None = None
    raster: Callable[[U32, Scene, float], None] | None = None
    baked: Callable[[QPainter, Scene], None] | None = None
    live: Callable[[QPainter, Scene], None] | None = None
    region: Callable[[Scene], QRegion] | None = None
    reads: Reads | None = None
    legend: Callable[[Scene], ColourLegend | None] | None = None
    group: str = ON_THE_MAP
    layer: Layer = field(default_factory=Layer)
    screen_only: bool = False
    rank: int = 0


def shown(scene: Scene, overlays: Iterable[Overlay]) -> list[tuple[Overlay, Layer]]:
    """Those of ``overlays`` that are on, each with how it is shown."""
    layers = scene.state.layers
    return [(overlay, layer) for overlay in overlays if (layer := layers.get(overlay.name, SHOWN)).on]
