"""The keys and the mouse, and what the program is, on one card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from aevae_desktop import __version__
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


LAYERS = {  # of the confinement, as ``confinement.probe`` names them: what holds, and what does not
    "memory": ("memory is bounded", "memory is not bounded"),
    "files": ("it opens no file", "it may open files"),
    "network": ("no network", "it may use the network"),
    "processes": ("it starts no program", "it may start programs"),
    "cpu": ("processor time is bounded", "processor time is not bounded"),
}


def confinement(layers: Mapping[str, bool]) -> str:
    """What the process that runs the networks has given up, in a sentence or two, from what it found out itself."""
    if not layers:
        return "The process that runs the networks has not said yet what it has given up."
    holds = [words[0] for name, words in LAYERS.items() if layers.get(name)]
    lacks = [words[1] for name, words in LAYERS.items() if not layers.get(name)]
    good = f"The process that runs the networks is confined: {', '.join(holds)}." if holds else ""
    bad = f"Not on this system: {', '.join(lacks)}; open only models you trust." if lacks else ""
    return " ".join(part for part in (good, bad) if part)


class HelpPanel(Panel):
    """Made from the table of actions, so it cannot be out of date; what is confined is what the process has tried."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
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
        column.addWidget(Heading(f"About aevae-desktop {__version__}"))
        self._confined = _label("")
        self._confined.setObjectName("help.confined")
        self._confined.setWordWrap(True)
        column.addWidget(self._confined)

    def showEvent(self, event: QShowEvent) -> None:
        """Say what is known by now."""
        self._tell()
        super().showEvent(event)

    def sizeHint(self) -> QSize:
        """All of it, or as high as the window leaves; the rest is scrolled to."""
        self._tell()  # before it is shown: its lines are counted
        wide, layout, parent = self._inside.sizeHint().width(), self._inside.layout(), self.parentWidget()
        high = self._inside.sizeHint().height() if layout is None else layout.totalHeightForWidth(wide)
        wanted = QSize(wide, high) + QSize(4 * LINE, 4 * LINE)
        room = wanted.height() if parent is None else parent.height() - TOP - STATUS - EDGE
        if room >= wanted.height():
            return wanted
        return QSize(wanted.width() + self._scroll.verticalScrollBar().sizeHint().width(), room)

    def _tell(self) -> None:
        self._confined.setText(confinement(self._session.confined))


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
