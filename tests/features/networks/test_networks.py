"""Networks without a manifest, dropped on the window, chosen in its menu or named on the command line."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QToolButton, QWidget

from aevae_desktop import bundle
from aevae_desktop.bundle import DECODER, ENCODER
from aevae_desktop.engine.child.model import Model
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.networks import remembered
from aevae_desktop.features.networks.controller import NetworksController
from aevae_desktop.features.networks.state import Reading
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Preview
from aevae_desktop.recovery.settings import Settings
from tests.conftest import tiny_decoder, tiny_encoder
from tests.window.test_menus import menus
from tests.window_fixtures import drop_on_map, opened


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    folder = tmp_path / "my nets"
    folder.mkdir()
    a, b = folder / "a.onnx", folder / "b.onnx"
    a.write_bytes(tiny_encoder(2, 1, True))
    b.write_bytes(tiny_decoder(2, 1))
    return a, b


def shown(window: Any, pane: int) -> Any:
    """The manifest of what a pane shows, which lies in the user's folder, whole."""
    model = window.session.state.panes[pane].model
    assert Path(model.key).parent == Path(os.environ["AEVAE_MODELS"])
    assert bundle.read(Path(model.key)) == model.manifest
    return model.manifest


@pytest.mark.parametrize("what", ["both", "turned", "folder"])
def test_two_networks_that_are_dropped_become_a_model(window: Any, pair: tuple[Path, Path], what: str) -> None:
    paths = {"both": pair, "turned": pair[::-1], "folder": (pair[0].parent,)}[what]
    drop_on_map(window, 1, *paths)
    manifest = shown(window, 1)
    assert (manifest.title, manifest.kind, manifest.latent_dim) == ("my nets", "vae", 2)
    assert manifest.image == bundle.ImageSpec(28, 28)
    assert manifest.provenance["opened_from"] == ["b.onnx", "a.onnx"]
    assert window.session.state.panes[0].model.manifest.id == "ae-tiny"
    window.session.controller(ProbeController).probe(1, 0.5, 0.5)
    assert window.wait_idle(60_000)


def test_a_decoder_alone_is_hovered_on_an_empty_map(window: Any, pair: tuple[Path, Path]) -> None:
    drop_on_map(window, 0, pair[1])
    manifest = shown(window, 0)
    assert (manifest.title, manifest.kind, set(manifest.files)) == ("b", "ae", {DECODER})


def test_the_same_networks_come_again_under_the_same_name(window: Any, pair: tuple[Path, Path]) -> None:
    drop_on_map(window, 0, *pair)
    first = shown(window, 0)
    kept = bundle.read_file(Path(os.environ["AEVAE_MODELS"]) / first.id, first, ENCODER)
    drop_on_map(window, 1, *pair)
    assert shown(window, 1) == first
    assert kept == pair[0].read_bytes()


@pytest.fixture
def started(
    qapp: Any, pair: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Any]]:
    """A window with these arguments; it is closed in the end."""
    monkeypatch.setenv("AEVAE_MODELS", str(tmp_path / "models"))
    windows = []

    def start(*arguments: Path) -> Any:
        windows.append(opened([str(path) for path in arguments]))
        return next(windows[-1])

    yield start
    for each in windows:
        list(each)


def test_the_command_line_takes_files_and_folders(started: Callable[..., Any], pair: tuple[Path, Path]) -> None:
    window = started(*pair)
    assert shown(window, 0).kind == "vae"
    assert window.session.state.shown == (0,)


def test_of_the_command_line_a_file_that_is_none_is_told(started: Callable[..., Any], tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.onnx"
    wrong.write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(100))
    window = started(wrong)
    assert window.session.state.panes[0].model is None
    assert "an HDF5 file" in str(window.session.state.panes[0].error)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_opens_those_that_are_chosen(window: Any, pair: tuple[Path, Path]) -> None:
    entries = {act.objectName(): act for menu in menus(window) for act in menu.actions()}
    entries["action.open_networks"].trigger()
    dialog = window.findChild(QFileDialog)
    dialog.filesSelected.emit([str(path) for path in pair])
    dialog.close()
    assert window.wait_idle(60_000)
    assert shown(window, window.session.state.lead).kind == "vae"


def test_what_is_only_likely_is_said(window: Any, pair: tuple[Path, Path]) -> None:
    from onnx import load_model_from_string, save_model

    model = load_model_from_string(pair[1].read_bytes())
    last = next(node for node in model.graph.node if node.op_type == "Sigmoid")
    last.op_type = "Identity"
    save_model(model, pair[1])
    drop_on_map(window, 0, pair[1])
    assert "logits" in window.session.state.notice, window.session.state
    assert shown(window, 0).provenance["assumed"] == [window.session.state.notice]
    place = Path(window.session.state.panes[0].model.key)
    z = np.random.default_rng(0).normal(0, 3, (50, 2)).astype(np.float32)
    values = Model(place).decode(z)
    assert 0 <= values.min() < values.max() <= 1


