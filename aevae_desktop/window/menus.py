"""The menu bar: what can be done with the window, by the menu that each row names."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QSizePolicy

from aevae_desktop.ui import words
from aevae_desktop.ui.action import FILE, MENUS, Action, MainWindow
from aevae_desktop.window.recent_menu import RecentMenu

KEYS = ("file", "edit", "view", "model", "path", "help")  # of MENUS, whatever the language


class MenuBar(QMenuBar):
    """One menu for each of ``MENUS``, of the ``rows`` that name it and their ``actions``, by name.

    What cannot be done now is greyed while its menu is open. Afterwards it is not: its key is still heard, and who
    presses it is told why nothing happens.
    """

    def __init__(self, window: MainWindow, rows: Sequence[Action], actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("menubar")
        self.setNativeMenuBar(sys.platform == "darwin")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)  # folds its last menus for others
        self._window, self._actions = window, actions
        menus = {name: self.addMenu(f"&{name}") for name in MENUS}
        for (name, menu), key in zip(menus.items(), KEYS, strict=True):
            menu.setObjectName(f"menu.{key}")
            self._fill(menu, [row for row in rows if row.menu == name])
        self._add_recent(menus[FILE])

    def _fill(self, menu: QMenu, rows: Sequence[Action]) -> None:
        for before, row in pairwise([*rows[:1], *rows]):
            if row.rank > before.rank + 1:
                menu.addSeparator()
            menu.addAction(self._actions[row.name])
        menu.aboutToShow.connect(lambda: ask(self._window, rows, self._actions))
        menu.aboutToHide.connect(lambda: enable(rows, self._actions))

    def _add_recent(self, menu: QMenu) -> None:
        """What was opened last stands at the end of the first group of ``menu``."""
        after = next((action for action in menu.actions() if action.isSeparator()), None)
        recent = RecentMenu(self._window, menu)
        menu.insertMenu(after, recent) if after is not None else menu.addMenu(recent)


def ask(window: MainWindow, rows: Sequence[Action], actions: Mapping[str, QAction]) -> None:
    """Let the ``actions`` of these rows say what can be done now, and what is so already."""
    for row in rows:
        actions[row.name].setEnabled(row.enabled(window))
        if row.more is not None:
            actions[row.name].setText(words.literal(row.said(window)))
        if row.checked is not None:
            actions[row.name].setChecked(row.checked(window))


def enable(rows: Sequence[Action], actions: Mapping[str, QAction]) -> None:
    """Let their keys be heard again."""
    for row in rows:
        actions[row.name].setEnabled(True)
