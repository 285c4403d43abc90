"""Somebody's bundle given to ``evaluate``, ``encode`` and ``describe``: figures, or one line."""

import hashlib
import json

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper

from training import cli
from training.data import DATASETS
from training.data.base import Dataset


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch, make_images):
    monkeypatch.chdir(tmp_path)
    images = make_images(6, 4, h=28, w=28)
    monkeypatch.setitem(DATASETS, "digits", Dataset("digits", "bars", lambda data_dir, how: images))


@pytest.fixture
def commands(capsys):
    """Run all three on a folder: their exit codes, and whether all that was said is a line each."""

    def run(folder, out="codes"):
        codes = []
        for command in (["evaluate", "--quick"], ["encode", "--out", str(out)], ["describe"]):
            settings = [] if command[0] == "describe" else ["--dataset", "digits"]
            code = cli.main([command[0], str(folder), *command[1:], *settings])
            err = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("note: ")]
            assert code in (0, 2), (command, code)
            assert len(err) == (1 if code else 0), (command, err)
            codes.append((code, *err))
        return codes

    return run


def put(folder, **files):
    """The files in the bundle, with their sizes and hashes in the manifest."""
    manifest = json.loads((folder / "manifest.json").read_text())
    for name, data in files.items():
        (folder / f"{name}.onnx").write_bytes(data)
        manifest["files"][f"{name}.onnx"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    (folder / "manifest.json").write_text(json.dumps(manifest))


def network(outputs, nodes, inputs=(("x", ["n", 1, 28, 28]),), weights=()):
    makes = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in inputs]
    gives = [helper.make_tensor_value_info(name, kind, None) for name, kind in outputs]
    graph = helper.make_graph(nodes, "g", makes, gives, list(weights))
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9).SerializeToString()


def constant(values, name="c"):
    return helper.make_node("Constant", [], [name], value=numpy_helper.from_array(np.asarray(values), "v"))


FLOATS = TensorProto.FLOAT
ENCODERS = {
    "texts": network([("mu", TensorProto.STRING)], [constant(np.array(["a"], object), "mu")]),
    "a number": network([("mu", FLOATS)], [constant(np.float32(1), "mu")]),
    "other dimensions": network([("mu", FLOATS)], [helper.make_node("Flatten", ["x"], ["mu"])]),
    "three axes": network([("mu", FLOATS)], [helper.make_node("Identity", ["x"], ["mu"])]),
    "NaN": network([("mu", FLOATS)], [helper.make_node("Sqrt", ["x"], ["mu"]), constant(np.float32(-1))]),
    "a sequence": network([("mu", FLOATS)], [helper.make_node("SequenceConstruct", ["x"], ["mu"])]),
    "no input": network([("mu", FLOATS)], [constant(np.zeros((1, 2), np.float32), "mu")], inputs=()),
    "no such output": network([("other", FLOATS)], [helper.make_node("Identity", ["x"], ["other"])]),
    "nonsense": b"nonsense",
    "nothing": b"",
}


@pytest.mark.parametrize("name", ENCODERS)
def test_an_encoder_that_gives_something_else(commands, tiny_bundle, name):
    folder = tiny_bundle()
    put(folder, encoder=ENCODERS[name])
    evaluated, encoded, _ = commands(folder)
    assert (evaluated[0], encoded[0]) == (2, 2)
    assert "encoder.onnx" in evaluated[1]


def test_a_network_that_wants_a_file_of_the_working_folder(commands, tiny_bundle, tmp_path):
    """ONNX Runtime looks for external weights of a network from memory in the working directory, and checks no hash."""
    np.full(784 * 2, 0.5, np.float32).tofile(tmp_path / "stolen.bin")
    tensor = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[784, 2])
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="stolen.bin")
    nodes = [helper.make_node("Flatten", ["x"], ["f"]), helper.make_node("MatMul", ["f", "w"], ["mu"])]
    folder = tiny_bundle()
    put(folder, encoder=network([("mu", FLOATS)], nodes, weights=[tensor]))
    evaluated, encoded, _ = commands(folder)
    assert (evaluated[0], encoded[0]) == (2, 2)
    assert "stolen.bin" in evaluated[1]


@pytest.mark.parametrize("file", ["manifest.json", "encoder.onnx", "decoder.onnx"])
def test_mutants_of_the_files_of_a_bundle(commands, tiny_bundle, mutants, file, tmp_path):
    folder = tiny_bundle()
    whole = (folder / file).read_bytes()
    for number, mutant in enumerate(mutants(whole, 12)):
        if file == "manifest.json":
            (folder / file).write_bytes(mutant)
        else:
            put(folder, **{file.removesuffix(".onnx"): mutant})
        commands(folder, tmp_path / f"codes{number}")
