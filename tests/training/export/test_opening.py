"""What opens in the app is measured and encoded: bundles, ONNX files, folders of them; what is open is asked."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import helper, load_model_from_string

from aevae_desktop import bundle
from aevae_desktop.bundle import FileRecord, ImageSpec, Manifest, TensorNames
from tests.conftest import tiny_decoder, tiny_encoder
from training import cli

LESS = 0.3  # than logits are wide
ROLE = ["--as", "role=log_var"]


@pytest.fixture
def images(tmp_path: Path) -> Path:
    """An .npz file of 30 labelled images."""
    rng = np.random.default_rng(0)
    np.savez(tmp_path / "images.npz", x=rng.integers(0, 60, (30, 28, 28), np.uint8), y=np.arange(30) % 3)
    return tmp_path / "images.npz"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder of two networks."""
    folder = tmp_path / "nets"
    folder.mkdir()
    (folder / "a.onnx").write_bytes(tiny_encoder(2, 1, True))
    (folder / "b.onnx").write_bytes(tiny_decoder(2, 1))
    return folder


def run(capsys: Any, *arguments: object) -> tuple[int, dict[str, Any], str]:
    code = cli.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, json.loads(out) if out.startswith("{") else {}, err


def test_a_folder_without_a_manifest_and_its_files_are_measured(capsys: Any, bare: Path, images: Path) -> None:
    flags = ["--quick", "--json", "--data-dir", images]
    code, of_folder, _ = run(capsys, "evaluate", bare, *flags)
    assert code == 0
    code, of_files, _ = run(capsys, "evaluate", bare / "b.onnx", bare / "a.onnx", *flags)
    assert code == 0
    assert of_folder["neg_elbo"]["value"] == of_files["neg_elbo"]["value"]
    assert "b.onnx" in of_files["neg_elbo"]["command"]


