"""The film card: keys and clicks, the real decoders, and the file back in the window."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QProgressBar, QSpinBox, QWidget

from aevae_desktop.core.images.grey_levels import to_uint8
from aevae_desktop.engine.child.model import Model
from aevae_desktop.engine.filming import formats
from aevae_desktop.features.film_export.controller import FilmExportController
from aevae_desktop.features.film_export.state import Filming
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.state import FrameSequence


def part(window: Any, kind: type, name: str) -> Any:
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


@pytest.fixture
def card(shipped: Any, qtbot: Any) -> Any:
    """The card, opened by its key, as it is at first."""
    qtbot.keyClick(shipped, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    made = part(shipped, QWidget, "film")
    assert made.isVisible()
    yield made
    shipped.session.controller(FilmExportController).cancel()
    made.choose(format="gif", grid=False, alone=False, tile=224, smooth=False, fps=30, repeat="ping-pong", tiles=11)
    shipped.toggle_card("film") if made.isVisible() else None


def said(card: Any) -> str:
    return str(part(card, QWidget, "film.outlook").text())


def click(card: Any, qtbot: Any, *names: str) -> None:
    for name in names:
        qtbot.mouseClick(part(card, QAbstractButton, f"film.{name}"), Qt.MouseButton.LeftButton)


def test_every_control_changes_what_comes_out(card: Any, qtbot: Any) -> None:
    assert said(card) == "240 frames · 8.0 s · 452 × 224 px"
    click(card, qtbot, "repeat.once", "filter.smooth", "maps.the_one_in_hand")
    spin = part(card, QSpinBox, "film.tile")
    qtbot.keyClick(spin, Qt.Key.Key_Up)
    assert said(card) == "121 frames · 4.0 s · 252 × 252 px"  # one step is the decoder's own size
    part(card, QSpinBox, "film.fps").setValue(20)
    assert said(card) == "121 frames · 6.0 s · 252 × 252 px"
    click(card, qtbot, "format.png", "maps.both", "filter.pixels")
    part(card, QSpinBox, "film.tiles").setValue(5)
    assert said(card) == "10 tiles · 1,260 × 508 px"
    click(card, qtbot, "what.grid")
    assert part(card, QAbstractButton, "film.format.png").text() == "PNG"
    assert not part(card, QAbstractButton, "film.format.gif").isEnabled()
    click(card, qtbot, "format.npz")
    assert said(card).endswith(" images as they were decoded, and their codes")
    options = card.options()
    assert (options.format, options.grid, options.fps, options.repeat, options.tiles) == ("npz", True, 20, "once", 5)


def test_a_film_that_cannot_be_is_said_and_not_offered(card: Any, qtbot: Any) -> None:
    part(card, QSpinBox, "film.tile").setValue(2048)
    assert said(card) == "240 frames of 4,132 × 2,048 px is too much for an export"
    assert part(card, QWidget, "film.note").text() == "Make the tiles smaller, or fewer."
    assert not part(card, QAbstractButton, "film.save").isEnabled()
    part(card, QSpinBox, "film.tile").setValue(224)
    assert part(card, QAbstractButton, "film.save").isEnabled()


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
def test_mp4_is_on_the_card_where_ffmpeg_is(
    card: Any, shipped: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for there in (False, True):
        if there:
            (tmp_path / "ffmpeg").write_text("#!/bin/sh\n")
            (tmp_path / "ffmpeg").chmod(0o755)
        shipped.toggle_card("film")
        shipped.toggle_card("film")
        assert part(card, QAbstractButton, "film.format.mp4").isVisible() is there
    assert part(card, QAbstractButton, "film.format.webp").isVisible()
    monkeypatch.setattr(formats.importlib.util, "find_spec", lambda name: None)
    card.choose(format="gif")
    assert said(card) == "Pillow is not installed"
    assert part(card, QWidget, "film.note").text() == "Install it: pip install pillow"


def test_a_saved_gif_is_the_decoder_s_film_and_opens_again(
    card: Any, shipped: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through button and dialog; the frames are what onnxruntime gives for the path's codes, in this process."""
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: None)
    session, path = shipped.session, tmp_path / "morph.gif"
    click(card, qtbot, "repeat.once")
    part(card, QSpinBox, "film.tile").setValue(56)
    click(card, qtbot, "save")
    dialog = shipped.findChild(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("ae-mnist-2d-vae-mnist-2d-path.gif")
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    assert shipped.wait_idle(60_000)
    assert session.state.notice.startswith(f"Saved {path} (")
    with Image.open(path) as image:
        assert (image.n_frames, image.size) == (121, (113, 56))
        for k in (0, 120):
            image.seek(k)
            shown = np.asarray(image.convert("L"))
            for i, left in ((0, 0), (1, 57)):
                model = Model(Path(session.state.panes[i].model.key))
                z = session.state.panes[i].get(FrameSequence).z
                want = to_uint8(model.decode(z[k : k + 1]), 0.0, 1.0)[0]
                assert (shown[:, left : left + 56] == want.repeat(2, 0).repeat(2, 1)).all()
    kept = session.state.panes[0].get(FrameSequence).z
    session.controller(PathController).surprise()
    assert shipped.wait_idle(60_000)
    shipped.export.open(path)
    assert shipped.wait_idle(60_000)
    assert session.state.notice == "The view of morph.gif."
    assert np.allclose(session.state.panes[0].get(FrameSequence).z, kept)


def test_escape_closes_the_card_and_the_export_goes_on(card: Any, shipped: Any, qtbot: Any, tmp_path: Path) -> None:
    path = tmp_path / "long.webp"
    card.choose(format="webp", tile=560)
    card.save_to(path)
    qtbot.waitUntil(lambda: (shipped.session.state.part(Filming).share or 0) > 0.02, timeout=60_000)
    assert not part(card, QAbstractButton, "film.save").isEnabled()
    bar = part(card, QProgressBar, "film.progress")
    assert bar.value() / bar.maximum() == pytest.approx(shipped.session.state.part(Filming).share, abs=1e-3)
    assert bar.isVisible()
    qtbot.keyClick(shipped, Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert shipped.session.controller(FilmExportController).busy
    qtbot.keyClick(shipped, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    click(card, qtbot, "cancel")
    assert shipped.session.state.notice == "The export was cancelled; nothing was written."
    assert list(tmp_path.iterdir()) == []
    assert not bar.isVisible()
    assert part(card, QAbstractButton, "film.save").isEnabled()
    assert not part(card, QAbstractButton, "film.cancel").isVisible()
