"""What hands do: wheels of any resolution, a pinch, the keys of the classes, Tab."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.ui.map import gestures

VIEW = View2D(0.3, -0.2, 55.0, 400.0, 300.0)
AT = QPointF(90, 70)


def wheel(angle: tuple[int, int], pixels: tuple[int, int] = (0, 0), phase: Any = Qt.ScrollPhase.NoScrollPhase) -> Any:
    none, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    return QWheelEvent(AT, AT, QPoint(*pixels), QPoint(*angle), none, keys, phase, False)


def pinch(widget: QWidget, value: float, kind: Any = Qt.NativeGestureType.ZoomNativeGesture) -> None:
    device = QPointingDevice.primaryPointingDevice()
    at = QPointF(widget.mapToGlobal(AT))
    QApplication.postEvent(widget, QNativeGestureEvent(kind, device, 2, AT, AT, at, value, QPointF()))
    QApplication.processEvents()


@given(st.lists(st.integers(-120, 120), min_size=1, max_size=40))
def test_a_turn_in_small_steps_ends_where_one_step_does(steps: list[int]) -> None:
    view = VIEW
    for step in steps:
        view = gestures.turned(view, wheel((0, step)))
    whole = gestures.turned(VIEW, wheel((0, sum(steps))))
    assert (view.cx, view.cy, view.scale) == pytest.approx((whole.cx, whole.cy, whole.scale), rel=1e-9, abs=1e-9)


def test_a_turn_keeps_the_point_under_the_pointer() -> None:
    view = gestures.turned(VIEW, wheel((0, 15)))
    assert view.scale == pytest.approx(VIEW.scale * 1.0015**15)
    assert view.to_map((90, 70)) == pytest.approx(VIEW.to_map((90, 70)))


def test_pixels_alone_zoom_too_and_a_slanted_scroll_only_zooms() -> None:
    assert gestures.turned(VIEW, wheel((0, 0), (0, 10))).scale == pytest.approx(VIEW.scale * 1.0015**20)
    assert gestures.turned(VIEW, wheel((35, 15))) == gestures.turned(VIEW, wheel((0, 15)))


def test_a_sideways_turn_pans() -> None:
    assert gestures.turned(VIEW, wheel((120, 0))) == VIEW.panned(60.0, 0.0)
    assert gestures.turned(VIEW, wheel((120, 0), (7, 0))) == VIEW.panned(7.0, 0.0)


def test_inertia_moves_nothing() -> None:
    for event in (wheel((0, 50), (0, 25), Qt.ScrollPhase.ScrollMomentum), wheel((0, 0))):
        assert gestures.turned(VIEW, event) is VIEW


def test_a_pinch_zooms_by_exactly_what_it_says_at_the_pointer(window: Any) -> None:
    canvas = window.canvas(0)
    before = canvas.view()
    for value in (0.25, -0.1, 0.02):
        pinch(canvas, value)
    assert canvas.view().scale == pytest.approx(before.scale * 1.25 * 0.9 * 1.02)
    assert canvas.view().to_map((90, 70)) == pytest.approx(before.to_map((90, 70)), abs=1e-9)
    for value in (-1.0, -3.0):  # nonsense from a driver
        now = canvas.view()
        pinch(canvas, value)
        assert canvas.view() == now
    pinch(canvas, 90.0, Qt.NativeGestureType.RotateNativeGesture)
    assert canvas.view() == now
    pinch(canvas, 0.0, Qt.NativeGestureType.SmartZoomNativeGesture)
    assert canvas.view() == before


def test_digits_toggle_classes_and_with_shift_show_one_alone(window: Any, qtbot: Any) -> None:
    canvas, state = window.canvas(0), lambda: window.session.state
    qtbot.keyClick(canvas, Qt.Key.Key_3)
    qtbot.keyClick(canvas, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    assert state().hidden == {0, 3}
    qtbot.keyClick(canvas, Qt.Key.Key_3)
    assert state().hidden == {0}
    for digit in (0, 7):
        qtbot.keyClick(canvas, Qt.Key(Qt.Key.Key_0 + digit), Qt.KeyboardModifier.ShiftModifier)
        assert state().hidden == set(range(10)) - {digit}
    qtbot.keyClick(canvas, Qt.Key.Key_7, Qt.KeyboardModifier.ShiftModifier)
    assert state().hidden == set()
    canvas.zoom(3.0)
    scale = canvas.view().scale
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.view().scale < scale
    assert state().hidden == set()


def test_tab_goes_from_map_to_map_first(window: Any, qtbot: Any) -> None:
    window.activateWindow()
    one, other = window.canvas(0), window.canvas(1)
    one.setFocus()
    qtbot.keyClick(one, Qt.Key.Key_Tab)
    assert window.focusWidget() is other
    qtbot.keyClick(other, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is one


def test_tab_goes_round_the_whole_window_and_everything_it_visits_has_a_name(window: Any, qtbot: Any) -> None:
    window.activateWindow()
    start = window.canvas(0)
    start.setFocus()
    seen = [start]
    while (now := _tab(qtbot)) is not start:
        assert now not in seen, "goes round without its start"
        assert now.accessibleName() or now.text(), type(now)
        seen.append(now)
    names = [widget.objectName() for widget in seen]
    wanted = {"points.button", "theme", "help.button", "model.0", "model.1", "path.scrub", "pen.brush"}
    assert set(names) >= wanted
    first = names.index("legend.0")
    assert names[first : first + 11] == [*(f"legend.{k}" for k in range(10)), "tool.hand"]
    assert names[first - 1] == "model.1"


def _tab(qtbot: Any) -> Any:
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    return QApplication.focusWidget()


@pytest.mark.parametrize("name", ["layers", "export", "views", "models"])
def test_tab_goes_through_an_open_card_in_one_go_and_on(window: Any, qtbot: Any, name: str) -> None:
    window.activateWindow()
    window.session.controller(FigureController).save_view("dark")
    window.toggle_card(name)
    card = window.findChild(QWidget, name)
    for key, keys in ((Qt.Key.Key_Tab, ()), (Qt.Key.Key_Backtab, (Qt.KeyboardModifier.ShiftModifier,))):
        start = QApplication.focusWidget()
        seen = [start]
        for _ in range(200):
            qtbot.keyClick(QApplication.focusWidget(), key, *keys)
            now = QApplication.focusWidget()
            if now is start:
                break
            seen.append(now)
        else:
            raise AssertionError("never came round")
        assert len({id(widget) for widget in seen}) == len(seen)
        inside = [card.isAncestorOf(widget) for widget in seen]
        assert sum(one != other for one, other in zip(inside, [*inside[1:], inside[0]], strict=True)) == 2
        if name == "layers":
            assert {widget.objectName() for widget in seen} >= {"layers.points", "layers.points.opacity", "layers.more"}
        if name == "export":
            assert {widget.objectName() for widget in seen} >= {"export.preset", "export.save", "export.png"}
