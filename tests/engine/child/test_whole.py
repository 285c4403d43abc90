"""A whole autoencoder in one file is cut in two at its code, or it is told what to export."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper

from aevae_desktop.bundle import DECODER, ENCODER, ImageSpec, Manifest, TensorNames, parse
from aevae_desktop.engine.child.jobs import probing
from aevae_desktop.engine.child.model import opened
from aevae_desktop.errors import ModelError

FOLDER = Path("/nets")
node = helper.make_node
rng = np.random.default_rng(0)
DOWN, WIDE, UP = (rng.normal(0, 0.3, shape).astype(np.float32) for shape in ((64, 3), (64, 3), (3, 64)))
X = rng.random((4, 8, 8), dtype=np.float32)


def whole(outputs: Sequence[str], *, sampled: bool = False, skip: bool = False, batch: int | str = "n") -> bytes:
    """x -> mu, log_var -> z -> an image, giving ``outputs``; ``skip``: the image is also made of x."""
    weights = {"D": DOWN, "W": WIDE, "U": UP, "flat": np.array([-1, 64]), "fold": np.array([-1, 1, 8, 8])}
    nodes = [
        node("Reshape", ["x", "flat"], ["f"]),
        node("MatMul", ["f", "D"], ["mu"]),
        node("MatMul", ["f", "W"], ["log_var"]),
    ]
    z = "mu"
    if sampled:
        nodes += [node("Exp", ["log_var"], ["s"]), node("RandomNormalLike", ["mu"], ["eps"], seed=1.0)]
        nodes += [node("Mul", ["s", "eps"], ["off"]), node("Add", ["mu", "off"], ["z"])]
        z = "z"
    nodes += [node("MatMul", [z, "U"], ["u"]), node("Sigmoid", ["u"], ["p"])]
    nodes += (
        [node("Add", ["p", "f"], ["q"]), node("Reshape", ["q", "fold"], ["image"])]
        if skip
        else [node("Reshape", ["p", "fold"], ["image"])]
    )
    made: dict[str, list[Any]] = {name: [batch, 1, 8, 8] if name == "image" else [batch, 3] for name in outputs}
    value = helper.make_tensor_value_info
    graph = helper.make_graph(
        nodes, "net", [value("x", TensorProto.FLOAT, [batch, 1, 8, 8])],
        [value(name, TensorProto.FLOAT, shape) for name, shape in made.items()],
        [numpy_helper.from_array(each, name) for name, each in weights.items()],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return bytes(model.SerializeToString())


@pytest.mark.parametrize("outputs", [["image", "mu", "log_var"], ["mu", "log_var", "image"], ["image"]])
@pytest.mark.parametrize("sampled", [False, True])
@pytest.mark.parametrize("batch", ["n", 1, 5])
def test_it_is_cut_at_its_code(outputs: list[str], sampled: bool, batch: int | str) -> None:
    data = whole(outputs, sampled=sampled, batch=batch)
    head, arrays = probing.probe(FOLDER, "t", {"vae.onnx": data}, {"role": "log_var"} if len(outputs) > 1 else {})
    assert (head["decoder"], head["encoder"]) == ("vae.onnx", "vae.onnx")
    manifest = parse(head["manifest"].encode(), FOLDER)
    assert manifest.latent_dim == 3
    assert f"cut in two at {'z' if sampled else 'mu'}, 3 numbers" in manifest.provenance["assumed"][0]
    model = opened(FOLDER, manifest, {name: arrays[name].tobytes() for name in (DECODER, ENCODER)})
    z = rng.normal(0, 1, (2, 3)).astype(np.float32)
    np.testing.assert_allclose(model.decode(z).reshape(2, 64), 1 / (1 + np.exp(-z @ UP)), atol=1e-5)
    if not sampled or len(outputs) > 1:
        np.testing.assert_allclose(model.encode(X).mu, X.reshape(4, 64) @ DOWN, atol=1e-4)
    if len(outputs) > 1:
        np.testing.assert_allclose(model.encode(X).log_var, X.reshape(4, 64) @ WIDE, atol=1e-4)


def test_a_bundle_whose_decoder_is_a_whole_one_is_cut_when_it_is_opened() -> None:
    model = opened(
        FOLDER,
        Manifest("a", "a", "vae", "", ImageSpec(8, 8), 3, tensors=TensorNames(log_var="log_var")),
        {DECODER: whole(["image", "mu", "log_var"])},
    )
    assert model.has_encoder
    np.testing.assert_allclose(model.encode(X).mu, X.reshape(4, 64) @ DOWN, atol=1e-4)
    assert "cut in two at mu" in probing.doubts(model)[0]


def test_one_that_cannot_be_cut_is_told_what_to_export() -> None:
    with pytest.raises(ModelError, match="cannot be cut at a code") as caught:
        probing.probe(FOLDER, "t", {"vae.onnx": whole(["image", "mu", "log_var"], skip=True)})
    assert caught.value.remedy is not None
    assert caught.value.remedy.count("torch.onnx.export") == 2
    manifest = Manifest("a", "a", "vae", "", ImageSpec(8, 8), 3, tensors=TensorNames(log_var="log_var"))
    with pytest.raises(ModelError):
        opened(FOLDER, manifest, {DECODER: whole(["image", "mu", "log_var"], skip=True)})


def test_what_is_opened_of_it_is_a_bundle_of_its_own() -> None:
    head, arrays = probing.probe(FOLDER, "t", {"vae.onnx": whole(["image"])})
    files = json.loads(head["manifest"])["files"]
    assert {name: files[name]["size"] for name in files} == {name: len(arrays[name]) for name in (DECODER, ENCODER)}


def test_moments_of_a_bundle_are_cut_in_two_and_that_is_doubted() -> None:
    weights = {"D": np.concatenate([DOWN, WIDE], 1), "U": UP, "flat": np.array([-1, 64])}
    value, tensors = (
        helper.make_tensor_value_info,
        {name: numpy_helper.from_array(w, name) for name, w in weights.items()},
    )

    def network(nodes: list[Any], takes: Any, gives: Any, *names: str) -> bytes:
        graph = helper.make_graph(nodes, "net", [takes], [gives], [tensors[name] for name in names])
        opsets = [helper.make_opsetid("", 17)]
        return bytes(helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString())

    down = [node("Reshape", ["x", "flat"], ["f"]), node("MatMul", ["f", "D"], ["m"])]
    x, m = value("x", TensorProto.FLOAT, ["n", 1, 8, 8]), value("m", TensorProto.FLOAT, ["n", 6])
    z, y = value("z", TensorProto.FLOAT, ["n", 3]), value("y", TensorProto.FLOAT, ["n", 64])
    files = {
        ENCODER: network(down, x, m, "flat", "D"),
        DECODER: network([node("MatMul", ["z", "U"], ["y"])], z, y, "U"),
    }
    manifest = Manifest("a", "a", "vae", "", ImageSpec(8, 8), 3, tensors=TensorNames(log_var="log_var"))
    model = opened(FOLDER, manifest, files)
    codes = model.encode(X)
    np.testing.assert_allclose(codes.mu, X.reshape(4, 64) @ DOWN, atol=1e-4)
    np.testing.assert_allclose(codes.log_var, X.reshape(4, 64) @ WIDE, atol=1e-4)
    assert "its halves are taken for mu and log_var" in probing.doubts(model)[0]
    with pytest.raises(ModelError):
        opened(FOLDER, Manifest("a", "a", "ae", "", ImageSpec(8, 8), 3), files)
