"""The menu of how a path plays: a list for each setting, its title saying what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from aevae_desktop.session.course import FRAME_COUNTS, Ease, PathState, Repeat
from aevae_desktop.session.path_controller import PathController
from aevae_desktop.session.play_controller import MOST_ONION, SPEEDS, PlayController
from aevae_desktop.session.session import Session


def onion_name(skins: int) -> str:
    """``off``, ``± 1 frame``, ``± 2 frames``."""
    return f"± {skins} frame{'s' if skins > 1 else ''}" if skins else "off"


@dataclass(frozen=True)
class Setting:
    """One list: its choices, what each is called, which is chosen, and what choosing does."""

    title: str
    choices: Sequence[Any]
    name: Callable[[Any], str]
    chosen: Callable[[PathState], Any]
    choose: Callable[[Any], None]


def settings(session: Session) -> tuple[Setting, ...]:
    """All that can be set about playing."""
    player = session.controller(PlayController)
    return (
        Setting("Speed", SPEEDS, lambda speed: f"{speed:g}×", lambda path: path.speed, player.set_speed),
        Setting("At the end", list(Repeat), lambda end: str(end.value), lambda path: path.repeat, player.set_repeat),
        Setting("Pace", list(Ease), lambda ease: str(ease.value), lambda path: path.ease, player.set_ease),
        Setting("Onion skin", range(MOST_ONION + 1), onion_name, lambda path: path.onion, player.set_onion),
        Setting(
            "Frames", FRAME_COUNTS, str, lambda path: path.course.frames, session.controller(PathController).set_frames
        ),
    )


class PlayMenu(QMenu):
    """One list a setting; what is chosen has a mark."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._lists = [(setting, self._list(setting)) for setting in settings(session)]
        self.aboutToShow.connect(self.refresh)

    def refresh(self) -> None:
        """Say what is chosen now."""
        path = self._session.state.path
        for setting, menu in self._lists:
            menu.setTitle(f"{setting.title}: {setting.name(setting.chosen(path))}")
            for action, value in zip(menu.actions(), setting.choices, strict=True):
                action.setChecked(value == setting.chosen(path))

    def _list(self, setting: Setting) -> QMenu:
        menu = QMenu(setting.title, self)
        group = QActionGroup(menu)
        for value in setting.choices:
            action = menu.addAction(setting.name(value))
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _=False, value=value: setting.choose(value))
        self.addMenu(menu)
        return menu
