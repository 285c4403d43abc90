"""The layers of the map, back to front. A new one is a file here and a row in ``OVERLAYS``.

``ground`` layers are painted first, under everything, and ``raster`` layers write pixels over them; ``baked`` layers
are painted once into the cached picture and again only when the view or what they show changes; ``live`` layers are
painted over it in every frame, and say which ``region`` they cover, so that only that is painted again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtGui import QPainter, QRegion

from aevae_desktop.session.state import Layer
from aevae_desktop.views.imaging import U32
from aevae_desktop.views.map.overlays import (
    axes,
    drawing,
    labels,
    manifold,
    minimap,
    path,
    playhead,
    points,
    prior,
    probe,
    selection,
)
from aevae_desktop.views.map.scene import Scene


@dataclass(frozen=True)
class Overlay:
    """One row of the table: what it is called, and ``ground``, ``raster``, ``baked`` or ``live`` with ``region``.

    A row with none of them is a look that another layer asks for; a ``screen_only`` one is in no figure.
    """

    name: str
    title: str
    tip: str
    ground: Callable[[QPainter, Scene], None] | None = None
    raster: Callable[[U32, Scene, float], None] | None = None
    baked: Callable[[QPainter, Scene], None] | None = None
    live: Callable[[QPainter, Scene], None] | None = None
    region: Callable[[Scene], QRegion] | None = None
    layer: Layer = field(default_factory=Layer)
    screen_only: bool = False


OVERLAYS: tuple[Overlay, ...] = (
    Overlay("manifold", "Living manifold", "What the decoder makes of every place, decoded again at each zoom (G)",
            ground=manifold.draw, layer=Layer(on=False)),
    Overlay("points", "Codes", "The stored code of every image; Points (C) says how they look", raster=points.paint),
    Overlay("selection", "Selection", "A bright rim around the selected codes", raster=selection.paint),
    Overlay("fade", "Fade by distance", "Codes far from the plane are fainter, in four steps; above two dimensions"),
    Overlay("axes", "Axes", "The latent coordinates", baked=axes.draw),
    Overlay("prior", "Prior rings", "N(0, I) at 1, 2 and 3 σ: what a VAE's codes are pulled to", baked=prior.draw),
    Overlay("path", "Path", "The way from A to B", baked=path.draw),
    Overlay("labels", "Class labels", "Each class at the median of its codes", baked=labels.draw),
    Overlay("minimap", "Mini-map", "The whole map in a corner while one is zoomed in; click or drag in it to go there",
            baked=minimap.draw, screen_only=True),
    Overlay("playhead", "Playhead", "Where on the path the film is", live=playhead.draw, region=playhead.region),
    Overlay("drawing", "Your digit", "Where the model puts the drawing; ellipses at 1 and 2 sigma, to scale",
            live=drawing.draw, region=drawing.region),
    Overlay("probe", "Probe", "Where the decoder is being read", live=probe.draw, region=probe.region),
)  # fmt: skip
