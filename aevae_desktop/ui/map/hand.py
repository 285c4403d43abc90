"""What a hand does on a map, with a pointer or fingers: a gesture is a tool's that takes it, or pans, fits, hovers."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QEventPoint, QGuiApplication, QInputDevice, QTouchEvent

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.ui.map.tool import CLICK, MapSurface, MapTool, Modifiers
from aevae_desktop.ui.widgets.latest import Latest

STAYS = 12.0  # px that a finger moves by itself while it stays
NEAR = 40.0  # px between the two taps of a double tap, at most
Places = Mapping[int, QPointF]  # of fingers, by their number


class Hand:
    """The pointer over one map, with its ``tools`` by rank; ``rested`` is called when the button has gone up."""

    def __init__(self, surface: MapSurface, tools: Sequence[MapTool], rested: Callable[[], object]) -> None:
        self._surface, self._tools, self._rested = surface, tools, rested
        self._hovering = [tool for tool in tools if type(tool).hover is not MapTool.hover]
        self._latest = Latest(self._hover, surface)
        self._pressed: QPointF | None = None
        self._dragged = False
        self.holder: MapTool | None = None  # has taken the press
        self._caught = False  # a tool made something of the last press, which was no click
        self._clicked: MapTool | None = None  # has taken the last click

    def move(self, at: QPointF, *, held: bool) -> None:
        """A drag is the tool's that took the press, or else pans; a pointer that only moves hovers."""
        if self._pressed is not None and not held:
            self.lose()  # a dialog that opened under the hand has had the release
        if self.holder is not None:
            self.holder.drag(at)
        elif self._pressed is not None:
            self._pan(at, self._pressed)
        else:
            self._latest.put(at)

    def press(self, at: QPointF, modifiers: Modifiers) -> None:
        """A press is the start of a click or a drag."""
        self.lose()
        self._pressed, self._dragged = at, False
        self.holder = next((tool for tool in self._tools if tool.press(at, modifiers)), None)

    def release(self, at: QPointF) -> None:
        """A release without a drag is a click."""
        if self._pressed is None:
            return
        self._caught = self.holder is not None and self.holder.release(at)
        self._clicked = None
        if not self._caught and not self._dragged:
            self.click(at)
        self._pressed = self.holder = None
        self._rested()

    def click(self, at: QPointF) -> None:
        """Offer a click to every tool."""
        self._clicked = next((tool for tool in self._tools if tool.click(at)), None)

    def press_again(self, at: QPointF, modifiers: Modifiers) -> None:
        """The second press of a double click fits the map; what its first click did is taken back."""
        if self._caught:  # twice in a tool's own place: there is nothing to take back
            self.press(at, modifiers)
            return
        if self._clicked is not None:
            self._clicked.unclick()
        self._clicked = None
        self._surface.fit()

    def lose(self) -> None:
        """Nobody will tell of the release."""
        if self.holder is not None:
            self.holder.lose()
        self._pressed = self.holder = None

    def leave(self) -> None:
        """The pointer is gone."""
        self._latest.flush()
        for tool in self._tools:
            tool.leave()

    def flush(self) -> None:
        """Hover now where the pointer was seen last."""
        self._latest.flush()

    def _pan(self, at: QPointF, since: QPointF) -> None:
        moved = (at - since).toPoint()
        if self._dragged or moved.manhattanLength() > CLICK:
            self._dragged, self._pressed = True, since + QPointF(moved)
            self._surface.look_at(self._surface.view().panned(moved.x(), moved.y()))

    def _hover(self, at: QPointF) -> None:
        for tool in self._hovering:
            if tool.hover(at):
                return


class Fingers(QObject):
    """The fingers on one ``surface``, whose tools are in ``hand``: one moves the probe, and clicks where it stays.

    What a tool takes by its press, a finger drags. Two fingers pan and pinch, two taps fit the map.
    """

    def __init__(self, surface: MapSurface, hand: Hand) -> None:
        super().__init__(surface)
        self._surface, self._hand = surface, hand
        self._places: dict[int, QPointF] = {}
        self._began = self._tapped = QPointF()
        self._tapped_s = -math.inf
        self._alone = self._moved = False  # one finger so far; it has gone from where it began
        hold = QGuiApplication.styleHints().mousePressAndHoldInterval()
        self._stays = QTimer(self, singleShot=True, interval=hold)
        self._stays.timeout.connect(self._click)

    def take(self, event: QTouchEvent) -> bool:
        """Do what the fingers say; False for those that are not on a screen, which also move the pointer."""
        if event.device().type() != QInputDevice.DeviceType.TouchScreen:
            return False
        if event.type() == QTouchEvent.Type.TouchCancel:
            self._give_up()
            return True
        here = {p.id(): p.position() for p in event.points() if p.state() != QEventPoint.State.Released}
        if not self._places:
            self._begin(event.points()[0].position())
        if len(here) > 1:
            self._two(here)
        elif self._alone and event.type() != QTouchEvent.Type.TouchBegin:
            self._one(event.points()[0].position())
        self._places = here
        if event.type() == QTouchEvent.Type.TouchEnd:
            self._end(event.points()[0].position())
        return True

    def _begin(self, at: QPointF) -> None:
        self._began, self._alone, self._moved = at, True, False
        self._surface.setFocus(Qt.FocusReason.MouseFocusReason)
        self._hand.press(at, Qt.KeyboardModifier.NoModifier)
        if self._hand.holder is None:
            self._hand.lose()  # what no tool takes would pan: that is for two
            self._hand.move(at, held=False)
        self._stays.start()

    def _one(self, at: QPointF) -> None:
        if not self._moved and (at - self._began).manhattanLength() <= STAYS:
            return
        self._moved = True
        self._stays.stop()
        self._hand.move(at, held=self._hand.holder is not None)

    def _two(self, here: Places) -> None:
        self._stays.stop()
        self._hand.lose()
        self._alone = False
        view = pinched(self._surface.view(), self._places, here)
        if view is not self._surface.view():
            self._surface.look_at(view)

    def _end(self, at: QPointF) -> None:
        """A finger that has not moved has tapped; two taps fit the map."""
        self._places = {}
        tapped = self._stays.isActive()
        self._stays.stop()
        self._hand.flush()
        if self._hand.holder is not None:
            self._hand.release(at)
        elif tapped and self._alone:
            self._tap(at)

    def _tap(self, at: QPointF) -> None:
        now, soon = time.monotonic(), QGuiApplication.styleHints().mouseDoubleClickInterval() / 1000.0
        if now - self._tapped_s < soon and (at - self._tapped).manhattanLength() <= NEAR:
            self._surface.fit()
            now = -math.inf
        self._tapped_s, self._tapped = now, at

    def _click(self) -> None:
        """The finger has stayed."""
        if self._alone and self._hand.holder is None:
            self._hand.click(self._began)

    def _give_up(self) -> None:
        self._places = {}
        self._stays.stop()
        self._hand.lose()


def pinched(view: View2D, before: Places, now: Places) -> View2D:
    """``view`` moved and made larger as the first two fingers that are in both have moved; itself without two such."""
    both = sorted(before.keys() & now.keys())[:2]
    if len(both) < 2:
        return view
    (a, b), (c, d) = ((places[both[0]], places[both[1]]) for places in (before, now))
    old, new = math.dist(a.toTuple(), b.toTuple()), math.dist(c.toTuple(), d.toTuple())
    moved, middle = (c + d - a - b) / 2, (c + d) / 2
    panned = view.panned(moved.x(), moved.y())
    return panned.zoomed(new / old, (middle.x(), middle.y())) if old >= 1.0 and new >= 1.0 else panned
