"""Way-points under the hand: rings that are pointed at, clicked, carried and let go."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.rings import BURST_MS, Rings
from aevae_desktop.features.path.state import CURVE_ROWS, Curves, FrameSequence, PathState
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Preview, Probe
from aevae_desktop.session.state import Mode
from tests.features.path.places import WAY, codes, px, settle


@pytest.mark.parametrize("pane", [0, 1])
def test_a_ring_is_dragged_and_the_film_follows(lab: Any, hand: Any, pane: int) -> None:
    canvas, before = lab.canvas(pane), codes(lab)
    start = px(lab, pane, 1)
    target = (start[0] - 60.0, start[1] + 40.0)
    hand.press(canvas, *start)
    assert canvas.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    for share in (0.3, 0.6, 1.0):
        hand.move(canvas, start[0] - 60 * share, start[1] + 40 * share, held=True)
    hand.release(canvas, *target)
    assert lab.wait_idle(60_000)
    state = lab.session.state
    moved = state.part(PathState).waypoints[1]
    under = canvas.to_map(np.array([target]))[0].astype(np.float32)
    np.testing.assert_array_equal(moved.z[pane], under)  # exactly under the pointer
    other = state.panes[1 - pane].model.codes.mu[moved.sample]
    np.testing.assert_array_equal(moved.z[1 - pane], other)  # and on the nearest sample's code elsewhere
    mu = state.panes[pane].model.codes.mu.astype(np.float64)
    assert moved.sample == int(np.argmin(np.square(mu - under).sum(axis=1)))
    middle = (CURVE_ROWS - 1) // 2
    film = state.panes[pane].get(FrameSequence)
    np.testing.assert_array_equal(film.z[(len(film.z) - 1) // 2], under)
    assert film.ready.all()
    np.testing.assert_array_equal(state.panes[pane].part(Curves)["linear"].z[middle], under)
    assert state.part(PathState).current == 1
    assert len(state.part(PathState).edits.past) == 1  # the whole drag is one step
    lab.session.undo()
    assert codes(lab) == before


def test_the_dragged_film_shows_the_decoders_own_output(lab: Any, hand: Any) -> None:
    canvas, start = lab.canvas(0), px(lab, 0, 0)
    hand.drag(canvas, start, (start[0] + 30, start[1] - 30), (start[0] + 45, start[1] - 50))
    assert lab.wait_idle(60_000)
    film = lab.session.state.panes[0].get(FrameSequence)
    lab.session.controller(ProbeController).pin(False)
    x, y = (float(v) for v in lab.session.state.part(PathState).waypoints[0].z[0])
    lab.session.controller(ProbeController).probe(0, x, y)
    assert lab.wait_idle(60_000)
    preview = lab.session.state.panes[0].get(Preview)
    np.testing.assert_array_equal(preview.z, film.z[0])
    np.testing.assert_array_equal(np.rint(preview.image * 255).astype(np.uint8), film.frames[0])


def test_escape_takes_a_drag_back_without_a_trace(lab: Any, hand: Any, look: Any, qtbot: Any) -> None:
    canvas, before, start = lab.canvas(0), codes(lab), px(lab, 0, 2)
    ring = round(start[1]) - 7, round(start[0]) - 7  # a pixel of the larger ring around one that is pointed at
    hand.move(canvas, *start)
    pointed = look(canvas)[ring]
    hand.press(canvas, *start)
    hand.move(canvas, start[0] + 50, start[1] + 5, held=True)
    assert codes(lab) != before
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert codes(lab) == before
    hand.move(canvas, start[0] + 90, start[1] + 5, held=True)
    hand.release(canvas, start[0] + 90, start[1] + 5)
    assert look(canvas)[ring] != pointed
    assert codes(lab) == before
    assert not lab.session.state.part(PathState).edits.past
    assert len(lab.session.state.part(PathState).waypoints) == len(WAY)  # and the release was no click


def test_a_way_point_that_is_taken_away_in_the_hand_drags_no_other(lab: Any, hand: Any) -> None:
    canvas, before, start = lab.canvas(0), codes(lab), px(lab, 0, 1)
    hand.press(canvas, *start)
    hand.move(canvas, start[0] + 50, start[1] + 5, held=True)
    lab.session.controller(PathController).remove(1)
    hand.move(canvas, start[0] + 90, start[1] + 5, held=True)
    hand.release(canvas, start[0] + 90, start[1] + 5)
    assert codes(lab) == [*before[:2], *before[4:]]
    lab.session.undo()
    lab.session.undo()
    assert codes(lab) == before


def test_a_drag_after_quick_nudges_is_one_step_of_its_own(lab: Any, hand: Any, qtbot: Any) -> None:
    canvas, rings = lab.canvas(0), lab.canvas(0).tool(Rings)
    lab.session.controller(PathController).choose(1)
    assert rings.nudge(6.0, 0.0)
    assert rings.nudge(6.0, 0.0)
    nudged, start = codes(lab), px(lab, 0, 1)
    hand.press(canvas, *start)
    hand.move(canvas, start[0] + 30, start[1] + 30, held=True)
    qtbot.wait(BURST_MS + 50)  # the end of the nudges would fall into the drag
    hand.move(canvas, start[0] + 60, start[1] + 30, held=True)
    hand.release(canvas, start[0] + 60, start[1] + 30)
    assert len(lab.session.state.part(PathState).edits.past) == 2
    lab.session.undo()
    assert codes(lab) == nudged


@pytest.mark.parametrize("mode", [Mode.EXPLORE, Mode.PATH])
def test_a_click_on_a_ring_chooses_it_and_does_nothing_else(lab: Any, hand: Any, mode: Mode) -> None:
    lab.session.set_mode(mode)
    settle(lab)
    before = codes(lab)
    hand.click(lab.canvas(1), *px(lab, 1, 1))
    assert lab.session.state.part(PathState).current == 1
    assert codes(lab) == before
    assert not lab.session.state.pinned


def test_a_click_on_the_map_adds_after_the_current_one_and_a_double_click_leaves_none(lab: Any, hand: Any) -> None:
    canvas = lab.canvas(0)
    lab.session.controller(PathController).choose(0)
    x, y = canvas.to_widget(np.array([[-1.5, 3.0]]))[0]
    hand.click(canvas, x, y)
    way = lab.session.state.part(PathState).waypoints
    assert len(way) == 4
    np.testing.assert_array_equal(way[1].z[0], canvas.to_map(np.array([[x, y]]))[0].astype(np.float32))
    assert lab.session.state.part(PathState).current == 1
    before = codes(lab)
    at = QPointF(x + 60, y)
    hand.click(canvas, at.x(), at.y())
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseButtonDblClick, at, canvas.mapToGlobal(at), left, left, none)
    QApplication.postEvent(canvas, event)
    QApplication.processEvents()
    hand.release(canvas, at.x(), at.y())
    assert codes(lab) == before


def test_twice_on_a_ring_takes_back_nothing(lab: Any, hand: Any) -> None:
    canvas = lab.canvas(0)
    hand.click(canvas, *px(lab, 0, 1))
    before = codes(lab)
    at = QPointF(*px(lab, 0, 1))
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseButtonDblClick, at, canvas.mapToGlobal(at), left, left, none)
    QApplication.postEvent(canvas, event)
    QApplication.processEvents()
    hand.release(canvas, at.x(), at.y())
    assert codes(lab) == before


def test_rings_in_one_place_are_each_chosen_in_turn(lab: Any, hand: Any) -> None:
    z = lab.session.state.part(PathState).waypoints[1].z
    lab.session.controller(PathController).add_codes("twin", z)
    lab.session.controller(PathController).choose(None)
    at = px(lab, 0, 1)
    seen = []
    for _ in range(3):
        hand.click(lab.canvas(0), *at)
        seen.append(lab.session.state.part(PathState).current)
    assert sorted(set(seen)) == [1, 3]
    assert seen[0] == 3  # the topmost first
    hand.drag(lab.canvas(0), at, (at[0] + 20, at[1]), (at[0] + 40, at[1]))
    apart = px(lab, 0, seen[-1])
    assert apart == pytest.approx((at[0] + 40, at[1]), abs=1e-3)  # the current one came along
    assert px(lab, 0, 4 - seen[-1]) == pytest.approx(at, abs=1e-3)


def test_a_ring_that_is_pointed_at_is_larger_and_says_its_name(lab: Any, hand: Any, look: Any) -> None:
    canvas, (x, y) = lab.canvas(0), px(lab, 0, 1)
    hand.move(canvas, 3, 3)
    before = look(canvas)
    hand.move(canvas, x, y)
    assert canvas.cursor().shape() == Qt.CursorShape.OpenHandCursor
    ring = int(y) - 9, int(x)
    assert look(canvas)[ring] != before[ring]
    name = lab.session.state.part(PathState).waypoints[1].name
    assert canvas.tool(Rings).tip(QPointF(x, y)).startswith(f"B {name} · drag to move")
    hand.move(canvas, x, y + 40)
    assert canvas.cursor().shape() == Qt.CursorShape.CrossCursor


def test_a_ring_whose_release_a_dialog_took_is_let_go(lab: Any, hand: Any) -> None:
    canvas, before, start = lab.canvas(0), codes(lab), px(lab, 0, 2)
    hand.press(canvas, *start)
    for far in (20, 60):  # the button is up, and nobody has told
        hand.move(canvas, start[0] + far, start[1])
    assert codes(lab) == before
    assert canvas.cursor().shape() == Qt.CursorShape.CrossCursor
    xy = lab.session.state.panes[0].get(Probe).xy  # and the pointer probes again
    assert canvas.to_widget(np.array([xy]))[0] == pytest.approx((start[0] + 60, start[1]), abs=1e-6)


@pytest.fixture
def opening(window: Any) -> Any:
    """A window in Path mode with the path to begin with; what it shows of films and measures is there."""
    window.session.set_mode(Mode.PATH)
    assert window.wait_idle(60_000)
    assert window.session.controller(PathController).opening
    window.activateWindow()
    return window


def choice_at(window: Any, hand: Any, qtbot: Any) -> QMenu:
    """Click beside the rings of the left map; what is asked then."""
    canvas = window.canvas(0)
    hand.click(canvas, 0.1 * canvas.width(), 0.1 * canvas.height())
    qtbot.waitUntil(lambda: window.findChild(QMenu, "path.choice") is not None, timeout=60_000)
    return window.findChild(QMenu, "path.choice")  # type: ignore[no-any-return]


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize(
    ("keys", "count"),
    [((Qt.Key.Key_Return,), 3), ((Qt.Key.Key_Down, Qt.Key.Key_Return), 1), ((Qt.Key.Key_Escape,), 2)],
)
def test_a_click_beside_the_path_to_begin_with_asks_and_empties_nothing(
    opening: Any, hand: Any, qtbot: Any, keys: tuple[Qt.Key, ...], count: int
) -> None:
    before, way = opening.session.state.part(PathState), codes(opening)
    menu = choice_at(opening, hand, qtbot)
    assert opening.session.state.part(PathState).spec is before.spec
    assert opening.session.state.panes[0].get(FrameSequence).ready.all()
    for key in keys:
        QTest.keyClick(menu, key)
    assert len(opening.session.state.part(PathState).waypoints) == count
    assert (codes(opening)[: len(way)] == way) == (count > 1)
    opening.session.undo()
    assert codes(opening) == way


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_once_the_path_is_one_s_own_a_click_asks_no_more(opening: Any, hand: Any, qtbot: Any) -> None:
    QTest.keyClick(choice_at(opening, hand, qtbot), Qt.Key.Key_Return)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]
    canvas = opening.canvas(0)
    hand.click(canvas, 0.9 * canvas.width(), 0.1 * canvas.height())
    assert len(opening.session.state.part(PathState).waypoints) == 4
    assert opening.findChild(QMenu, "path.choice") is None


def test_a_double_click_fits_and_asks_nothing(opening: Any, hand: Any, qtbot: Any) -> None:
    canvas, before = opening.canvas(0), opening.session.state.part(PathState)
    fitted = opening.session.views[0]
    opening.zoom(3.0)
    at = QPointF(0.1 * canvas.width(), 0.1 * canvas.height())
    hand.click(canvas, at.x(), at.y())
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseButtonDblClick, at, canvas.mapToGlobal(at), left, left, none)
    QApplication.postEvent(canvas, event)
    QApplication.processEvents()
    qtbot.wait(QApplication.doubleClickInterval() + 50)
    assert opening.wait_idle(60_000)
    assert opening.findChild(QMenu, "path.choice") is None
    assert opening.session.state.part(PathState).spec is before.spec
    assert opening.session.views[0] == fitted
