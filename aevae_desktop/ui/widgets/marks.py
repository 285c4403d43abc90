"""What many views paint alike: a line of text, a bar of colours, the dot of a class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from aevae_desktop.ui.theme import Theme, class_colour

_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip  # put together once: that takes as long as to write
LEFT, MIDDLE, RIGHT = (
    _LINE | side for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight)
)
WHOLE = float("inf")  # room for text that is known to fit


def write(
    painter: QPainter, box: QRectF, text: str, font: QFont, colour: str, side: Any = LEFT, room: float | None = None
) -> str:
    """Write a line into ``box``, cut off where it is longer than ``room`` px (or the box); returns what is written.

    Nothing is written where no more than dots have room.
    """
    room = box.width() if room is None else room
    shown = text if room == WHOLE else QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
    if box.width() <= 0 or (shown == "…" and text != "…"):
        return ""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(box, side, shown)
    return shown


def paint_bar(painter: QPainter, box: QRectF, colours: Sequence[str]) -> None:
    """Fill ``box`` with ``colours``, the first at the left, in steps without seams."""
    step = box.width() / max(len(colours), 1)
    for k, colour in enumerate(colours):
        more = 0.5 if k + 1 < len(colours) else 0.0
        painter.fillRect(QRectF(box.x() + k * step, box.y(), step + more, box.height()), QColor(colour))


def paint_plate(
    painter: QPainter, box: QRectF, text: str, ink: str, plate: str, *, alpha: int, radius: float = 4.0
) -> None:
    """``text`` in the painter's font, in the middle of a plate that keeps it legible over a crowd of points."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(translucent(plate, alpha))
    painter.drawRoundedRect(box, radius, radius)
    painter.setPen(QColor(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)


def translucent(colour: str | QColor, alpha: int) -> QColor:
    """``colour``, of which ``alpha`` of 255 parts cover what lies below."""
    made = QColor(colour)
    made.setAlpha(alpha)
    return made


def paint_focus(painter: QPainter, box: QRect, colour: str, radius: float = 5.0) -> None:
    """The ring that shows where the keyboard is, just within ``box``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(1.0)
    painter.setPen(QPen(QColor(colour), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), radius, radius)


def paint_cross(
    painter: QPainter, start: QPointF, at: QPointF, arm: float, colours: Sequence[tuple[str, float]]
) -> None:
    """The way from ``start`` to ``at``, and a cross there, over each other in ``colours`` with their widths, px."""
    for colour, width in colours:
        painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(start, at)
        painter.drawLine(at - QPointF(arm, 0), at + QPointF(arm, 0))
        painter.drawLine(at - QPointF(0, arm), at + QPointF(0, arm))


def paint_dot(painter: QPainter, middle: QPointF, radius: float, colour: str, *, filled: bool) -> None:
    """The dot of a class; a ring where the class is hidden."""
    ink = QColor(colour)
    painter.setPen(QPen(ink, 1.5))
    painter.setBrush(ink if filled else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(middle, radius, radius)


def paint_codes(
    painter: QPainter, px: NDArray[Any], label: NDArray[Any], theme: Theme, wide: float, hidden: frozenset[int]
) -> None:
    """A dot ``wide`` px at each of ``px: (n, 2)`` in the colour of its class ``label: (n,)``, but for hidden ones."""
    for k in np.unique(label).tolist():
        if k not in hidden:
            painter.setPen(QPen(QColor(class_colour(theme, k)), wide, c=Qt.PenCapStyle.RoundCap))
            painter.drawPoints(QPolygonF([QPointF(x, y) for x, y in px[label == k].tolist()]))
