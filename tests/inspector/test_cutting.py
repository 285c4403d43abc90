"""What is left of a network without some outputs: the others give what they gave, and nothing else is run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto, helper, load_model_from_string, numpy_helper

from aevae_desktop import inspector
from aevae_desktop.inspector.cutting import without_outputs, without_refined
from aevae_desktop.runtime import ort
from tests.conftest import tiny_encoder

X = np.random.default_rng(0).uniform(0, 1, (3, 1, 28, 28)).astype(np.float32)
OPSETS = [helper.make_opsetid("", 18), helper.make_opsetid("own", 1)]


def run(data: bytes, **given: Any) -> dict[str, Any]:
    inspector.inspect(data, Path("net.onnx"))
    session = ort.InferenceSession(data, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(names, given), strict=True))


def twice() -> bytes:
    """``a = x + 1``, and through a function of the file ``b = 2 a + big``, of which only b needs ``big``."""
    function = helper.make_function("own", "Double", ["v"], ["w"], [helper.make_node("Add", ["v", "v"], ["w"])], OPSETS)
    nodes = [
        helper.make_node("Add", ["x", "one"], ["a"]),
        helper.make_node("Double", ["a"], ["twice"], domain="own"),
        helper.make_node("Add", ["twice", "big"], ["b"]),
    ]
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n"]) for name in "xab"]
    weights = [numpy_helper.from_array(np.ones(1, np.float32), name) for name in ("one", "big")]
    graph = helper.make_graph(nodes, "g", values[:1], values[1:], weights)
    model = helper.make_model(graph, opset_imports=OPSETS, functions=[function], ir_version=10)
    return model.SerializeToString()


def test_the_other_outputs_stay_as_they_are() -> None:
    whole = tiny_encoder(2, 1, True)
    found = run(without_outputs(whole, ("log_var",)), x=X)
    assert found.keys() == {"mu"}
    np.testing.assert_array_equal(found["mu"], run(whole, x=X)["mu"])


def test_what_only_the_others_need_is_gone() -> None:
    x = np.arange(3, dtype=np.float32)
    cut = without_outputs(twice(), ("b",))
    np.testing.assert_array_equal(run(cut, x=x)["a"], x + 1)
    model = load_model_from_string(cut)
    assert [node.op_type for node in model.graph.node] == ["Add"]
    assert [tensor.name for tensor in model.graph.initializer] == ["one"]
    assert not model.functions


def test_what_is_still_needed_stays() -> None:
    x = np.arange(3, dtype=np.float32)
    cut = without_outputs(twice(), ("a",))
    np.testing.assert_array_equal(run(cut, x=x)["b"], 2 * (x + 1) + 1)
    assert [function.name for function in load_model_from_string(cut).functions] == ["Double"]


def test_what_a_graph_inside_of_a_node_is_given_stays() -> None:
    y = helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n"])
    branches = {
        name: helper.make_graph([helper.make_node(op, ["x", "inner"], ["y"])], name, [], [y])
        for name, op in (("then_branch", "Add"), ("else_branch", "Mul"))
    }
    nodes = [
        helper.make_node("Neg", ["x"], ["inner"]),
        helper.make_node("If", ["yes"], ["a"], **branches),
        helper.make_node("Exp", ["x"], ["b"]),
    ]
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n"]) for name in "xab"]
    yes = numpy_helper.from_array(np.array(True), "yes")
    graph = helper.make_graph(nodes, "g", values[:1], values[1:], [yes])
    data = helper.make_model(graph, opset_imports=OPSETS[:1], ir_version=10).SerializeToString()
    np.testing.assert_array_equal(run(without_outputs(data, ("b",)), x=np.ones(2, np.float32))["a"], [0, 0])


@pytest.mark.parametrize("names", [(), ("nothing",), ("a", "b")])
def test_nothing_is_cut_where_no_output_goes_or_none_would_stay(names: tuple[str, ...]) -> None:
    assert without_outputs(twice(), names) == twice()


def test_refined_codes_are_known_by_their_names() -> None:
    renamed = load_model_from_string(twice())
    renamed.graph.output[1].name = renamed.graph.node[2].output[0] = "a_refined"
    cut = without_refined(renamed.SerializeToString())
    assert [output.name for output in load_model_from_string(cut).graph.output] == ["a"]
    renamed.graph.output[1].name = renamed.graph.node[2].output[0] = "b_refined"
    assert without_refined(renamed.SerializeToString()) == renamed.SerializeToString()
    assert without_refined(b"\xff") == b"\xff"


@pytest.mark.parametrize("data", [b"", b"\xff\xff", b"no network"])
def test_what_is_no_network_is_left_to_the_inspector(data: bytes) -> None:
    assert without_outputs(data, ("b",)) == data
