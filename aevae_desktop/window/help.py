"""The keys and the mouse, on one card."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QWidget

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


class HelpPanel(Card):
    """Made from the ``actions``, so it cannot be out of date."""

    def __init__(self, session: Session, actions: Iterable[Action]) -> None:
        super().__init__(session, "help", "Keys")
        rows = [(each.shown_keys, each.title) for each in actions if each.menu] + [*CLASSES]
        half = (len(rows) + 1) // 2
        pairs = zip_longest(rows[:half], rows[half:])
        self._inside = QWidget()
        vbox(
            Heading("Mouse"),
            grid(*map(_cells, MOUSE), gaps=(14, 2)),
            6,
            Heading("Keys"),
            grid(*((*_cells(left), *(_cells(right) if right else ())) for left, right in pairs), gaps=(14, 2)),
            edges=(16, 12, 16, 14),
            of=self._inside,
        )
        self._scroll = scrolled(self._inside, "help.scroll", "Mouse and keys")
        self.setFocusProxy(self._scroll)
        vbox(self._scroll, of=self)

    def sizeHint(self) -> QSize:
        """All of it, or as high as the window leaves; the rest is scrolled to."""
        parent = self.parentWidget()
        wanted = self._inside.sizeHint() + QSize(4 * LINE, 4 * LINE)
        room = wanted.height() if parent is None else parent.height() - TOP - STATUS - EDGE
        if room >= wanted.height():
            return wanted
        return QSize(wanted.width() + self._scroll.verticalScrollBar().sizeHint().width(), room)


def _cells(row: tuple[str, str]) -> tuple[QLabel, QLabel]:
    """The keys, and what they do."""
    return label(row[0], quiet=False, wrap=False), label(row[1], wrap=False)
