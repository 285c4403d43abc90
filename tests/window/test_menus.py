"""The menu bar: everything that can be done stands in it once, and what cannot be done now is grey while one looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMenuBar, QToolButton

from aevae_desktop import features
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.feature import all_actions, rows
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.session.state import Mode
from aevae_desktop.ui import language
from aevae_desktop.ui.action import MENUS
from aevae_desktop.window import actions
from tests.window_fixtures import spoken

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # a menu's, of the platform without a display
STROKE = np.array([[20.0, 20.0], [60.0, 60.0]])


def menus(window: Any) -> list[QMenu]:
    return [act.menu() for act in window.findChild(QMenuBar, "menubar").actions()]


@pytest.fixture
def opened() -> Iterator[Callable[[Any, str], dict[str, QAction]]]:
    """``opened(window, "Edit")`` opens that menu and returns its entries by name."""
    shown: list[QMenu] = []

    def open_menu(window: Any, name: str) -> dict[str, QAction]:
        menu = menus(window)[MENUS.index(name)]
        shown.append(menu)
        menu.popup(window.mapToGlobal(QPoint(0, 46)))
        QApplication.processEvents()
        return {act.objectName().removeprefix("action."): act for act in menu.actions()}

    yield open_menu
    for menu in shown:
        menu.hide()


def test_every_row_that_names_a_menu_stands_in_it_once_and_in_no_other(window: Any) -> None:
    listed = {row.name: row.menu for row in rows((actions.OWN, *features.FEATURES), all_actions) if row.menu}
    found = [
        (act.objectName().removeprefix("action."), menu.title().replace("&", ""))
        for menu in menus(window)
        for act in menu.actions()
        if not act.isSeparator() and act.menu() is None
    ]
    assert dict(found) == listed
    assert len(found) == len(listed)
    assert set(listed.values()) == set(MENUS)


def test_those_in_no_menu_are_the_many_of_a_kind(window: Any) -> None:
    without = {row.name for row in window.commands if not row.menu}
    assert all(name.startswith(("class_", "only_", "nudge_")) for name in without)


def test_keys_are_shown_late_ones_too(window: Any) -> None:
    entries = {act.objectName(): act for menu in menus(window) for act in menu.actions()}
    assert entries["action.undo"].shortcut().toString() == "Ctrl+Z"
    assert entries["action.play"].text() == "Play or pause\tSpace"
    assert entries["action.play"].shortcuts() == []


def test_what_cannot_be_done_is_grey_while_the_menu_is_open_and_its_key_is_heard_again_after(
    window: Any, opened: Any
) -> None:
    entries = opened(window, "Edit")
    assert not entries["undo"].isEnabled()
    assert not entries["clear"].isEnabled()
    assert entries["select_all"].isEnabled()
    menus(window)[1].hide()
    assert entries["undo"].isEnabled()
    window.session.controller(DrawingController).redraw((STROKE,))
    entries = opened(window, "Edit")
    assert entries["undo"].isEnabled()
    assert entries["clear"].isEnabled()
    assert not entries["redo"].isEnabled()
    menus(window)[1].hide()


def test_a_path_without_a_film_cannot_be_played_from_the_menu(window: Any, opened: Any) -> None:
    assert opened(window, "Path")["play"].isEnabled()
    menus(window)[4].hide()
    window.session.controller(PathController).clear()
    assert window.wait_idle(60_000)
    assert not opened(window, "Path")["play"].isEnabled()


def test_a_menu_says_which_mode_it_is_and_changes_it(window: Any, opened: Any) -> None:
    window.session.set_mode(Mode.DRAW)
    entries = opened(window, "View")
    assert [entries[name].isChecked() for name in ("explore", "draw", "path")] == [False, True, False]
    entries["draw"].trigger()  # again: it stays
    menus(window)[2].hide()
    assert opened(window, "View")["draw"].isChecked()


def test_a_menu_opens_by_its_letter_and_is_left_by_escape(window: Any, qtbot: Any) -> None:
    window.activateWindow()
    window.canvas(0).setFocus()
    QTest.keyClick(window.canvas(0), Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: menus(window)[0].isVisible())
    QTest.keyClick(menus(window)[0], Qt.Key.Key_Escape)
    assert not menus(window)[0].isVisible()


def test_a_model_s_folder_opens_in_the_leading_map_as_one_that_is_dropped(window: Any, tiny_bundle: Any) -> None:
    folder = tiny_bundle("from-elsewhere")
    window.findChild(QAction, "action.open_folder").trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    dialog.filesSelected.emit([str(folder)])
    dialog.close()
    assert window.wait_idle(60_000)
    state = window.session.state
    assert state.panes[state.lead].wanted == str(folder)
    assert any(entry.folder == folder for entry in state.library)


def test_ctrl_w_closes_the_window(window: Any, qtbot: Any) -> None:
    window.activateWindow()
    QTest.keyClick(window.canvas(0), Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not window.isVisible())


def test_undo_says_what_it_takes_back(window: Any) -> None:
    path, undo = window.session.controller(PathController), window.findChild(QAction, "action.undo")
    window.session.set_mode(Mode.PATH)
    path.toggle_closed()
    menu = window.findChild(QMenu, "menu.edit")
    menu.aboutToShow.emit()
    assert undo.text() == "Undo: loop"
    assert window.findChild(QToolButton, "path.undo").toolTip() == "Undo: loop (Ctrl+Z)"
    assert spoken(window.findChild(QToolButton, "path.undo")) == "Undo: loop (Ctrl+Z)"
    QTest.keyClick(window.canvas(0), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.state.notice == "Undone: loop."
    assert window.findChild(QToolButton, "path.redo").toolTip() == "Redo: loop (Ctrl+Shift+Z)"
    menu.aboutToShow.emit()
    assert window.findChild(QAction, "action.redo").text() == "Redo: loop"


def test_a_language_is_chosen_for_the_next_start(window: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(language, "FOLDER", tmp_path)
    assert actions._languages() == ()
    (tmp_path / "de.qm").touch()
    english, german = actions._languages()
    assert (english.title, german.title) == ("Language: English", "Language: Deutsch")
    assert english.checked is not None
    assert english.checked(window)
    german.run(window)
    assert window.session.settings.text("language") == "de"
    assert window.session.state.notice == "Deutsch: from the next start on."
