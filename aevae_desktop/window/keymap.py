"""The window's actions with the keys that a person has given them, which are kept from start to start."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from aevae_desktop.language import translate
from aevae_desktop.ui import keys, words
from aevae_desktop.ui.action import MENUS, Action, MainWindow
from aevae_desktop.ui.widgets import keyed_tip
from aevae_desktop.window import actions

LETTERS = "letter_keys"  # the setting that says whether keys of a single character are heard
CHANGED = "keys"  # the setting with the changed keys, by the actions' names
MOST = 1000  # changed keys that are looked at
MOVING = {  # keys with which buttons, lists and maps are worked
    *("Space", "Return", "Enter", "Tab", "Backtab", "Backspace", "Del", "Home", "End", "PgUp", "PgDown"),
    *("Left", "Right", "Up", "Down"),
}
Changes = Mapping[str, str]  # key, as Qt writes it everywhere, by the name of the action


class Keymap(QObject):
    """Keeps the commands of ``window`` and their QActions as a person wants their keys; ``rows`` are as they are made.

    ``changed`` tells that some key is another. What the settings say and cannot be is told in one line, and left out.
    """

    changed = Signal()

    def __init__(self, window: MainWindow, rows: Sequence[Action]) -> None:
        super().__init__(window)
        self._window, self._rows, self._settings = window, rows, window.session.settings
        kept = self._settings.value(CHANGED)
        self._changes, problem = readable(rows, {} if kept is None else kept)
        self._take()
        self.actions = actions.install(window, window.commands, lambda row: row.run(window), letters=self.letters)
        if problem:
            window.session.notify(problem)

    @property
    def letters(self) -> bool:
        """Whether keys of a single character are heard."""
        return self._settings.value(LETTERS) is not False

    @property
    def changes(self) -> Changes:
        """The keys that are not as they are made."""
        return self._changes

    def hear_letters(self, on: bool) -> None:
        """Hear keys of a single character, or leave them to whoever dictates."""
        self._settings.put(LETTERS, on)
        self._install()

    def change(self, name: str, key: str) -> str:
        """Give the action ``name`` the ``key`` instead of its own; why not, in a line, or "" when it is done."""
        row = next(row for row in self._rows if row.name == name)
        changes = {each: kept for each, kept in self._changes.items() if each != name}
        if key not in (*row.keys, *row.late):
            changes[name] = key
        if refusal := refused(with_changes(self._rows, changes), name):
            return refusal
        self._keep(changes)
        return ""

    def reset(self) -> None:
        """All keys as they are made."""
        self._keep({})

    def _keep(self, changes: Changes) -> None:
        self._changes = changes
        self._settings.put(CHANGED, dict(changes) or None)
        self._take()
        self._install()
        keyed_tip.refresh(self._window)
        self.changed.emit()

    def _take(self) -> None:
        self._window.commands = with_changes(self._rows, self._changes)
        pairs = zip(self._rows, self._window.commands, strict=True)
        keys.tell({key: now.shown_keys for row, now in pairs if now is not row for key in (*row.keys, *row.late)})

    def _install(self) -> None:
        for row in self._window.commands:
            action: QAction = self.actions[row.name]
            action.setText(actions.shown_title(row))
            action.setShortcuts(actions.shortcuts(row, self.letters))


def with_changes(rows: Iterable[Action], changes: Changes) -> tuple[Action, ...]:
    """``rows``, each with its changed key alone, where it has one."""
    return tuple(replace(row, keys=(changes[row.name],), late=()) if row.name in changes else row for row in rows)


def refused(rows: Sequence[Action], name: str) -> str:
    """Why the action ``name`` cannot have the keys that it has among ``rows``; empty where it can."""
    own = next(row for row in rows if row.name == name)
    for key in own.keys:
        if key in MOVING:
            return translate("window", "{key} works buttons, lists and maps. Choose another key.").format(
                key=_shown(key)
            )
        if menu := next((menu for menu in MENUS if key == f"Alt+{menu[0]}"), ""):
            return translate("window", "{key} opens the menu {menu}. Choose another key.").format(
                key=_shown(key), menu=menu
            )
    mine = (*own.keys, *own.late)
    for row in rows:
        if row is not own and (both := [key for key in (*row.keys, *row.late) if key in mine]):
            return translate("window", "{shown} is the key of “{title}”. Choose another one.").format(
                shown=_shown(both[0]), title=row.title
            )
    return ""


def readable(rows: Sequence[Action], kept: Any) -> tuple[Changes, str]:
    """What can be of ``kept``, which anybody may have written; and a line about the rest, empty where there is none."""
    if not isinstance(kept, dict):
        return {}, translate(
            "window", "The changed keys in the settings are not readable: the keys are as they were at first."
        )
    names = {row.name for row in rows}
    found = {name: key for name, key in list(kept.items())[:MOST] if name in names and is_key(key)}
    while bad := next((name for name in found if refused(with_changes(rows, found), name)), ""):
        del found[bad]
    left = [name for name in kept if name not in found]
    if not left:
        return found, ""
    return (
        found,
        translate("window", "Changed keys in the settings that cannot be: {left}, the first of “{short}”.").format(
            left=len(left), short=words.short(left[0])
        ),
    )


def is_key(text: object) -> bool:
    """Whether this is one key, perhaps with others held, as Qt writes it on every system."""
    if not isinstance(text, str) or not 0 < len(text) < 60 or "," in text[:-1]:
        return False
    return text == QKeySequence(text).toString()


def _shown(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
