"""The keys and the mouse, on one card."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from aevae_desktop.session.session import Session
from aevae_desktop.views.actions import ACTIONS, shown_keys
from aevae_desktop.views.panels.panel import Panel
from aevae_desktop.views.shell import STATUS, TOP
from aevae_desktop.views.widgets.heading import Heading

MOUSE = (
    ("Move over a map", "decode what lives there"),
    ("Click", "hold the probe, or add a way-point in Path mode"),
    ("Drag, wheel or pinch", "pan, zoom at the pointer"),
    ("Drag in the mini-map", "go there, while zoomed in"),
    ("Shift+drag, Alt+drag", "a lasso adds codes to the selection, or takes them away"),
    ("Ctrl+drag", "a box selects codes"),
    ("Double click", "fit the map"),
    ("Drag a ring of the path", "move a way-point; Esc puts it back"),
    ("Arrows, Ctrl+arrows", "move the probe, the current way-point; with Shift finely"),
    ("Shift+click in the legend", "one class alone"),
)
LINE = 1  # px: the card's own, and the ring of the focus within it
EDGE = 12  # px: above and below the card
PLAYER = (
    ("Alt+←, Alt+→", "A frame back, or on"),
    ("Alt+comma, Alt+.", "Slower, or faster"),
    ("Alt+↓, Alt+↑", "A film of fewer frames, or of more"),
)
CLASSES = (("1 … 9, Alt+0", "A class on or off"), ("Shift+0 … 9", "A class alone"))


class HelpPanel(Panel):
    """Made from the table of actions, so it cannot be out of date."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("help")
        self.setProperty("card", True)
        self.setAccessibleName("Keys")
        self._inside = QWidget()
        self._scroll = QScrollArea()
        self._scroll.setObjectName("help.scroll")
        self._scroll.setAccessibleName("Mouse and keys")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inside)
        self.setFocusProxy(self._scroll)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._scroll)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        column.addWidget(Heading("Mouse"))
        column.addLayout(_table(MOUSE))
        column.addSpacing(6)
        column.addWidget(Heading("Keys"))
        rows = [(shown_keys(row), row.title) for row in ACTIONS if row.listed]
        rows += [*PLAYER, *CLASSES]
        half = (len(rows) + 1) // 2
        grid = _table(rows[:half])
        for r, (keys, title) in enumerate(rows[half:]):
            grid.addWidget(_label(keys, strong=True), r, 2)
            grid.addWidget(_label(title), r, 3)
        column.addLayout(grid)

    def sizeHint(self) -> QSize:
        """All of it, or as high as the window leaves; the rest is scrolled to."""
        wanted, parent = self._inside.sizeHint() + QSize(4 * LINE, 4 * LINE), self.parentWidget()
        room = wanted.height() if parent is None else parent.height() - TOP - STATUS - EDGE
        if room >= wanted.height():
            return wanted
        return QSize(wanted.width() + self._scroll.verticalScrollBar().sizeHint().width(), room)


def _table(rows: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(2)
    for r, (keys, title) in enumerate(rows):
        grid.addWidget(_label(keys, strong=True), r, 0)
        grid.addWidget(_label(title), r, 1)
    return grid


def _label(text: str, *, strong: bool = False) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("quiet", not strong)
    return label
