"""The keys and the mouse, on one card, where keys can be changed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from aevae_desktop.language import translate
from aevae_desktop.ui import accessible
from aevae_desktop.ui.action import MENUS, MainWindow
from aevae_desktop.ui.widgets.controls import Check, button, label, named
from aevae_desktop.ui.widgets.layouts import Part, grid
from aevae_desktop.ui.widgets.panel import Card
from aevae_desktop.ui.widgets.text_line import Heading
from aevae_desktop.window.help.key_button import KeyButton
from aevae_desktop.window.keymap import Keymap

MOUSE = (
    (translate("window", "Move over a map"), translate("window", "decode what lives there")),
    (translate("window", "Click"), translate("window", "freeze the pointer, or add a way-point in Path mode")),
    (translate("window", "Drag, wheel or pinch"), translate("window", "pan, zoom at the pointer")),
    (translate("window", "Drag in the mini-map"), translate("window", "go there, while zoomed in")),
    (
        translate("window", "Shift+drag, Alt+drag"),
        translate("window", "a lasso adds codes to the selection, or removes them"),
    ),
    (translate("window", "Ctrl+drag"), translate("window", "a box selects codes")),
    (translate("window", "Double click"), translate("window", "fit the map")),
    (translate("window", "Drag a ring of the path"), translate("window", "move a way-point; Esc puts it back")),
    (
        translate("window", "Arrows, Ctrl+arrows"),
        translate("window", "move the probe, the current way-point; with Shift finely"),
    ),
    (translate("window", "Shift+click in the legend"), translate("window", "only this class")),
    (translate("window", "One finger"), translate("window", "moves the probe; where it stays, it is a click")),
    (translate("window", "Two fingers"), translate("window", "pan and pinch; two taps fit the map")),
)
KEYS, INDENT = 148, 6  # px: the column of the keys, and where its text begins, in buttons too
CLASSES = (
    ("1 … 9, Alt+0", translate("window", "A class on or off")),
    ("Shift+0 … 9", translate("window", "Only this class")),
)
HOW = translate("window", "Press a key in this list to change it.")
ASK = translate("window", "Press the new key. Esc keeps the old one.")


class HelpPanel(Card):
    """Made from the window's actions, so it cannot be out of date."""

    def __init__(self, window: MainWindow, keymap: Keymap) -> None:
        super().__init__(
            window.session, "help", translate("window", "Keys"), translate("window", "What the mouse and the keys do.")
        )
        self._window, self._keymap = window, keymap

    def build(self) -> None:
        """Make the rows; a key is a button that changes it."""
        letters = named(
            Check(translate("window", "Keys of a single character")),
            "help.letters",
            translate("window", "Turned off, only keys with Ctrl or Alt and named ones such as F1 are heard"),
        )
        letters.setChecked(self._keymap.letters)
        letters.toggled.connect(self._keymap.hear_letters)
        self._said = label(HOW, "help.said", quiet=False)
        self._usual = button(
            translate("window", "Back to the default keys"),
            "help.reset",
            translate("window", "Every key as it was at first"),
            self._reset,
        )
        rows = [row for row in self._window.commands if row.shown_keys and row.menu in MENUS]
        self._buttons = [self._button(KeyButton(row)) for menu in MENUS for row in rows if row.menu == menu]
        self._buttons[0].setFocusPolicy(Qt.FocusPolicy.TabFocus)
        left = Qt.AlignmentFlag.AlignLeft
        self.lay_out(letters, self._said, (self._usual, 0, left), *self._sections())
        self._keymap.changed.connect(self._show)
        self._show()

    def _sections(self) -> list[Part]:
        """What the mouse does, and the keys menu by menu; actions without a key are left to the menus."""
        lines = {menu: [each for each in self._buttons if each.row.menu == menu] for menu in MENUS}
        keys = {menu: _table((each, label(each.row.title)) for each in lines[menu]) for menu in MENUS}
        tables = {
            translate("window", "Mouse and fingers"): _texts(MOUSE),
            **keys,
            translate("window", "Classes"): _texts(CLASSES),
        }
        return [part for title, table in tables.items() for part in (Heading(title), table, 4)]

    def _button(self, made: KeyButton) -> KeyButton:
        made.heard.connect(partial(self._change, made))
        made.stepped.connect(partial(self._step, made))
        made.asked.connect(lambda waits: self._say(ASK if waits else HOW))
        return made

    def _change(self, changed: KeyButton, key: str) -> None:
        row = changed.row
        refusal = self._keymap.change(row.name, key)
        self._say(
            refusal
            or translate("window", "The key of “{title}” is {shown_keys} now.").format(
                title=row.title, shown_keys=changed.row.shown_keys
            )
        )

    def _reset(self) -> None:
        self._keymap.reset()
        self._say(translate("window", "All keys are as they were at first."))

    def _step(self, now: KeyButton, by: int) -> None:
        """Give the keyboard, and the stop of Tab, to the row so many places on."""
        at = min(max(self._buttons.index(now) + by, 0), len(self._buttons) - 1)
        for each in (now, self._buttons[at]):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus if each is self._buttons[at] else Qt.FocusPolicy.NoFocus)
        self._buttons[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _say(self, line: str) -> None:
        self._said.setText(line)
        accessible.tell(self._said, line)

    def _show(self) -> None:
        rows = {row.name: row for row in self._window.commands}
        for each in self._buttons:
            each.show_row(rows[each.row.name])
        self._usual.setEnabled(bool(self._keymap.changes))


def _texts(lines: Iterable[tuple[str, str]]) -> QGridLayout:
    table = [(label(keys, quiet=False), label(does)) for keys, does in lines]
    for keys, _ in table:
        keys.setIndent(INDENT)
    return _table(table)


def _table(lines: Iterable[tuple[QLabel | KeyButton, QLabel]]) -> QGridLayout:
    """Keys, and what they do; the columns of all tables are under each other."""
    made = grid(*lines, gaps=(14, 2))
    made.setColumnMinimumWidth(0, KEYS)
    made.setColumnStretch(1, 1)
    return made
