"""Fingers on a map, as a touch screen tells of them, and a mouse beside them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF
from PySide6.QtGui import QGuiApplication, QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.features.path.state import PathState
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.session.state import Mode
from aevae_desktop.ui.map.hand import pinched

SCREEN = QTest.createTouchDevice()


class Mice(QObject):
    """Counts what comes to a widget as a mouse's."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove)
        return False


def touch(canvas: Any, **fingers: Any) -> None:
    """``press``, ``move`` or ``release``: the places of fingers by their numbers."""
    sequence = QTest.touchEvent(canvas.window(), SCREEN, False)
    for what, places in fingers.items():
        for finger, (x, y) in places.items():
            getattr(sequence, what)(finger, canvas.mapTo(canvas.window(), QPoint(x, y)), canvas.window())
    sequence.commit()
    QApplication.processEvents()


def tap(canvas: Any, x: int, y: int) -> None:
    touch(canvas, press={1: (x, y)})
    touch(canvas, release={1: (x, y)})


def probe_at(window: Any, i: int = 0) -> tuple[float, float]:
    probe = window.session.state.panes[i].get(Probe)
    x, y = window.canvas(i).to_widget(np.array([probe.xy]))[0]
    return round(float(x)), round(float(y))


def test_one_finger_moves_the_probe_and_nothing_else(window: Any) -> None:
    canvas, mice = window.canvas(0), Mice()
    canvas.installEventFilter(mice)
    view = canvas.view()
    touch(canvas, press={1: (100, 120)})
    assert probe_at(window) == (100, 120)
    touch(canvas, move={1: (180, 160)})
    assert probe_at(window) == (180, 160)
    touch(canvas, release={1: (180, 160)})
    assert probe_at(window) == (180, 160)
    assert not window.session.state.pinned
    assert canvas.view() == view
    assert canvas.hasFocus()
    assert mice.count == 0


def test_two_fingers_pan_and_pinch_and_leave_the_probe(window: Any) -> None:
    canvas = window.canvas(0)
    touch(canvas, press={1: (100, 100)})
    touch(canvas, move={1: (100, 100)}, press={2: (200, 100)})
    probe, view = window.session.state.panes[0].get(Probe), canvas.view()
    touch(canvas, move={1: (80, 140), 2: (280, 140)})
    after = canvas.view()
    assert after.scale == pytest.approx(2 * view.scale)
    assert after.to_px(view.to_map([(100, 100), (200, 100)])) == pytest.approx(np.array([(80, 140), (280, 140)]))
    touch(canvas, release={2: (280, 140)}, move={1: (80, 140)})
    touch(canvas, move={1: (200, 200)})
    touch(canvas, release={1: (200, 200)})
    assert canvas.view() == after
    assert window.session.state.panes[0].get(Probe).xy == probe.xy


def test_a_finger_that_stays_clicks(window: Any) -> None:
    canvas = window.canvas(0)
    touch(canvas, press={1: (120, 120)})
    touch(canvas, move={1: (123, 118)})  # no finger is quite still
    QTest.qWait(QGuiApplication.styleHints().mousePressAndHoldInterval() + 100)
    assert window.session.state.pinned
    touch(canvas, release={1: (123, 118)})
    assert window.session.state.pinned
    window.session.set_mode(Mode.PATH)
    touch(canvas, press={1: (150, 150)})
    QTest.qWait(QGuiApplication.styleHints().mousePressAndHoldInterval() + 100)
    touch(canvas, release={1: (150, 150)})
    assert len(window.session.state.part(PathState).waypoints) > 0


def test_a_finger_that_moves_does_not_click(window: Any) -> None:
    canvas = window.canvas(0)
    touch(canvas, press={1: (120, 120)})
    touch(canvas, move={1: (170, 120)})
    QTest.qWait(QGuiApplication.styleHints().mousePressAndHoldInterval() + 100)
    touch(canvas, release={1: (170, 120)})
    assert not window.session.state.pinned


def test_two_taps_fit_the_map(window: Any) -> None:
    canvas = window.canvas(0)
    fitted = canvas.view()
    canvas.look_at(fitted.zoomed(2.0, (50, 50)))
    tap(canvas, 150, 150)
    assert canvas.view() != fitted
    tap(canvas, 155, 150)
    assert canvas.view() == fitted


def test_a_finger_drags_what_a_tool_takes(window: Any) -> None:
    window.session.set_mode(Mode.PATH)
    assert window.wait_idle(20_000)
    canvas, path = window.canvas(0), window.session.state.part(PathState)
    x, y = (round(float(v)) for v in canvas.to_widget(np.array([path.waypoints[0].z[0]]))[0])
    touch(canvas, press={1: (x, y)})
    touch(canvas, move={1: (x + 60, y + 10)})
    touch(canvas, release={1: (x + 60, y + 10)})
    assert window.wait_idle(20_000)
    moved = window.session.state.part(PathState).waypoints
    assert len(moved) == len(path.waypoints)
    assert not np.allclose(moved[0].z[0], path.waypoints[0].z[0])


def test_a_touch_that_the_system_takes_away_is_no_click(window: Any) -> None:
    canvas = window.canvas(0)
    touch(canvas, press={1: (120, 120)})
    QApplication.sendEvent(canvas, QTouchEvent(QEvent.Type.TouchCancel, SCREEN))
    QTest.qWait(QGuiApplication.styleHints().mousePressAndHoldInterval() + 100)
    assert not window.session.state.pinned
    touch(canvas, release={1: (120, 120)})


def test_a_mouse_pans_as_before(window: Any, hand: Any) -> None:
    canvas = window.canvas(0)
    tap(canvas, 100, 100)
    view = canvas.view()
    hand.drag(canvas, (100, 100), (130, 110))
    assert canvas.view() == view.panned(30, 10)


def test_a_pinch_of_fingers_that_are_not_both_there_moves_nothing() -> None:
    view = View2D(0.3, -0.2, 55.0, 400.0, 300.0)
    one, two = {1: QPointF(10, 10)}, {1: QPointF(20, 20), 2: QPointF(90, 90)}
    assert pinched(view, one, two) is view
    assert pinched(view, {1: QPointF(5, 5), 2: QPointF(5, 5)}, two).scale == view.scale
