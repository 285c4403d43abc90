"""A digit drawn with keys alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from aevae_desktop.features.drawing.pen_cursor import AREA, FINE, KEYS, STEP
from aevae_desktop.features.drawing.state import Drawing, Encoding
from aevae_desktop.features.path.state import PathState

Key = Qt.Key


def strokes(window: Any) -> tuple[Any, ...]:
    return window.session.state.part(Drawing).strokes


def press(pen: Any, *keys: Qt.Key, times: int = 1, finely: bool = False) -> None:
    modifiers = Qt.KeyboardModifier.ShiftModifier if finely else Qt.KeyboardModifier.NoModifier
    for key in keys * times:
        QTest.keyClick(pen, key, modifiers)


@pytest.fixture
def pen(window: Any) -> Any:
    made = window.findChild(QWidget, "pen")
    made.setFocus(Qt.FocusReason.TabFocusReason)
    assert made.hasFocus()
    return made


def test_a_seven_is_drawn_and_read(window: Any, pen: Any) -> None:
    press(pen, Key.Key_Left, times=5)
    assert strokes(window) == ()
    press(pen, Key.Key_Space)
    press(pen, Key.Key_Right, times=10)
    press(pen, Key.Key_Down, Key.Key_Down, Key.Key_Left, times=6)
    press(pen, Key.Key_Return)
    assert window.wait_idle(60_000)
    (line,) = strokes(window)
    assert (line[0] == (AREA[0] / 2 - 5 * STEP, AREA[1] / 4)).all()
    assert (line[10] - line[0] == (10 * STEP, 0)).all()
    assert (line[-1] - line[10] == (-6 * STEP, 12 * STEP)).all()
    assert window.session.state.panes[0].get(Encoding) is not None


def test_space_lifts_and_backspace_takes_back(window: Any, pen: Any) -> None:
    press(pen, Key.Key_Space, Key.Key_PageDown, Key.Key_Space, Key.Key_Right)
    press(pen, Key.Key_Space, Key.Key_Down)
    assert "the pen is down" in pen.accessible_value()
    press(pen, Key.Key_Space)
    assert [len(line) for line in strokes(window)] == [2, 2]
    press(pen, Key.Key_Backspace)
    assert len(strokes(window)) == 1
    before = window.session.state.part(PathState)
    press(pen, Key.Key_Backspace)
    assert strokes(window) == ()
    assert window.session.state.part(PathState) is before  # neither played nor robbed of a way-point


def test_the_cursor_stays_inside_and_shift_is_fine(window: Any, pen: Any) -> None:
    press(pen, Key.Key_Left, times=40)
    press(pen, Key.Key_Space)
    press(pen, Key.Key_Right, finely=True)
    press(pen, Key.Key_Return)
    (line,) = strokes(window)
    assert np.allclose(line, [(0, AREA[1] / 4), (FINE, AREA[1] / 4)])


def test_the_pen_is_lifted_where_the_keyboard_leaves(window: Any, pen: Any) -> None:
    press(pen, Key.Key_Space, Key.Key_Down)
    QTest.keyClick(pen, Key.Key_Tab)
    assert not pen.hasFocus()
    assert len(strokes(window)) == 1


def test_it_shows_where_the_keyboard_is_and_says_how(window: Any, pen: Any, look: Any) -> None:
    with_cursor = look(pen)
    press(pen, Key.Key_Down)
    moved = look(pen)
    assert (with_cursor != moved).any()
    window.canvas(0).setFocus()
    assert (look(pen) != moved).any()
    assert pen.accessibleDescription() == KEYS
