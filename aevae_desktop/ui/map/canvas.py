"""The map canvas: a cached picture of everything that rests, and the live overlays painted over it.

Its hands pan and zoom; every other gesture is a tool's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.session.model import F64
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import EMPTY, SHOWN, SessionState, posed_view
from aevae_desktop.ui.map import gestures
from aevae_desktop.ui.map.backdrop import CORNER, Backdrop, note_boxes
from aevae_desktop.ui.map.changes import Changes, map_changed
from aevae_desktop.ui.map.hand import Fingers, Hand
from aevae_desktop.ui.map.overlay import Overlay, laid_out, laid_out_again
from aevae_desktop.ui.map.scene import NO_LAYOUT, Layout, Scene
from aevae_desktop.ui.map.tool import MapSurface, MapTool
from aevae_desktop.ui.theme import DARK, Theme
from aevae_desktop.ui.widgets.marks import paint_focus

EMPTY_SPAN = 3.2  # map units from the middle that a map without codes shows
REST_MS = 110  # after the hand's last move the map is painted as finely as it can be
FREE_MS, MOST_WAITS = 4, 250  # how often it is looked whether a hand waits for a decode; how many times at most

CARRIED = 8.0  # px that labels go along without being placed anew
T = TypeVar("T", bound=MapTool)


class MapCanvas(MapSurface):
    """The latent map of pane ``index``: its ``overlays`` from the back to the front, its ``tools`` in order of rank."""

    accessible_role = QAccessible.Role.Canvas

    def __init__(
        self, session: Session, index: int, overlays: Sequence[Overlay] = (), tools: Sequence[type[MapTool]] = ()
    ) -> None:
        super().__init__()
        self._session, self._index = session, index
        self._theme: Theme = DARK
        self._state: SessionState = EMPTY
        self._view = View2D(0.0, 0.0, 60.0, 1.0, 1.0)
        self._fitted = True
        self._fit_scale = self._view.scale
        self._overlays = overlays
        self._live = [overlay for overlay in overlays if overlay.live]
        self._backdrop, self._changes = Backdrop(overlays), Changes(index, overlays)
        self._layout = NO_LAYOUT
        self._regions: dict[str, QRegion] = {}
        self._tools = [tool(session, index, self) for tool in tools]
        self._painting = [tool for tool in self._tools if type(tool).paint is not MapTool.paint]
        self._moving = QTimer(self, singleShot=True, interval=REST_MS)
        self._moving.timeout.connect(self._rebuild)
        self._points = 1.0  # times their usual width
        self._free = QTimer(self, singleShot=True, interval=FREE_MS)
        self._free.timeout.connect(self._rebuild_when_free)
        self._waits = 0  # how often what came has waited
        self._resting = QTimer(self, singleShot=True, interval=REST_MS)  # what labels must keep clear of has moved
        self._resting.timeout.connect(self._settle_labels)
        self._hand = Hand(self, self._tools, self._resting.start)
        self._fingers = Fingers(self, self._hand)
        self._ringed = False  # a ring shows where the keyboard is, once it was used to come here
        self.frames = 0  # painted since the start, for benchmarks
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(160, 160))

    # ------------------------------------------------------------ what others ask

    def to_widget(self, xy: F64) -> F64:
        """Map points ``(n, 2)``, latent units, as widget points ``(n, 2)``, px."""
        return self._view.to_px(xy)

    def to_map(self, px: F64) -> F64:
        """Widget points ``(n, 2)``, px, as map points ``(n, 2)``, latent units."""
        return self._view.to_map(px)

    def tool(self, kind: type[T]) -> T:
        """The tool of that class. Raises ``StopIteration`` where this map has none."""
        return next(tool for tool in self._tools if isinstance(tool, kind))

    def view(self) -> View2D:
        """Where the map is now."""
        return self._view

    def set_view(self, view: View2D) -> None:
        """Show another part of the map, painted finely.

        Labels go along over a few px, and settle a moment later: in the same frame that would cost a tenth of it.
        """
        self._moving.stop()
        self._fitted = False
        carry = self._layout.view is not None and _near(self._layout.view, view)
        if carry:
            self._resting.start()
        self._look(view, carry=carry)

    def settle(self) -> None:
        """Paint finely now, though a hand moved the map a moment ago, or waits for a decode."""
        if self._moving.isActive() or self._free.isActive():
            self._moving.stop()
            self._rebuild()
        if self._resting.isActive():
            self._resting.stop()
            self._settle_labels()

    def look_at(self, view: View2D) -> None:
        """Show another part of the map, as a hand moves it: in quick frames, and finely when it rests."""
        self._fitted = False
        self._moving.start()
        self._look(view)

    def scene(self) -> Scene:
        """What is drawn now, and where."""
        ratio, moving = self.devicePixelRatioF(), self._moving.isActive()
        layout = self._layout
        look = (self._state, self._index, self._view, self._theme, ratio, self._fit_scale, moving)
        return Scene(*look, points=self._points, layout=layout)

    def fit(self) -> None:
        """Show the central 99 % of the codes: outliers do not rule the view."""
        self._fitted = True
        self._look(self._fitting())

    def _fitting(self) -> View2D:
        """The view that fits: of the codes, or without any three sigma of the prior, which is where they would be."""
        model = self._state.panes[self._index].model
        if model is not None and model.codes is not None and len(model.codes.xy):
            view = View2D.fit(model.codes.xy, self.width(), self.height())
        else:
            box = (-EMPTY_SPAN, -EMPTY_SPAN, EMPTY_SPAN, EMPTY_SPAN)
            view = View2D.fit_box(box, self.width(), self.height())
        self._fit_scale = view.scale
        return view

    def zoom(self, factor: float) -> None:
        """Zoom at the place that a tool names, where it is in sight, otherwise at the middle."""
        centre = next((xy for tool in self._tools if (xy := tool.zoom_centre()) is not None), None)
        middle = (self.width() / 2, self.height() / 2)
        px = middle if centre is None else tuple(self._view.to_px(np.array([centre]))[0])
        inside = 0 <= px[0] <= self.width() and 0 <= px[1] <= self.height()
        self.look_at(self._view.zoomed(factor, px if inside else middle))

    def accessible_value(self) -> str:
        """What the map says of the place where it is read."""
        return next(filter(None, (tool.said() for tool in self._tools)), "")

    def cancel(self) -> bool:
        """Give up what a tool has in hand; False if none has anything."""
        return self._hand.holder is not None and self._hand.holder.cancel()

    def magnify(self, points: float) -> None:
        """Draw points that many times as wide as usual."""
        self._points = points
        self._rebuild()

    def apply_theme(self, theme: Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self._rebuild()

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Draw what differs between two states."""
        self._state = new
        before, after = old.panes[self._index].model, new.panes[self._index].model
        if new.pose is not old.pose:
            self._take_pose(new)
        everything, live = self._changes.between(old, new)
        if before is not after and map_changed(before, after):
            self.fit()
        elif everything:
            if not self._free.isActive():
                self._rebuild_when_free()
        elif live:
            self._touch(live)

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the backdrop into what must be painted, then the live overlays."""
        scene = self.scene()
        painter = QPainter(self)
        if scene.moving and self._backdrop.costly:
            self._backdrop.paint_moved(painter, scene)
        else:
            # whole, through the clip: a part of it begins between device pixels where there are 1.25, 1.5 or 1.75 a px
            painter.drawImage(0, 0, self._backdrop.image(scene))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for overlay in self._live:  # not by ``shown``: every move of a pointer comes here
            layer = self._state.layers.get(overlay.name, SHOWN)
            if overlay.live and layer.on and self._regions.get(overlay.name, QRegion()).intersects(event.region()):
                painter.setOpacity(layer.opacity)
                overlay.live(painter, scene)
        painter.setOpacity(1.0)
        for tool in self._painting:
            tool.paint(painter, scene)
        if self._ringed:
            paint_focus(painter, self.rect(), self._theme.accent, CORNER)
        self.frames += 1

    # ------------------------------------------------------------ gestures

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The hand drags, pans or hovers."""
        self._hand.move(event.position(), held=bool(event.buttons() & Qt.MouseButton.LeftButton))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The hand takes hold of something."""
        self._hand.flush()
        if event.button() == Qt.MouseButton.LeftButton:
            self._hand.press(event.position(), event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The hand lets go."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._hand.release(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of two."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._hand.press_again(event.position(), event.modifiers())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; a turn that is only sideways pans."""
        view = gestures.turned(self._view, event)
        if view is not self._view:
            self.look_at(view)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Fingers on a screen or a trackpad; a pointer that rests is told what it rests on."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._explain(event)
            return True
        if isinstance(event, QTouchEvent) and self._fingers.take(event):
            event.accept()
            return True
        if not isinstance(event, QNativeGestureEvent):
            return super().event(event)
        if event.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
            self.fit()
        else:
            view = gestures.pinched(self._view, event)
            if view is self._view:
                return super().event(event)
            self.look_at(view)
        event.accept()
        return True

    def _explain(self, event: QHelpEvent) -> None:
        """Say in words what the pointer rests on."""
        at = QPointF(event.pos())
        text = "" if self._hand.holder is not None else next(filter(None, (tool.tip(at) for tool in self._tools)), "")
        spot = QRect(event.pos().x() - 3, event.pos().y() - 3, 7, 7)  # it goes when the pointer does
        QToolTip.showText(event.globalPos(), text, self, spot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key is the tool's that wants it."""
        self._hand.flush()
        if not any(tool.key(event) for tool in self._tools):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus here."""
        self._ringed = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self._ringed = False
        self.update()

    def leaveEvent(self, event: object) -> None:
        """The pointer is gone."""
        self._hand.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted map stays fitted, one that was restored shows the same part; another keeps its middle."""
        restored = posed_view(self._state, self._index, self._view)
        if self._fitted:
            self.fit()
            return
        self._fitting()  # points get the size that belongs to a map of this size
        moved = self._view if restored is None else restored
        size = self.width(), self.height()
        self._look(moved.resized(*size) if restored is None else moved.framed(*size))

    # ------------------------------------------------------------ small steps

    def _take_pose(self, state: SessionState) -> None:
        """Look where a figure or a saved view wants this map to look."""
        view = None if state.pose is None else state.pose.views.get(self._index)
        if view is not None:
            self.fit()  # for the size that points have
            self.set_view(view.framed(self.width(), self.height()))

    def _look(self, view: View2D, *, carry: bool = False) -> None:
        self._view = view
        self._session.look(self._index, view)
        self._rebuild(carry=carry)

    def _rebuild_when_free(self) -> None:
        """Paint anew what rests, but not while a hand waits for a picture: that would come so much later."""
        if self._waits < MOST_WAITS and any(tool.busy for tool in self._tools):
            self._waits += 1
            self._free.start()
        else:
            self._rebuild()

    def _rebuild(self, *, carry: bool = False) -> None:
        """Paint anew what rests; ``carry``: its labels stay at the spots that they have."""
        self._free.stop()
        self._waits = 0
        self._backdrop.spoil()
        if not carry:
            self._layout = self._laid_out()
        scene = self.scene()
        self._regions = {o.name: o.region(scene) for o in self._live if o.region}
        self.update()

    def _laid_out(self) -> Layout:
        """Where labels stand now. While the map moves under a hand they go with it, and settle when it rests.

        While a tool carries something, only the labels that go with that are placed: the others would jump about.
        """
        layout, scene = self._layout, self.scene()
        if scene.moving:
            return layout
        if self._hand.holder is None:
            return laid_out(scene, self._overlays, note_boxes(scene))
        for overlay in self._live:
            if self._state.layers.get(overlay.name, SHOWN).on:
                layout = laid_out_again(layout, overlay, scene)
        return layout

    def _settle_labels(self) -> None:
        """Paint again if the labels belong elsewhere, now that a hand or a pen has come to rest."""
        before, self._layout = self._layout, self._laid_out()
        if self._layout.spots != before.spots:
            self._rebuild(carry=True)

    def _touch(self, overlays: Iterable[Overlay]) -> None:
        """Paint again only where these live overlays were or are."""
        for overlay in overlays:
            if (overlay.writes or overlay.keeps) and self._state.layers.get(overlay.name, SHOWN).on:
                self._layout = laid_out_again(self._layout, overlay, self.scene())
                self._resting.start()
                overlays = self._live  # the others may give way to its labels
        scene = self.scene()
        for overlay in overlays:
            assert overlay.region is not None
            old = self._regions.get(overlay.name, QRegion())
            self._regions[overlay.name] = region = overlay.region(scene)
            self.update(region.united(old))


def _near(before: View2D, now: View2D) -> bool:
    """Whether a map has moved by a few px at most, and in no other way."""
    same = (before.scale, before.width, before.height) == (now.scale, now.width, now.height)
    return same and abs(before.cx - now.cx) + abs(before.cy - now.cy) < CARRIED / now.scale
