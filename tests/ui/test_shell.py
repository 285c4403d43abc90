"""The outer window is never larger than a screen."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QSize

from aevae_desktop.ui import shell
from aevae_desktop.ui.theme import DARK

LAPTOP = (1366, 728)  # px of a screen that are free of the desktop's own bars


@pytest.mark.parametrize("factor", [1.0, 1.25, 1.5, 1.75, 2.0])
def test_neither_its_least_size_nor_its_first_leaves_the_screen(
    qapp: Any, monkeypatch: pytest.MonkeyPatch, factor: float
) -> None:
    room = QSize(int(LAPTOP[0] / factor), int(LAPTOP[1] / factor))
    screens = [SimpleNamespace(availableSize=lambda: QSize(1920, 1040)), SimpleNamespace(availableSize=lambda: room)]
    monkeypatch.setattr(shell, "QGuiApplication", SimpleNamespace(screens=lambda: screens))
    made = shell.Shell(DARK, lambda: None)
    for size in (made.minimumSize(), made.size()):
        assert size.width() <= room.width()
        assert size.height() <= room.height()
    assert made.minimumSize() == QSize(980, 640).boundedTo(room)


def test_a_large_screen_gets_the_usual_sizes(qapp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    screens = [SimpleNamespace(availableSize=lambda: QSize(2560, 1400))]
    monkeypatch.setattr(shell, "QGuiApplication", SimpleNamespace(screens=lambda: screens))
    assert shell.within_screens(shell.SIZE) == shell.SIZE
    assert shell.within_screens(shell.LEAST) == shell.LEAST
