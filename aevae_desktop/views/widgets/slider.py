"""A slider that goes where it is pressed: a knob need not be hit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider


class Slider(QSlider):
    """Horizontal; a press anywhere on the track puts the knob there, and a drag goes on from it."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there first, so that the press finds the knob under it."""
        if event.button() == Qt.MouseButton.LeftButton:
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            part = QStyle.SubControl.SC_SliderHandle
            knob = self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, self)
            if not knob.contains(event.position().toPoint()):
                room = self.width() - knob.width()
                place = round(event.position().x() - knob.width() / 2)
                self.setValue(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), place, room))
        super().mousePressEvent(event)
