"""The bar along the top: it holds as many buttons of cards as fit, and nothing on it is cut off or moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenuBar, QToolButton, QWidget

from aevae_desktop import features
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.session.state import Mode

OPENERS = {row.name: row for row in features.CARDS if row.button}


@pytest.fixture
def resized(shipped: Any) -> Iterator[Any]:
    """``resized(width)`` makes the window so wide."""

    def resize(width: int) -> Any:
        shipped.resize(width, 800)
        QApplication.processEvents()
        return shipped

    yield resize
    shipped.resize(1200, 800)


def buttons(window: Any) -> dict[str, QToolButton]:
    return {name: window.findChild(QToolButton, f"{name}.button") for name in OPENERS}


@pytest.mark.parametrize("width", [980, 1100, 1280, 1366, 1600])
def test_nothing_is_cut_off_and_the_buttons_that_fold_first_go_first(resized: Any, width: int) -> None:
    found = buttons(resized(width))
    bar = found["layers"].parentWidget()
    shown = [part for part in bar.children() if isinstance(part, QWidget) and part.isVisible()]
    assert all(part.width() >= part.sizeHint().width() for part in shown)
    assert all(bar.rect().contains(part.geometry()) for part in shown)
    hidden = [OPENERS[name].fold for name, made in found.items() if not made.isVisible()]
    assert max(hidden, default=0) < min(OPENERS[name].fold for name, made in found.items() if made.isVisible())
    assert bool(hidden) == (width < 1500)


def test_a_card_whose_button_has_no_room_is_opened_by_its_menu(resized: Any) -> None:
    window = resized(980)
    assert buttons(window)["views"].isHidden()
    menus = [act.menu() for act in window.findChild(QMenuBar, "menubar").actions()]
    next(act for menu in menus for act in menu.actions() if act.text() == "Saved views").trigger()
    try:
        assert window.dock.opened is window.dock.cards["views"]
    finally:
        window.escape()


def test_longer_names_of_models_squeeze_nothing(resized: Any) -> None:
    window = resized(1366)
    before = [pane.model.key for pane in window.session.state.panes]
    shipped = Path(before[0]).parent
    bar = window.findChild(QWidget, "topbar")
    try:
        for pane, name in enumerate(("ae-mnist-16d", "vae-mnist-16d")):
            window.session.controller(ModelsController).open(pane, shipped / name)
        assert window.wait_idle(60_000)
        shown = [part for part in bar.children() if isinstance(part, QWidget) and part.isVisible()]
        assert any("16-D" in made.text() for made in bar.findChildren(QAbstractButton))
        assert [part.objectName() for part in shown if part.width() < part.sizeHint().width()] == []
    finally:
        for pane, key in enumerate(before):
            window.session.controller(ModelsController).open(pane, Path(key))
        assert window.wait_idle(60_000)


def test_nothing_on_it_moves_when_the_mode_changes(resized: Any) -> None:
    window = resized(1366)
    bar = window.findChild(QWidget, "topbar")
    places = []
    for mode in Mode:
        window.session.set_mode(mode)
        QApplication.processEvents()
        places.append([part.geometry() for part in bar.children() if isinstance(part, QWidget)])
    window.session.set_mode(Mode.EXPLORE)
    assert places[0] == places[1] == places[2]
