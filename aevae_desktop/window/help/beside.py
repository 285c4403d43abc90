"""A window beside the main one, with something to read."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.action import MainWindow
from aevae_desktop.ui.widgets.controls import scrolled
from aevae_desktop.ui.widgets.layouts import Part, vbox

EDGES = (22, 16, 22, 20)  # px
SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class Beside(QFrame):
    """``parts`` from top to bottom, which scroll, under the ``title``; Esc closes it, and it goes with ``window``."""

    def __init__(self, window: MainWindow, name: str, title: str, size: QSize, *parts: Part) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self._main = window
        self.setObjectName(name)
        self.setProperty("beside", True)
        self.setWindowTitle(title)
        inside = QWidget()
        vbox(*parts, None, gap=10, edges=EDGES, of=inside)
        scroll = scrolled(inside, f"{name}.scroll", title)
        vbox(scroll, of=self)
        self.setFocusProxy(scroll)
        themes.apply_below(self, window.theme)
        self.resize(size.boundedTo(self.screen().availableSize()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The keyboard goes back to the main window, also where no window manager sees to that."""
        super().closeEvent(event)
        self._main.window().activateWindow()

    def open(self) -> None:
        """Show it, in front."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.setFocus()


def copyable(made: QLabel) -> QLabel:
    """``made``, whose text can be marked and copied."""
    made.setTextInteractionFlags(SELECTABLE)
    return made
