"""The keys and the mouse, and what the program is, on one card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import zip_longest

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QWidget

from aevae_desktop import __version__
from aevae_desktop.session.session import Session
from aevae_desktop.ui.action import Action
from aevae_desktop.ui.shell import STATUS, TOP
from aevae_desktop.ui.widgets.controls import label, scrolled
from aevae_desktop.ui.widgets.layouts import grid, vbox
from aevae_desktop.ui.widgets.panel import Card
from aevae_desktop.ui.widgets.text_line import Heading

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


class HelpPanel(Card):
    """Made from the ``actions``, so it cannot be out of date; what is confined is what the process has tried."""

    def __init__(self, session: Session, actions: Iterable[Action]) -> None:
        super().__init__(session, "help", "Keys")
        rows = [(each.shown_keys, each.title) for each in actions if each.menu] + [*CLASSES]
        half = (len(rows) + 1) // 2
        pairs = zip_longest(rows[:half], rows[half:])
        self._confined = label(name="help.confined")
        self._inside = QWidget()
        vbox(
            Heading("Mouse"),
            grid(*map(_cells, MOUSE), gaps=(14, 2)),
            6,
            Heading("Keys"),
            grid(*((*_cells(left), *(_cells(right) if right else ())) for left, right in pairs), gaps=(14, 2)),
            Heading(f"About aevae-desktop {__version__}"),
            self._confined,
            edges=(16, 12, 16, 14),
            of=self._inside,
        )
        self._scroll = scrolled(self._inside, "help.scroll", "Mouse and keys")
        self.setFocusProxy(self._scroll)
        vbox(self._scroll, of=self)

    def watch(self, seen: bool) -> None:
        """Say what is known by now."""
        self._tell()

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


def _cells(row: tuple[str, str]) -> tuple[QLabel, QLabel]:
    """The keys, and what they do."""
    return label(row[0], quiet=False, wrap=False), label(row[1], wrap=False)
