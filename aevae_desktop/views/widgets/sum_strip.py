"""A sum of codes as pictures: start + scale × (mean − mean) = result, and the samples nearest to the result."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from aevae_desktop.session.arithmetic import PARTS, K, Near, Outcome
from aevae_desktop.views import imaging, words
from aevae_desktop.views import theme as themes

SIDE, SMALL, LINE, GAP = 60, 44, 15, 7  # px: a picture, one of those nearest, a line of text, between the two rows
LEFT = {"start": 2, "plus": 150, "minus": 230, "result": 324}  # px
NAMES = {"start": "start", "plus": "mean +", "minus": "mean −", "result": "result"}
NEAREST, STEP = 68, 66  # px: where the first of those nearest begins; from one to the next
WIDE = 402
FAINT = 0.4  # opacity of what belongs to an earlier result

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -K, Qt.Key.Key_End: K}


class SumStrip(QWidget):
    """One pane's sum. ``chosen(sample)``: one of those nearest was clicked, or Enter was pressed on it."""

    chosen = Signal(int)

    def __init__(self, index: int) -> None:
        super().__init__()
        self._theme: themes.Theme = themes.DARK
        self._outcome: Outcome | None = None
        self._scale, self._here = 1.0, 0
        self.setObjectName(f"arithmetic.sum.{index}")
        self.setAccessibleName("Nearest samples of the result: arrows and Enter probe one")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.sizeHint().height())

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Two rows of pictures, a line of text under each."""
        return QSize(WIDE, 2 + SIDE + LINE + GAP + SMALL + LINE + 3)

    def setOutcome(self, outcome: Outcome | None, scale: float) -> None:
        """Show ``outcome``, worked out for ``scale``."""
        if outcome is not self._outcome or scale != self._scale:
            self._outcome, self._scale = outcome, scale
            self._here = min(self._here, max(len(self._samples()) - 1, 0))
            self.update()

    def image(self, part: str) -> NDArray[np.float32] | None:
        """The picture of one of ``PARTS``, untouched; None until it has come."""
        images = None if self._outcome is None else self._outcome.images
        return None if images is None else np.asarray(images[PARTS.index(part)], np.float32)

    def place(self, k: int) -> QRect:
        """Where the picture of the ``k``-th nearest sample is, px."""
        return QRect(NEAREST + k * STEP + (STEP - SMALL) // 2 - 6, 2 + SIDE + LINE + GAP, SMALL, SMALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both rows; what has not come is an empty frame."""
        painter = QPainter(self)
        painter.setFont(themes.font(12, tabular=True))
        self._paint_signs(painter)
        for k, part in enumerate(PARTS):
            image = self.image(part)
            box = QRect(LEFT[part], 2, SIDE, SIDE)
            self._paint_picture(painter, box, image, self._range())
            self._write(painter, QRect(LEFT[part], box.bottom() + 1, SIDE, LINE), NAMES[part], muted=k < len(PARTS) - 1)
        self._paint_near(painter)

    def _paint_signs(self, painter: QPainter) -> None:
        sign = "−" if self._scale < 0 else "+"
        for left, right, text in (
            (LEFT["start"] + SIDE, LEFT["plus"], f"{sign} {words.number(abs(self._scale))} × ("),
            (LEFT["plus"] + SIDE, LEFT["minus"], "−"),
            (LEFT["minus"] + SIDE, LEFT["result"], ")  ="),
        ):
            self._write(painter, QRect(left, 2, right - left, SIDE), text, muted=False)

    def _paint_near(self, painter: QPainter) -> None:
        near, top = self._near(), self.place(0).top()
        self._write(painter, QRect(0, top, NEAREST, SMALL), "nearest", muted=True)
        if self._outcome is None or near is None:
            return
        fresh = np.array_equal(near.z, self._outcome.result)
        painter.setOpacity(1.0 if fresh else FAINT)
        for k, sample in enumerate(near.samples):
            box = self.place(k)
            self._paint_picture(painter, box, None if near.images is None else near.images[k], (0.0, 255.0))
            text = f"{_letter(self._outcome, int(sample))} · {words.tiny(float(near.distance[k]))}"
            self._write(painter, QRect(box.left() - 11, box.bottom() + 2, SMALL + 22, LINE), text, muted=True)
            if k == self._here and self.hasFocus():
                painter.setPen(QPen(QColor(self._theme.accent), 2))
                painter.drawRect(box.adjusted(-2, -2, 1, 1))
        painter.setOpacity(1.0)

    def _paint_picture(
        self, painter: QPainter, box: QRect, pixels: NDArray[Any] | None, ends: tuple[float, float]
    ) -> None:
        painter.fillRect(box, QColor(self._theme.paper))
        if pixels is not None:
            painter.drawImage(*self._scaled(box, pixels, ends))
        painter.setPen(QPen(QColor(self._theme.line), 1))
        painter.drawRect(box.adjusted(0, 0, -1, -1))

    def _scaled(self, box: QRect, pixels: NDArray[Any], ends: tuple[float, float]) -> tuple[QPoint, QImage]:
        ratio, table = self.devicePixelRatioF(), imaging.grey_ramp(self._theme)
        made = imaging.picture(pixels, imaging.fitted(pixels, round(box.width() * ratio)), table, *ends, smooth=True)
        made.setDevicePixelRatio(ratio)
        size = made.deviceIndependentSize().toSize()
        return box.topLeft() + QPoint((box.width() - size.width()) // 2, (box.height() - size.height()) // 2), made

    def _write(self, painter: QPainter, box: QRect, text: str, *, muted: bool) -> None:
        painter.setPen(QColor(self._theme.muted if muted else self._theme.text))
        painter.drawText(QRectF(box), Qt.AlignmentFlag.AlignCenter, text)

    # ------------------------------------------------------------ gestures

    def event(self, event: QEvent) -> bool:
        """One of those nearest says which sample it is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            k, near = self._at(event.pos()), self._near()
            text = ""
            if k is not None and near is not None and self._outcome is not None:
                text = words.sample(self._outcome.model, int(near.samples[k]), float(near.distance[k]))
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the sample under the pointer."""
        k = self._at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and k is not None:
            self._here = k
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from one to the next, Enter chooses."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._here = min(max(self._here + _STEPS[key], 0), max(len(self._samples()) - 1, 0))
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It is elsewhere."""
        self.update()

    def _choose(self) -> None:
        if self._here < len(self._samples()):
            self.chosen.emit(int(self._samples()[self._here]))
            self.update()

    def _at(self, px: QPoint) -> int | None:
        return next((k for k in range(len(self._samples())) if self.place(k).contains(px)), None)

    def _near(self) -> Near | None:
        return None if self._outcome is None else self._outcome.near

    def _samples(self) -> NDArray[np.int32]:
        near = self._near()
        return np.empty(0, np.int32) if near is None else near.samples

    def _range(self) -> tuple[float, float]:
        spec = None if self._outcome is None else self._outcome.model.manifest.image
        return (0.0, 1.0) if spec is None else (spec.low, spec.high)


def _letter(outcome: Outcome, sample: int) -> str:
    """The class of a sample, short."""
    codes, names = outcome.model.codes, outcome.model.manifest.classes
    label = -1 if codes is None or sample >= len(codes.label) else int(codes.label[sample])
    return names[label][:4] if 0 <= label < len(names) else "?"
