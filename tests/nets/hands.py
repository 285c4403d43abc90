"""Posts events as hands cause them: pointer, wheel, pinch, keys, drops, tool tips."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
PLAIN = Qt.KeyboardModifier.NoModifier
At = tuple[float, float]


def mouse(widget: QWidget, kind: QEvent.Type, at: At, button: Qt.MouseButton, buttons: Qt.MouseButton,
          modifiers: Qt.KeyboardModifier = PLAIN) -> None:  # fmt: skip
    """One event of the pointer at a place of ``widget``, px."""
    point = QPointF(*at)
    QApplication.postEvent(widget, QMouseEvent(kind, point, widget.mapToGlobal(point), button, buttons, modifiers))


def move(widget: QWidget, at: At, held: Qt.MouseButton = NONE, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """The pointer moves to ``at``."""
    mouse(widget, QEvent.Type.MouseMove, at, NONE, held, modifiers)


def press(widget: QWidget, at: At, button: Qt.MouseButton = LEFT, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """A button goes down."""
    mouse(widget, QEvent.Type.MouseButtonPress, at, button, button, modifiers)


def release(widget: QWidget, at: At, button: Qt.MouseButton = LEFT, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """A button goes up."""
    mouse(widget, QEvent.Type.MouseButtonRelease, at, button, NONE, modifiers)


def click(widget: QWidget, at: At, button: Qt.MouseButton = LEFT, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """Down and up."""
    press(widget, at, button, modifiers)
    release(widget, at, button, modifiers)


def double_click(widget: QWidget, at: At) -> None:
    """Twice, as Qt tells it."""
    click(widget, at)
    mouse(widget, QEvent.Type.MouseButtonDblClick, at, LEFT, LEFT)
    release(widget, at)


def drag(widget: QWidget, points: Sequence[At], modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """Down at the first point, along the others, up at the last."""
    press(widget, points[0], LEFT, modifiers)
    for at in points[1:]:
        move(widget, at, LEFT, modifiers)
    release(widget, points[-1], LEFT, modifiers)


def wheel(widget: QWidget, at: At, across: int, up: int) -> None:
    """A turn of the wheel, eighths of a degree."""
    point, none = QPointF(*at), Qt.ScrollPhase.NoScrollPhase
    QApplication.postEvent(
        widget,
        QWheelEvent(point, widget.mapToGlobal(point), QPoint(), QPoint(across, up), NONE, PLAIN, none, False),
    )


def pinch(widget: QWidget, at: At, gain: float) -> None:
    """Two fingers on a trackpad: the scale gains so much."""
    point = QPointF(*at)
    QApplication.postEvent(
        widget,
        QNativeGestureEvent(
            Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2, point, point,
            widget.mapToGlobal(point), gain, QPointF(),
        ),
    )  # fmt: skip


def key(widget: QWidget, code: int, modifiers: Qt.KeyboardModifier = PLAIN, text: str = "") -> None:
    """A key goes down and up."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.postEvent(widget, QKeyEvent(kind, code, modifiers, text))


def rest(widget: QWidget, at: At) -> None:
    """The pointer rests: a tool tip is asked for."""
    spot = QPoint(int(at[0]), int(at[1]))
    QApplication.postEvent(widget, QHelpEvent(QEvent.Type.ToolTip, spot, widget.mapToGlobal(spot)))


def drop(window: QWidget, paths: Sequence[Path], at: At) -> None:
    """Files are dropped on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(int(at[0]), int(at[1])), action, data, LEFT, PLAIN)
    QApplication.sendEvent(window, enter)  # sent, not posted: the data must outlive it
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(*at), action, data, LEFT, PLAIN))
