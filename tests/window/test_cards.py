"""Every card in the dock of a window of any size: whole in its width, under the previews, and nothing is covered."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QScrollArea, QWidget

from aevae_desktop import features


def box(window: Any, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


@pytest.mark.parametrize("size", [(980, 640), (1280, 800), (1440, 900), (1600, 1000)])
@pytest.mark.parametrize("name", [*(row.name for row in features.CARDS), "help"])
def test_a_card_covers_nothing_and_has_room(shipped: Any, name: str, size: tuple[int, int]) -> None:
    shipped.resize(*size)
    shipped.toggle_card(name)
    assert shipped.wait_idle(60_000)
    try:
        card, dock = shipped.dock.cards[name], box(shipped, shipped.dock)
        place = box(shipped, card)
        assert dock.left() < place.left()
        assert place.right() < dock.right()
        assert card.minimumSizeHint().width() <= card.width()  # nothing is squeezed
        assert shipped.findChild(QScrollArea, "side.scroll").horizontalScrollBar().maximum() == 0
        for other in ("map.0", "map.1", "path.film", "decoder.0", "decoder.1"):
            seen = box(shipped, shipped.findChild(QWidget, other))
            assert not place.intersects(seen), other
            assert shipped.rect().contains(seen), other
    finally:
        shipped.escape()
        shipped.resize(1200, 800)
    assert shipped.dock.opened is None
