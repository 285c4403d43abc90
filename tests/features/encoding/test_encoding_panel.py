"""Images of one's own through a real window and its processes: dropped on the card, encoded, saved, opened again."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog, QLabel, QWidget

from aevae_desktop import bundle
from aevae_desktop.engine.child.model import Model
from aevae_desktop.features.encoding import logic, overlay
from aevae_desktop.features.encoding.controller import EncodingController
from aevae_desktop.features.encoding.state import Encoding, Phase
from aevae_desktop.ui.charts.code_map import CodeMap
from tests.window_fixtures import opened

image = pytest.importorskip("PIL.Image")


@pytest.fixture
def card(window: Any, qtbot: Any) -> Any:
    """A window with the card open, opened by its key."""
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ShiftModifier)
    assert window.findChild(QWidget, "encoding").isVisible()
    return window


@pytest.fixture
def shape(window: Any) -> tuple[int, int]:
    """Of an image of the models."""
    spec = window.session.state.panes[0].model.manifest.image
    return spec.height, spec.width


@pytest.fixture
def pictures(tmp_path: Path, shape: tuple[int, int]) -> Path:
    """300 pictures of that size in two outer folders, of three inner ones each."""
    rng = np.random.default_rng(2)
    for k in range(300):
        place = tmp_path / "my set" / "ab"[k % 2] / "xyz"[k % 3]
        place.mkdir(parents=True, exist_ok=True)
        image.fromarray(rng.integers(0, 120, shape, dtype=np.uint8)).save(place / f"{k:03}.png")
    return tmp_path / "my set"


def part(window: Any) -> Encoding:
    found: Encoding = window.session.state.part(Encoding)
    return found


def drop(window: Any, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    target = window.findChild(QWidget, "encoding")
    flags = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entered = QDragEnterEvent(QPoint(20, 20), *flags)
    QApplication.sendEvent(target, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPoint(20, 20), *flags))


def click(window: Any, qtbot: Any, name: str) -> None:
    made = window.findChild(QAbstractButton, f"encoding.{name}")
    qtbot.waitUntil(lambda: made.isVisible() and made.isEnabled(), timeout=60_000)
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)


def until(window: Any, qtbot: Any, phase: Phase) -> None:
    qtbot.waitUntil(lambda: not part(window).running, timeout=120_000)
    assert part(window).phase is phase, part(window).error
    assert window.wait_idle(60_000)


def test_a_dropped_folder_becomes_a_map_and_a_bundle_whose_codes_are_the_same_again(
    card: Any, qtbot: Any, pictures: Path
) -> None:
    before = card.session.state.panes[card.session.state.lead].model
    drop(card, pictures)
    qtbot.waitUntil(lambda: part(card).some is not None or not part(card).running, timeout=120_000)
    until(card, qtbot, Phase.DONE)
    folder = Path(os.environ["AEVAE_MODELS"]) / f"{before.manifest.id}-my-set"
    model = card.session.state.panes[card.session.state.lead].model
    assert model.key == str(folder) == part(card).folder
    assert (model.manifest.classes, model.manifest.image) == (("a", "b"), before.manifest.image)
    files = [path for outer in "ab" for path in sorted((pictures / outer).rglob("*.png"))]
    x = np.stack([np.asarray(image.open(path)) for path in files])
    np.testing.assert_array_equal(model.codes.label, np.repeat([0, 1], 150))
    np.testing.assert_allclose(model.codes.mu, Model(Path(before.key)).encode(x.astype(np.float32) / 255).mu, atol=1e-5)
    stored = bundle.read_points(folder, bundle.validate(folder))
    assert stored.mu.tobytes() == model.codes.mu.tobytes()
    np.testing.assert_array_equal(bundle.read_images(folder, bundle.read(folder), range(300)), x)
    for name in ("encoder.onnx", "decoder.onnx"):
        assert (folder / name).read_bytes() == (Path(before.key) / name).read_bytes()
    for later in opened([str(folder)]):
        again = later.session.state.panes[0].model
        assert again.codes.mu.tobytes() == model.codes.mu.tobytes()
        assert again.manifest.classes == ("a", "b")


def test_the_inner_folders_are_the_classes_once_they_are_chosen(card: Any, qtbot: Any, pictures: Path) -> None:
    drop(card, pictures)
    until(card, qtbot, Phase.DONE)
    qtbot.waitUntil(lambda: "outer" in card.findChild(QLabel, "encoding.notes").text(), timeout=60_000)
    assert "--" not in card.findChild(QLabel, "encoding.notes").text()
    click(card, qtbot, "folders.inner")
    until(card, qtbot, Phase.DONE)
    assert len(card.session.state.panes[card.session.state.lead].model.manifest.classes) == 6


def test_the_map_fills_and_cancelling_leaves_nothing(
    card: Any, qtbot: Any, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logic, "AT_ONCE", 20)
    controller = card.session.controller(EncodingController)
    before = card.session.state.panes, sorted(Path(os.environ["AEVAE_MODELS"]).iterdir())
    seen: list[int] = []

    def watch(_: Any, new: Any) -> None:
        found = new.part(Encoding)
        if found.some is not None:
            seen.append(len(found.some.xy))
            if found.done >= 100:
                controller.cancel()

    monkeypatch.setattr("aevae_desktop.features.encoding.controller.SHOW_S", 0.0)
    card.session.changed.connect(watch)
    drop(card, pictures)
    until(card, qtbot, Phase.CANCELLED)
    card.session.changed.disconnect(watch)
    assert seen[:5] == [20, 40, 60, 80, 100]
    assert (card.session.state.panes, sorted(Path(os.environ["AEVAE_MODELS"]).iterdir())) == before
    qtbot.waitUntil(lambda: not card.findChild(CodeMap, "encoding.map").isVisible(), timeout=60_000)


def test_a_file_of_arrays_by_the_dialog_with_a_number_to_colour_by(
    card: Any, qtbot: Any, tmp_path: Path, shape: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    x = np.random.default_rng(3).integers(0, 120, (40, *shape), dtype=np.uint8)
    target = np.linspace(0.5, 2.25, 40, dtype=np.float32)
    np.savez(tmp_path / "some.npz", x=x, y=target)
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.filesSelected.emit([str(tmp_path / "some.npz")]))
    click(card, qtbot, "file")
    until(card, qtbot, Phase.DONE)
    codes = card.session.state.panes[card.session.state.lead].model.codes
    np.testing.assert_array_equal(codes.columns["value"], target)
    assert (codes.label == -1).all()


@pytest.mark.skipif(not os.environ.get("AEVAE_DATA"), reason="needs the four MNIST files")
def test_a_known_set_is_encoded_by_its_name(card: Any, qtbot: Any) -> None:
    card.findChild(QComboBox, "encoding.sets").setCurrentIndex(logic.SETS.index("mnist"))
    click(card, qtbot, "known")
    until(card, qtbot, Phase.DONE)
    model = card.session.state.panes[card.session.state.lead].model
    assert (len(model.codes.mu), model.manifest.classes) == (70_000, tuple("0123456789"))
    assert np.bincount(model.codes.label).min() > 6000


def test_the_digits_are_encoded_by_their_name(card: Any, qtbot: Any) -> None:
    pytest.importorskip("sklearn")
    card.findChild(QComboBox, "encoding.sets").setCurrentIndex(logic.SETS.index("digits"))
    click(card, qtbot, "known")
    until(card, qtbot, Phase.DONE)
    model = card.session.state.panes[card.session.state.lead].model
    assert (len(model.codes.mu), model.manifest.classes) == (1797, tuple("0123456789"))


def test_what_reads_images_needs_no_pytorch() -> None:
    code = "import sys; sys.modules.update(torch=None, sklearn=None, onnx=None); import training.data.serving"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


@pytest.mark.parametrize("name", ["words.txt", "missing", "small.npy"])
def test_what_cannot_be_encoded_is_one_line_and_the_map_stays(card: Any, qtbot: Any, tmp_path: Path, name: str) -> None:
    (tmp_path / "words.txt").write_text("words")
    np.save(tmp_path / "small.npy", np.zeros((20, 9, 9), np.uint8) + np.arange(9, dtype=np.uint8))
    before = card.session.state.panes
    drop(card, tmp_path / name)
    until(card, qtbot, Phase.FAILED)
    assert name in part(card).error
    assert "\n" not in part(card).error
    assert card.session.state.panes == before


def test_a_process_that_is_killed_is_one_line(
    card: Any, qtbot: Any, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aevae_desktop.features.encoding.images_process.MODULE", "no.such.module")
    drop(card, pictures)
    until(card, qtbot, Phase.FAILED)
    assert part(card).error.startswith("the process that reads the images")


def test_the_map_of_the_model_fills_while_the_codes_come(card: Any) -> None:
    from tests.features.encoding.filled import fill

    session, lead = card.session, card.session.state.lead
    key = session.state.panes[lead].model.key
    assert overlay.of(session.state, lead) is None
    before = card.canvas(lead).grab().toImage()
    fill(session, lead)
    assert overlay.lacks(session.state, lead) == ""
    assert overlay.of(session.state, 1 - lead) is None or session.state.panes[1 - lead].model.key == key
    QApplication.processEvents()
    assert card.canvas(lead).grab().toImage() != before
    session.set_state(session.state.with_part(replace(part(card), phase=Phase.DONE)))
    assert overlay.of(session.state, lead) is None
