"""The window can be read and used by everybody: contrast, focus and targets, in every theme."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPushButton, QScrollArea, QToolButton

from aevae_desktop.session.state import Mode
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.controls import Segmented
from tests import legible
from tests.legible import contrast
from tests.window_fixtures import pixels

TARGET = 24  # px
EDGED = (QToolButton, QPushButton, QComboBox, QLineEdit, Segmented)


@pytest.fixture(params=themes.THEMES.values(), ids=list(themes.THEMES))
def themed(request: pytest.FixtureRequest, shipped: Any) -> Any:
    before = shipped.theme
    shipped.apply_theme(request.param)
    shipped.resize(1440, 900)
    yield shipped
    shipped.session.set_mode(Mode.EXPLORE)
    shipped.apply_theme(before)
    shipped.resize(1200, 800)


@pytest.mark.parametrize("mode", list(Mode), ids=lambda mode: mode.name.lower())
def test_whoever_has_the_keyboard_shows_it(themed: Any, mode: Mode) -> None:
    themed.session.set_mode(mode)
    assert themed.wait_idle(20_000)
    faint = {}
    for widget in legible.tab_stops(themed):
        least = 2 * min(widget.width(), widget.height(), 24)  # as much as two sides of it
        found = legible.ring(themed, widget)
        if found < (least if not isinstance(widget, QScrollArea) else 24):
            faint[legible.named(widget)] = found
    assert not faint


def test_every_button_is_a_target_for_a_finger(themed: Any) -> None:
    small = {
        legible.named(widget): (widget.width(), widget.height())
        for widget in legible.shown(themed)
        if isinstance(widget, QAbstractButton) and min(widget.width(), widget.height()) < TARGET
    }
    assert not small


def test_what_can_be_pressed_or_filled_in_has_an_edge(themed: Any) -> None:
    look, faint = pixels(themed) & 0xFFFFFF, {}
    for widget in legible.shown(themed):
        inside = widget.parentWidget().objectName() == "segment"
        if isinstance(widget, EDGED) and widget.isEnabled() and not widget.property("flat") and not inside:
            box = legible.place(widget, themed)
            row = look[box.center().y(), box.left() - 2 : box.left() + 2]
            if contrast(row[0], row[1:]).max() < legible.SEEN:
                faint[legible.named(widget)] = float(contrast(row[0], row[1:]).max())
    assert not faint
