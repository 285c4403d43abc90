"""A painter for files of lines and curves: text becomes outlines, which look alike wherever the file is opened."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath


class VectorPainter(QPainter):
    """A ``QPainter`` whose ``drawText`` fills outlines, and that stamps know they must not be pictures on."""

    def drawText(self, *args: Any) -> None:  # type: ignore[override]
        """At a point of the base line, or in a box with alignment flags; any other form as ``QPainter`` does it."""
        match args:
            case (QPointF() | QPoint() as at, str() as text):
                self._outline(QPointF(at), text)
            case (QRectF() | QRect() as box, flags, str() as text) if "\n" not in text:
                self._outline(self._base(QRectF(box), _number(flags), text), text)
            case _:
                super().drawText(*args)

    def _base(self, box: QRectF, flags: int, text: str) -> QPointF:
        """Where the base line of ``text`` begins in ``box``."""
        metrics = QFontMetricsF(self.font())
        wide, high = metrics.horizontalAdvance(text), metrics.height()
        left = 0.5 if flags & _number(Qt.AlignmentFlag.AlignHCenter) else 0.0
        left = 1.0 if flags & _number(Qt.AlignmentFlag.AlignRight) else left
        top = 0.5 if flags & _number(Qt.AlignmentFlag.AlignVCenter) else 0.0
        top = 1.0 if flags & _number(Qt.AlignmentFlag.AlignBottom) else top
        x = box.x() + left * (box.width() - wide)
        return QPointF(x, box.y() + top * (box.height() - high) + metrics.ascent())

    def _outline(self, base: QPointF, text: str) -> None:
        path = QPainterPath()
        path.addText(base, self.font(), text)
        self.fillPath(path, self.pen().color())


def _number(flags: Any) -> int:
    return int(getattr(flags, "value", flags))
