"""Plain Qt controls with everything a person or a screen reader needs, made in one call."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QComboBox, QSpinBox, QToolButton

from aevae_desktop.views.widgets.slider import Slider


class Choice(QComboBox):
    """A drop-down list that knows that the pointer has left it while its list was open: Qt does not tell it."""

    def hidePopup(self) -> None:
        """Close the list."""
        super().hidePopup()
        self.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=self.rect().contains(self.mapFromGlobal(QCursor.pos())))
        self.update()


def button(
    text: str, name: str, tip: str, action: Callable[[], object], *, flat: bool = False, compact: bool = False
) -> QToolButton:
    """A button called ``name`` that does ``action``; ``tip`` is its tooltip and what a screen reader says."""
    made = QToolButton()
    made.setText(text)
    made.setObjectName(name)
    made.setAccessibleName(tip)
    made.setToolTip(tip)
    made.setProperty("flat", flat)
    made.setProperty("compact", compact)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda: action())
    return made


def slider(name: str, tip: str, low: int, high: int, value: int) -> Slider:
    """A horizontal slider from ``low`` to ``high``."""
    made = Slider()
    made.setObjectName(name)
    made.setAccessibleName(tip)
    made.setToolTip(tip)
    made.setRange(low, high)
    made.setValue(value)
    return made


def choice(name: str, tip: str, options: Sequence[str], index: int) -> QComboBox:
    """A drop-down list with option ``index`` chosen. A click opens it and leaves the keyboard where it was."""
    made = Choice()
    made.setObjectName(name)
    made.setAccessibleName(tip)
    made.setToolTip(tip)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.addItems(list(options))
    made.setCurrentIndex(index)
    return made


def number(name: str, tip: str, low: int, high: int, unit: str) -> QSpinBox:
    """A field for a whole number from ``low`` to ``high``, with its ``unit``."""
    made = QSpinBox()
    made.setObjectName(name)
    made.setAccessibleName(tip)
    made.setToolTip(tip)
    made.setRange(low, high)
    made.setSuffix(unit)
    made.setKeyboardTracking(False)
    made.lineEdit().setTextMargins(6, 0, 0, 0)
    made.setFixedWidth(82)
    return made
