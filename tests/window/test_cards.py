"""Cards: one at a time, inside what the bars leave."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from aevae_desktop import features


@pytest.mark.parametrize("size", [(980, 640), (1280, 800), (1600, 1000)])
@pytest.mark.parametrize("name", [*(row.name for row in features.CARDS), "help"])
def test_a_card_opens_alone_between_the_bars(shipped: Any, name: str, size: tuple[int, int]) -> None:
    shipped.resize(*size)
    shipped.toggle_popover("points" if name != "points" else "layers")
    shipped.toggle_popover(name)
    QApplication.processEvents()
    try:
        shown = [card for card, panel in shipped.cards.panels.items() if panel.isVisible()]
        assert shown == [name]
        card = shipped.cards.panels[name].geometry()
        assert shipped._room().contains(card), (card, shipped._room())
    finally:
        shipped.escape()
        shipped.resize(1200, 800)
    assert shipped.cards.opened is None
