"""What makes a window legible, measured on the widgets themselves and on the pixels they paint."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QComboBox, QLabel, QWidget

from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.text_line import TextLine
from tests.window_fixtures import pixels

SEEN = 3.0  # the contrast of what is not text
READ = 4.5  # that of text


def luminance(rgb: np.ndarray) -> np.ndarray:
    """The relative luminance of WCAG 2 of colours ``0xRRGGBB``, of any shape."""
    parts = np.stack([(rgb >> shift) & 0xFF for shift in (16, 8, 0)]).astype(float) / 255
    red, green, blue = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return np.asarray(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def contrast(one: Any, other: Any) -> Any:
    """The contrast of WCAG 2 between colours, ``#rrggbb`` or arrays of ``0xRRGGBB``: 1 to 21."""
    a, b = (luminance(np.asarray(QColor(c).rgb() if isinstance(c, str) else c)) for c in (one, other))
    return (np.maximum(a, b) + 0.05) / (np.minimum(a, b) + 0.05)


def shown(root: QWidget) -> list[QWidget]:
    """Every widget inside ``root`` that is on the screen."""
    return [widget for widget in root.findChildren(QWidget) if widget.isVisible() and _seen(widget)]


def tab_stops(root: QWidget) -> list[QWidget]:
    """The widgets inside ``root`` that Tab visits."""
    tab = Qt.FocusPolicy.TabFocus.value
    return [w for w in shown(root) if w.focusPolicy().value & tab and w.isEnabled() and w.focusProxy() is None]


def named(widget: QWidget) -> str:
    """How a failing test calls ``widget``."""
    text = widget.text() if hasattr(widget, "text") else ""
    return f"{type(widget).__name__} {widget.objectName() or text or widget.accessibleName()}".strip()


def ring(window: QWidget, widget: QWidget) -> int:
    """How many px that differ by 3:1 at least show that ``widget`` has the keyboard."""
    window.activateWindow()
    window.setFocus()
    other = next(stop for stop in tab_stops(window) if stop is not widget)
    looks = []
    for holder in (other, widget):
        holder.setFocus(Qt.FocusReason.TabFocusReason)
        assert holder.hasFocus()
        assert window.wait_idle(10_000)  # type: ignore[attr-defined]
        QApplication.processEvents()
        looks.append(pixels(widget))
    return int((contrast(looks[0] & 0xFFFFFF, looks[1] & 0xFFFFFF) >= SEEN).sum())


def place(widget: QWidget, root: QWidget) -> QRect:
    """Where ``widget`` is in ``root``, px."""
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def clipped(root: QWidget) -> dict[str, str]:
    """The widgets inside ``root`` whose text has no room, or that stick out of what holds them, and by how much.

    Lines that elide themselves may be narrow, never low; what can be scrolled to is not cut off.
    """
    found = {}
    for widget in shown(root):
        wanted, size = widget.sizeHint(), widget.size()
        if isinstance(widget, TextLine):
            short = widget.height() < QFontMetrics(themes.font(widget.px)).height()
        elif isinstance(widget, (QAbstractButton, QComboBox)):
            short = size.width() < wanted.width() or size.height() < wanted.height()
        elif isinstance(widget, QLabel):
            room = widget.heightForWidth(size.width()) if widget.wordWrap() else wanted.height()
            short = (not widget.wordWrap() and size.width() < wanted.width()) or size.height() < room
        else:
            continue
        if short:
            found[named(widget)] = f"{size.toTuple()} of {wanted.toTuple()}"
        elif _sticks_out(widget):
            found[named(widget)] = f"sticks out: {widget.geometry().getRect()}"
    return found


def overlapping(root: QWidget) -> list[tuple[str, str]]:
    """Pairs of widgets that have one parent and lie over each other; a line that is dragged is wider than it looks."""

    def inside(parent: QWidget) -> list[QWidget]:
        return [w for w in shown(parent) if w.parentWidget() is parent and not w.inherits("QSplitterHandle")]

    return [
        (named(one), named(other))
        for parent in (root, *shown(root))
        for one, other in combinations(inside(parent), 2)
        if one.geometry().intersects(other.geometry()) and not parent.inherits("QAbstractScrollArea")
    ]


def _sticks_out(widget: QWidget) -> bool:
    """Whether part of it lies outside its parent, which does not scroll to it."""
    holder = widget.parentWidget()
    if holder is None or widget.isWindow() or isinstance(holder.parentWidget(), QAbstractScrollArea):
        return False
    return not holder.rect().contains(widget.geometry())


def _seen(widget: QWidget) -> bool:
    return widget.width() > 0 and widget.height() > 0
