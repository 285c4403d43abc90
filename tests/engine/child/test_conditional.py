"""Networks that take a class: as an index, as one 1 among zeros, or after the numbers of their own input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper

from aevae_desktop import bundle
from aevae_desktop.bundle import DECODER, ENCODER, Condition, ImageSpec, Manifest, TensorNames
from aevae_desktop.engine.child.jobs import probing
from aevae_desktop.engine.child.jobs.insides import Insides
from aevae_desktop.engine.child.model import Model, opened
from aevae_desktop.engine.child.provided import Bundles, Provided
from aevae_desktop.engine.wire.protocol import LookInside
from aevae_desktop.errors import BundleError, ModelError

FOLDER = Path("/nets")
K, D, PIXELS = 4, 2, 64
rng = np.random.default_rng(0)
OF_Z, OF_CLASS = rng.normal(0, 1, (D, PIXELS)).astype(np.float32), rng.normal(0, 1, (K, PIXELS)).astype(np.float32)
node, value, FLOAT, INT64 = helper.make_node, helper.make_tensor_value_info, TensorProto.FLOAT, TensorProto.INT64
WAYS = ("gather", "column", "one-hot operator", "one-hot", "named", "joined")


def network(nodes: list[Any], inputs: list[Any], outputs: dict[str, list[Any]], weights: dict[str, Any]) -> bytes:
    tensors = [numpy_helper.from_array(np.asarray(each), name) for name, each in weights.items()]
    made = [value(name, FLOAT, shape) for name, shape in outputs.items()]
    graph = helper.make_graph(nodes, "net", inputs, made, tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return bytes(model.SerializeToString())


def decoder(way: str) -> bytes:
    """sigmoid(z W + the row of the class), folded to 8 x 8."""
    end = [node("Add", ["a", "b"], ["s"]), node("Sigmoid", ["s"], ["p"]), node("Reshape", ["p", "fold"], ["out"])]
    weights: dict[str, Any] = {"W": OF_Z, "C": OF_CLASS, "fold": np.array([-1, 1, 8, 8])}
    z = value("z", FLOAT, ["n", D])
    if way == "joined":
        weights = {"W": np.concatenate([OF_Z, OF_CLASS]), "fold": weights["fold"]}
        nodes = [node("MatMul", ["z", "W"], ["s"]), *end[1:]]
        return network(nodes, [value("z", FLOAT, ["n", D + K])], {"out": ["n", 1, 8, 8]}, weights)
    begin = [node("MatMul", ["z", "W"], ["a"])]
    if way == "gather":
        given, begin = value("label", INT64, ["n"]), [*begin, node("Gather", ["C", "label"], ["b"])]
    elif way == "column":
        given, weights["one"] = value("label", INT64, ["n", 1]), np.array([1])
        begin += [node("Squeeze", ["label", "one"], ["i"]), node("Gather", ["C", "i"], ["b"])]
    elif way == "one-hot operator":
        given, weights["k"], weights["off"] = value("label", INT64, ["n"]), np.array(K), np.array([0, 1], np.float32)
        begin += [node("OneHot", ["label", "k", "off"], ["h"]), node("MatMul", ["h", "C"], ["b"])]
    else:
        given = value("label" if way == "named" else "y", FLOAT, ["n", "k" if way == "named" else K])
        begin += [node("MatMul", [given.name, "C"], ["b"])]
    return network([*begin, *end], [z, given], {"out": ["n", 1, 8, 8]}, weights)


def encoder() -> bytes:
    """mu = x V + the first numbers of the class; x: (n, 1, 8, 8)."""
    v = np.linalg.pinv(OF_Z).astype(np.float32)
    nodes = [
        node("Reshape", ["x", "flat"], ["f"]), node("MatMul", ["f", "V"], ["a"]),
        node("Gather", ["C", "label"], ["b"]), node("Add", ["a", "b"], ["mu"]),
    ]  # fmt: skip
    inputs = [value("x", FLOAT, ["n", 1, 8, 8]), value("label", INT64, ["n"])]
    return network(nodes, inputs, {"mu": ["n", D]}, {"V": v, "C": OF_CLASS[:, :D], "flat": np.array([-1, PIXELS])})


def plain_encoder() -> bytes:
    nodes = [node("Reshape", ["x", "flat"], ["f"]), node("MatMul", ["f", "V"], ["mu"])]
    v = np.linalg.pinv(OF_Z).astype(np.float32)
    return network(
        nodes, [value("x", FLOAT, ["n", 1, 8, 8])], {"mu": ["n", D]}, {"V": v, "flat": np.array([-1, PIXELS])}
    )


def probed(way: str) -> tuple[Manifest, dict[str, bytes], dict[str, str]]:
    files = {"d.onnx": decoder(way), "e.onnx": plain_encoder() if way == "joined" else encoder()}
    head, _ = probing.probe(FOLDER, "t", files)
    networks = {DECODER: files["d.onnx"], ENCODER: files["e.onnx"]}
    manifest = bundle.parse(head["manifest"].encode(), FOLDER)
    return manifest, networks, {each["name"]: each["sure"] for each in head["findings"]}


@pytest.mark.parametrize("way", WAYS)
def test_the_classes_are_counted_and_each_decodes_as_it_should(way: str) -> None:
    manifest, networks, sure = probed(way)
    assert manifest.latent_dim == D
    assert manifest.condition == Condition(K, ("decoder",) if way == "joined" else ())
    assert sure["classes"] == ("open" if way == "joined" else "certain")
    z = np.random.default_rng(1).normal(size=(5, D)).astype(np.float32)
    model = opened(FOLDER, manifest, networks)
    for label in (0, 3, 1):
        model.set_label(label)
        wanted = 1 / (1 + np.exp(-(z @ OF_Z + OF_CLASS[label])))
        np.testing.assert_allclose(model.decode(z).reshape(5, -1), wanted, rtol=1e-4)


def test_the_encoder_is_given_the_class_too() -> None:
    manifest, networks, _ = probed("gather")
    model, x = opened(FOLDER, manifest, networks), np.zeros((3, 8, 8), np.float32)
    model.set_label(2)
    np.testing.assert_allclose(model.encode(x).mu, np.repeat(OF_CLASS[2:3, :D], 3, axis=0))


@pytest.mark.parametrize("fixed", [1, 3])
def test_a_fixed_batch_is_filled_up_with_the_class(fixed: int) -> None:
    given = [value("z", FLOAT, [fixed, D]), value("label", INT64, [fixed])]
    nodes = [
        node("MatMul", ["z", "W"], ["a"]), node("Gather", ["C", "label"], ["b"]), node("Add", ["a", "b"], ["out"]),
    ]  # fmt: skip
    data = network(nodes, given, {"out": [fixed, PIXELS]}, {"W": OF_Z, "C": OF_CLASS})
    manifest = Manifest("a", "a", "ae", "", ImageSpec(8, 8), D, condition=Condition(K))
    model = opened(FOLDER, manifest, {DECODER: data})
    model.set_label(1)
    z = np.random.default_rng(1).normal(size=(5, D)).astype(np.float32)
    np.testing.assert_allclose(model.decode(z).reshape(5, -1), z @ OF_Z + OF_CLASS[1], rtol=1e-4)


def test_a_manifest_that_does_not_know_of_the_class_is_made_up_for() -> None:
    manifest = Manifest("a", "a", "ae", "", ImageSpec(8, 8), D, tensors=TensorNames())
    model = opened(FOLDER, manifest, {DECODER: decoder("gather")})
    assert model.manifest.condition == Condition(K)
    named = Manifest("a", "a", "ae", "", ImageSpec(8, 8), D, classes=("x", "y", "z"))
    assert opened(FOLDER, named, {DECODER: decoder("gather")}).manifest.condition == Condition(3)


def test_what_happens_inside_is_of_the_class() -> None:
    manifest, networks, _ = probed("gather")
    bundles = Bundles()
    bundles.put(Provided(FOLDER, {"manifest.json": manifest.to_json().encode(), **networks}))
    x, eps = np.zeros((1, 8, 8), np.float32), np.zeros(D, np.float32)
    job = LookInside("a", str(FOLDER), x, np.zeros((0, D), np.float32), eps)
    for label in (0, 2):
        _, arrays = Insides(bundles).look(job, label)
        np.testing.assert_allclose(arrays["mu"], OF_CLASS[label : label + 1, :D])


def test_two_inputs_of_floats_of_which_none_is_called_a_class_are_one_line() -> None:
    nodes = [node("Add", ["z", "more"], ["a"]), node("MatMul", ["a", "W"], ["out"])]
    given = [value("z", FLOAT, ["n", D]), value("more", FLOAT, ["n", D])]
    data = network(nodes, given, {"out": ["n", PIXELS]}, {"W": OF_Z})
    with pytest.raises(ModelError, match=r"found z .*, more .*, expected one input, and one of a class at most"):
        probing.probe(FOLDER, "t", {"d.onnx": data})
    manifest = Manifest("a", "a", "ae", "", ImageSpec(8, 8), D)
    with pytest.raises(ModelError, match="one of a class at most"):
        opened(FOLDER, manifest, {DECODER: data})


def test_a_class_that_is_called_nothing_is_told_by_the_sizes_of_the_other_network() -> None:
    nodes = [node("MatMul", ["a", "W"], ["aw"]), node("MatMul", ["b", "C"], ["bc"]), node("Add", ["aw", "bc"], ["out"])]
    given = [value("b", FLOAT, ["n", K]), value("a", FLOAT, ["n", D])]
    data = network(nodes, given, {"out": ["n", PIXELS]}, {"W": OF_Z, "C": OF_CLASS})
    back = network(
        [node("MatMul", ["x", "V"], ["m"])], [value("x", FLOAT, ["n", PIXELS])], {"m": ["n", D]}, {"V": OF_Z.T}
    )
    head, _ = probing.probe(FOLDER, "t", {"d.onnx": data, "e.onnx": back})
    manifest = bundle.parse(head["manifest"].encode(), FOLDER)
    assert (manifest.latent_dim, manifest.condition) == (D, Condition(K))
    model = opened(FOLDER, manifest, {DECODER: data, ENCODER: back})
    z = np.zeros((1, D), np.float32)
    for k in range(K):
        model.set_label(k)
        np.testing.assert_allclose(model.decode_as_is(z).ravel(), OF_CLASS[k], atol=1e-6)


def test_networks_that_disagree_about_the_classes_are_one_line() -> None:
    other = OF_CLASS[:3, :D]
    nodes = [
        node("Reshape", ["x", "flat"], ["f"]), node("MatMul", ["f", "V"], ["a"]),
        node("Gather", ["C", "label"], ["b"]), node("Add", ["a", "b"], ["mu"]),
    ]  # fmt: skip
    inputs = [value("x", FLOAT, ["n", 1, 8, 8]), value("label", INT64, ["n"])]
    weights = {"V": np.linalg.pinv(OF_Z).astype(np.float32), "C": other, "flat": np.array([-1, PIXELS])}
    files = {"d.onnx": decoder("gather"), "e.onnx": network(nodes, inputs, {"mu": ["n", D]}, weights)}
    with pytest.raises(ModelError, match=r"classes: found d\.onnx 4, e\.onnx 3, expected as many of both"):
        probing.probe(FOLDER, "t", files)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"classes": 0}, "condition.classes: found 0"),
        ({"classes": 3, "joined": ["both"]}, "condition.joined"),
        ([], "condition: found a list"),
    ],
)
def test_a_condition_of_a_manifest_is_checked(condition: object, words: str) -> None:
    import json

    manifest = Manifest("a", "a", "ae", "", ImageSpec(8, 8), D, files={"decoder.onnx": bundle.FileRecord("0" * 64, 1)})
    data = json.loads(manifest.to_json()) | {"condition": condition}
    with pytest.raises(BundleError, match=words):
        bundle.parse(json.dumps(data).encode(), FOLDER)


def test_a_class_that_there_is_not_is_refused() -> None:
    manifest, networks, _ = probed("gather")
    given = Provided(FOLDER, {"manifest.json": manifest.to_json().encode(), **networks})
    with pytest.raises(ModelError, match="class: found 4, expected 0 to 3"):
        Model(given, 4)
