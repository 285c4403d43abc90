"""A sum of codes as pictures: start + scale × (mean − mean) = result, and the samples nearest to the result."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from aevae_desktop.features.arithmetic.state import PARTS, Outcome
from aevae_desktop.features.probe.near import Near
from aevae_desktop.language import translate
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.marks import MIDDLE, WHOLE, write
from aevae_desktop.ui.widgets.tile_grid import TileGrid

SIDE, SMALL, LINE, GAP = 60, 44, 15, 7  # px: a picture, one of those nearest, a line of text, between the two rows
LEFT = {"start": 2, "plus": 150, "minus": 230, "result": 324}  # px
NAMES = {
    "start": translate("arithmetic", "start"),
    "plus": translate("arithmetic", "mean +"),
    "minus": translate("arithmetic", "mean −"),
    "result": translate("arithmetic", "result"),
}
NEAREST, STEP = 68, 66  # px: where the first of those nearest begins; from one to the next
WIDE = 402


class SumStrip(TileGrid):
    """One pane's sum. ``chosen(sample)``: one of those nearest was clicked, or Enter was pressed on it."""

    RING = (-2, -2, 1, 1)

    def __init__(self, index: int) -> None:
        super().__init__(
            f"arithmetic.sum.{index}",
            translate("arithmetic", "Nearest samples of the result: arrows and Enter probe one"),
        )
        self._outcome: Outcome | None = None
        self._scale = 1.0
        self.unsetCursor()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """Two rows of pictures, a line of text under each."""
        return QSize(WIDE, 2 + SIDE + LINE + GAP + SMALL + LINE + 3)

    def setOutcome(self, outcome: Outcome | None, scale: float) -> None:
        """Show ``outcome``, worked out for ``scale``."""
        if outcome is not self._outcome or scale != self._scale:
            self._outcome, self._scale = outcome, scale
            self._here = min(self._here, max(self.count() - 1, 0))
            self.renew()

    def image(self, part: str) -> NDArray[np.float32] | None:
        """The picture of one of ``PARTS``, untouched; None until it has come."""
        images = None if self._outcome is None else self._outcome.images
        return None if images is None else np.asarray(images[PARTS.index(part)], np.float32)

    def count(self) -> int:
        """How many samples near the result there are."""
        near = self._near()
        return 0 if near is None else len(near.samples)

    def across(self) -> int:
        """All of them."""
        return max(self.count(), 1)

    def box(self, place: int) -> QRect:
        """Where the picture of the sample ``place`` is, px."""
        return QRect(NEAREST + place * STEP + (STEP - SMALL) // 2 - 6, 2 + SIDE + LINE + GAP, SMALL, SMALL)

    def value(self, place: int) -> int:
        """Its number."""
        near = self._near()
        assert near is not None
        return int(near.samples[place])

    def tip(self, place: int) -> str:
        """Which sample it is."""
        near, outcome = self._near(), self._outcome
        assert near is not None
        assert outcome is not None
        return words.sample(outcome.model, int(near.samples[place]), float(near.distance[place]))

    def paint_tiles(self, painter: QPainter, part: QRect) -> None:
        """Those nearest, faint while they belong to an earlier result."""
        near, outcome = self._near(), self._outcome
        if near is not None and outcome is not None:
            painter.setOpacity(1.0 if np.array_equal(near.z, outcome.result) else self.STALE)
            super().paint_tiles(painter, self.rect())

    def paint_tile(self, painter: QPainter, place: int, box: QRect) -> None:
        """One of those nearest, its class and how far it is."""
        near, outcome = self._near(), self._outcome
        assert near is not None
        assert outcome is not None
        self._paint_picture(painter, box, place, None if near.images is None else near.images[place], (0.0, 255.0))
        text = f"{_letter(outcome, int(near.samples[place]))} · {words.tiny(float(near.distance[place]))}"
        self._write(painter, QRect(box.left() - 11, box.bottom() + 2, SMALL + 22, LINE), text, muted=True)

    def paint_rest(self, painter: QPainter) -> None:
        """The sum in pictures and signs; what has not come is an empty frame."""
        sign = "−" if self._scale < 0 else "+"
        for left, right, text in (
            (LEFT["start"] + SIDE, LEFT["plus"], f"{sign} {words.number(abs(self._scale))} × ("),
            (LEFT["plus"] + SIDE, LEFT["minus"], "−"),
            (LEFT["minus"] + SIDE, LEFT["result"], ")  ="),
        ):
            self._write(painter, QRect(left, 2, right - left, SIDE), text, muted=False)
        for part in PARTS:
            box = QRect(LEFT[part], 2, SIDE, SIDE)
            self._paint_picture(painter, box, part, self.image(part), self._range())
            under = QRect(LEFT[part], box.bottom() + 1, SIDE, LINE)
            self._write(painter, under, NAMES[part], muted=part != PARTS[-1])
        self._write(
            painter, QRect(0, self.box(0).top(), NEAREST, SMALL), translate("arithmetic", "nearest"), muted=True
        )

    def _paint_picture(
        self, painter: QPainter, box: QRect, key: object, pixels: NDArray[np.generic] | None, ends: tuple[float, float]
    ) -> None:
        self.paint_image(painter, box, key, pixels, *ends)
        painter.setPen(QPen(QColor(self._theme.line), 1))
        painter.drawRect(box.adjusted(0, 0, -1, -1))

    def _write(self, painter: QPainter, box: QRect, text: str, *, muted: bool) -> None:
        colour = self._theme.muted if muted else self._theme.text
        write(painter, QRectF(box), text, themes.font(12, tabular=True), colour, MIDDLE, WHOLE)

    def _near(self) -> Near | None:
        return None if self._outcome is None else self._outcome.near

    def _range(self) -> tuple[float, float]:
        spec = None if self._outcome is None else self._outcome.model.manifest.image
        return (0.0, 1.0) if spec is None else (spec.low, spec.high)


def _letter(outcome: Outcome, sample: int) -> str:
    """The class of a sample, short."""
    codes = outcome.model.codes
    label = -1 if codes is None or sample >= len(codes.label) else int(codes.label[sample])
    return words.class_of(outcome.model, label)[:4]
