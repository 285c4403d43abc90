"""What a wheel and fingers on a trackpad mean. No kinetics: the map stops when the hand does.

Scrolling zooms, on a wheel and with two fingers alike; it pans only where the turn is purely sideways (a tilted wheel,
Alt and the wheel). The zoom is a power of the turn, so a turn in many small steps ends where one large step does.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent

from aevae_desktop.core.map.view2d import View2D

WHEEL = 1.0015  # zoom factor for an eighth of a degree of the wheel
PIXEL = 2.0  # eighths of a degree that a scrolled pixel stands for, where a device tells pixels alone
SIDEWAYS = 0.5  # px panned for an eighth of a degree


def turned(view: View2D, event: QWheelEvent) -> View2D:
    """The view after a turn of the wheel; ``view`` itself where the turn is nothing or only inertia."""
    if event.phase() == Qt.ScrollPhase.ScrollMomentum:
        return view
    angle, pixels = event.angleDelta(), event.pixelDelta()
    up, across = float(angle.y()), float(angle.x())
    if angle.isNull():
        up, across = PIXEL * pixels.y(), PIXEL * pixels.x()
    at = event.position()
    if up:
        return view.zoomed(WHEEL**up, (at.x(), at.y()))
    if not across:
        return view
    return view.panned(pixels.x() or SIDEWAYS * across, 0.0)


def pinched(view: View2D, event: QNativeGestureEvent) -> View2D:
    """The view after a step of a pinch, whose value is what the scale gains; ``view`` itself for another gesture."""
    factor = 1.0 + event.value()
    if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture or factor <= 0.0 or factor == 1.0:
        return view
    return view.zoomed(factor, (event.position().x(), event.position().y()))
