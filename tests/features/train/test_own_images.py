"""One's own images in the Train card: dropped on it, looked at by the real command, and what is asked of a run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog, QLabel, QSpinBox, QWidget

from aevae_desktop.features.train import logic, process, text
from aevae_desktop.features.train.controller import TrainController, runs_folder
from aevae_desktop.features.train.state import OwnImages, Phase, Training, TrainOptions

FAKE = Path(__file__).with_name("fake_train.py")
LOOKED = {"dataset": "folder", "data_dir": "/x", "train": 90, "test": 10, "shape": [1, 28, 28], "classes": 2,
          "nested": [2, 6], "notes": ["some"]}  # fmt: skip


@pytest.fixture
def card(window: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("AEVAE_STATE", str(tmp_path / "state"))
    qtbot.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ShiftModifier)
    return window


def own(window: Any) -> OwnImages:
    found: OwnImages = window.session.state.part(OwnImages)
    return found


def drop(window: Any, qtbot: Any, path: Path) -> None:
    """Drop ``path`` on the card, and wait until it was looked at."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    target = window.findChild(QWidget, "train")
    flags = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entered = QDragEnterEvent(QPoint(20, 20), *flags)
    QApplication.sendEvent(target, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPoint(20, 20), *flags))
    assert own(window).looking
    until_looked(window, qtbot)


def until_looked(window: Any, qtbot: Any) -> None:
    """Wait for the answer, and for the card to have drawn it."""
    qtbot.waitUntil(lambda: not own(window).looking and said(window, "own") == text.own(own(window)), timeout=60_000)


def said(window: Any, name: str) -> str:
    return str(window.findChild(QLabel, f"train.{name}").text())


@pytest.mark.skipif(bool(logic.lack()), reason="needs the training package")
def test_a_dropped_folder_is_told_and_trained_on(
    card: Any, qtbot: Any, tiny_bundle: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = pytest.importorskip("PIL.Image")
    for k in range(36):
        place = tmp_path / "my set" / "ab"[k % 2] / "xyz"[k % 3]
        place.mkdir(parents=True, exist_ok=True)
        image.fromarray(np.random.default_rng(k).integers(0, 200, (20, 20), dtype=np.uint8)).save(place / f"{k}.png")
    monkeypatch.setattr(process, "MODULE", (str(FAKE),))
    monkeypatch.setenv("FAKE_BUNDLE", str(tiny_bundle("made", kind="vae", seed=5, parent=tmp_path / "elsewhere")))
    drop(card, qtbot, tmp_path / "my set")
    assert "29 images to train on and 7 to test, 28 × 28 grey, 2 outer and 6 inner folders." in said(card, "own")
    assert "--" not in said(card, "own")
    assert card.findChild(QComboBox, "train.data").currentText() == "my set: your own"
    assert card.findChild(QSpinBox, "train.held").value() == 2
    qtbot.mouseClick(card.findChild(QAbstractButton, "train.folders.inner"), Qt.MouseButton.LeftButton)
    until_looked(card, qtbot)
    assert own(card).class_folders == "inner"
    assert own(card).classes == 6
    qtbot.mouseClick(card.findChild(QAbstractButton, "train.start"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: card.session.state.part(Training).phase is Phase.DONE, timeout=60_000)
    name = card.session.state.part(Training).name
    assert name == "my-vae-my-set-2d"
    asked = json.loads((runs_folder() / name / "arguments-train.json").read_text())
    wanted = {"--dataset=folder", f"--data-dir={tmp_path / 'my set'}", "--class-folders=inner", "--batch-size=27"}
    assert wanted <= set(asked)
    assert "--validation=2" in asked


@pytest.mark.skipif(bool(logic.lack()), reason="needs the training package")
def test_arrays_of_another_size_count_other_parameters_and_what_is_none_is_one_line(
    card: Any, qtbot: Any, tmp_path: Path
) -> None:
    before = card.findChild(QWidget, "train.outlook").text()
    np.savez(tmp_path / "small.npz", x=np.zeros((300, 8, 8), np.uint8) + np.arange(8, dtype=np.uint8))
    drop(card, qtbot, tmp_path / "small.npz")
    assert "8 × 8 grey" in said(card, "own")
    assert not card.findChild(QAbstractButton, "train.folders.inner").isVisible()
    after = card.findChild(QWidget, "train.outlook").text()
    assert after != before
    assert after.startswith(f"{sum(logic.parameters(TrainOptions(pixels=64))):,} parameters")
    (tmp_path / "words.txt").write_text("words")
    drop(card, qtbot, tmp_path / "words.txt")
    assert said(card, "own").startswith("It does not work: ")
    assert "\n" not in said(card, "own")
    assert not card.findChild(QAbstractButton, "train.start").isEnabled()
    data = card.findChild(QComboBox, "train.data")
    data.setFocus()
    for _ in range(data.count()):  # past all that are known
        qtbot.keyClick(data, Qt.Key.Key_Up)
    assert data.currentIndex() == 0
    assert own(card) == OwnImages()
    assert card.findChild(QWidget, "train.outlook").text() == before
    assert card.findChild(QAbstractButton, "train.start").isEnabled()


@pytest.mark.parametrize(("name", "mode"), [("folder", "Directory"), ("file", "ExistingFile")])
def test_a_dialog_asks_for_a_folder_or_a_file(
    card: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, mode: str
) -> None:
    def choose(dialog: QFileDialog) -> None:
        dialog.filesSelected.emit([str(tmp_path / dialog.fileMode().name)])

    monkeypatch.setattr(QFileDialog, "open", choose)
    qtbot.mouseClick(card.findChild(QAbstractButton, f"train.{name}"), Qt.MouseButton.LeftButton)
    assert own(card).looking
    until_looked(card, qtbot)
    assert own(card).place == str(tmp_path / mode)


def test_a_place_that_is_not_answered_is_left_for_the_next(card: Any, qtbot: Any, tmp_path: Path) -> None:
    controller = card.session.controller(TrainController)
    controller.look(tmp_path / "one")
    controller.look(tmp_path / "two")
    qtbot.waitUntil(lambda: not own(card).looking, timeout=60_000)
    assert own(card).place == str(tmp_path / "two")
    assert "two" in own(card).error


@pytest.mark.parametrize("wrong", [
    {"dataset": "mnist"}, {"data_dir": 3}, {"train": -1}, {"train": True}, {"test": None}, {"shape": [1, 28]},
    {"shape": [1, 0, 28]}, {"shape": "abc"}, {"classes": 1e9}, {"train": 10**12},
])  # fmt: skip
def test_an_answer_that_makes_no_sense_is_an_error(wrong: dict[str, Any]) -> None:
    assert logic.own_images("/x", "outer", LOOKED, "").dataset == "folder"
    found = logic.own_images("/x", "outer", LOOKED | wrong, "")
    assert (found.dataset, found.error) == ("", "nothing could be found out about it")


@pytest.mark.parametrize(
    ("train", "held", "batch", "epochs"), [(2176, 200, 0, 130), (60_000, 200, 0, 20), (30, 3, 27, 400)]
)
def test_what_is_proposed_depends_on_how_many_there_are(train: int, held: int, batch: int, epochs: int) -> None:
    made = logic.for_own(TrainOptions(), logic.own_images("/x", "outer", LOOKED | {"train": train}, ""))
    assert (made.validation, made.batch, made.epochs) == (held, batch, epochs)
    assert logic.for_known(made, "digits") == TrainOptions()
    config = pytest.importorskip("training.trainer.config")
    assert config.enough_epochs(train - held, 128) == epochs
