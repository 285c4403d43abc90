"""A layer of the map: a row with how it is drawn and what it is drawn from.

``ground`` layers are painted first, under everything, and ``raster`` layers write pixels over them; ``baked`` layers
are painted once into the cached picture and again only when the view or what they show changes; ``live`` layers are
painted over it in every frame, and say which ``region`` they cover, so that only that is painted again.

``reads(state, i)`` is what a row draws map ``i`` from, besides what all of them draw from (the model, the layers, the
view, the colours): when any of it is another object, the row is painted again. It is asked at every change of the
state, thus at every move of a pointer, so it only looks things up.

What a row writes on the map it hands over as labels (``writes``), and which boxes must stay free of any (``keeps``).
``laid_out`` then places the labels of all rows, so that none hides another; a painter asks ``scene.spot`` where its own
stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtGui import QPainter, QRegion

from aevae_desktop.core.map import labels
from aevae_desktop.core.map.labels import Box, Label
from aevae_desktop.language import translate
from aevae_desktop.session.state import SHOWN, Layer, SessionState
from aevae_desktop.ui.imaging import U32
from aevae_desktop.ui.map import colour_legend
from aevae_desktop.ui.map.colour_legend import ColourLegend
from aevae_desktop.ui.map.scene import Layout, Scene

ON_THE_MAP, SAFETY, DECODER = (
    translate("ui", "What is shown"),
    translate("ui", "Where is it safe?"),
    translate("ui", "What does the decoder do?"),
)
MORE = translate("ui", "More")  # folded: what is not about the codes
OFF = Layer(on=False)
EDGE = 3.0  # px that labels keep from the map's edge
LEGENDS, NOTE = "legends", "note"  # among the boxes that stay free
Read = tuple[object, ...]
Reads = Callable[[SessionState, int], Read]


@dataclass(frozen=True)
class Overlay:
    """One row of the table: what it is called, and ``ground``, ``raster``, ``baked`` or ``live`` with ``region``.

    A row with none of them is a look that another layer asks for; a ``screen_only`` one is in no figure. ``reads``:
    what it draws from; ``legend`` says what its colours mean, in the map's corner; ``writes`` are its labels, and
    ``turn`` is when they are placed: the lower, the better are their spots; ``keeps`` are boxes that stay free of
    labels; ``group`` is its heading on the Layers card, where ``tip`` stands as its sentence; ``lacks(state, i)`` says
    why map ``i`` shows nothing of it, empty where it does; ``rank`` its place from the back.
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
    writes: Callable[[Scene], Sequence[Label]] | None = None
    turn: int = 0
    keeps: Callable[[Scene], Sequence[Box]] | None = None
    lacks: Callable[[SessionState, int], str] | None = None
    group: str = ON_THE_MAP
    layer: Layer = field(default_factory=Layer)
    screen_only: bool = False
    rank: int = 0


def shown(scene: Scene, overlays: Iterable[Overlay]) -> list[tuple[Overlay, Layer]]:
    """Those of ``overlays`` that are on, each with how it is shown."""
    layers = scene.state.layers
    return [(overlay, layer) for overlay in overlays if (layer := layers.get(overlay.name, SHOWN)).on]


def legends(scene: Scene, overlays: Iterable[Overlay]) -> list[ColourLegend]:
    """What the colours of the map's layers mean."""
    found = (overlay.legend(scene) for overlay, _ in shown(scene, overlays) if overlay.legend)
    return [legend for legend in found if legend is not None]


def laid_out(scene: Scene, overlays: Iterable[Overlay], note: Iterable[Box] = ()) -> Layout:
    """Where the labels of all ``overlays`` that are on stand, so that none hides another or what must be seen.

    ``note`` is where the map says why it is empty.
    """
    layers = [overlay for overlay, _ in shown(scene, overlays)]
    kept = {LEGENDS: tuple(colour_legend.boxes(scene, legends(scene, layers))), NOTE: tuple(note)}
    kept |= {overlay.name: tuple(overlay.keeps(scene)) for overlay in layers if overlay.keeps}
    spots, words, taken = {}, {}, [box for boxes in kept.values() for box in boxes]
    for overlay in sorted((overlay for overlay in layers if overlay.writes), key=lambda overlay: overlay.turn):
        spots[overlay.name], words[overlay.name] = _placed(overlay, scene, taken)
        taken += words[overlay.name]
    return Layout(scene.view, spots, words, kept)


def laid_out_again(layout: Layout, overlay: Overlay, scene: Scene) -> Layout:
    """``layout`` with what ``overlay`` alone writes and keeps placed anew, beside all other labels where they stand."""
    if overlay.keeps:
        layout = replace(layout, kept={**layout.kept, overlay.name: tuple(overlay.keeps(scene))})
    if not overlay.writes:
        return layout
    taken = [box for boxes in layout.kept.values() for box in boxes]
    taken += [box for other, boxes in layout.words.items() if other != overlay.name for box in boxes]
    spots, words = _placed(overlay, scene, taken)
    return replace(layout, spots={**layout.spots, overlay.name: spots}, words={**layout.words, overlay.name: words})


def _placed(overlay: Overlay, scene: Scene, taken: Sequence[Box]) -> tuple[dict[object, int | None], tuple[Box, ...]]:
    """Which of its spots each label of ``overlay`` gets beside the ``taken`` boxes, and the boxes of those labels."""
    assert overlay.writes is not None
    wanted = overlay.writes(scene)
    found = labels.place(wanted, taken, scene.view.width, scene.view.height, EDGE)
    spots = {label.key: None if placed is None else placed[0] for label, placed in zip(wanted, found, strict=True)}
    return spots, tuple(placed[1] for placed in found if placed is not None)
