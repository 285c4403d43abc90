"""A wheel that scrolls past a control changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QSlider, QSpinBox, QWidget

from aevae_desktop.ui.widgets.controls import choice, number, scrolled, slider
from aevae_desktop.ui.widgets.layouts import vbox

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # of the platform without a display


def turn(widget: QWidget) -> bool:
    """A wheel over ``widget``, one step towards the hand; whether it was taken."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, QPointF(widget.mapToGlobal(middle)), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def value(widget: QWidget) -> int:
    assert isinstance(widget, QComboBox | QSlider | QSpinBox)
    return widget.currentIndex() if isinstance(widget, QComboBox) else widget.value()


@pytest.mark.parametrize("kind", ["slider", "number", "choice"])
def test_only_what_has_the_keyboard_is_turned(qtbot: Any, kind: str) -> None:
    made: dict[str, QWidget] = {
        "slider": slider("a", "a tip", 0, 100, 50),
        "number": number("b", "a tip", 0, 100),
        "choice": choice("c", "a tip", ("one", "two", "three"), 1),
    }
    other, widget, inside = slider("d", "a tip", 0, 9, 3), made[kind], QWidget()
    vbox(widget, other, of=inside)
    window = scrolled(inside)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    before = value(widget)
    turn(widget)
    assert value(widget) == before
    assert not widget.hasFocus()
    widget.setFocus()
    if kind == "number":
        widget.setValue(50)  # type: ignore[attr-defined]
        before = 50
    turn(widget)
    assert value(widget) != before
