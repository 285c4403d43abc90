"""The way-points under the hand: which ring is pointed at, held and carried, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen

from aevae_desktop.features.path import overlay
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.path.state import PathState, lettered
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.selection.state import Selecting, Tool
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SHOWN
from aevae_desktop.ui.map.scene import MapSurface, Scene, around
from aevae_desktop.ui.widgets.latest import Latest

REACH = 11.0  # px from its middle that a ring is taken hold of
ALIKE = 2.0  # px between rings that no hand tells apart
CLICK = 4.0  # px the pointer may move for a press to stay a click
WIDE = 9.5  # px, radius of a ring that is pointed at
BURST_MS = 700  # keys that follow each other so quickly nudge in one step


class Rings:
    """The rings on the map ``canvas``; one at a time is in hand."""

    def __init__(self, session: Session, index: int, canvas: MapSurface, scene: Callable[[], Scene]) -> None:
        self._session, self._index, self._canvas, self._scene = session, index, canvas, scene
        self._held: int | None = None
        self._count = 0  # of way-points when it was taken hold of
        self._pressed = QPointF()
        self._carried = self._spent = False
        self._pointed: int | None = None
        self._gestures = Latest(self._carry, canvas)
        self._burst = QTimer(canvas, singleShot=True, interval=BURST_MS)
        self._burst.timeout.connect(session.controller(PathController).drop)

    # ------------------------------------------------------------ where

    def under(self, at: QPointF) -> list[int]:
        """The way-points at ``at`` px: the nearest and those no hand tells from it, the current one first."""
        apart = {i: (at - p).manhattanLength() for i, p in self._places().items() if _distance(at, p) <= REACH}
        if not apart:
            return []
        least, current = min(apart.values()), self._session.state.part(PathState).current
        alike = [i for i, far in apart.items() if far <= least + ALIKE]
        return sorted(alike, key=lambda i: (i != current, -i))  # those drawn last lie on top

    def _places(self) -> dict[int, QPointF]:
        state = self._session.state
        if not state.layers.get("path", SHOWN).on:
            return {}
        return {i: at for i, at in enumerate(overlay.places(self._scene())) if at is not None}

    # ------------------------------------------------------------ gestures

    def press(self, at: QPointF) -> None:
        """The button went down at ``at`` px: perhaps on a ring."""
        found = self.under(at)
        self._held, self._pressed = (found[0] if found else None), at
        self._carried = self._spent = False
        self._count = len(self._session.state.part(PathState).waypoints)
        if found:
            self._settle()
            self._canvas.setCursor(Qt.CursorShape.ClosedHandCursor)

    def drag(self, at: QPointF) -> bool:
        """The pointer moved: carry what it holds. False if it holds nothing; then it only points."""
        self._let_go_of_what_is_gone()
        if self._held is None:
            self._point(at)
            return self._spent
        if self._carried or (at - self._pressed).manhattanLength() > CLICK:
            self._carried = True
            self._gestures.put(at)
        return True

    def release(self) -> bool:
        """The button went up: a ring that was clicked is the current one. False if it was on none."""
        self._let_go_of_what_is_gone()
        spent, self._spent = self._spent, False
        held, self._held = self._held, None
        if held is None:
            return spent
        self._canvas.setCursor(Qt.CursorShape.OpenHandCursor)
        if self._carried:
            self._held = held
            self._gestures.flush()
            self._held = None
            self._session.controller(PathController).drop()
        else:
            self._session.controller(PathController).choose(self._next(held))
        return True

    def cancel(self) -> bool:
        """Put back what is being carried; False if nothing is."""
        if self._held is None or not self._carried:
            return False
        self._let_go()
        self._session.controller(PathController).give_up()
        self._canvas.update()
        return True

    def leave(self) -> None:
        """The pointer is gone."""
        self._show(None)
        self._session.controller(PlayController).leave()

    def nudge(self, dx: float, dy: float) -> bool:
        """Move the current way-point by so many px; keys in quick succession are one step for undo."""
        current = self._session.state.part(PathState).current
        at = None if current is None else self._places().get(current)
        if current is None or at is None:
            return False
        self._session.controller(PathController).drag(current, self._index, self._map(at + QPointF(dx, dy)))
        self._burst.start()
        return True

    # ------------------------------------------------------------ looks

    def paint(self, painter: QPainter) -> None:
        """Draw the ring that is pointed at larger."""
        at = None if self._pointed is None else self._places().get(self._pointed)
        if at is not None:
            painter.setOpacity(1.0)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._scene().theme.accent), 2.0))
            painter.drawEllipse(at, WIDE, WIDE)

    def tip_at(self, at: QPointF) -> str:
        """What is said of the ring at ``at`` px; nothing where there is none."""
        found = self.under(at) if self._held is None else []
        if not found:
            return ""
        name = lettered(found[0], self._session.state.part(PathState).waypoints[found[0]])
        more = f" · {len(found) - 1} more here, click again for the next" if len(found) > 1 else ""
        return f"{name} · drag to move · click, then Del to remove{more}"

    # ------------------------------------------------------------ small steps

    def _carry(self, at: QPointF) -> None:
        if self._held is not None:
            xy = self._map(at)
            self._session.controller(PathController).drag(self._held, self._index, xy)
            self._session.controller(ProbeController).hover(self._index, *xy)
            self._canvas.update()

    def _let_go(self) -> None:
        """The hand is empty, though the button is still down."""
        self._held, self._spent = None, True
        self._gestures.forget()
        self._canvas.setCursor(Qt.CursorShape.CrossCursor)

    def _let_go_of_what_is_gone(self) -> None:
        """Keys may have taken a way-point away while the button was down: the numbers are others now."""
        if self._held is not None and len(self._session.state.part(PathState).waypoints) != self._count:
            self._let_go()

    def _settle(self) -> None:
        """Nudges end where a hand begins: they are a step of their own, and their end is none of a drag."""
        if self._burst.isActive():
            self._burst.stop()
            self._session.controller(PathController).drop()

    def _next(self, held: int) -> int:
        """The way-point that a click chooses: of several in one place, each in turn."""
        alike = sorted(self.under(self._pressed))
        if held != self._session.state.part(PathState).current or held not in alike:
            return held
        return alike[(alike.index(held) + 1) % len(alike)]

    def _point(self, at: QPointF) -> None:
        found = self.under(at) if self._session.state.part(Selecting).tool is Tool.HAND else []
        self._show(found[0] if found else None)

    def _show(self, pointed: int | None) -> None:
        if pointed != self._pointed:
            self._pointed = pointed
            shape = Qt.CursorShape.CrossCursor if pointed is None else Qt.CursorShape.OpenHandCursor
            self._canvas.setCursor(shape)
            self._update()

    def _update(self) -> None:
        """Paint again around every ring: which one was larger may have moved since."""
        half = WIDE + 3
        for at in self._places().values():
            self._canvas.update(around(at, half).toAlignedRect())

    def _map(self, at: QPointF) -> tuple[float, float]:
        x, y = self._canvas.to_map(np.array([[at.x(), at.y()]]))[0]
        return float(x), float(y)


def _distance(a: QPointF, b: QPointF) -> float:
    return float(np.hypot(a.x() - b.x(), a.y() - b.y()))
