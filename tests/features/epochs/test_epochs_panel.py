"""The Training card in a real window: what it shows against what the bundle recorded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageSequence
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from aevae_desktop import bundle
from aevae_desktop.bundle import HISTORY, History
from aevae_desktop.features.epochs import logic
from aevae_desktop.features.epochs.controller import EpochsController
from aevae_desktop.features.epochs.film import FPS, FRAMES, LINE, SIDE, FilmedMap, picture
from aevae_desktop.features.epochs.loss_curves import LossCurves
from aevae_desktop.features.epochs.panel import EpochsPanel
from aevae_desktop.features.epochs.state import EpochsState
from aevae_desktop.features.figures import metadata
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.ui import theme as themes

EPOCHS = 6


def recorded(d: int = 2) -> History:
    rng = np.random.default_rng(5)
    return History(
        epoch=np.arange(EPOCHS, dtype=np.int32) * 2,
        losses={"reconstruction": np.linspace(200, 100, EPOCHS).astype(np.float32)},
        index=np.arange(40, dtype=np.int32),
        codes=(np.round(rng.normal(size=(EPOCHS, 40, d)) * 1024) / 1024).astype(np.float32),
        tiles=rng.integers(0, 255, (EPOCHS, 3, 3, 28, 28)).astype(np.uint8),
        extent=np.tile(np.array([-2, -2, 2, 2], np.float32), (EPOCHS, 1)),
    )


@pytest.fixture
def trained(window: Any, tiny_bundle: Callable[..., Path], tmp_path: Path) -> Any:
    """A window whose first map shows a bundle that recorded its training."""
    folder = tiny_bundle("recorded", parent=tmp_path / "own", more={HISTORY: bundle.pack_history(recorded())})
    window.session.controller(ModelsController).open(0, folder)
    assert window.wait_idle(60_000)
    window.toggle_card("epochs")
    assert window.wait_idle(60_000)
    return window


def find(window: Any, name: str, kind: type = QWidget) -> Any:
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


def test_it_shows_what_was_recorded_and_says_where_nothing_was(trained: Any) -> None:
    part = trained.session.state.part(EpochsState)
    np.testing.assert_array_equal(part.histories[0].codes, recorded().codes)
    assert part.notes == {1: logic.NONE}
    mosaic = find(trained, "epochs.mosaic.0")
    assert mosaic.image().shape == (3 * 28, 3 * 28)
    np.testing.assert_array_equal(mosaic.image()[28:56, 56:], recorded().tiles[-1, 1, 2])
    find(trained, "epochs.place").setValue(0)
    np.testing.assert_array_equal(mosaic.image()[28:56, 56:], recorded().tiles[0, 1, 2])


def test_the_maps_show_the_codes_of_that_epoch_and_the_end_again_when_it_is_closed(trained: Any) -> None:
    canvas = trained.canvas(0)
    trained.session.controller(EpochsController).seek(0.0)
    QApplication.processEvents()
    first = canvas.grab().toImage()
    trained.session.controller(EpochsController).step(1)
    QApplication.processEvents()
    assert canvas.grab().toImage() != first
    trained.session.controller(EpochsController).step(-1)
    QApplication.processEvents()
    assert canvas.grab().toImage() == first
    trained.toggle_card("epochs")
    QApplication.processEvents()
    assert trained.session.state.part(EpochsState).histories == {}


def test_a_click_on_the_curves_goes_there_and_play_runs_to_the_end(trained: Any, qtbot: Any, monkeypatch: Any) -> None:
    curves = find(trained, "epochs.losses", LossCurves)
    QTest.mouseClick(curves, Qt.MouseButton.LeftButton, pos=curves.plot().center().toPoint())
    assert trained.session.state.part(EpochsState).place == pytest.approx(0.5, abs=0.02)
    assert "reconstruction" in curves.accessible_value()
    monkeypatch.setattr("aevae_desktop.features.epochs.controller.WHOLE_S", 0.2)
    find(trained, "epochs.play").click()
    assert trained.session.state.part(EpochsState).playing
    qtbot.waitUntil(lambda: trained.session.state.part(EpochsState).place == 1.0)
    assert not trained.session.state.part(EpochsState).playing


def test_another_model_has_another_history(trained: Any, tiny_bundle: Callable[..., Path], tmp_path: Path) -> None:
    other = tiny_bundle("bare", parent=tmp_path / "own", seed=9)
    trained.session.controller(ModelsController).open(0, other)
    assert trained.wait_idle(60_000)
    part = trained.session.state.part(EpochsState)
    assert part.histories == {}
    assert part.notes[0] == logic.NONE


def test_a_history_that_cannot_be_read_is_one_line(
    window: Any, tiny_bundle: Callable[..., Path], tmp_path: Path
) -> None:
    folder = tiny_bundle("broken", parent=tmp_path / "own", more={HISTORY: b"PK no archive"})
    window.session.controller(ModelsController).open(0, folder)
    assert window.wait_idle(60_000)
    window.toggle_card("epochs")
    assert window.wait_idle(60_000)
    note = window.session.state.part(EpochsState).notes[0]
    assert "history.npz" in note
    assert "\n" not in note


def filmed(window: Any) -> FilmedMap:
    state = window.session.state
    (found,) = state.part(EpochsState).histories.values()
    return FilmedMap(state.panes[0].model, "VAE", found, window.session.views[0], themes.DARK, frozenset())


def test_a_picture_of_the_film_shows_the_codes_and_the_grid_of_its_epoch(trained: Any) -> None:
    for place, k in ((0.0, 0), (1.0, EPOCHS - 1)):
        made = picture(filmed(trained), place)
        grid, tiles = made[LINE + SIDE :].astype(int), recorded().tiles[k]
        side = 3 * (SIDE // 3)
        first = (SIDE - grid_width(grid)) // 2
        for row in range(3):
            for column in range(3):
                y, x = (first + (n + 0.5) * (grid_width(grid) / 3) for n in (row, column))
                around = tiles[row, column, 12:17, 12:17]
                assert around.min() <= grid[int(y), int(x)].max() <= around.max(), (row, column, side)
        codes = made[LINE : LINE + SIDE]
        ground = codes.reshape(-1, 3)[0]
        assert (codes != ground).any(axis=2).sum() > 40


def grid_width(grid: np.ndarray) -> int:
    """How wide the square of decodes is, px: what is not the ground."""
    return int((grid != grid[0, 0]).any(axis=2).any(axis=0).sum()) or SIDE


def test_the_training_becomes_a_film_that_opens_again(trained: Any, tmp_path: Path) -> None:
    path = tmp_path / "training.gif"
    trained.panel(EpochsPanel).save_to(path)
    assert trained.wait_idle(120_000)
    frames, lasts = [], 0
    with Image.open(path) as film:
        assert film.size == (SIDE, LINE + 2 * SIDE)
        for each in ImageSequence.Iterator(film):
            frames.append(np.asarray(each.convert("RGB")).astype(int))
            lasts += each.info["duration"]
    assert lasts == pytest.approx(1000 * FRAMES / FPS, rel=0.02)
    for frame, place in ((frames[0], 0.0), (frames[-1], 1.0)):
        assert np.abs(frame - picture(filmed(trained), place)).mean() < 3, "256 colours"
    assert metadata.read(path, trained.session.saved).shown == (0,)


def test_a_film_that_cannot_be_written_is_one_line(trained: Any, tmp_path: Path) -> None:
    for name in ("film.avi", "no folder/film.gif"):
        trained.panel(EpochsPanel).save_to(tmp_path / name)
        assert trained.wait_idle(60_000)
        assert trained.session.state.notice
        assert not (tmp_path / name).exists()