def test_a_bundle_that_a_person_brings_is_compared_with_its_manifest(
    window: Any, tiny_bundle: Callable[..., Path], tmp_path: Path
) -> None:
    good = tiny_bundle("good", parent=tmp_path / "elsewhere")
    drop_on_map(window, 0, good)
    assert window.session.state.notice == ""
    manifest = bundle.read(good)
    files = {name: bundle.read_file(good, manifest, name) for name in manifest.files}
    drop_on_map(window, 0, _saying(0.0, 100.0, good, files))
    assert window.session.state.notice == ""
    drop_on_map(window, 0, _saying(0.0, 0.1, good, files))
    assert "its manifest says 0 to 0.1" in window.session.state.notice


def _saying(low: float, high: float, good: Path, files: dict[str, bytes]) -> Path:
    """The same bundle, whose manifest says another range of values."""
    manifest = bundle.read(good)
    place = good.parent / f"to-{high:g}"
    image = replace(manifest.image, low=low, high=high)
    bundle.write(place, replace(manifest, id=place.name.replace(".", "-"), image=image), files)
    return place


def test_a_file_of_another_program_is_told_and_the_map_stays(window: Any, tmp_path: Path) -> None:
    before = window.session.state.panes[0].model
    for name, data, told in (
        ("model.safetensors", (2).to_bytes(8, "little") + b"{}", "a safetensors file"),
        ("net.h5", b"\x89HDF\r\n\x1a\n" + bytes(99), "an HDF5 file"),
        ("model.json", b'{"format": "graph-model"}', "a TensorFlow.js model"),
        ("net.pt", b"\x80\x02" + bytes(99), "a Python pickle"),
    ):
        (tmp_path / name).write_bytes(data)
        drop_on_map(window, 0, tmp_path / name)
        assert told in window.session.state.notice
        assert window.session.state.panes[0].model is before


def test_a_manifest_that_is_dropped_opens_its_bundle(
    window: Any, tiny_bundle: Callable[..., Path], tmp_path: Path
) -> None:
    good = tiny_bundle("good", parent=tmp_path / "elsewhere")
    drop_on_map(window, 0, good / "manifest.json")
    assert window.session.state.panes[0].model.manifest.id == "good"


# ------------------------------------------------------------ the card


def positive(name: str) -> bytes:
    """The tiny encoder with the exponential of what was its log_var: sigma, or a variance."""
    from onnx import helper, load_model_from_string

    model = load_model_from_string(tiny_encoder(2, 1, True))
    last = next(node for node in model.graph.node if "log_var" in node.output)
    last.output[0] = "before"
    model.graph.node.append(helper.make_node("Exp", ["before"], [name]))
    model.graph.output[1].name = name
    return bytes(model.SerializeToString())


@pytest.fixture
def unclear(pair: tuple[Path, Path]) -> tuple[Path, Path]:
    """A pair whose second output may be sigma or a variance."""
    pair[0].write_bytes(positive("spread"))
    return pair


def card(window: Any) -> Any:
    return window.dock.cards["networks"]


def test_what_cannot_be_measured_is_asked_and_the_map_stays(window: Any, unclear: tuple[Path, Path]) -> None:
    before = window.session.state.panes[0].model
    drop_on_map(window, 0, *unclear)
    assert card(window).isVisible()
    assert window.session.state.panes[0].model is before
    assert not [*Path(os.environ["AEVAE_MODELS"]).glob("my-nets*")]
    role = window.findChild(QComboBox, "networks.role")
    assert role.isVisible()
    assert "never negative" in window.findChild(QLabel, "networks.role.said").text()
    assert not window.findChild(QComboBox, "networks.second").isVisible()
    assert window.findChild(QWidget, "networks.random").isVisible()
    assert window.findChild(QWidget, "networks.again").isVisible()


def test_what_a_person_chooses_is_opened_and_kept(
    window: Any, unclear: tuple[Path, Path], qtbot: Any, look: Callable[..., Any]
) -> None:
    drop_on_map(window, 0, *unclear)
    role = window.findChild(QComboBox, "networks.role")
    role.setFocus()
    qtbot.keyClick(role, Qt.Key.Key_Home)  # log of the variance
    assert window.wait_idle(60_000)
    assert window.session.state.part(Reading).wants == {"role": "log_var"}
    for _ in range(3):
        qtbot.keyClick(role, Qt.Key.Key_Down)
    assert window.wait_idle(60_000)
    qtbot.mouseClick(window.findChild(QToolButton, "networks.open"), Qt.MouseButton.LeftButton)
    assert window.wait_idle(60_000)
    manifest = shown(window, 0)
    assert manifest.provenance["chosen"] == {"role": "variance"}
    assert manifest.tensors.log_var == "spread_log_var"
    assert not card(window).isVisible()
    assert window.session.state.part(Reading).title == ""


