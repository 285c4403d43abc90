"""The Train card in a real window, by keys and clicks: a stand-in for ``aevae-train``, and once the real one."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from aevae_desktop.bundle import snapshot
from aevae_desktop.bundle.snapshot import Snapshot
from aevae_desktop.features.train import logic, process, text
from aevae_desktop.features.train.controller import TrainController, runs_folder
from aevae_desktop.features.train.state import Epoch, Phase, Training
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.charts.code_map import CodeMap
from aevae_desktop.ui.charts.interval_curve import IntervalCurve
from aevae_desktop.ui.widgets.picture import Picture
from tests.window_fixtures import opened

FAKE = Path(__file__).with_name("fake_train.py")
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def card(window: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A window with the card open, opened by its key."""
    monkeypatch.setenv("AEVAE_STATE", str(tmp_path / "state"))
    qtbot.keyClick(window, Qt.Key.Key_M, SHIFT)
    assert window.findChild(QWidget, "train").isVisible()
    return window


@pytest.fixture
def fake(card: Any, tiny_bundle: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The card, with a stand-in for ``aevae-train``."""
    monkeypatch.setattr(process, "MODULE", (str(FAKE),))
    bundle = tiny_bundle("made", kind="vae", seed=5, parent=tmp_path / "elsewhere")
    monkeypatch.setenv("FAKE_BUNDLE", str(bundle))
    return card


def training(window: Any) -> Training:
    found: Training = window.session.state.part(Training)
    return found


def part(window: Any, kind: type, name: str) -> Any:
    found = window.findChild(kind, f"train.{name}")
    assert found is not None, name
    return found


def click(window: Any, qtbot: Any, name: str) -> None:
    made = part(window, QAbstractButton, name)
    qtbot.waitUntil(lambda: made.isVisible() and made.isEnabled(), timeout=60_000)  # a card is drawn a little later
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)


def write(window: Any, qtbot: Any, name: str, said: str) -> None:
    field = part(window, QLineEdit, name)
    field.selectAll()
    qtbot.keyClicks(field, said)


def until(window: Any, qtbot: Any, phase: Phase, timeout: int = 60_000) -> None:
    """Wait for it, and for the card to have drawn it."""
    said = part(window, QLabel, "said")
    qtbot.waitUntil(
        lambda: training(window).phase is phase and said.text() == text.said(training(window)), timeout=timeout
    )


def outlook(window: Any) -> str:
    return str(part(window, QWidget, "outlook").text())


def test_the_names_of_all_known_sets_have_room_in_a_small_window(card: Any) -> None:
    card.resize(980, 640)
    assert card.wait_idle(60_000)
    found = part(card, QComboBox, "data")
    option = QStyleOptionComboBox()
    found.initStyleOption(option)
    part_of_it = QStyle.SubControl.SC_ComboBoxEditField
    room = found.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part_of_it, found)
    for k in range(found.count()):
        assert found.fontMetrics().horizontalAdvance(found.itemText(k)) <= room.width(), found.itemText(k)


def test_what_is_typed_is_what_is_asked_and_the_model_opens(fake: Any, qtbot: Any) -> None:
    write(fake, qtbot, "layers", "128, 32")
    write(fake, qtbot, "beta", "0.5")
    part(fake, QSpinBox, "code").setValue(3)
    click(fake, qtbot, "start")
    qtbot.waitUntil(lambda: not part(fake, QAbstractButton, "start").isVisible(), timeout=60_000)
    until(fake, qtbot, Phase.DONE)
    run = runs_folder() / "my-vae-digits-3d"
    asked = json.loads((run / "arguments-train.json").read_text())
    assert {"--hidden=128,32", "--beta=0.5", "--latent-dim=3", "--dataset=digits", f"--out={run}"} <= set(asked)
    assert [row.epoch for row in training(fake).epochs] == [1, 2, 3, 4]
    assert [line.name for line in part(fake, IntervalCurve, "curve").lines()] == ["reconstruction", "held out", "KL"]
    assert "reconstruction 50" in part(fake, QLabel, "losses").text()
    assert fake.wait_idle(60_000)
    state = fake.session.state
    assert state.panes[state.lead].model.key == str(Path(os.environ["AEVAE_MODELS"]) / run.name)
    qtbot.waitUntil(lambda: run.name in [entry.folder.name for entry in fake.session.state.library], timeout=60_000)
    click(fake, qtbot, "start")
    assert training(fake).name == "my-vae-digits-3d-2"  # nothing is written over
    until(fake, qtbot, Phase.DONE)


@pytest.mark.skipif(sys.platform == "win32", reason="nothing there tells a process to stop softly")
def test_it_is_stopped_and_goes_on(fake: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAKE_WAIT", "1")
    click(fake, qtbot, "start")
    run = runs_folder() / training(fake).name
    qtbot.waitUntil(lambda: (run / "ready").exists() and len(training(fake).epochs) == 2, timeout=60_000)
    qtbot.waitUntil(lambda: part(fake, QWidget, "progress").isVisible(), timeout=60_000)
    assert fake.wait_idle(20_000), "a training is nothing that the window waits for"
    click(fake, qtbot, "stop")
    until(fake, qtbot, Phase.STOPPED)
    assert "go on, or be kept" in part(fake, QLabel, "said").text()
    click(fake, qtbot, "resume")
    until(fake, qtbot, Phase.DONE)
    assert [row.epoch for row in training(fake).epochs] == [1, 2, 3, 4]
    assert f"--resume={run}" in json.loads((run / "arguments-train.json").read_text())


@pytest.mark.skipif(sys.platform == "win32", reason="nothing there tells a process to stop softly")
def test_what_was_stopped_is_kept_as_it_is(fake: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAKE_WAIT", "1")
    click(fake, qtbot, "start")
    run = runs_folder() / training(fake).name
    qtbot.waitUntil(lambda: (run / "ready").exists(), timeout=60_000)
    click(fake, qtbot, "stop")
    until(fake, qtbot, Phase.STOPPED)
    click(fake, qtbot, "keep")
    until(fake, qtbot, Phase.DONE)
    assert json.loads((run / "arguments-export.json").read_text())[:2] == ["export", str(run)]
    assert fake.wait_idle(60_000)
    assert fake.session.state.panes[fake.session.state.lead].model.key.endswith(run.name)


@pytest.fixture
def shot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    """A snapshot that the stand-in shows: fifty codes of two classes, and six black tiles in two rows, one white."""
    codes = np.linspace(-1, 1, 100, dtype=np.float32).reshape(50, 2)
    tiles = np.zeros((2, 3, 8, 8), np.uint8)
    tiles[1, 2] = 255
    made = Snapshot(4, codes, np.repeat([0, 1], 25).astype(np.int16), tiles, np.array([-1, -1, 1, 1], np.float32))
    (tmp_path / "shot.npz").write_bytes(snapshot.pack(made))
    monkeypatch.setenv("FAKE_SHOT", str(tmp_path / "shot.npz"))
    return made


def colours(widget: QWidget) -> Counter[str]:
    image = widget.grab().toImage()
    return Counter(image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("theme", [themes.LIGHT, themes.DARK])
def test_the_map_is_seen_as_it_forms(fake: Any, qtbot: Any, shot: Snapshot, theme: themes.Theme) -> None:
    fake.apply_theme(theme)
    drawn = part(fake, CodeMap, "map")
    assert not drawn.isVisible()
    click(fake, qtbot, "start")
    until(fake, qtbot, Phase.DONE)
    qtbot.waitUntil(lambda: drawn.isVisible() and drawn.height() > 50, timeout=60_000)
    seen = colours(drawn)
    assert seen[theme.classes[0]] > 20
    assert seen[theme.classes[1]] > 20
    assert seen[theme.classes[2]] == 0
    assert seen[theme.map] > seen.total() // 2
    image = part(fake, Picture, "mosaic").image()
    assert image.shape == (16, 24)
    assert image[8:, 16:].min() == 255
    assert image.sum() == 255 * 64
    assert part(fake, QLabel, "shot").text().startswith("50 images after epoch 4: their codes")


def test_nobody_looks_and_no_map_is_read(
    fake: Any, qtbot: Any, shot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []
    real = snapshot.read

    def reading(path: Path) -> Snapshot:
        read.append(path)
        return real(path)

    monkeypatch.setattr(snapshot, "read", reading)
    monkeypatch.setenv("FAKE_WAIT", "1")
    click(fake, qtbot, "start")
    qtbot.waitUntil(lambda: training(fake).shot is not None, timeout=60_000)
    qtbot.keyClick(fake, Qt.Key.Key_M, SHIFT)
    read.clear()
    fake.session.controller(TrainController).stop()
    qtbot.waitUntil(lambda: training(fake).phase is Phase.STOPPED, timeout=60_000)
    fake.session.controller(TrainController).resume()
    qtbot.waitUntil(lambda: training(fake).phase is Phase.DONE, timeout=60_000)
    assert training(fake).shots == 4
    assert read == []
    qtbot.keyClick(fake, Qt.Key.Key_M, SHIFT)
    assert read == [runs_folder() / "my-vae-digits-2d" / snapshot.NAME]


def test_a_damaged_map_changes_nothing(fake: Any, qtbot: Any, shot: Snapshot, tmp_path: Path) -> None:
    (tmp_path / "shot.npz").write_bytes(b"PK damaged")
    click(fake, qtbot, "start")
    until(fake, qtbot, Phase.DONE)
    assert training(fake).shot is None
    assert not part(fake, CodeMap, "map").isVisible()


def test_an_error_is_its_last_line(fake: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAKE_ERROR", "digits: no memory")
    before = fake.session.state.panes
    click(fake, qtbot, "start")
    until(fake, qtbot, Phase.FAILED)
    assert part(fake, QLabel, "said").text() == "It did not work: digits: no memory"
    assert fake.session.state.notice == "Training failed: digits: no memory"
    assert fake.session.state.panes == before
    assert part(fake, QAbstractButton, "start").isVisible()


def test_what_cannot_be_is_said_before_it_begins(card: Any, qtbot: Any) -> None:
    right = outlook(card)
    assert right.startswith("1,349,396 parameters")
    for name, wrong, said in (("layers", "512, x", "Layers: found '512, x'"), ("beta", "-1", "Beta: found '-1'")):
        before = part(card, QLineEdit, name).text()
        write(card, qtbot, name, wrong)
        assert outlook(card).startswith(said)
        assert not part(card, QAbstractButton, "start").isEnabled()
        assert not part(card, QAbstractButton, "copy").isEnabled()
        write(card, qtbot, name, before)
        assert outlook(card) == right
        assert part(card, QAbstractButton, "start").isEnabled()


def test_a_kind_brings_its_loss_and_only_a_vae_has_a_beta(card: Any, qtbot: Any) -> None:
    click(card, qtbot, "kind.ae")
    assert not part(card, QWidget, "beta").isVisible()
    click(card, qtbot, "copy")
    copied = QApplication.clipboard().text()
    assert "--likelihood=gaussian" in copied
    assert "--beta" not in copied
    click(card, qtbot, "kind.linear-ae")
    assert not part(card, QWidget, "layers").isEnabled()
    assert outlook(card) == "3,922 parameters: encoder 1,570, decoder 2,352"
    click(card, qtbot, "copy")
    assert shlex.split(QApplication.clipboard().text())[:2] == ["aevae-train", "train"]


def test_other_images_bring_their_usual_epochs(card: Any, qtbot: Any) -> None:
    data, epochs = part(card, QWidget, "data"), part(card, QSpinBox, "epochs")
    data.setFocus()
    assert epochs.value() == 100
    qtbot.keyClick(data, Qt.Key.Key_Down)
    assert epochs.value() == 20
    click(card, qtbot, "copy")
    assert "--dataset=mnist" in QApplication.clipboard().text()


def test_without_torch_the_card_says_so_and_gives_the_command(
    card: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logic, "NEEDS", ("training", "no_torch_here"))
    for _ in range(2):
        qtbot.keyClick(card, Qt.Key.Key_M, SHIFT)
    assert "no_torch_here is not installed here" in part(card, QLabel, "lack").text()
    assert part(card, QLabel, "lack").isVisible()
    assert not part(card, QAbstractButton, "start").isEnabled()
    click(card, qtbot, "copy")
    assert QApplication.clipboard().text().startswith("aevae-train train --dataset=digits --kind=vae")


def test_a_run_that_an_earlier_window_left_goes_on(fake: Any, qtbot: Any) -> None:
    done, left = runs_folder() / "done", runs_folder() / "left"
    for run in (left, done):  # the later one has its bundle
        run.mkdir(parents=True)
        (run / "checkpoint-000000002.pt").touch()
    (Path(os.environ["AEVAE_MODELS"]) / "done").mkdir()
    row = {"epoch": 1, "reconstruction": 9.0, "kl": 0.5}
    (left / "log.jsonl").write_text(json.dumps(row | {"step": 9}) + "\n")
    (left / "config.json").write_text('{"kind": "vae"}')
    for _ in range(2):
        qtbot.keyClick(fake, Qt.Key.Key_M, SHIFT)
    until(fake, qtbot, Phase.STOPPED)
    assert (training(fake).name, training(fake).epochs) == ("left", (Epoch(1, 9.0, 0.5),))
    click(fake, qtbot, "resume")
    until(fake, qtbot, Phase.DONE)
    assert f"--resume={left}" in json.loads((left / "arguments-train.json").read_text())


def left_run(name: str, losses: list[tuple[float, float]], kind: str = "vae") -> Path:
    """The folder of a run of before."""
    folder = runs_folder() / name
    folder.mkdir(parents=True)
    rows = [{"epoch": k, "step": k, "reconstruction": nll, "kl": kl} for k, (nll, kl) in enumerate(losses, 1)]
    (folder / "log.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (folder / "config.json").write_text(json.dumps({"kind": kind}))
    return folder


def test_runs_of_before_are_listed_with_their_ends_and_one_is_compared(fake: Any, qtbot: Any) -> None:
    left_run("one", [(200, 5), (150, 6)])
    left_run("two", [(190, 0), (140.5, 0)], "ae")
    (runs_folder() / "damaged").mkdir()
    (runs_folder() / "damaged" / "log.jsonl").write_text("{")
    (Path(os.environ["AEVAE_MODELS"]) / "two").mkdir()
    os.utime(runs_folder() / "one", (1, 1))
    for _ in range(2):
        qtbot.keyClick(fake, Qt.Key.Key_M, SHIFT)
    past = part(fake, QComboBox, "past")
    qtbot.waitUntil(lambda: past.isVisible() and past.count() == 3, timeout=60_000)
    assert [past.itemText(k) for k in range(3)] == [
        "No other run", "two: 2 epochs, 140.5 nats", "one: 2 epochs, stopped, 150.0 + 6.0 nats",
    ]  # fmt: skip
    click(fake, qtbot, "start")
    until(fake, qtbot, Phase.DONE)
    past.setFocus()
    for _ in range(past.count()):
        qtbot.keyClick(past, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: len(part(fake, IntervalCurve, "curve").lines()) == 2, timeout=60_000)
    mine, other = part(fake, IntervalCurve, "curve").lines()
    assert (mine.name, mine.values) == ("this run", (221, 112, pytest.approx(220 / 3 + 3), 59))
    assert (other.name, other.values) == ("one", (205, 156))
    for _ in range(past.count()):
        qtbot.keyClick(past, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: len(part(fake, IntervalCurve, "curve").lines()) == 3, timeout=60_000)


def test_the_command_line_opens_the_card(window: Any) -> None:
    for other in opened(["--train"]):
        assert other.findChild(QWidget, "train").isVisible()
    assert window.findChild(QWidget, "train") is None  # a card is made when somebody first asks for it


def test_the_real_one_trains_on_digits(card: Any, qtbot: Any) -> None:
    if lack := logic.lack():
        pytest.skip(lack)
    write(card, qtbot, "layers", "16")
    part(card, QSpinBox, "epochs").setValue(1)
    click(card, qtbot, "start")
    if sys.platform != "win32":
        assert os.getpriority(os.PRIO_PROCESS, card.session.controller(TrainController).pid) == process.NICE
    qtbot.waitUntil(lambda: not training(card).running, timeout=300_000)
    assert training(card).phase is Phase.DONE, training(card).error
    (row,) = training(card).epochs
    assert row.reconstruction > 0
    assert row.validation_reconstruction is not None
    assert card.wait_idle(60_000)
    model = card.session.state.panes[card.session.state.lead].model
    assert model.manifest.dataset.name == "digits"
    assert len(model.codes.mu) == 1797


def test_the_bundle_is_what_the_command_line_gives_byte_for_byte(card: Any, qtbot: Any, tmp_path: Path) -> None:
    if lack := logic.lack():
        pytest.skip(lack)
    write(card, qtbot, "layers", "16")
    part(card, QSpinBox, "epochs").setValue(2)
    click(card, qtbot, "copy")
    _, *command = shlex.split(QApplication.clipboard().text())
    click(card, qtbot, "start")
    qtbot.waitUntil(lambda: not training(card).running, timeout=300_000)
    assert training(card).phase is Phase.DONE, training(card).error
    name, models = training(card).name, tmp_path / "by command"
    command += [f"--out={tmp_path / name}", f"--models={models}"]
    subprocess.run([sys.executable, "-m", "training", *command], check=True, capture_output=True, timeout=300)
    mine, other = Path(os.environ["AEVAE_MODELS"]) / name, models / name
    names = sorted(path.name for path in mine.iterdir())
    assert names == sorted(path.name for path in other.iterdir())
    assert {"decoder.onnx", "encoder.onnx", "points.npz", "history.npz", "manifest.json"} <= set(names)
    for file in names:
        if file != "manifest.json":
            assert (mine / file).read_bytes() == (other / file).read_bytes(), file
    told = [json.loads((folder / "manifest.json").read_text()) for folder in (mine, other)]
    for one in told:
        assert one["provenance"].pop("train_seconds") > 0  # how long it took is all that differs
    assert told[0] == told[1]
