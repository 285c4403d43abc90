"""Presentation: large and bare while it lasts, and then everything is as it was."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget

from aevae_desktop.features.path.panels.filmstrip import Filmstrip
from aevae_desktop.session.state import Mode
from aevae_desktop.ui import theme as themes
from aevae_desktop.window.presentation import halo
from tests import legible
from tests.window_fixtures import pixels


def present(window: Any) -> None:
    window.findChild(QAction, "action.present").trigger()
    settle(window)


def settle(window: Any) -> None:
    for _ in range(4):
        assert window.wait_idle(20_000)


@pytest.fixture
def large(shipped: Any) -> Any:
    shipped.resize(1440, 900)
    settle(shipped)
    yield shipped
    if shipped.presenting:
        present(shipped)
    shipped.session.set_mode(Mode.EXPLORE)
    shipped.resize(1200, 800)


def test_it_is_large_and_bare(large: Any) -> None:
    status, cards = large.findChild(QWidget, "statusbar"), large.findChild(QToolButton, "points.button")
    before, preview = (large.canvas(0).height(), large.canvas(0).scene().points), large.findChild(QWidget, "decoder.0")
    wide = preview.width()
    present(large)
    assert preview.width() > 1.3 * wide
    assert large.presenting
    assert not status.isVisible()
    assert not cards.isVisible()
    assert not large.panel(Filmstrip).isVisible()
    assert large.canvas(0).height() > before[0]
    assert large.canvas(0).scene().points > before[1]
    assert themes.text_scale() == 1.5
    assert large.canvas(0).cursor().shape() == Qt.CursorShape.BitmapCursor
    assert legible.clipped(large) == {}
    assert legible.overlapping(large) == []


def test_text_grows_in_it_from_where_it_is(large: Any) -> None:
    present(large)
    for _ in range(2):
        large.findChild(QAction, "action.text_larger").trigger()
    try:
        assert themes.text_scale() == 1.5
    finally:
        large.set_text_scale(1.0)


@pytest.mark.parametrize("leave", ["key", "escape"])
def test_nothing_is_changed_by_it(large: Any, leave: str) -> None:
    state, picture = large.session.state, pixels(large)
    present(large)
    assert large.text_scale == 1.0
    if leave == "key":
        present(large)
    else:
        large.findChild(QAction, "action.unpin").trigger()
        settle(large)
    assert not large.presenting
    assert large.session.state.layers is state.layers
    assert large.session.state.mode is state.mode
    assert themes.text_scale() == large.text_scale == 1.0
    assert large.canvas(0).cursor().shape() == Qt.CursorShape.CrossCursor
    assert np.mean(pixels(large) == picture) > 0.999


def test_it_goes_with_the_whole_screen_and_another_size(large: Any) -> None:
    present(large)
    large.resize(1920, 1080)
    settle(large)
    assert not large.findChild(QToolButton, "points.button").isVisible()
    large.session.set_mode(Mode.DRAW)
    settle(large)
    assert not large.panel(Filmstrip).isVisible()
    assert legible.clipped(large) == {}


def test_the_halo_is_seen_on_every_map(qapp: Any) -> None:
    for theme in themes.THEMES.values():
        image = halo(theme, 2.0).pixmap().toImage()
        ring = image.pixelColor(4, image.height() // 2)
        assert ring.alpha() == 255
        assert legible.contrast(ring.name(), theme.map) >= legible.SEEN