def test_the_same_files_are_not_asked_about_again(
    window: Any, unclear: tuple[Path, Path], tmp_path: Path, qtbot: Any
) -> None:
    networks = window.session.controller(NetworksController)
    drop_on_map(window, 0, *unclear)
    networks.choose("role", "variance")
    assert window.wait_idle(60_000)
    qtbot.mouseClick(window.findChild(QToolButton, "networks.open"), Qt.MouseButton.LeftButton)
    assert window.wait_idle(60_000)
    first = shown(window, 0)
    for path, name in zip(unclear, ("enc.onnx", "dec.onnx"), strict=True):  # called otherwise, elsewhere, turned
        (tmp_path / "copy").mkdir(exist_ok=True)
        path.rename(tmp_path / "copy" / name)
    drop_on_map(window, 1, tmp_path / "copy" / "dec.onnx", tmp_path / "copy" / "enc.onnx")
    assert not card(window).isVisible()
    again = shown(window, 1)
    assert again.provenance["chosen"] == {"role": "variance"}
    assert again.tensors == first.tensors
    assert window.session.state.notice.startswith("Opened as you chose before.")
    window.session.set_state(replace(window.session.state, lead=1))
    networks.look(1)  # and chosen anew
    assert window.wait_idle(60_000)
    assert card(window).isVisible()
    networks.choose("role", "sigma")
    assert window.wait_idle(60_000)
    qtbot.mouseClick(window.findChild(QToolButton, "networks.open"), Qt.MouseButton.LeftButton)
    assert window.wait_idle(60_000)
    drop_on_map(window, 0, tmp_path / "copy")
    assert not card(window).isVisible()
    assert shown(window, 0).provenance["chosen"] == {"role": "sigma"}


def test_what_was_chosen_and_cannot_be_any_more_is_asked_anew(window: Any, unclear: tuple[Path, Path]) -> None:
    networks = window.session.controller(NetworksController)
    drop_on_map(window, 0, *unclear)
    digest = window.session.state.part(Reading).digest
    networks.dismiss()
    remembered.remember(window.session.settings, digest, {"role": "nonsense"})
    drop_on_map(window, 0, *unclear)
    assert card(window).isVisible()
    assert window.session.state.part(Reading).wants == {}
    assert remembered.recall(window.session.settings, digest) == {}


def test_of_many_files_those_opened_last_are_remembered() -> None:
    settings = Settings()
    for k in range(remembered.MOST + 3):
        remembered.remember(settings, str(k), {"role": "sigma"})
    assert len(settings.value(remembered.KEY)) == remembered.MOST
    assert remembered.recall(settings, "2") == {}
    assert remembered.recall(settings, "3") == {"role": "sigma"}
    remembered.remember(settings, "3", {})
    assert remembered.recall(settings, "3") == {}


@pytest.mark.parametrize("kept", [5, [], {"a": 5}, {"a": {"role": 3}}, {"a": {"role": ""}}, {"a": {"role": "x" * 300}}])
def test_what_anybody_wrote_into_the_settings_is_no_choice(kept: Any) -> None:
    settings = Settings()
    settings.put(remembered.KEY, kept)
    assert remembered.recall(settings, "a") == {}
    remembered.remember(settings, "b", {"ink": "dark"})
    assert remembered.recall(settings, "b") == {"ink": "dark"}


def test_a_question_that_is_left_opens_nothing(window: Any, unclear: tuple[Path, Path], qtbot: Any) -> None:
    before = window.session.state.panes[0].model
    drop_on_map(window, 0, *unclear)
    qtbot.mouseClick(window.findChild(QToolButton, "networks.leave"), Qt.MouseButton.LeftButton)
    assert window.wait_idle(60_000)
    assert not card(window).isVisible()
    assert window.session.state.panes[0].model is before
    drop_on_map(window, 0, *unclear)
    assert card(window).isVisible()
    window.toggle_card("networks")  # closed, and nothing answered
    drop_on_map(window, 0, *unclear)
    assert card(window).isVisible()


