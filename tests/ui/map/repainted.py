"""A program of its own for ``test_trails``: hovers over two maps, and compares the window with one painted whole.

Prints the device pixel ratio and how many pixels differ. The ratio is Qt's for a whole process ($QT_SCALE_FACTOR), so
each needs one.
"""

from __future__ import annotations

import sys

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from aevae_desktop.app import create_window

HOVERS = 25  # on each map


def main(argv: list[str]) -> int:
    window = create_window([*argv, "--theme", "dark"])
    window.resize(1000, 640)
    window.show()
    assert window.wait_idle(60_000)
    for pane in (0, 1):
        canvas = window.canvas(pane)
        places = np.random.default_rng(pane).uniform((1, 1), (canvas.width() - 1, canvas.height() - 1), (HOVERS, 2))
        for x, y in places.tolist():
            hover(canvas, x, y)
            assert window.wait_idle(60_000)
    partial = on_screen(window)
    for widget in (window, *window.findChildren(QWidget)):
        widget.update()
    QApplication.processEvents()
    sys.stdout.write(f"{window.devicePixelRatioF()} {int((partial != on_screen(window)).sum())}\n")
    window.close()
    return 0


def hover(widget: QWidget, x: float, y: float) -> None:
    at, none = QPointF(x, y), Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, widget.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.postEvent(widget, event)
    QApplication.processEvents()


def on_screen(window: QWidget) -> np.ndarray:
    """What stands in the window's own memory: a ``grab`` would paint it whole."""
    image = window.backingStore().paintDevice().convertToFormat(QImage.Format.Format_RGB32)
    return np.array(image.constBits(), np.uint8).view(np.uint32).reshape(image.height(), image.width()).copy()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
