"""A check box whose mark is drawn: a style sheet alone could only fill the box."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from aevae_desktop.views.theme import DARK, Theme

MARK = ((0.24, 0.52), (0.43, 0.71), (0.77, 0.32))  # shares of the box


class Check(QCheckBox):
    """A box with a tick when it is on."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._theme: Theme = DARK

    def apply_theme(self, theme: Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box as the style sheet wants it, then the tick."""
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.on_accent), 2))
        painter.drawPolyline(
            QPolygonF([QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in MARK])
        )
