"""Layers as a file has them, and outputs put after its own: against onnxruntime."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from aevae_desktop.inspector.layers import Layer, layers, with_outputs

ort = pytest.importorskip("onnxruntime")


def network(nodes: list[onnx.NodeProto], weights: dict[str, tuple[int, ...]], takes: tuple[int, ...]) -> bytes:
    rng = np.random.default_rng(0)
    made = [numpy_helper.from_array(rng.normal(size=shape).astype(np.float32), name) for name, shape in weights.items()]
    x, y = (
        helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in (("x", takes), ("y", None))
    )
    graph = helper.make_graph(nodes, "net", [x], [y], made)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9).SerializeToString()


@pytest.mark.parametrize(
    ("nodes", "weights", "takes", "wanted"),
    [
        (
            [helper.make_node("Gemm", ["x", "w", "b"], ["y"], transB=1)],
            {"w": (5, 7), "b": (5,)},
            (1, 7),
            Layer("fully connected", "x", 7, 5, 40),
        ),
        (
            [helper.make_node("Gemm", ["x", "w"], ["y"])],
            {"w": (7, 5)},
            (1, 7),
            Layer("fully connected", "x", 7, 5, 35),
        ),
        (
            [helper.make_node("Transpose", ["w"], ["t"]), helper.make_node("MatMul", ["x", "t"], ["y"])],
            {"w": (5, 7)},
            (1, 7),
            Layer("fully connected", "x", 7, 5, 35),
        ),
        (
            [helper.make_node("Conv", ["x", "w", "b"], ["y"], group=2)],
            {"w": (6, 2, 3, 3), "b": (6,)},
            (1, 4, 8, 8),
            Layer("convolution", "x", 4, 6, 114),
        ),
        (
            [helper.make_node("ConvTranspose", ["x", "w"], ["y"], strides=[2, 2])],
            {"w": (4, 3, 2, 2)},
            (1, 4, 8, 8),
            Layer("transposed convolution", "x", 4, 3, 48),
        ),
    ],
)  # fmt: skip
def test_a_layer_is_read_as_it_is(
    nodes: list[onnx.NodeProto], weights: dict[str, tuple[int, ...]], takes: tuple[int, ...], wanted: Layer
) -> None:
    data = network(nodes, weights, takes)
    assert layers(data) == ([wanted], [])
    (y,) = ort.InferenceSession(data).run(None, {"x": np.zeros(takes, np.float32)})
    assert y.shape[1] == wanted.gives


def test_a_product_of_two_values_is_no_layer() -> None:
    data = network([helper.make_node("MatMul", ["x", "x"], ["y"])], {}, (3, 3))
    assert layers(data) == ([], [])


def test_values_between_layers_come_out_after_the_networks_own_outputs() -> None:
    nodes = [
        helper.make_node("Gemm", ["x", "w"], ["h"]),
        helper.make_node("Relu", ["h"], ["r"]),
        helper.make_node("Gemm", ["r", "v"], ["y"]),
    ]
    data = network(nodes, {"w": (4, 300), "v": (300, 2)}, (1, 4))
    found, between = layers(data)
    assert [layer.given for layer in found] == ["x", "r"]
    assert between == ["r"]
    watched = ort.InferenceSession(with_outputs(data, ["r"]))
    assert [output.name for output in watched.get_outputs()] == ["y", "r"]
    x = np.ones((1, 4), np.float32)
    y, r = watched.run(None, {"x": x})
    w = numpy_helper.to_array(onnx.load_from_string(data).graph.initializer[0])
    np.testing.assert_allclose(r, np.maximum(x @ w, 0), rtol=1e-5)
    np.testing.assert_array_equal(y, ort.InferenceSession(data).run(None, {"x": x})[0])
    assert with_outputs(data, []) == data


def test_no_more_layers_are_looked_at_than_are_shown() -> None:
    nodes = [helper.make_node("Gemm", [f"h{k}" if k else "x", "w"], [f"h{k + 1}"]) for k in range(99)]
    assert len(layers(network(nodes, {"w": (3, 3)}, (1, 3)))[0]) == 64
