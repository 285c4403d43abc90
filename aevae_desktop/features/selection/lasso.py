"""What a drag on a map selects: a lasso or a box around codes, kept in map units so that it stays where it was drawn.

The tool is the session's. With the hand, Shift+drag adds by a lasso, Alt+drag removes by one, and Ctrl+drag selects
by a box; with lasso and box, Shift adds and Alt or Ctrl takes away.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.state import How, Selecting, Tool
from aevae_desktop.session.model import F64
from aevae_desktop.session.session import Session
from aevae_desktop.ui.map.scene import Scene
from aevae_desktop.ui.map.tool import CLICK, MapSurface, MapTool, Modifiers

STEP = 2.0  # px between the corners of a lasso
WIDE = 4  # px around an outline that must be painted again
FILL = 34  # of 255, how opaque the inside is


class Lasso(MapTool):
    """The shape under the hand."""

    rank = 30

    def __init__(self, session: Session, index: int, surface: MapSurface) -> None:
        super().__init__(session, index, surface)
        self._tool, self._how = Tool.HAND, How.NEW
        self._start: QPointF | None = None  # None, too, once the shape was given up
        self._last = QPointF()
        self._corners: list[tuple[float, float]] = []
        self._drawn = QRect()

    # ------------------------------------------------------------ gestures

    def press(self, at: QPointF, modifiers: Modifiers) -> bool:
        """Perhaps the start of a shape."""
        self._tool, self._how = meant(self._session.state.part(Selecting).tool, modifiers)
        self._start = None if self._tool is Tool.HAND else at
        return self._start is not None

    def drag(self, at: QPointF) -> None:
        """Draw on."""
        if self._start is None or not (self._corners or (at - self._start).manhattanLength() > CLICK):
            return
        if not self._corners:
            self._corners, self._last = [self._surface.map_point(self._start)], self._start
        if self._tool is Tool.BOX:
            self._corners[1:] = [self._surface.map_point(at)]
        elif (at - self._last).manhattanLength() >= STEP:
            self._corners.append(self._surface.map_point(at))
            self._last = at
        self._refresh()

    def release(self, at: QPointF) -> bool:
        """Catch what is inside. False where nothing was drawn: it was a click."""
        shape, given_up = np.array(self._corners), self._start is None
        self._start = None
        if not self._corners:
            return given_up
        self._drop()
        controller = self._session.controller(SelectionController)
        if self._tool is Tool.BOX:
            box = np.concatenate((shape.min(axis=0), shape.max(axis=0))).tolist()
            controller.box(self._index, (box[0], box[1], box[2], box[3]), self._how)
        else:
            controller.polygon(self._index, shape, self._how)
        return True

    def cancel(self) -> bool:
        """Forget the shape; False if there is none."""
        drawn, self._start = bool(self._corners), None
        self._drop()
        return drawn

    # ------------------------------------------------------------ looks

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Draw the outline so far, and faintly what is inside."""
        if len(self._corners) < 2:
            return
        shape = self._outline(scene.view)
        fill = QColor(scene.theme.accent if self._how is not How.REMOVE else scene.theme.danger)
        line = QColor(fill)
        fill.setAlpha(FILL)
        painter.setBrush(fill)
        painter.setPen(QPen(QColor(scene.theme.map), 3.5))
        painter.drawPolygon(shape, Qt.FillRule.WindingFill)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(line, 1.5))
        painter.drawPolygon(shape)

    # ------------------------------------------------------------ small steps

    def _outline(self, view: View2D) -> QPolygonF:
        px: F64 = view.to_px(np.array(self._corners))
        if self._tool is Tool.BOX:
            return QPolygonF(QRectF(QPointF(*px[0]), QPointF(*px[1])).normalized())
        return QPolygonF([QPointF(x, y) for x, y in px.tolist()])

    def _refresh(self) -> None:
        px: F64 = self._surface.to_widget(np.array(self._corners))
        low, high = px.min(axis=0), px.max(axis=0)
        box = QRectF(QPointF(*low), QPointF(*high)).toAlignedRect().adjusted(-WIDE, -WIDE, WIDE, WIDE)
        self._surface.update(box.united(self._drawn))
        self._drawn = box

    def _drop(self) -> None:
        self._corners = []
        self._surface.update(self._drawn)
        self._drawn = QRect()


def meant(tool: Tool, modifiers: Modifiers) -> tuple[Tool, How]:
    """What a drag with ``tool`` does while these keys are held."""
    shift, alt = bool(modifiers & Modifiers.ShiftModifier), bool(modifiers & Modifiers.AltModifier)
    ctrl = bool(modifiers & Modifiers.ControlModifier)
    if tool is Tool.HAND:
        how = How.REMOVE if alt else How.ADD if shift else How.NEW
        return (Tool.BOX if ctrl else Tool.LASSO if shift or alt else Tool.HAND), how
    return tool, How.REMOVE if alt or ctrl else How.ADD if shift else How.NEW
