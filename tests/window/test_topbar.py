"""The bar at the top: every card can be reached from it in a window of any width, and nothing on it is cut off."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QToolButton

from aevae_desktop import features

OPENERS = {row.name: row.button for row in features.CARDS if row.button}


@pytest.mark.parametrize("width", [980, 1100, 1280, 1600])
def test_every_card_is_a_button_or_in_the_menu_and_none_is_cut_off(shipped: Any, width: int) -> None:
    shipped.resize(width, 800)
    QApplication.processEvents()
    find = shipped.findChild
    buttons = {name: find(QToolButton, f"{name}.button") for name in OPENERS}
    more = find(QToolButton, "cards.more")
    more.menu().aboutToShow.emit()
    listed = {act.text() for act in more.menu().actions() if act.isVisible()}
    hidden = {OPENERS[name] for name, made in buttons.items() if not made.isVisible()}
    assert listed == hidden
    assert more.isVisible() == bool(hidden)
    assert bool(hidden) == (width < 1280)
    shown = [made for made in shipped.findChildren(QToolButton) if made.isVisible() and made.parent() is more.parent()]
    assert all(made.width() >= made.sizeHint().width() for made in shown)


def test_the_menu_opens_a_card(shipped: Any) -> None:
    shipped.resize(980, 800)
    QApplication.processEvents()
    more = shipped.findChild(QToolButton, "cards.more")
    next(act for act in more.menu().actions() if act.text() == "Views").trigger()
    try:
        assert shipped.findChild(QToolButton, "views.button").isHidden()
        assert shipped.cards.opened is shipped.cards.panels["views"]
    finally:
        shipped.escape()
        shipped.resize(1200, 800)
