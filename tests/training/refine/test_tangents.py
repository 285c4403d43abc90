"""Tangents of an ONNX graph against torch's own, operator by operator, and what has no rule."""

import numpy as np
import onnx
import pytest
import torch
from onnx import TensorProto, helper, numpy_helper
from torch.func import jacrev, vmap

from aevae_desktop.errors import ModelError
from aevae_desktop.runtime import ort
from training.refine.tangents import RULES, Pushed, Writer

RNG = np.random.default_rng(0)
Z = RNG.standard_normal((5, 3)).astype(np.float32)
W = RNG.standard_normal((3, 4)).astype(np.float32)
B = RNG.standard_normal(4).astype(np.float32)
UNARY = {
    "Sigmoid": torch.sigmoid, "Tanh": torch.tanh, "Relu": torch.relu, "Erf": torch.erf, "Sin": torch.sin,
    "Cos": torch.cos, "Identity": lambda value: value,
}  # fmt: skip


def node(op, *inputs, **attributes):
    return helper.make_node(op, list(inputs), ["y"], **attributes)


def pushed(*nodes):
    """``y`` and its tangents ``(n, d, k)`` of a graph of z, W and b."""
    writer = Writer()
    eye = np.broadcast_to(np.eye(3, dtype=np.float32), (5, 3, 3))
    made = Pushed(writer, {"z": "z", "w": "w", "b": "b"}, {"z": "t"})
    for one in nodes:
        made.push(one)
    ends = [made.values["y"], made.tangents["y"]]
    graph = helper.make_graph(
        writer.nodes,
        "g",
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("z", "t")],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ends],
        [numpy_helper.from_array(value, name) for name, value in (("w", W), ("b", B))],
    )
    data = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10).SerializeToString()
    return ort.InferenceSession(data, providers=["CPUExecutionProvider"]).run(ends, {"z": Z, "t": np.array(eye)})


def compare(function, *nodes):
    value, tangents = pushed(*nodes)
    z = torch.from_numpy(Z).double()
    weight, bias = torch.from_numpy(W).double(), torch.from_numpy(B).double()
    wanted = vmap(jacrev(lambda one: function(one, weight, bias)))(z)
    np.testing.assert_allclose(value, vmap(lambda one: function(one, weight, bias))(z), atol=2e-6)
    np.testing.assert_allclose(tangents, wanted.transpose(1, 2), atol=1e-5)


@pytest.mark.parametrize("op", UNARY)
def test_functions_of_one_value(op):
    compare(lambda z, w, b: UNARY[op](z), node(op, "z"))


def test_layers():
    compare(lambda z, w, b: z @ w, node("MatMul", "z", "w"))
    compare(lambda z, w, b: z @ w + b, node("Gemm", "z", "w", "b"))


def test_a_norm():
    first = helper.make_node("Gemm", ["z", "w", "b"], ["h"])
    norm = torch.nn.functional.layer_norm
    compare(
        lambda z, w, b: norm(z @ w + b, (4,), b, b),
        first,
        node("LayerNormalization", "h", "b", "b", axis=-1, epsilon=1e-5),
    )


@pytest.mark.parametrize(("op", "function"), [("Add", torch.add), ("Sub", torch.sub), ("Mul", torch.mul)])
@pytest.mark.parametrize("inputs", ["hk", "hb", "bh"])
def test_functions_of_two_values(op, function, inputs):
    def wanted(z, w, b):
        values = {"h": z @ w, "k": torch.sin(z @ w), "b": b}
        return function(*(values[name] for name in inputs))

    before = [helper.make_node("MatMul", ["z", "w"], ["h"]), helper.make_node("Sin", ["h"], ["k"])]
    compare(wanted, *before, node(op, *inputs))


def test_a_division_and_values_beside_each_other():
    first = helper.make_node("MatMul", ["z", "w"], ["h"])
    compare(lambda z, w, b: z @ w / b, first, node("Div", "h", "b"))
    compare(lambda z, w, b: torch.cat([z, z @ w]), first, node("Concat", "z", "h", axis=1))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (node("ConvTranspose", "z", "w"), "found an operator ConvTranspose, expected one of Add, Concat"),
        (node("MatMul", "z", "z"), "found a product of two values"),
        (node("Gemm", "z", "w", alpha=2.0), "found a Gemm that scales"),
        (node("Div", "b", "z"), "found a division by what depends on z"),
        (node("LayerNormalization", "z", "b", axis=0), "found a norm over several axes"),
        (node("Concat", "z", "b", axis=1), "found values put beside constants"),
    ],
)
def test_what_has_no_rule_is_refused(wrong, words):
    with pytest.raises(ModelError, match=words):
        pushed(wrong)


def test_every_rule_was_tried():
    tried = {*UNARY, "MatMul", "Gemm", "LayerNormalization", "Add", "Sub", "Mul", "Div", "Concat"}
    assert tried == set(RULES)
    assert all(onnx.defs.has(op) for op in RULES)
