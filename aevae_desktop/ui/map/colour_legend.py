"""The legend of a map, in its upper left corner: what its colours stand for, the unit, and what is still to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from aevae_desktop.core.map.labels import Box
from aevae_desktop.ui import imaging
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.map import stamps
from aevae_desktop.ui.map.scene import Scene
from aevae_desktop.ui.widgets.marks import LEFT, MIDDLE, RIGHT, translucent, write

WIDE = 216.0  # px
AXIS = 42.0  # px at the map's left edge that belong to its axis
EDGE, GAP, PAD = 10.0, 4.0, 8.0  # px: from the map's edge, between legends, within one
LINE, BAR = 15.0, 6.0  # px: height of a line of text, of the colours
FOOT = 34.0  # px at the map's lower edge that belong to its axis


@dataclass(frozen=True)
class ColourLegend:
    """What one layer's colours mean.

    ``ramp`` (of ``imaging.COLORMAPS``; none: no bar) runs from ``low`` to ``high``, numbers in words; ``ready``: the
    fraction that is measured; ``note`` stands in for all of it where there is nothing to show.
    """

    title: str
    unit: str = ""
    ramp: str = ""
    low: str = ""
    high: str = ""
    ready: float = 1.0
    note: str = ""

    @property
    def high_px(self) -> float:
        """Its height, px."""
        return 2 * PAD - 4 + 2 * themes.px(LINE) + (BAR + 3 if self.ramp and not self.note else 0)

    @property
    def wide_px(self) -> float:
        """How wide it wants to be, px: one without colours and numbers is as wide as its words."""
        if self.ramp or self.note or self.low or self.ready < 1.0:
            return themes.px(WIDE)
        lines = ((self.title, True), (self.unit, False))
        return 2 * PAD + 2 + max(QFontMetricsF(_font(strong)).horizontalAdvance(text) for text, strong in lines)


def draw(painter: QPainter, scene: Scene, legends: Iterable[ColourLegend]) -> None:
    """Draw ``legends`` below each other, in as many columns as it takes."""
    for legend, x, y, wide in _stacked(scene, list(legends)):
        stamp = _stamp(legend, scene.theme.name, wide, scene.ratio)
        stamp.put(painter, x + stamp.width / 2, y + stamp.height / 2)


def boxes(scene: Scene, legends: Iterable[ColourLegend]) -> list[Box]:
    """Where ``legends`` stand, widget px."""
    return [(x, y, x + wide, y + legend.high_px) for legend, x, y, wide in _stacked(scene, list(legends))]


def _stacked(scene: Scene, legends: list[ColourLegend]) -> Iterator[tuple[ColourLegend, float, float, float]]:
    """The legends that have room, each with the place of its corner and its width."""
    x, y = AXIS, EDGE
    columns = 1 if sum(legend.high_px + GAP for legend in legends) < scene.view.height - FOOT else 2
    wide = min(themes.px(WIDE), (scene.view.width - AXIS - EDGE + GAP) / columns - GAP)
    for legend in legends:
        if y > EDGE and y + legend.high_px > scene.view.height - FOOT:
            x, y = x + wide + GAP, EDGE
        if x + wide > scene.view.width:
            return
        yield legend, x, y, min(wide, legend.wide_px)
        y += legend.high_px + GAP


@themes.by_text_scale(64)
def _stamp(legend: ColourLegend, theme: str, wide: float, ratio: float) -> stamps.Stamp:
    return stamps.stamp(
        wide, legend.high_px, ratio, partial(_draw, legend=legend, theme=themes.THEMES[theme], wide=wide)
    )


def _draw(painter: QPainter, legend: ColourLegend, theme: themes.Theme, wide: float) -> None:
    painter.setPen(QColor(theme.line))
    painter.setBrush(translucent(theme.map, 228))
    painter.drawRoundedRect(QRectF(0.5, 0.5, wide - 1, legend.high_px - 1), 5, 5)
    box = QRectF(PAD, PAD - 2, wide - 2 * PAD, themes.px(LINE))
    going = "" if legend.note or legend.ready >= 1.0 else f"{int(100 * legend.ready)} %"
    write(painter, box, legend.title, _font(True), theme.text)
    write(painter, box, going, _font(False), theme.accent, RIGHT)
    box.translate(0, themes.px(LINE))
    if legend.note:
        write(painter, box, legend.note, _font(False), theme.muted)
    else:
        _scale(painter, legend, theme, box)
    if going:
        painter.fillRect(QRectF(PAD, legend.high_px - 3, box.width() * legend.ready, 1.5), QColor(theme.accent))


def _scale(painter: QPainter, legend: ColourLegend, theme: themes.Theme, box: QRectF) -> None:
    """The colours, and under them their ends and the unit."""
    font = _font(False)
    if legend.ramp:
        bar = QRectF(box.left(), box.top() + 1, box.width(), BAR)
        painter.fillRect(bar, QColor(theme.map))
        painter.drawImage(bar, _bar(legend.ramp, theme.name), QRectF(0, 0, 256, 1))
        painter.setPen(QColor(theme.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar)
        box = box.translated(0, BAR + 3)
    metrics = QFontMetricsF(font)
    low = metrics.horizontalAdvance(write(painter, box, legend.low, font, theme.text))
    high = metrics.horizontalAdvance(write(painter, box, legend.high, font, theme.text, RIGHT))
    write(painter, between(box, low, high), legend.unit, font, theme.muted, MIDDLE if legend.ramp else LEFT)


def between(box: QRectF, low: float, high: float) -> QRectF:
    """What words of widths ``low`` and ``high`` leave of a line: around its middle where that is wide enough."""
    left, right = (side + GAP if side else 0.0 for side in (low, high))
    return box.adjusted(left, 0.0, -right, 0.0)


def _font(strong: bool) -> QFont:
    return themes.font(11, strong=strong, tabular=not strong)


@lru_cache(maxsize=16)
def _bar(ramp: str, theme: str) -> QImage:
    """One row of the ramp's colours."""
    return imaging.to_qimage(imaging.alpha_ramp(ramp, theme)[None].copy(), clear=True)
