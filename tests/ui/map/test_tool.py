"""The canvas and its tools: who is asked first, who has the hand, and what is told of a click, a key and a tip.

Tools and overlays here are made up: the canvas knows none of a feature's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QRegion
from PySide6.QtWidgets import QApplication, QToolTip

from aevae_desktop.session.state import EMPTY, SessionState
from aevae_desktop.ui.map.canvas import MapCanvas
from aevae_desktop.ui.map.overlay import Overlay
from aevae_desktop.ui.map.scene import Scene
from aevae_desktop.ui.map.tool import MapTool

PLACE = 40  # px: the upper left square of this side is the picky tool's
RED, BLUE = QColor("#ff0000"), QColor("#0000ff")


class Told(MapTool):
    """Takes nothing, and keeps what it is told."""

    takes: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.told: list[str] = []

    def taken(self) -> list[str]:
        """What it was told since this was asked last."""
        told, self.told = self.told, []
        return told

    def _answer(self, what: str) -> bool:
        self.told.append(what)
        return what in self.takes

    def hover(self, at: QPointF) -> bool:
        return self._answer("hover")

    def press(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        return self._answer("press")

    def drag(self, at: QPointF) -> None:
        self._answer("drag")

    def release(self, at: QPointF) -> bool:
        return self._answer("release")

    def click(self, at: QPointF) -> bool:
        return self._answer("click")

    def unclick(self) -> None:
        self._answer("unclick")

    def cancel(self) -> bool:
        return self._answer("cancel")

    def leave(self) -> None:
        self._answer("leave")

    def key(self, event: QKeyEvent) -> bool:
        return self._answer("key")

    def tip(self, at: QPointF) -> str:
        return "a place" if self._answer("tip") else ""


class Picky(Told):
    """Takes all that happens in its square."""

    def hover(self, at: QPointF) -> bool:
        return super().hover(at) or mine(at)

    def press(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        return super().press(at, modifiers) or mine(at)

    def release(self, at: QPointF) -> bool:
        return super().release(at) or not mine(at)  # where it was not carried out of the square, it was a click

    def paint(self, painter: QPainter, scene: Scene) -> None:
        painter.fillRect(60, 10, 5, 5, BLUE)


class Greedy(Told):
    """Takes every click and key, and speaks of every place."""

    takes = ("hover", "click", "key", "tip", "cancel")

    def zoom_centre(self) -> tuple[float, float]:
        return 0.5, -0.25


def mine(at: QPointF) -> bool:
    return max(at.x(), at.y()) < PLACE


def paint_square(painter: QPainter, scene: Scene) -> None:
    painter.fillRect(10, 10, 20, 20, RED)


def reads_hidden(state: SessionState, _: int) -> tuple[object, ...]:
    return (state.hidden,)


SQUARE = Overlay(
    "square", "Square", "", live=paint_square, region=lambda scene: QRegion(10, 10, 20, 20), reads=reads_hidden
)


@pytest.fixture
def canvas(session: Any) -> Iterator[Any]:
    made = MapCanvas(session, 0, (SQUARE,), (Picky, Greedy))
    made.resize(300, 200)
    made.show()
    made.render_state(EMPTY, session.state)
    QApplication.processEvents()
    for tool in (Picky, Greedy):
        made.tool(tool).taken()
    yield made
    made.deleteLater()


@pytest.fixture
def picky(canvas: Any) -> Any:
    return canvas.tool(Picky)


@pytest.fixture
def greedy(canvas: Any) -> Any:
    return canvas.tool(Greedy)


def test_tools_and_overlays_that_it_is_given_are_drawn(canvas: Any, look: Any) -> None:
    seen = look(canvas) & 0xFFFFFF
    assert (seen[10:30, 10:30] == 0xFF0000).all()
    assert (seen[10:15, 60:65] == 0x0000FF).all()


def test_only_what_an_overlay_reads_paints_it_again(canvas: Any, session: Any) -> None:
    frames, state = canvas.frames, session.state
    canvas.render_state(state, other := replace(state, notice="a word"))
    QApplication.processEvents()
    assert canvas.frames == frames
    canvas.render_state(other, replace(other, hidden=frozenset({3})))
    QApplication.processEvents()
    assert canvas.frames == frames + 1


def test_the_first_that_takes_a_move_has_it(canvas: Any, hand: Any, picky: Any, greedy: Any) -> None:
    hand.move(canvas, 10, 10)
    assert (picky.taken(), greedy.taken()) == (["hover"], [])
    hand.move(canvas, 200, 100)
    assert (picky.taken(), greedy.taken()) == (["hover"], ["hover"])


def test_who_takes_a_press_has_the_hand_and_nothing_pans(canvas: Any, hand: Any, picky: Any, greedy: Any) -> None:
    view = canvas.view()
    hand.drag(canvas, (10, 10), (90, 60), (150, 100))
    assert (picky.taken(), greedy.taken()) == (["press", "drag", "drag", "release"], [])
    assert canvas.view() == view


def test_what_none_takes_pans(canvas: Any, hand: Any, picky: Any, greedy: Any) -> None:
    view = canvas.view()
    hand.drag(canvas, (100, 100), (130, 90))
    assert (picky.taken(), greedy.taken()) == (["press"], ["press"])
    assert canvas.view() == view.panned(30, -10)


def test_a_press_that_was_a_click_after_all_is_offered_to_all(canvas: Any, hand: Any, picky: Any, greedy: Any) -> None:
    hand.click(canvas, 10, 10)
    assert (picky.taken(), greedy.taken()) == (["press", "release", "click"], ["click"])


def test_a_double_click_takes_the_first_click_back_and_fits(canvas: Any, hand: Any, picky: Any, greedy: Any) -> None:
    fitted = canvas.view()
    canvas.set_view(fitted.panned(9, 9))
    hand.click(canvas, 200, 100)
    double_click(canvas, 200, 100)
    hand.release(canvas, 200, 100)
    assert (picky.taken(), greedy.taken()) == (["press", "click"], ["press", "click", "unclick"])
    assert canvas.view() == fitted


def test_a_double_click_after_a_drag_is_a_press_of_its_own(canvas: Any, hand: Any, picky: Any, greedy: Any) -> None:
    hand.drag(canvas, (10, 10), (90, 60))
    picky.taken()
    double_click(canvas, 10, 10)
    hand.release(canvas, 10, 10)
    assert "unclick" not in picky.taken() + greedy.taken()


def test_what_was_dragged_before_is_no_click_to_take_back(canvas: Any, hand: Any, greedy: Any) -> None:
    hand.click(canvas, 200, 100)
    hand.drag(canvas, (100, 100), (130, 90))
    double_click(canvas, 130, 90)
    assert "unclick" not in greedy.taken()


def test_only_who_has_the_hand_gives_up(canvas: Any, hand: Any, picky: Any, greedy: Any) -> None:
    assert not canvas.cancel()
    hand.press(canvas, 10, 10)
    assert not canvas.cancel()  # it has nothing in hand
    picky.takes = ("cancel",)
    assert canvas.cancel()
    assert (picky.taken(), greedy.taken()) == (["press", "cancel", "cancel"], [])


def test_a_release_that_nobody_told_of_is_noticed_at_the_next_move(canvas: Any, hand: Any, picky: Any) -> None:
    hand.press(canvas, 10, 10)
    hand.move(canvas, 12, 12)
    assert picky.taken() == ["press", "cancel", "hover"]
    hand.release(canvas, 12, 12)
    assert not picky.taken()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_keys_tips_and_the_end_of_a_visit(canvas: Any, qtbot: Any, picky: Any, greedy: Any) -> None:
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    QApplication.sendEvent(canvas, QHelpEvent(QEvent.Type.ToolTip, QPoint(90, 90), canvas.mapToGlobal(QPoint(90, 90))))
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert (picky.taken(), greedy.taken()) == (["key", "tip", "leave"], ["key", "tip", "leave"])
    assert QToolTip.text() == "a place"
    QToolTip.hideText()


def test_a_zoom_by_keys_keeps_the_place_that_a_tool_names(canvas: Any) -> None:
    centre = np.array([[0.5, -0.25]])
    before = canvas.to_widget(centre)
    canvas.zoom(1.5)
    assert canvas.to_widget(centre) == pytest.approx(before)


def double_click(canvas: Any, x: float, y: float) -> None:
    at, left = QPointF(x, y), Qt.MouseButton.LeftButton
    event = QMouseEvent(
        QEvent.Type.MouseButtonDblClick, at, canvas.mapToGlobal(at), left, left, Qt.KeyboardModifier.NoModifier
    )
    QApplication.postEvent(canvas, event)
    QApplication.processEvents()