def test_what_was_assumed_can_be_changed_from_the_model_card(window: Any, pair: tuple[Path, Path], qtbot: Any) -> None:
    drop_on_map(window, 0, *pair)
    first = shown(window, 0)
    window.session.set_state(replace(window.session.state, lead=0))
    window.open_card("models")
    assert window.wait_idle(60_000)
    change = window.findChild(QToolButton, "models.reread")
    qtbot.waitUntil(change.isVisible)  # a card is drawn a moment after the state has changed
    qtbot.mouseClick(change, Qt.MouseButton.LeftButton)
    assert window.wait_idle(60_000)
    assert card(window).isVisible()
    window.session.controller(NetworksController).choose("role", "log_sigma")
    assert window.wait_idle(60_000)
    window.session.controller(NetworksController).accept()
    assert window.wait_idle(60_000)
    manifest = shown(window, 0)
    assert (manifest.title, manifest.tensors.log_var) == (first.title, "log_var_log_var")
    assert manifest.id != first.id


def test_a_choice_that_cannot_be_is_one_line_and_can_be_taken_back(window: Any, unclear: tuple[Path, Path]) -> None:
    networks = window.session.controller(NetworksController)
    drop_on_map(window, 0, *unclear)
    networks.choose("role", "nonsense")
    assert window.wait_idle(60_000)
    assert "nonsense" in window.findChild(QLabel, "networks.error").text()
    assert not window.findChild(QToolButton, "networks.open").isEnabled()
    networks.choose("role", "sigma")
    assert window.wait_idle(60_000)
    assert window.session.state.part(Reading).error == ""
    assert window.findChild(QToolButton, "networks.open").isEnabled()


def test_a_wrong_drop_while_something_is_asked_leaves_the_map(
    window: Any, unclear: tuple[Path, Path], tmp_path: Path
) -> None:
    before = window.session.state.panes[0].model
    drop_on_map(window, 0, *unclear)
    wrong = tmp_path / "wrong.onnx"
    wrong.write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(100))
    drop_on_map(window, 0, wrong)
    assert "an HDF5 file" in window.session.state.notice
    assert window.session.state.panes[0].model is before


# ------------------------------------------------------------ conditional models


@pytest.fixture
def conditional(tmp_path: Path) -> Path:
    """A decoder of two numbers and one of four classes, each of which is another picture."""
    from tests.engine.child.test_conditional import decoder

    path = tmp_path / "conditional.onnx"
    path.write_bytes(decoder("gather"))
    return path


def test_a_conditional_model_has_its_class_chosen_beside_its_map(window: Any, conditional: Path, qtbot: Any) -> None:
    choice, other = (window.findChild(QComboBox, f"condition.class.{i}") for i in (0, 1))
    assert not choice.isVisible()
    drop_on_map(window, 0, conditional)
    assert choice.isVisible()
    assert not other.isVisible()
    assert [choice.itemText(k) for k in range(choice.count())] == ["0", "1", "2", "3"]
    assert window.session.state.panes[0].model.label == 0
    window.session.controller(ProbeController).probe(0, 0.5, 0.25)
    assert window.wait_idle(60_000)
    before = window.session.state.panes[0].part(Preview).image
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert window.wait_idle(60_000)
    model = window.session.state.panes[0].model
    assert model.label == 1
    assert choice.currentIndex() == 1
    window.session.controller(ProbeController).probe(0, 0.5, 0.25)
    assert window.wait_idle(60_000)
    after = window.session.state.panes[0].part(Preview).image
    assert not np.array_equal(before, after)
    wanted = Model(Path(model.key), 1).decode(np.array([[0.5, 0.25]], np.float32))[0]
    np.testing.assert_array_equal(after, wanted)


def test_the_class_outlives_a_process_that_is_lost(window: Any, conditional: Path) -> None:
    drop_on_map(window, 0, conditional)
    window.session.controller(ModelsController).choose_label(0, 2)
    assert window.wait_idle(60_000)
    os.kill(window.session.client.interactive.pid, signal.SIGKILL)
    window.session.controller(ProbeController).probe(0, -0.5, 0.25)
    assert window.wait_idle(60_000)
    model = window.session.state.panes[0].model
    wanted = Model(Path(model.key), 2).decode(np.array([[-0.5, 0.25]], np.float32))[0]
    np.testing.assert_array_equal(window.session.state.panes[0].part(Preview).image, wanted)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_ctrl_o_opens_networks_together(window: Any, pair: tuple[Path, Path]) -> None:
    window.findChild(QAction, "action.open").trigger()
    dialog = window.findChild(QFileDialog)
    dialog.filesSelected.emit([str(path) for path in pair])
    dialog.close()
    assert window.wait_idle(60_000)
    assert shown(window, window.session.state.lead).kind == "vae"
