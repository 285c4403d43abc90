"""Drags on a map with keys held, and what they should select."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from aevae_desktop.features import OVERLAYS
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.selection.state import Selecting
from aevae_desktop.session.state import Layer

Keys = Qt.KeyboardModifier
LOOP = [(60, 60), (200, 50), (260, 150), (180, 120), (190, 260), (70, 250)]


class Held:
    """A hand that holds keys of the keyboard while it moves the mouse."""

    def __init__(self, keys: Keys = Keys.NoModifier) -> None:
        self.keys = keys

    def post(self, widget: QWidget, kind: QEvent.Type, at: tuple[float, float], down: bool) -> None:
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
        buttons = Qt.MouseButton.LeftButton if down else Qt.MouseButton.NoButton
        spot = QPointF(*at)
        QApplication.postEvent(widget, QMouseEvent(kind, spot, widget.mapToGlobal(spot), button, buttons, self.keys))
        QApplication.processEvents()

    def start(self, widget: QWidget, *points: tuple[float, float]) -> None:
        self.post(widget, QEvent.Type.MouseButtonPress, points[0], down=True)
        for at in points[1:]:
            self.post(widget, QEvent.Type.MouseMove, at, down=True)

    def drag(self, widget: QWidget, *points: tuple[float, float]) -> None:
        self.start(widget, *points)
        self.post(widget, QEvent.Type.MouseButtonRelease, points[-1], down=False)


def chosen(window: Any) -> list[int]:
    now = window.session.state.part(Selecting).selection
    return [] if now is None else now.samples.tolist()


def px_of(window: Any, pane: int) -> np.ndarray:
    return window.canvas(pane).to_widget(window.session.state.panes[pane].model.codes.xy)


def within(window: Any, pane: int, loop: Any) -> set[int]:
    """Samples inside a polygon of px, point by point and edge by edge."""
    inside = set()
    for row, (x, y) in enumerate(px_of(window, pane).tolist()):
        odd = False
        for (ax, ay), (bx, by) in zip(loop, [*loop[1:], loop[0]], strict=True):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                odd = not odd
        if odd:
            inside.add(row)
    return inside


def only(window: Any, *names: str) -> None:
    for row in OVERLAYS:
        window.session.controller(LayersController).set_layer(row.name, Layer(on=row.name in names))
