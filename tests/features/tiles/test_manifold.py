"""The living manifold on the map: its pixels are the decoder's own, while a hand moves it and after."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from aevae_desktop.core.images.grey_levels import to_uint8
from aevae_desktop.engine.child.model import Model
from aevae_desktop.features import OVERLAYS
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.tiles.manifold_controller import ManifoldController
from aevae_desktop.features.tiles.state import Manifold, TileLook
from aevae_desktop.session.state import Layer
from aevae_desktop.ui import imaging
from aevae_desktop.ui.map import backdrop


@pytest.fixture
def canvas(window: Any) -> Any:
    for overlay in OVERLAYS:
        window.session.controller(LayersController).set_layer(overlay.name, Layer(on=overlay.name == "manifold"))
    window.session.controller(ManifoldController).set_tiles(
        TileLook(28, smooth=True)
    )  # a pixel of the decoder's is a pixel of the map
    assert window.wait_idle(60_000)
    return window.canvas(0)


def expected(window: Any, canvas: Any) -> Any:
    """What every pixel must be, from a decoder of our own: (h, w) uint32."""
    from pathlib import Path

    model = Model(Path(window.session.state.panes[0].model.key))
    rows, columns = -(-canvas.height() // 28), -(-canvas.width() // 28)
    y, x = np.mgrid[0:rows, 0:columns] * 28 + 14
    xy = canvas.to_map(np.stack([x.ravel(), y.ravel()], axis=1).astype(float))
    grey = to_uint8(model.decode(xy.astype(np.float32))).reshape(rows, columns, 28, 28)
    whole = grey.transpose(0, 2, 1, 3).reshape(rows * 28, columns * 28)[: canvas.height(), : canvas.width()]
    return imaging.grey_ramp(window.theme).take(whole)


INNER = (slice(12, -12), slice(12, -12))  # within the frame and its round corners


def test_every_pixel_is_the_decoders_own(window: Any, canvas: Any, look: Any) -> None:
    assert (look(canvas)[INNER] == expected(window, canvas)[INNER]).mean() > 0.999


def test_it_follows_the_wheel_and_nothing_stale_stays(window: Any, canvas: Any, hand: Any, look: Any) -> None:
    before = look(canvas)
    for _ in range(5):
        hand.wheel(canvas, 90, 70, 120)
        QApplication.processEvents()
    assert window.wait_idle(60_000)
    after = look(canvas)
    assert (after[INNER] != before[INNER]).any()
    assert (after[INNER] == expected(window, canvas)[INNER]).mean() > 0.999


def channels(pixels: Any) -> Any:
    return np.stack([pixels >> shift & 255 for shift in (16, 8, 0)]).astype(int)


def test_points_are_laid_over_it_as_opaque_as_they_are(window: Any, canvas: Any, look: Any) -> None:
    bare = look(canvas)
    window.session.controller(LayersController).set_layer("points", Layer(on=True))
    full = look(canvas)
    window.session.controller(LayersController).set_layer("points", Layer(on=True, opacity=0.5))
    half = look(canvas)
    assert 0 < (full != bare).mean() < 0.2
    assert (half == bare)[full == bare].all()
    assert np.abs(channels(half) - (channels(bare) + channels(full)) / 2).max() <= 2


def test_a_costly_map_moves_its_last_picture_and_is_whole_at_rest(
    window: Any, hand: Any, look: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas = window.canvas(0)
    for overlay in OVERLAYS:
        window.session.controller(LayersController).set_layer(overlay.name, Layer(on=overlay.name == "points"))
    monkeypatch.setattr(backdrop, "COSTLY_MS", 0.0)
    canvas.set_view(canvas.view())
    before = look(canvas)
    hand.drag(canvas, (100, 100), (120, 100), (140, 110))
    moved = look(canvas)
    inner = (slice(30, -30), slice(60, -60))
    shifted = np.roll(before, (10, 40), axis=(0, 1))
    assert (moved[inner] == shifted[inner]).all()
    calls: list[int] = []
    monkeypatch.setattr(canvas._backdrop, "paint_moved", lambda *_: calls.append(1))
    canvas.settle()
    whole = look(canvas)
    assert not calls
    monkeypatch.setattr(backdrop, "COSTLY_MS", 1e9)
    canvas.set_view(canvas.view())
    assert (look(canvas) == whole).all()


def test_the_size_and_kind_of_tiles_are_chosen_in_the_card_and_by_keys(window: Any, canvas: Any, qtbot: Any) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QSlider

    session = window.session
    window.toggle_card("layers")
    window.findChild(QSlider, "tiles.size").setValue(40)
    window.toggle_card("layers")
    assert session.state.part(TileLook) == TileLook(40, smooth=True)
    qtbot.keyClick(canvas, "]")
    assert session.state.part(TileLook).px == 48
    qtbot.keyClick(canvas, "[")
    qtbot.keyClick(canvas, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    assert session.state.part(TileLook) == TileLook(40, smooth=False)
    assert window.wait_idle(60_000)
    manifold = session.state.panes[0].get(Manifold)
    assert 28 < manifold.lattice.step * canvas.view().scale < 57
    qtbot.keyClick(canvas, "g")
    assert session.state.panes[0].get(Manifold) is None
