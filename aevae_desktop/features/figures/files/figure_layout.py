"""The layout of a figure: maps with their titles, the legend of the classes and a line that says what it is.

It is laid out in points of its own (px divided by the scale); maps lie on whole device pixels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from aevae_desktop import __version__
from aevae_desktop.bundle import digest
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.errors import DataError
from aevae_desktop.features.figures.record import FigureRecord, taken
from aevae_desktop.features.points import logic as points_logic
from aevae_desktop.features.points.overlay import SPLITS, inks, legend_colour, scale_words
from aevae_desktop.features.points.state import Filter
from aevae_desktop.language import translate
from aevae_desktop.session.model import Model
from aevae_desktop.session.saved import Saved
from aevae_desktop.session.state import SessionState, exact_view
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui import words
from aevae_desktop.ui.map.overlay import Overlay, laid_out
from aevae_desktop.ui.map.scene import Scene
from aevae_desktop.ui.shell import TITLE
from aevae_desktop.ui.theme import Theme
from aevae_desktop.ui.widgets.marks import paint_bar, paint_dot, write

MARGIN, GAP = 14.0, 14.0
HEAD, FOOT, LINE = 26.0, 24.0, 21.0  # heights of a title, the caption and a row of the legend
LEAST = 120.0  # of a map's side: smaller ones say nothing
BAR = 150.0  # of a scale
MOST_ROWS = 4  # of the legend
LARGEST = 120_000_000  # px of a figure: its pixels alone are half a GB


@dataclass(frozen=True)
class Order:
    """What is wanted: maps ``panes`` (None: those on screen), ``width`` by ``height`` px, ``scale`` px a point."""

    width: int
    height: int
    scale: float = 1.0
    panes: tuple[int, ...] | None = None
    dpi: float | None = None


@dataclass(frozen=True)
class Entry:
    """A class in the legend: its place, its name, its colour, and whether the maps show it."""

    box: QRectF
    text: str
    colour: str
    shown: bool


@dataclass(frozen=True)
class Bar:
    """The scale of a number: its place, its colours from low to high, and the words before and after them."""

    box: QRectF
    colours: tuple[str, ...]
    before: str
    after: str


@dataclass(frozen=True)
class FigureLayout:
    """A figure ready to be drawn: the ``scenes``, drawn by ``overlays``, belong into the ``boxes``, all in points."""

    order: Order
    theme: Theme
    record: FigureRecord
    width: float
    height: float
    scenes: tuple[Scene, ...]
    boxes: tuple[QRectF, ...]
    legend: tuple[Entry, ...]
    bar: Bar | None
    overlays: Sequence[Overlay]


@themes.text_scaled(1.0)
def lay_out(
    state: SessionState,
    views: Mapping[int, View2D],
    saved: Sequence[Saved],
    theme: Theme,
    order: Order,
    overlays: Sequence[Overlay],
) -> FigureLayout:
    """The layout for the maps as they look now. Raises ``DataError`` without any model, or where there is no room."""
    size = (order.width, order.height)
    if order.width * order.height > LARGEST:
        raise DataError(
            field="size",
            found=f"{order.width} x {order.height}",
            expected=translate("figures", "120 megapixels at most"),
        )
    record = taken(state, views, saved, theme.name, order.panes, size, order.scale)
    width, height = order.width / order.scale, order.height / order.scale
    colour = legend_colour(state)
    bar = _bar(state, theme, colour) if points_logic.is_numeric(colour) else None
    legend = () if bar is not None else _legend(state, record, theme, colour, width - 2 * MARGIN)
    below = FOOT + (LINE + 4 if bar is not None else legend[-1].box.bottom() + 4 if legend else 0.0)
    boxes = _boxes(len(record.shown), width, height - below, order.scale)
    down = boxes[0].bottom() + 6
    legend = tuple(Entry(e.box.translated(MARGIN, down), e.text, e.colour, e.shown) for e in legend)
    scenes = [_scene(state, views, theme, i, box, order.scale) for i, box in zip(record.shown, boxes, strict=True)]
    drawn = [overlay for overlay in overlays if not overlay.screen_only]
    scenes = [replace(scene, layout=laid_out(scene, drawn)) for scene in scenes]
    bar = None if bar is None else replace(bar, box=bar.box.translated(MARGIN, down))
    return FigureLayout(order, theme, record, width, height, tuple(scenes), boxes, legend, bar, overlays)


def draw(painter: QPainter, layout: FigureLayout) -> None:
    """Draw everything but the maps."""
    theme = layout.theme
    painter.fillRect(QRectF(0, 0, layout.width, layout.height), QColor(theme.ground))
    for scene, box in zip(layout.scenes, layout.boxes, strict=True):
        _draw_title(painter, scene, box, theme)
    for entry in layout.legend:
        _draw_entry(painter, entry, theme)
    if layout.bar is not None:
        _draw_bar(painter, layout.bar, layout.width - 2 * MARGIN, theme)
    foot = QRectF(MARGIN, layout.height - FOOT - 1, layout.width - 2 * MARGIN, FOOT)
    write(painter, foot, caption(layout), themes.font(10), theme.muted)


def caption(layout: FigureLayout) -> str:
    """The bundles with the beginning of their sha256, the number of codes, and what made the figure."""
    parts = []
    for scene in layout.scenes:
        model = scene.pane.model
        assert model is not None
        count = 0 if model.codes is None else len(model.codes.mu)
        parts.append(f"{model.manifest.id} (sha256 {digest(model.manifest)[:8]}, {count:,} codes)")
    return " · ".join([*dict.fromkeys(parts), "latent units", f"{TITLE} {__version__}"])


def _scene(state: SessionState, views: Mapping[int, View2D], theme: Theme, i: int, box: QRectF, scale: float) -> Scene:
    view = exact_view(state, i, views[i]).framed(box.width(), box.height())
    return Scene(state, i, view, theme, scale, _fit_scale(state.panes[i].model, view), once=True)


def _fit_scale(model: Model | None, view: View2D) -> float:
    """The scale of the fitted map in a window of that size: points have the size they would have there."""
    if model is None or model.codes is None or not len(model.codes.xy):
        return view.scale
    return View2D.fit(model.codes.xy, view.width, view.height).scale


def _boxes(count: int, width: float, height: float, scale: float) -> tuple[QRectF, ...]:
    wide = (width - 2 * MARGIN - GAP * (count - 1)) / count
    top = MARGIN / 2 + HEAD
    high = height - top
    if min(wide, high) < LEAST:
        raise DataError(
            f"there is no room for {count} map{'s' * (count > 1)}", expected="a larger size, or a smaller scale"
        )

    def whole(value: float) -> float:
        return round(value * scale) / scale

    lefts = [whole(MARGIN + k * (wide + GAP)) for k in range(count)]
    return tuple(QRectF(left, whole(top), whole(wide), whole(high)) for left in lefts)


def _bar(state: SessionState, theme: Theme, colour: str) -> Bar:
    """The scale that the codes of all maps are coloured by."""
    title, low, high, unit = scale_words(points_logic.scale(state, colour), colour)
    if not high:
        return Bar(QRectF(0, 0, BAR, LINE), (), f"{title}: {low} {unit}", "")
    colours = inks(theme, colour, 0)[:-1]
    return Bar(QRectF(0, 0, BAR, LINE), colours, f"{title}   {low}", f"{high}   {unit}")


def _names(state: SessionState, record: FigureRecord, colour: str) -> list[tuple[str, bool]]:
    """What the colours mean, each with whether it is shown: the splits, or the classes of the map with most."""
    if colour == points_logic.SPLIT:
        kept = state.part(Filter).splits
        return [(name, kept is None or k in kept) for k, name in enumerate(SPLITS)]
    models = [model for i in record.shown if (model := state.panes[i].model) is not None]
    names = max((model.manifest.classes for model in models), key=len, default=())
    return [(words.short(name), k not in state.hidden) for k, name in enumerate(names)]


def _legend(state: SessionState, record: FigureRecord, theme: Theme, colour: str, width: float) -> tuple[Entry, ...]:
    """What the colours mean in rows of ``width``, from (0, 0) down."""
    metrics = QFontMetricsF(themes.font(12))
    x = y = 0.0
    entries = []
    for k, (name, shown) in enumerate(_names(state, record, colour)):
        wide = 15 + metrics.horizontalAdvance(name)
        if x and x + wide > width:
            x, y = 0.0, y + LINE
        if y >= MOST_ROWS * LINE:
            break
        entries.append(Entry(QRectF(x, y, wide, LINE), name, themes.class_colour(theme, k), shown))
        x += wide + 16
    return tuple(entries)


def _draw_title(painter: QPainter, scene: Scene, box: QRectF, theme: Theme) -> None:
    assert scene.pane.model is not None
    manifest = scene.pane.model.manifest
    name, bold = words.long_name(manifest), themes.font(14, strong=True)
    wide = QFontMetricsF(bold).horizontalAdvance(name)
    place = QRectF(box.x() + 1, box.y() - HEAD, box.width() - 1, HEAD - 2)
    write(painter, place, name, bold, theme.text)
    shown = words.what_is_shown(scene.pane.model)
    write(painter, place.adjusted(wide + 12, 0, 0, 0), shown, themes.font(12), theme.muted)


def _draw_entry(painter: QPainter, entry: Entry, theme: Theme) -> None:
    paint_dot(painter, QPointF(entry.box.x() + 5, entry.box.center().y()), 4.0, entry.colour, filled=entry.shown)
    ink = theme.text if entry.shown else theme.muted
    write(painter, entry.box.adjusted(15, 0, 20, 0), entry.text, themes.font(12), ink)


def _draw_bar(painter: QPainter, bar: Bar, room: float, theme: Theme) -> None:
    font, x = themes.font(12, tabular=True), bar.box.x()
    write(painter, QRectF(x, bar.box.y(), room, LINE), bar.before, font, theme.text)
    x += QFontMetricsF(font).horizontalAdvance(bar.before) + 8
    paint_bar(painter, QRectF(x, bar.box.y() + 6, bar.box.width(), LINE - 12), bar.colours)
    write(painter, QRectF(x + bar.box.width() + 8, bar.box.y(), room, LINE), bar.after, font, theme.text)
