"""The layers of the map, back to front. A new one is a file here and a row in ``OVERLAYS``.

``ground`` layers are painted first, under everything, and ``raster`` layers write pixels over them; ``baked`` layers
are painted once into the cached picture and again only when the view or what they show changes; ``live`` layers are
painted over it in every frame, and say which ``region`` they cover, so that only that is painted again.

``reads(state, i)`` is what a row draws map ``i`` from, besides what all of them draw from (the model, the layers, the
view, the colours): when any of it is another object, the row is painted again. It is asked at every change of the
state, thus at every move of a pointer, so it only looks things up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtGui import QPainter, QRegion

from aevae_desktop.session.state import Layer, SessionState
from aevae_desktop.views.imaging import U32
from aevae_desktop.views.map import heatmap
from aevae_desktop.views.map.colour_legend import ColourLegend
from aevae_desktop.views.map.overlays import (
    arithmetic,
    axes,
    classes,
    drawing,
    draws,
    empty,
    epsilon,
    flow,
    glyphs,
    labels,
    manifold,
    minimap,
    path,
    playhead,
    points,
    posteriors,
    prior,
    probe,
    selection,
)
from aevae_desktop.views.map.scene import Scene

ON_THE_MAP, STORED, PRIOR, DECODER = "On the map", "What is stored", "The prior", "What the decoder does"
OFF = Layer(on=False)
Read = tuple[object, ...]
Reads = Callable[[SessionState, int], Read]


@dataclass(frozen=True)
class Overlay:
    """One row of the table: what it is called, and ``ground``, ``raster``, ``baked`` or ``live`` with ``region``.

    A row with none of them is a look that another layer asks for; a ``screen_only`` one is in no figure. ``reads``:
    what it draws from; ``legend`` says what its colours mean, in the map's corner; ``group`` is its heading on the
    Layers card.
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


def _amount(name: str, title: str, tip: str, scale: str, colormap: str, group: str, *, log: bool = False) -> Overlay:
    """A layer for a field of one number: ``scale`` says in the legend what its colours mean."""
    amount = heatmap.Amount(name, scale, colormap, log)
    draw, legend = amount.draw, amount.legend
    return Overlay(name, title, tip, ground=draw, reads=heatmap.reads, legend=legend, group=group, layer=OFF)


OVERLAYS: tuple[Overlay, ...] = (
    Overlay("manifold", "Living manifold", "What the decoder makes of every place, decoded again at each zoom (G)",
            ground=manifold.draw, reads=manifold.reads, layer=OFF, group=DECODER),
    _amount("stretch", "Stretch", "How much a small step on the map changes the picture: √det(JᵀJ) of the decoder",
            "Decoder stretch, log", "amber", DECODER, log=True),
    _amount("evidence", "Distance to codes", "How far the nearest stored code is: far away the decoder only guesses",
            "Distance to the nearest code, log", "violet", STORED, log=True),
    _amount("density", "Density of codes", "How many stored codes there are around a place",
            "Density of codes", "blue", STORED),
    _amount("prior_density", "Density of the prior", "Where random draws from N(0, I) fall",
            "Density of the prior", "teal", PRIOR),
    Overlay("classes", "Class regions", "The class of most of the 15 nearest codes; the fainter, the less they agree",
            ground=classes.draw, reads=classes.reads, legend=classes.legend, layer=OFF, group=STORED),
    Overlay("empty", "Prior on empty cells", "Where random draws fall though no code is there: smaller is better",
            ground=empty.draw, reads=heatmap.reads, legend=empty.legend, layer=OFF, group=PRIOR),
    Overlay("points", "Codes", "The stored code of every image; Points (C) says how they look", raster=points.paint,
            reads=points.reads, group=STORED),
    Overlay("selection", "Selection", "A bright rim around the selected codes", raster=selection.paint,
            reads=selection.reads, group=STORED),
    Overlay("fade", "Fade by distance", "Codes far from the plane are fainter, in four steps; above two dimensions",
            group=STORED),
    Overlay("glyphs", "Stretch directions", "Ellipses, long in the direction in which the picture changes most",
            baked=glyphs.draw, reads=heatmap.reads, legend=glyphs.legend, layer=OFF, group=DECODER),
    Overlay("flow", "Round trip", "From z to the code of its own picture: self-consistency. Short is not yet good",
            baked=flow.draw, reads=heatmap.reads, legend=flow.legend, layer=OFF, group=DECODER),
    Overlay("posteriors", "Posteriors", "How sure the encoder is of some stored samples: one sigma, to scale",
            baked=posteriors.draw, reads=selection.reads, legend=posteriors.legend, layer=OFF, group=STORED),
    Overlay("axes", "Axes", "The latent coordinates", baked=axes.draw),
    Overlay("prior", "Prior rings", "N(0, I) at 1, 2 and 3 σ: what a VAE's codes are pulled to", baked=prior.draw,
            group=PRIOR),
    Overlay("path", "Path", "The way from A to B, through all way-points; a ring can be dragged", baked=path.draw,
            live=path.rings, reads=path.reads, region=path.region),
    Overlay("draws", "Draws", "Codes drawn at random (Samplers, Shift+S); hollow where no stored code is near",
            baked=draws.draw, reads=draws.reads, legend=draws.legend),
    Overlay("labels", "Class labels", "Each class at the median of its codes", baked=labels.draw,
            reads=points.reads, group=STORED),
    Overlay("minimap", "Mini-map", "The whole map in a corner while one is zoomed in; click or drag in it to go there",
            baked=minimap.draw, reads=points.reads, screen_only=True),
    Overlay("playhead", "Playhead", "Where on the path the film is", live=playhead.draw,
            reads=playhead.reads, region=playhead.region),
    Overlay("arithmetic", "Arithmetic", "From the start to the result, and the two means (Shift+Y)",
            live=arithmetic.draw, reads=arithmetic.reads, region=arithmetic.region, screen_only=True),
    Overlay("drawing", "Your digit", "Where the model puts the drawing; ellipses at 1 and 2 sigma, to scale",
            live=drawing.draw, reads=drawing.reads, region=drawing.region),
    Overlay("epsilon", "Posterior card", "z = μ + σ × ε under its pad, and its 64 draws; while the card is open",
            live=epsilon.draw, reads=epsilon.reads, region=epsilon.region, screen_only=True),
    Overlay("probe", "Probe", "Where the decoder is being read", live=probe.draw,
            reads=probe.reads, region=probe.region),
)  # fmt: skip
