"""The map canvas: a cached picture of everything that rests, and the live overlays painted over it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.features import OVERLAYS
from aevae_desktop.features.figures.record import posed_view
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.points import minimap
from aevae_desktop.features.probe import logic as probe_logic
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.session.model import F64
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import EMPTY, SHOWN, SessionState
from aevae_desktop.ui.map import gestures
from aevae_desktop.ui.map.backdrop import CORNER, Backdrop
from aevae_desktop.ui.map.changes import LIVE, Changes, map_changed
from aevae_desktop.ui.map.overlay import Overlay
from aevae_desktop.ui.map.scene import MapSurface, Scene
from aevae_desktop.ui.map.tools import MapTools
from aevae_desktop.ui.theme import DARK, Theme
from aevae_desktop.ui.widgets.latest import Latest
from aevae_desktop.ui.widgets.marks import paint_focus

CLICK = 4  # px the pointer may move between press and release for it to be a click
STEP, FINE = 8.0, 1.0  # px an arrow key moves the probe, and with Shift
EMPTY_SPAN = 3.2  # map units from the middle that a map without codes shows
REST_MS = 110  # after the hand's last move the map is painted as finely as it can be

_ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class MapCanvas(MapSurface):
    """One pane's latent map. Pan and zoom live here; everything else is the session's."""

    def __init__(self, session: Session, index: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._index = session, index
        self._theme: Theme = DARK
        self._state: SessionState = EMPTY
        self._view = View2D(0.0, 0.0, 60.0, 1.0, 1.0)
        self._fitted = True
        self._fit_scale = self._view.scale
        self._backdrop, self._changes = Backdrop(), Changes(index)
        self._regions: dict[str, QRegion] = {}
        self._pressed: QPoint | None = None
        self._dragged = False
        self._steering = False  # the mini-map is held
        self._caught = False  # the last press was on a ring, or drew a shape
        self._pointer = Latest(self._hover, self)
        self.tools = MapTools(session, index, self, self._scene)
        self._moving = QTimer(self, singleShot=True, interval=REST_MS)
        self._moving.timeout.connect(self._rebuild)
        self._ringed = False  # a ring shows where the keyboard is, once it was used to come here
        self.frames = 0  # painted since the start, for benchmarks
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(160, 160))

    # ------------------------------------------------------------ what others ask

    def to_widget(self, xy: F64) -> F64:
        """Map points ``(n, 2)``, latent units, as widget points ``(n, 2)``, px."""
        return self._view.to_px(xy)

    def to_map(self, px: F64) -> F64:
        """Widget points ``(n, 2)``, px, as map points ``(n, 2)``, latent units."""
        return self._view.to_map(px)

    def view(self) -> View2D:
        """Where the map is now."""
        return self._view

    def set_view(self, view: View2D) -> None:
        """Show another part of the map, painted finely."""
        self._moving.stop()
        self._fitted = False
        self._look(view)

    def settle(self) -> None:
        """Paint finely now, though a hand moved the map a moment ago."""
        if self._moving.isActive():
            self._moving.stop()
            self._rebuild()

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
        """Zoom at the probe, where it is in sight, otherwise at the middle."""
        probe = self._state.panes[self._index].get(Probe)
        middle = (self.width() / 2, self.height() / 2)
        px = middle if probe is None else tuple(self._view.to_px(np.array([probe.xy]))[0])
        inside = 0 <= px[0] <= self.width() and 0 <= px[1] <= self.height()
        self._move(self._view.zoomed(factor, px if inside else middle))

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
            self._rebuild()
        elif live:
            self._touch(live)

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the backdrop into what must be painted, then the live overlays."""
        scene = self._scene()
        painter = QPainter(self)
        if scene.moving and self._backdrop.costly:
            self._backdrop.paint_moved(painter, scene)
        else:
            # whole, through the clip: a part of it begins between device pixels where there are 1.25, 1.5 or 1.75 a px
            painter.drawImage(0, 0, self._backdrop.image(scene))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for overlay in OVERLAYS:
            layer = self._state.layers.get(overlay.name, SHOWN)
            if overlay.live and layer.on and self._regions.get(overlay.name, QRegion()).intersects(event.region()):
                painter.setOpacity(layer.opacity)
                overlay.live(painter, scene)
        self.tools.paint(painter, self._theme, self._view)
        if self._ringed:
            paint_focus(painter, self.rect(), self._theme.accent, CORNER)
        self.frames += 1

    # ------------------------------------------------------------ gestures

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag pans, steers by the mini-map or catches; anything else probes."""
        at = event.position()
        if self._pressed is not None and not event.buttons() & Qt.MouseButton.LeftButton:
            self.tools.lose()  # a dialog that opened under the hand has had the release
            self._pressed, self._steering = None, False
        if self._steer(at) or self.tools.drag(at):
            return
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            moved = at.toPoint() - self._pressed
            if self._dragged or moved.manhattanLength() > CLICK:
                self._dragged = True
                self._pressed = at.toPoint()
                self._move(self._view.panned(moved.x(), moved.y()))
            return
        self._pointer.put(at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press is the start of a click or a drag."""
        self._pointer.flush()
        if event.button() == Qt.MouseButton.LeftButton:
            self._steering = self._minimap(event.position()) is not None
            self._pressed, self._dragged = event.position().toPoint(), False
            if not self._steering:
                self.tools.press(event.position(), event.modifiers())
            self._steer(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A release without a drag is a click."""
        if event.button() == Qt.MouseButton.LeftButton and self._pressed is not None:
            caught = self.tools.release(event.position())
            if not caught and not self._dragged and not self._steering:
                self._session.controller(PathController).click(self._index, *self._map_point(event.position()))
            self._pressed, self._steering, self._caught = None, False, caught

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click fits; what its first click did is taken back."""
        if event.button() != Qt.MouseButton.LeftButton or self._minimap(event.position()) is not None:
            return
        if self._caught:  # twice on a ring: there is nothing to take back
            self.mousePressEvent(event)
            return
        self._session.controller(PathController).unclick()
        self.tools.cancel()
        self._pressed = None
        self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; a turn that is only sideways pans."""
        view = gestures.turned(self._view, event)
        if view is not self._view:
            self._move(view)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Fingers on a trackpad pinch to zoom, tap twice to fit; a pointer that rests is told what it rests on."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self.tools.explain(event)
            return True
        if not isinstance(event, QNativeGestureEvent):
            return super().event(event)
        if event.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
            self.fit()
        else:
            view = gestures.pinched(self._view, event)
            if view is self._view:
                return super().event(event)
            self._move(view)
        event.accept()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the probe, with Shift finely."""
        self._pointer.flush()
        arrow = _ARROWS.get(Qt.Key(event.key()))
        pane = self._state.panes[self._index]
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if arrow is None or pane.model is None or held:
            super().keyPressEvent(event)
            return
        probe = pane.get(Probe)
        start = probe_logic.start_xy(pane.model) if probe is None else probe.xy
        step = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
        px = self._view.to_px(np.array([start]))[0] + np.array(arrow) * step
        self._session.controller(ProbeController).probe(self._index, *self._map_point(QPointF(*px)))

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
        self.tools.rings.leave()

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

    def _minimap(self, at: QPointF, held: bool = False) -> View2D | None:
        layer = self._state.layers.get("minimap", SHOWN)
        return minimap.steered(self._scene(), at, held) if layer.on else None

    def _steer(self, at: QPointF) -> bool:
        """Go where the held mini-map is pointed at; true where the pointer means the mini-map, not the map."""
        view = self._minimap(at, self._steering)
        if view is not None and self._steering:
            self._move(view)
        return view is not None and (self._steering or self._pressed is None)

    def _hover(self, at: QPointF) -> None:
        self._session.controller(ProbeController).hover(self._index, *self._map_point(at))

    def _map_point(self, at: QPointF) -> tuple[float, float]:
        x, y = self._view.to_map(np.array([[at.x(), at.y()]]))[0]
        return float(x), float(y)

    def _scene(self) -> Scene:
        ratio, moving = self.devicePixelRatioF(), self._moving.isActive()
        return Scene(self._state, self._index, self._view, self._theme, ratio, self._fit_scale, moving)

    def _move(self, view: View2D) -> None:
        """A hand moves the map: its frames must be quick, and are made finer when it rests."""
        self.set_view(view)
        self._moving.start()

    def _look(self, view: View2D) -> None:
        self._view = view
        self._session.look(self._index, view)
        self._rebuild()

    def _rebuild(self) -> None:
        self._backdrop.spoil()
        scene = self._scene()
        self._regions = {o.name: o.region(scene) for o in LIVE if o.region}
        self.update()

    def _touch(self, overlays: Iterable[Overlay]) -> None:
        """Paint again only where these live overlays were or are."""
        scene = self._scene()
        for overlay in overlays:
            assert overlay.region is not None
            old = self._regions.get(overlay.name, QRegion())
            self._regions[overlay.name] = region = overlay.region(scene)
            self.update(region.united(old))