def test_a_folder_is_a_model_of_its_own_and_files_are_one(
    capsys: Any, bare: Path, images: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    other = shutil.copytree(bare, tmp_path / "more" / "nets")
    (other / "b.onnx").write_bytes(tiny_decoder(2, 7))
    alone = run(capsys, "evaluate", other, "--quick", "--json", "--data-dir", images)[1]
    places = [bare, bare / "a.onnx", other, bare / "b.onnx"]
    code, found, err = run(capsys, "evaluate", *places, "--quick", "--json", "--data-dir", images)
    first, second, third = found
    assert (code, second) == (0, f"{first}-2")  # the same networks
    same, of_files, of_other = (each["test_mse"]["value"] for each in found.values())
    assert same == of_files
    assert of_other == alone["test_mse"]["value"] != same
    assert f"note: {third}: measured: all 30 images" in err
    code, _, err = run(capsys, "encode", bare, other, "--out", tmp_path / "codes", "--data-dir", images)
    assert (code, err) == (2, "encode: found 2 models, expected one. Encode each into a folder of its own.\n")


def test_several_models_have_a_report_each(
    capsys: Any, bare: Path, images: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.report.evaluate.report", lambda subject, place: place.mkdir(parents=True))
    other = shutil.copytree(bare, tmp_path / "mine")
    for flags in ([], ["--report", tmp_path / "there"]):
        monkeypatch.chdir(tmp_path)
        assert run(capsys, "evaluate", bare, other, "--data-dir", images, *flags)[0] == 0
    for place in ("reports", "there"):
        assert [path.name[:5] for path in sorted((tmp_path / place).iterdir())] == ["mine-", "nets-"]


def test_a_decoder_alone_is_said_once_with_what_to_do(capsys: Any, bare: Path, images: Path, tmp_path: Path) -> None:
    said = "the bundle has no encoder.onnx, so images have no codes. Add encoder.onnx: name both files, or put it into"
    code, _, err = run(capsys, "evaluate", bare / "b.onnx", "--quick", "--data-dir", images)
    assert (code, err.count("no encoder"), said in err) == (0, 1, True)
    code, _, err = run(capsys, "encode", bare / "b.onnx", "--out", tmp_path / "codes", "--data-dir", images)
    assert (code, err.count("no encoder"), said in err) == (2, 1, True)


@pytest.mark.parametrize("command", ["evaluate", "encode"])
def test_networks_that_name_no_data_set_are_told_which_to_choose(
    capsys: Any, bare: Path, tmp_path: Path, command: str
) -> None:
    code, _, err = run(capsys, command, bare, *(["--out", tmp_path / "codes"] if command == "encode" else []))
    assert code == 2
    assert err.startswith("this bundle names no data set. Say which images: --dataset folder --data-dir PICTURES, or ")
    assert err.endswith("npz, idx).\n")


def test_images_of_another_size_are_told_what_resizes_them(capsys: Any, bare: Path, tmp_path: Path) -> None:
    np.savez(tmp_path / "small.npz", x=np.zeros((20, 8, 8), np.uint8))
    code, _, err = run(capsys, "evaluate", bare, "--data-dir", tmp_path / "small.npz")
    assert code == 2
    assert err == (
        f"{tmp_path}/small.npz: found images (1, 8, 8), expected images (1, 28, 28), as the bundle takes. "
        "Pictures in a folder are resized: --dataset folder --data-dir PICTURES.\n"
    )


def test_it_is_encoded_as_the_app_would(capsys: Any, bare: Path, images: Path, tmp_path: Path) -> None:
    assert run(capsys, "encode", bare, "--out", tmp_path / "codes", "--data-dir", images)[0] == 0
    with np.load(tmp_path / "codes" / "codes-00000.npz") as codes:
        assert codes["mu"].shape == codes["log_var"].shape == (30, 2)


def test_what_cannot_be_measured_is_asked_and_answered(capsys: Any, bare: Path, images: Path) -> None:
    model = load_model_from_string(tiny_encoder(2, 1, True))
    model.graph.node.append(helper.make_node("Concat", ["mu", "log_var"], ["m"], axis=1))
    del model.graph.output[:]
    model.graph.output.append(helper.make_tensor_value_info("m", 1, ["n", 4]))
    (bare / "a.onnx").write_bytes(model.SerializeToString())
    flags = ["--quick", "--json", "--data-dir", images]
    code, _, err = run(capsys, "evaluate", bare, *flags)
    assert code == 2
    assert "--as mu=m_first or m_second" in err
    assert err.count("\n") == 1
    code, found, _ = run(capsys, "evaluate", bare, *flags, "--as", "mu=m_first", *ROLE)
    assert code == 0
    (bare / "a.onnx").write_bytes(tiny_encoder(2, 1, True))
    assert found["kl"]["value"] == run(capsys, "evaluate", bare, *flags)[1]["kl"]["value"]
    code, _, err = run(capsys, "evaluate", bare, *flags, "--as", "role=nonsense")
    assert (code, err.count("\n")) == (2, 1)


def test_a_range_is_asked_in_one_sentence(capsys: Any, bare: Path, images: Path) -> None:
    model = load_model_from_string(tiny_decoder(2, 1))
    for each in model.graph.node:
        each.op_type = each.op_type.replace("Sigmoid", "Identity")
        each.output[:] = ["wide" if name == "x_hat" else name for name in each.output]
    model.graph.initializer.append(helper.make_tensor("less", 1, [], [LESS]))
    model.graph.node.append(helper.make_node("Mul", ["wide", "less"], ["x_hat"]))
    (bare / "b.onnx").write_bytes(model.SerializeToString())
    code, _, err = run(capsys, "evaluate", bare, "--quick", "--data-dir", images)
    assert code == 2
    start, said, choices = re.fullmatch(r"(.*?cannot be measured)\. (.*) Say which it is: --as (.*)\.\n", err).groups()  # type: ignore[union-attr]
    assert start == f"{bare}: the range of its pixels cannot be measured"
    assert re.fullmatch(
        r"Its values have no bounds, and are .* for usual codes: logits, or a range of their own\.", said
    )
    assert choices.startswith('range=logits or "0 1" or "-1 1"')


def written(folder: Path, decoder: bytes) -> Path:
    """A bundle of that decoder whose manifest says 0 to 1."""
    files = {"decoder.onnx": decoder, "encoder.onnx": tiny_encoder(2, 1, True)}
    tensors = TensorNames(log_var="log_var")
    manifest = Manifest("t", "t", "vae", "", ImageSpec(28, 28), 2, tensors=tensors)
    bundle.write(folder, manifest, files)
    assert isinstance(bundle.read(folder).files["decoder.onnx"], FileRecord)
    return folder


def test_a_manifest_that_lies_is_told_and_can_be_left_aside(capsys: Any, images: Path, tmp_path: Path) -> None:
    model = load_model_from_string(tiny_decoder(2, 1))
    for each in model.graph.node:
        each.op_type = each.op_type.replace("Sigmoid", "Identity")
    folder = written(tmp_path / "logits", model.SerializeToString())
    flags = ["--quick", "--json", "--data-dir", images]
    code, as_said, err = run(capsys, "evaluate", folder, *flags)
    assert code == 0
    assert "--measured runs the networks" in err
    code, measured, err = run(capsys, "evaluate", folder, *flags, "--as", "range=logits")
    assert code == 0
    assert "--measured" not in err
    right = run(capsys, "evaluate", written(tmp_path / "right", tiny_decoder(2, 1)), *flags)[1]
    assert measured["test_mse"]["value"] == pytest.approx(right["test_mse"]["value"], abs=1e-5)
    assert as_said["test_mse"]["value"] > 2 * right["test_mse"]["value"]


def test_images_in_light_ink_are_inverted_for_a_model_of_dark_ink(capsys: Any, images: Path, tmp_path: Path) -> None:
    """1 - x_hat and 1 - x instead of both: the same error."""
    decoder, encoder = (load_model_from_string(data) for data in (tiny_decoder(2, 1), tiny_encoder(2, 1, True)))
    one = helper.make_tensor("one", 1, [], [1.0])
    decoder.graph.initializer.append(one)
    encoder.graph.initializer.append(one)
    for each in decoder.graph.node:
        each.output[:] = ["light" if name == "x_hat" else name for name in each.output]
    decoder.graph.node.append(helper.make_node("Sub", ["one", "light"], ["x_hat"]))
    for each in encoder.graph.node:
        each.input[:] = ["light" if name == "x" else name for name in each.input]
    encoder.graph.node.insert(0, helper.make_node("Sub", ["one", "x"], ["light"]))
    for name, light, dark in (("d", tiny_decoder(2, 1), decoder), ("e", tiny_encoder(2, 1, True), encoder)):
        for kind, data in (("light", light), ("dark", dark.SerializeToString())):
            (tmp_path / kind).mkdir(exist_ok=True)
            (tmp_path / kind / f"{name}.onnx").write_bytes(data)
    flags = ["--quick", "--json", "--data-dir", images]
    light, dark = (
        run(capsys, "evaluate", tmp_path / kind, *flags)[1]["test_mse"]["value"] for kind in ("light", "dark")
    )
    assert dark == pytest.approx(light, abs=1e-5)
