"""The way-points under the hand: which ring is pointed at, held and carried, and what is said of it."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QApplication, QMenu

from aevae_desktop.features.path import overlay
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.path.state import PathState, lettered
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.selection.state import Selecting, Tool
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SHOWN, Mode
from aevae_desktop.ui.map.scene import Scene, around
from aevae_desktop.ui.map.tool import CLICK, MapSurface, MapTool, Modifiers
from aevae_desktop.ui.widgets.controls import entered
from aevae_desktop.ui.widgets.latest import Latest

REACH = 11.0  # px from its middle that a ring is taken hold of
ALIKE = 2.0  # px between rings that no hand tells apart
WIDE = 9.5  # px, radius of a ring that is pointed at
BURST_MS = 700  # keys that follow each other so quickly nudge in one step
BESIDE = QPointF(12.0, 12.0)  # px from a click to what it asks
SHAPING = Modifiers.ShiftModifier | Modifiers.AltModifier | Modifiers.ControlModifier  # a drag with them selects


class Rings(MapTool):
    """The rings of a map; one at a time is in hand. In Path mode a click beside them adds a way-point."""

    rank = 20

    def __init__(self, session: Session, index: int, surface: MapSurface) -> None:
        super().__init__(session, index, surface)
        self._held: int | None = None
        self._count = 0  # of way-points when it was taken hold of
        self._pressed = QPointF()
        self._carried = False
        self._pointed: int | None = None
        self._gestures = Latest(self._carry, surface)
        self._burst = QTimer(surface, singleShot=True, interval=BURST_MS)
        self._burst.timeout.connect(session.controller(PathController).drop)
        self._clicked, self._place = QPointF(), (0.0, 0.0)
        self._asking = QTimer(surface, singleShot=True, interval=QApplication.doubleClickInterval())
        self._asking.timeout.connect(self._ask)

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
        return {i: at for i, at in enumerate(overlay.places(self._surface.scene())) if at is not None}

    # ------------------------------------------------------------ gestures

    def hover(self, at: QPointF) -> bool:
        """Point at a ring; what lies under it is for others, too."""
        self._show(self._nearest(at))
        return False

    def press(self, at: QPointF, modifiers: Modifiers) -> bool:
        """Perhaps on a ring."""
        self._held = None if modifiers & SHAPING else self._nearest(at)
        self._pressed, self._carried = at, False
        self._count = len(self._session.state.part(PathState).waypoints)
        if self._held is None:
            self._show(None)
            return False
        self._settle()
        self._surface.setCursor(Qt.CursorShape.ClosedHandCursor)
        return True

    def drag(self, at: QPointF) -> None:
        """Carry what is held."""
        self._let_go_of_what_is_gone()
        if self._held is not None and (self._carried or (at - self._pressed).manhattanLength() > CLICK):
            self._carried = True
            self._gestures.put(at)

    def release(self, at: QPointF) -> bool:
        """A ring that was clicked is the current one."""
        self._let_go_of_what_is_gone()
        if self._held is not None:
            self._surface.setCursor(Qt.CursorShape.OpenHandCursor)
            self._choose(self._held) if not self._carried else self._put_down()
            self._held = None
        return True

    def click(self, at: QPointF) -> bool:
        """In Path mode, a way-point here; where a path is that nobody has asked for, a person says of which."""
        controller, place = self._session.controller(PathController), self._surface.map_point(at)
        if self._session.state.mode is not Mode.PATH:
            return False
        if controller.opening:
            self._session.controller(ProbeController).probe(self._index, *place)
            self._clicked, self._place = at, place
            self._asking.start()  # a double click asks nothing
        else:
            controller.click(self._index, *place)
        return True

    def unclick(self) -> None:
        """Take that way-point back, or the question."""
        self._asking.stop()
        self._session.controller(PathController).unclick()

    def cancel(self) -> bool:
        """Put back what is being carried; False if nothing is."""
        if self._held is None or not self._carried:
            return False
        self._let_go()
        self._session.controller(PathController).give_up()
        self._surface.update()
        return True

    def lose(self) -> None:
        """Put back what is being carried, and let go of what is not."""
        if not self.cancel():
            self._let_go()

    def leave(self) -> None:
        """Nothing is pointed at; while the path plays, the previews are its own again."""
        self._show(None)
        self._session.controller(PlayController).leave()

    def nudge(self, dx: float, dy: float) -> bool:
        """Move the current way-point by so many px; keys in quick succession are one step for undo."""
        current = self._session.state.part(PathState).current
        at = None if current is None else self._places().get(current)
        if current is None or at is None:
            return False
        there = self._surface.map_point(at + QPointF(dx, dy))
        self._session.controller(PathController).drag(current, self._index, there)
        self._burst.start()
        return True

    # ------------------------------------------------------------ looks

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Draw the ring that is pointed at larger."""
        at = None if self._pointed is None else self._places().get(self._pointed)
        if at is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(scene.theme.accent), 2.0))
            painter.drawEllipse(at, WIDE, WIDE)

    def tip(self, at: QPointF) -> str:
        """What is said of the ring there; nothing where there is none."""
        found = self.under(at)
        if not found:
            return ""
        name = lettered(found[0], self._session.state.part(PathState).waypoints[found[0]])
        more = (
            translate("path", " · {found} more here, click again for the next").format(found=len(found) - 1)
            if len(found) > 1
            else ""
        )
        return translate("path", "{name} · drag to move · click, then Del to remove{more}").format(name=name, more=more)

    # ------------------------------------------------------------ small steps

    def _ask(self) -> None:
        """Beside the click, what is to become of the path that is there; Enter adds, Esc leaves it as it is."""
        controller = self._session.controller(PathController)
        if self._session.state.mode is not Mode.PATH or not controller.opening:
            return
        click = partial(controller.click, self._index, *self._place)
        menu = QMenu(self._surface)
        menu.setObjectName("path.choice")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(translate("path", "There is a path already")).setEnabled(False)
        entered(
            menu,
            [
                (translate("path", "Add to this path"), partial(click, keep=True)),
                (translate("path", "Start a new path here"), click),
            ],
        )
        menu.popup(self._surface.mapToGlobal((self._clicked + BESIDE).toPoint()))
        menu.setActiveAction(menu.actions()[1])

    def _carry(self, at: QPointF) -> None:
        if self._held is not None:
            xy = self._surface.map_point(at)
            self._session.controller(PathController).drag(self._held, self._index, xy)
            self._session.controller(ProbeController).hover(self._index, *xy)
            self._surface.update()

    def _let_go(self) -> None:
        """The hand is empty, though the button is still down."""
        self._held = None
        self._gestures.forget()
        self._show(None)
        self._surface.setCursor(Qt.CursorShape.CrossCursor)

    def _let_go_of_what_is_gone(self) -> None:
        """Keys may have taken a way-point away while the button was down: the numbers are others now."""
        if self._held is not None and len(self._session.state.part(PathState).waypoints) != self._count:
            self._let_go()

    def _settle(self) -> None:
        """Nudges end where a hand begins: they are a step of their own, and their end is none of a drag."""
        if self._burst.isActive():
            self._burst.stop()
            self._session.controller(PathController).drop()

    def _put_down(self) -> None:
        self._gestures.flush()
        self._session.controller(PathController).drop()

    def _choose(self, held: int) -> None:
        """Make a way-point that was clicked the current one: of several in one place, each in turn."""
        alike = sorted(self.under(self._pressed))
        if held == self._session.state.part(PathState).current and held in alike:
            held = alike[(alike.index(held) + 1) % len(alike)]
        self._session.controller(PathController).choose(held)

    def _nearest(self, at: QPointF) -> int | None:
        """The way-point that the hand would take hold of at ``at``; another tool takes hold of none."""
        found = self.under(at) if self._session.state.part(Selecting).tool is Tool.HAND else []
        return found[0] if found else None

    def _show(self, pointed: int | None) -> None:
        if pointed != self._pointed:
            self._pointed = pointed
            shape = Qt.CursorShape.CrossCursor if pointed is None else Qt.CursorShape.OpenHandCursor
            self._surface.setCursor(shape)
            self._update()

    def _update(self) -> None:
        """Paint again around every ring: which one was larger may have moved since."""
        half = WIDE + 3
        for at in self._places().values():
            self._surface.update(around(at, half).toAlignedRect())


def _distance(a: QPointF, b: QPointF) -> float:
    return math.hypot(a.x() - b.x(), a.y() - b.y())
