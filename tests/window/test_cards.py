"""Every card in the dock of a window of any size: whole in its width, under the previews, and nothing is covered."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QScrollArea, QWidget

from aevae_desktop import features
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.state import Selecting
from aevae_desktop.ui import theme as themes


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


def test_no_card_is_made_before_somebody_asks_for_it(window: Any) -> None:
    cards = window.dock.cards
    assert {row.name for row in features.CARDS} < {*cards}
    assert "models" in cards
    assert "nothing" not in cards
    assert cards.made == {}
    window.toggle_card("layers")
    assert {*cards.made} == {"layers"}
    window.escape()
    window.toggle_card("layers")
    assert cards["layers"] is window.dock.opened


def test_a_card_that_is_made_late_shows_what_there_is_and_then_what_changes(window: Any) -> None:
    controller = window.session.controller(SelectionController)
    controller.everything()
    count = len(window.session.state.part(Selecting).selection.samples)
    window.session.controller(FigureController).save_view("dark", "before")
    card, views = window.dock.cards["selection"], window.dock.cards["views"]  # one is lazy, the other draws at once
    assert f"{count:,}" in card._count.text()
    assert views._list.count() == 1
    controller.clear()
    window.session.controller(FigureController).save_view("dark", "after")
    assert window.wait_idle(60_000)
    assert f"{count:,}" not in card._count.text()
    assert views._list.count() == 2
    assert all(each.isHidden() for each in (card, views))


def test_a_card_that_is_made_late_has_the_colours_of_the_window(window: Any) -> None:
    window.apply_theme(themes.LIGHT)
    window.toggle_card("selection")
    seen = window.dock.cards["selection"]._count.grab().toImage()
    assert seen.pixelColor(seen.width() - 1, 0).name() == themes.LIGHT.panel
