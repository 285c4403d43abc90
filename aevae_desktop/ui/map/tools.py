"""What a drag on a map does besides panning: a lasso or a box around codes; and what a resting pointer is told.

The tool is the session's. The hand takes hold of a way-point's ring before anything else (``rings``). With it,
Shift+drag adds by a lasso, Alt+drag takes away by one, and Ctrl+drag selects by a box; with lasso and box, Shift adds
and Alt or Ctrl takes away.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.features.path.rings import Rings
from aevae_desktop.features.probe import logic as probe_logic
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.state import How, Selecting, Tool
from aevae_desktop.session.model import F64
from aevae_desktop.session.session import Session
from aevae_desktop.ui import words
from aevae_desktop.ui.map.scene import MapSurface, Scene
from aevae_desktop.ui.theme import Theme

CLICK = 4.0  # px the pointer may move for a press to stay a click
STEP = 2.0  # px between the corners of a lasso
WIDE = 4  # px around an outline that must be painted again
FILL = 34  # of 255, how opaque the inside is

Modifiers = Qt.KeyboardModifier


class MapTools:
    """The shape under the hand on the map ``canvas``, kept in map units so that it stays where it was drawn."""

    def __init__(self, session: Session, index: int, canvas: MapSurface, scene: Callable[[], Scene]) -> None:
        self._session, self._index, self._canvas = session, index, canvas
        self._tool, self._how = Tool.HAND, How.NEW
        self._start: QPointF | None = None
        self._spent = False  # the shape was given up while the button was still down
        self._last = QPointF()
        self._corners: list[tuple[float, float]] = []
        self._drawn = QRect()
        self.rings = Rings(session, index, canvas, scene)

    # ------------------------------------------------------------ gestures

    def press(self, at: QPointF, modifiers: Modifiers) -> None:
        """The button went down at ``at`` px: perhaps the start of a shape."""
        self._tool, self._how = meant(self._session.state.part(Selecting).tool, modifiers)
        self._start, self._corners = (None if self._tool is Tool.HAND else at), []
        self._spent = False
        if self._tool is Tool.HAND:
            self.rings.press(at)

    def drag(self, at: QPointF) -> bool:
        """The pointer moved with the button down; False if no shape is being drawn, or none can be."""
        if self.rings.drag(at):
            return True
        if self._start is None:
            return self._spent
        if not self._corners:
            if (at - self._start).manhattanLength() <= CLICK:
                return True
            self._corners, self._last = [self._map(self._start)], self._start
        if self._tool is Tool.BOX:
            self._corners[1:] = [self._map(at)]
        elif (at - self._last).manhattanLength() >= STEP:
            self._corners.append(self._map(at))
            self._last = at
        self._refresh(at)
        return True

    def release(self, at: QPointF) -> bool:
        """The button went up: catch what is inside. False where nothing was drawn: it was a click."""
        if self.rings.release():
            return True
        shape, self._start = np.array(self._corners), None
        spent, self._spent = self._spent, False
        if not self._corners:
            return spent
        self._drop()
        if self._tool is Tool.BOX:
            box = np.concatenate((shape.min(axis=0), shape.max(axis=0))).tolist()
            self._session.controller(SelectionController).box(self._index, (box[0], box[1], box[2], box[3]), self._how)
        else:
            self._session.controller(SelectionController).polygon(self._index, shape, self._how)
        return True

    def cancel(self) -> bool:
        """Forget the shape; False if there is none."""
        if self.rings.cancel():
            return True
        drawn, self._start = bool(self._corners), None
        self._spent = drawn
        self._drop()
        return drawn

    def lose(self) -> None:
        """The button went up where nobody told: forget the shape and the press."""
        self.cancel()
        self._spent = False

    # ------------------------------------------------------------ looks

    def paint(self, painter: QPainter, theme: Theme, view: View2D) -> None:
        """Draw the outline so far, and faintly what is inside."""
        self.rings.paint(painter)
        if len(self._corners) < 2:
            return
        shape = self._outline(view)
        fill = QColor(theme.accent if self._how is not How.REMOVE else theme.danger)
        line = QColor(fill)
        fill.setAlpha(FILL)
        painter.setOpacity(1.0)
        painter.setBrush(fill)
        painter.setPen(QPen(QColor(theme.map), 3.5))
        painter.drawPolygon(shape, Qt.FillRule.WindingFill)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(line, 1.5))
        painter.drawPolygon(shape)

    def explain(self, event: QHelpEvent) -> None:
        """Say in words which sample is nearest to the resting pointer."""
        at = QPointF(event.pos())
        text = "" if self._corners else self.rings.tip_at(at) or self._tip_at(self._map(at))
        spot = QRect(event.pos().x() - 3, event.pos().y() - 3, 7, 7)  # it goes when the pointer does
        QToolTip.showText(event.globalPos(), text, self._canvas, spot)

    def _tip_at(self, xy: tuple[float, float]) -> str:
        probe = probe_logic.move(self._session.state, self._index, xy).panes[self._index].get(Probe)
        model = self._session.state.panes[self._index].model
        if probe is None or model is None or probe.sample is None or probe.distance is None:
            return ""
        return words.sample(model, probe.sample, probe.distance)

    # ------------------------------------------------------------ small steps

    def _map(self, at: QPointF) -> tuple[float, float]:
        x, y = self._canvas.to_map(np.array([[at.x(), at.y()]]))[0]
        return float(x), float(y)

    def _outline(self, view: View2D) -> QPolygonF:
        px: F64 = view.to_px(np.array(self._corners))
        if self._tool is Tool.BOX:
            return QPolygonF(QRectF(QPointF(*px[0]), QPointF(*px[1])).normalized())
        return QPolygonF([QPointF(x, y) for x, y in px.tolist()])

    def _refresh(self, at: QPointF) -> None:
        px: F64 = self._canvas.to_widget(np.array(self._corners))
        low, high = px.min(axis=0), px.max(axis=0)
        box = QRectF(QPointF(*low), QPointF(*high)).toAlignedRect().adjusted(-WIDE, -WIDE, WIDE, WIDE)
        self._canvas.update(box.united(self._drawn))
        self._drawn = box

    def _drop(self) -> None:
        self._corners = []
        self._canvas.update(self._drawn)
        self._drawn = QRect()


def meant(tool: Tool, modifiers: Modifiers) -> tuple[Tool, How]:
    """What a drag with ``tool`` does while these keys are held."""
    shift, alt = bool(modifiers & Modifiers.ShiftModifier), bool(modifiers & Modifiers.AltModifier)
    ctrl = bool(modifiers & Modifiers.ControlModifier)
    if tool is Tool.HAND:
        how = How.REMOVE if alt else How.ADD if shift else How.NEW
        return (Tool.BOX if ctrl else Tool.LASSO if shift or alt else Tool.HAND), how
    return tool, How.REMOVE if alt or ctrl else How.ADD if shift else How.NEW
