"""The keys and the mouse, on one card."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QGridLayout

from aevae_desktop.session.session import Session
from aevae_desktop.ui.action import MENUS, Action
from aevae_desktop.ui.widgets.controls import Check, label, named
from aevae_desktop.ui.widgets.layouts import Part, grid
from aevae_desktop.ui.widgets.panel import Card
from aevae_desktop.ui.widgets.text_line import Heading
from aevae_desktop.window.actions import shortcuts

MOUSE = (
    ("Move over a map", "decode what lives there"),
    ("Click", "freeze the pointer, or add a way-point in Path mode"),
    ("Drag, wheel or pinch", "pan, zoom at the pointer"),
    ("Drag in the mini-map", "go there, while zoomed in"),
    ("Shift+drag, Alt+drag", "a lasso adds codes to the selection, or removes them"),
    ("Ctrl+drag", "a box selects codes"),
    ("Double click", "fit the map"),
    ("Drag a ring of the path", "move a way-point; Esc puts it back"),
    ("Arrows, Ctrl+arrows", "move the probe, the current way-point; with Shift finely"),
    ("Shift+click in the legend", "only this class"),
)
LETTERS = "letter_keys"  # the setting that says whether keys of a single character are heard
KEYS = 148  # px, the column of the keys
CLASSES = (("1 … 9, Alt+0", "A class on or off"), ("Shift+0 … 9", "Only this class"))


class HelpPanel(Card):
    """Made from the ``actions``, so it cannot be out of date."""

    def __init__(self, session: Session, actions: Iterable[Action]) -> None:
        super().__init__(session, "help", "Keys", "What the mouse and the keys do.")
        self._rows = list(actions)
        letters = Check("Keys of a single character")
        named(letters, "help.letters", "Turned off, only keys with Ctrl or Alt and named ones such as F1 are heard")
        letters.setChecked(session.settings.value(LETTERS) is not False)
        letters.toggled.connect(self._take_letters)
        self.lay_out(letters, *sections(self._rows))

    def _take_letters(self, on: bool) -> None:
        """Hear keys of a single character, or leave them to whoever dictates; kept for the next start."""
        self._session.settings.put(LETTERS, on)
        for row in self._rows:
            action = self.action(row.name)
            if action is not None:
                action.setShortcuts(shortcuts(row, on))


def sections(actions: Iterable[Action]) -> list[Part]:
    """What the mouse does, and the keys menu by menu; actions without a key are left to the menus."""
    rows = [each for each in actions if each.shown_keys]
    keys = [(menu, [(each.shown_keys, each.title) for each in rows if each.menu == menu]) for menu in MENUS]
    titled = [("Mouse", MOUSE), *keys, ("Classes", CLASSES)]
    return [part for title, lines in titled for part in (Heading(title), _table(lines), 4)]


def _table(lines: Iterable[tuple[str, str]]) -> QGridLayout:
    """Keys, and what they do; the columns of all tables are under each other."""
    made = grid(*((label(keys, quiet=False), label(does)) for keys, does in lines), gaps=(14, 2))
    made.setColumnMinimumWidth(0, KEYS)
    made.setColumnStretch(1, 1)
    return made
