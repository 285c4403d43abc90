"""The outer window: it comes where it was, whatever its setting says, and is never larger than a screen."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from aevae_desktop.recovery.settings import Settings
from aevae_desktop.ui import shell
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.shell import LEAST, SIZE, Shell, within_screens

LAPTOP = (1366, 728)  # px of a screen that are free of the desktop's own bars


def shown(qtbot: Any, settings: Settings) -> Shell:
    made = Shell(themes.DARK, lambda: None, settings)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_comes_as_large_as_it_was_left(qtbot: Any) -> None:
    settings = Settings()
    first = shown(qtbot, settings)
    assert settings.text("window") == ""  # nobody has moved it yet
    first.host(QWidget())
    first.resize(within_screens(LEAST) + QSize(0, 40))
    assert shown(qtbot, settings).size() == first.size()


def test_it_comes_as_wide_as_the_screen_again(qtbot: Any) -> None:
    settings = Settings()
    first = shown(qtbot, settings)
    first.host(QWidget())
    first.showMaximized()
    assert shown(qtbot, settings).isMaximized()


@pytest.mark.parametrize("text", ["", "zz", "00", "ff" * 66, "01d9d0cb" + "00" * 62])
def test_a_setting_that_makes_no_sense_is_none(qtbot: Any, text: str) -> None:
    settings = Settings()
    settings.put("window", text)
    made = shown(qtbot, settings)
    assert made.width() >= within_screens(LEAST).width()
    assert made.height() >= within_screens(LEAST).height()
    assert made.width() <= SIZE.width()


@pytest.mark.parametrize("factor", [1.0, 1.25, 1.5, 1.75, 2.0])
def test_neither_its_least_size_nor_its_first_leaves_the_screen(
    qapp: Any, monkeypatch: pytest.MonkeyPatch, factor: float
) -> None:
    room = QSize(int(LAPTOP[0] / factor), int(LAPTOP[1] / factor))
    screens = [SimpleNamespace(availableSize=lambda: QSize(1920, 1040)), SimpleNamespace(availableSize=lambda: room)]
    monkeypatch.setattr(shell, "QGuiApplication", SimpleNamespace(screens=lambda: screens))
    made = Shell(themes.DARK, lambda: None, Settings())
    for size in (made.minimumSize(), made.size()):
        assert size.width() <= room.width()
        assert size.height() <= room.height()
    assert made.minimumSize() == QSize(980, 640).boundedTo(room)


def test_a_large_screen_gets_the_usual_sizes(qapp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    screens = [SimpleNamespace(availableSize=lambda: QSize(2560, 1400))]
    monkeypatch.setattr(shell, "QGuiApplication", SimpleNamespace(screens=lambda: screens))
    assert shell.within_screens(shell.SIZE) == shell.SIZE
    assert shell.within_screens(shell.LEAST) == shell.LEAST
