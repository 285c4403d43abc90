"""The keys and the mouse, on one card."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QLabel

from aevae_desktop.session.session import Session
from aevae_desktop.ui.action import Action
from aevae_desktop.ui.widgets.controls import label
from aevae_desktop.ui.widgets.layouts import grid
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
CLASSES = (("1 … 9, Alt+0", "A class on or off"), ("Shift+0 … 9", "A class alone"))


class HelpPanel(Card):
    """Made from the ``actions``, so it cannot be out of date."""

    def __init__(self, session: Session, actions: Iterable[Action]) -> None:
        super().__init__(session, "help", "Keys", "What the mouse and the keys do.")
        rows = [(each.shown_keys, each.title) for each in actions if each.menu] + [*CLASSES]
        self.lay_out(
            Heading("Mouse"),
            grid(*map(_cells, MOUSE), gaps=(14, 2)),
            6,
            Heading("Keys"),
            grid(*map(_cells, rows), gaps=(14, 2)),
        )


def _cells(row: tuple[str, str]) -> tuple[QLabel, QLabel]:
    """The keys, and what they do."""
    return label(row[0], quiet=False, wrap=False), label(row[1])
