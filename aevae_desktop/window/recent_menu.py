"""The menu of what was opened last: bundles' folders and figures."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from aevae_desktop.language import translate
from aevae_desktop.ui import words
from aevae_desktop.ui.action import MainWindow

KEY, MOST = "recent", 10  # the setting that says what was opened


class RecentMenu(QMenu):
    """Filled when it is opened: a name each, and its folder as the tip."""

    def __init__(self, window: MainWindow, parent: QWidget | None = None) -> None:
        super().__init__(translate("window", "Open recent"), parent)  # not of the window: Tab would find nothing else
        self.setObjectName("menu.recent")
        self.setToolTipsVisible(True)
        self._window = window
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        for text in self._window.session.settings.texts(KEY, MOST):
            action = self.addAction(words.literal(Path(text).name), partial(self._window.open_path, Path(text)))
            action.setToolTip(text)
        if self.isEmpty():
            self.addAction(translate("window", "Nothing has been opened yet")).setEnabled(False)
