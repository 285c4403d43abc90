"""What the window itself can do, and how its keys find what there is to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from aevae_desktop.features.feature import Feature
from aevae_desktop.session.state import Mode
from aevae_desktop.ui.action import Action, MainWindow, ranked

ZOOM = 1.3  # factor of one zoom command


def _toggle_full_screen(window: MainWindow) -> None:
    top = window.window()
    top.showNormal() if top.isFullScreen() else top.showFullScreen()


def _quit(window: MainWindow) -> None:
    """Close once the key that asked for it has been handled."""
    QTimer.singleShot(0, window.window().close)


OWN = Feature(
    "window",
    actions=(
        *ranked(
            20,
            Action("explore", "Explore: a click holds the probe", ("E",), lambda w: w.session.set_mode(Mode.EXPLORE)),
            Action("draw", "Draw: room for the pen", ("D",), lambda w: w.session.set_mode(Mode.DRAW)),
            Action("path", "Path: clicks add way-points", ("P",), lambda w: w.session.set_mode(Mode.PATH)),
            Action("single", "One map or two", ("S",), lambda w: w.session.set_single(len(w.session.state.shown) > 1)),
            Action("fit", "Fit the map", ("0",), lambda w: w.fit(), ("Home",)),
            Action("zoom_in", "Zoom in (minus: out)", ("+", "="), lambda w: w.zoom(ZOOM)),
            Action("zoom_out", "Zoom out", ("-",), lambda w: w.zoom(1 / ZOOM), listed=False),
        ),
        *ranked(
            50,
            Action("undo", "Undo a stroke, or an edit of the path", ("Ctrl+Z",), lambda w: w.session.undo()),
            Action("redo", "Redo it", ("Ctrl+Shift+Z", "Ctrl+Y"), lambda w: w.session.redo()),
        ),
        *ranked(
            110,
            Action("theme", "Light or dark", ("T",), lambda w: w.toggle_theme()),
            Action("fullscreen", "Full screen", ("F11",), _toggle_full_screen),
            Action("help", "These keys", ("?", "F1"), lambda w: w.toggle_popover("help")),
            Action("quit", "Quit", ("Ctrl+Q",), _quit),
        ),
    ),
)


def install(window: QWidget, rows: Iterable[Action], run: Callable[[Action], object]) -> None:
    """Give ``window`` a QAction for every row, which has it ``run``."""
    for row in rows:
        action = QAction(row.title, window)
        action.setObjectName(f"action.{row.name}")
        action.setShortcuts([QKeySequence(keys) for keys in row.keys])
        action.triggered.connect(lambda _checked=False, row=row: run(row))
        window.addAction(action)


def late_action(rows: Iterable[Action], keys: QKeySequence) -> Action | None:
    """The row that has ``keys`` among its late ones."""
    return next((row for row in rows if keys in map(QKeySequence, row.late)), None)
