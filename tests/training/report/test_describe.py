import re
import shutil

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from aevae_desktop import bundle
from training import cli
from training.data import DATASETS
from training.families import FAMILIES
from training.report import describe
from training.trainer.config import RunConfig
from training.trainer.model import Autoencoder

SHAPE = (1, 12, 10)
SMALL = {"likelihood": "gaussian", "hidden": (6,), "fourier": 3, "conv_channels": (4, 5)}


def build(family, kind="vae"):
    return Autoencoder(RunConfig(kind=kind, family=family, **SMALL), SHAPE)


def decoder_bytes(op="Gemm", symbol="n"):
    """``z (n, 2) -> x_hat (n, 1, 8, 8)``: one affine map of 192 numbers, folded."""
    weights = [
        numpy_helper.from_array(np.zeros((2, 64), np.float32), "w"),
        numpy_helper.from_array(np.zeros(64, np.float32), "b"),
        numpy_helper.from_array(np.array([-1, 1, 8, 8]), "fold"),
    ]
    nodes = [
        helper.make_node(op, ["z", "w", "b"], ["flat"]),
        helper.make_node("Reshape", ["flat", "fold"], ["x_hat"]),
    ]
    z = helper.make_tensor_value_info("z", TensorProto.FLOAT, [symbol, 2])
    x_hat = helper.make_tensor_value_info("x_hat", TensorProto.FLOAT, [symbol, 1, 8, 8])
    graph = helper.make_graph(nodes, "decoder", [z], [x_hat], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)]).SerializeToString()


@pytest.fixture
def place(tmp_path):
    def write(data):
        manifest = bundle.Manifest("mine", "Mine", "ae", "", bundle.ImageSpec(8, 8), 2)
        bundle.write(tmp_path / "mine", manifest, {bundle.DECODER: data})
        return tmp_path / "mine"

    return write


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("kind", ["ae", "vae"])
def test_counts_are_those_of_the_network(family, kind):
    model = build(family, kind)
    encoder, decoder = describe.of_model(model, "it").halves
    for half, module in ((encoder, model.encoder), (decoder, model.decoder)):
        assert half.trained == sum(value.numel() for value in module.parameters())
        assert half.fixed == sum(value.numel() for value in module.buffers())
    assert encoder.layers[0].shape == decoder.layers[-1].shape == SHAPE
    assert encoder.layers[-1].shape == decoder.layers[0].shape == (2,)
    assert encoder.layers[-1].name == ("mu" if kind == "ae" else "mu, log_var")


def test_the_text_of_a_convolutional_model():
    assert describe.text(describe.of_model(build("conv"), "it")).splitlines() == [
        "it: 1,224 parameters",
        "",
        "encoder: 607 parameters",
        "  x             1 × 12 × 10",
        "  Unflatten     1 × 12 × 10",
        "  Conv2d, SiLU  4 × 6 × 5              68",
        "  Conv2d, SiLU  5 × 3 × 2             325",
        "  Flatten       30",
        "  Linear, SiLU  6                     186",
        "  Linear        4                      28",
        "  mu, log_var   2",
        "",
        "decoder: 617 parameters",
        "  z                      2",
        "  Linear, SiLU           6                      18",
        "  Linear                 30                    210",
        "  Unflatten, SiLU        5 × 3 × 2",
        "  ConvTranspose2d, SiLU  4 × 6 × 5             324",
        "  ConvTranspose2d        1 × 12 × 10            65",
        "  Flatten                120",
        "  x_hat, sigmoid         1 × 12 × 10",
    ]


def test_the_diagram_of_a_linear_model():
    assert describe.mermaid(describe.of_model(build("linear", "ae"), "it")).splitlines() == [
        "flowchart TD",
        "  subgraph encoder",
        '    e0["x<br/>1 × 12 × 10"]',
        '    e1["Linear<br/>2<br/>242 parameters"]',
        '    e2["mu<br/>2"]',
        "    e0 --> e1 --> e2",
        "  end",
        "  subgraph decoder",
        '    d0["z<br/>2"]',
        '    d1["Linear<br/>120<br/>360 parameters"]',
        '    d2["x_hat, as it is<br/>1 × 12 × 10"]',
        "    d0 --> d1 --> d2",
        "  end",
        '  e2 -- "z = mu" --> d0',
    ]


def test_fixed_numbers_are_told_apart():
    assert describe.text(describe.of_model(build("resmlp"), "it")).splitlines()[0].endswith(" parameters and 6 fixed")


def test_a_decoder_alone(place):
    found = describe.of_bundle(place(decoder_bytes()))
    assert [half.name for half in found.halves] == ["decoder"]
    assert found.halves[0].layers == (
        describe.Layer("z", (2,)),
        describe.Layer("Gemm", (64,), 192),
        describe.Layer("x_hat", (1, 8, 8)),
    )
    assert "-->" in describe.mermaid(found)
    assert "e0" not in describe.mermaid(found)


def test_a_strangers_words_stay_out_of_the_diagram(place):
    proto = onnx.load_model_from_string(decoder_bytes())
    proto.graph.node[0].op_type = 'Evil"]; click d0 "javascript:alert()'
    drawn = describe.mermaid(describe.of_bundle(place(proto.SerializeToString())))
    assert "javascript" not in drawn
    assert all(re.fullmatch(r'    d\d\["[^"]*"\]', line) for line in drawn.splitlines() if "[" in line)


def test_a_bundle_with_no_network_in_it(place, capsys):
    folder = place(b"nonsense")
    assert cli.main(["describe", str(folder)]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"{folder}/decoder.onnx: not readable as ONNX (")
    assert err.count("\n") == 1


def test_the_command_needs_no_images(capsys, monkeypatch):
    def refuse(data_dir, how):
        raise AssertionError("opened")

    for name in ("mnist", "folder"):
        monkeypatch.setitem(DATASETS, name, describe.DATASETS[name].__class__(name, "", refuse, DATASETS[name].shape))
    assert cli.main(["describe", "--family", "mlp"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("vae-mnist-2d-mlp: ")
    assert out.count("flowchart TD") == 1
    flags = ["--dataset", "folder", "--image-size", "64,48", "--color", "rgb", "--family", "conv", "--mermaid"]
    assert cli.main(["describe", *flags]) == 0
    out = capsys.readouterr().out
    assert out.startswith("flowchart TD")
    assert "x<br/>3 × 64 × 48" in out


def test_the_command_opens_a_set_of_any_size(capsys, tmp_path):
    np.savez(tmp_path / "my.npz", x=np.zeros((4, 9, 11), np.uint8))
    assert cli.main(["describe", "--dataset", "npz", "--data-dir", str(tmp_path / "my.npz")]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["x", "1", "×", "9", "×", "11"] in lines


def test_the_command_on_a_bundle(capsys, place):
    folder = place(decoder_bytes())
    assert cli.main(["describe", str(folder)]) == 0
    assert capsys.readouterr().out.startswith("mine: 192 parameters\n")
    assert cli.main(["describe", str(folder), "--seed", "3"]) == 2
    assert capsys.readouterr().err == "FOLDER: a bundle is described as it is. Leave out the other settings.\n"
    shutil.rmtree(folder)
    assert cli.main(["describe", str(folder)]) == 2
    assert capsys.readouterr().err == f"{folder}/manifest.json: missing. Copy or export the bundle again.\n"
