"""Versions, domains, functions and sizes: what a whole file must be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from aevae_desktop import inspector
from aevae_desktop.errors import ModelError
from aevae_desktop.inspector import contents, sizes
from aevae_desktop.inspector.versions import newest
from aevae_desktop.runtime import ort

Make = Callable[..., ModelProto]
node = helper.make_node
SETS = [helper.make_opsetid("", 17)]


def inspect(model: ModelProto, **options: Any) -> inspector.Summary:
    return inspector.inspect(model.SerializeToString(), "folder/decoder.onnx", **options)


def refusal(model: ModelProto, **options: Any) -> str:
    with pytest.raises(ModelError) as caught:
        inspect(model, **options)
    line = str(caught.value)
    assert line.startswith("folder/decoder.onnx: ")
    assert "\n" not in line
    return line


def relu() -> list[NodeProto]:
    return [node("Relu", ["z"], ["x_hat"])]


# ---------------------------------------------------------------- versions


def test_the_newest_versions_are_those_of_the_runtime_that_will_open_it(make: Make) -> None:
    model = make(relu(), opset=27)
    assert "found version 27, expected at most 25 for onnxruntime 1.24.4" in refusal(model, runtime="1.24.4")
    assert inspect(model, runtime="1.32.0").operator_sets == (("", 27),)
    model.ir_version = 14
    model.opset_import[0].version = 17
    assert "ir_version: found 14, expected at most 13" in refusal(model, runtime="1.31.1")


def test_a_runtime_that_was_not_measured_decides_for_itself(make: Make) -> None:
    for runtime in ("1.99.0", "2.0.1", "", "nightly"):
        assert inspect(make(relu(), opset=40), runtime=runtime).operators == 1


def test_the_table_says_what_the_installed_runtime_says(make: Make) -> None:
    known = newest(ort.__version__)
    if known is None:
        pytest.skip("this onnxruntime was not measured")
    options = ort.SessionOptions()
    options.log_severity_level = 4
    data = [make(relu(), opset=known.standard + more).SerializeToString() for more in (0, 1)]
    ort.InferenceSession(data[0], options, providers=["CPUExecutionProvider"])
    with pytest.raises(Exception, match="opset"):
        ort.InferenceSession(data[1], options, providers=["CPUExecutionProvider"])


def test_an_old_operator_set_is_the_runtimes_own_business(make: Make) -> None:
    assert inspect(make(relu(), opset=6), runtime="1.32.0").operator_sets == (("", 6),)


# ---------------------------------------------------------------- whose operators


def test_custom_operators_are_named_with_their_domain(make: Make) -> None:
    line = refusal(make([node("Warp", ["z"], ["x_hat"], name="w1", domain="com.example")]))
    assert "Warp 'w1': found an operator of 'com.example', expected operators of ONNX" in line
    assert "'com.microsoft'" in refusal(make([node("Attention", ["z"], ["x_hat"], domain="com.microsoft")]))


@pytest.mark.parametrize("domain", ["", "ai.onnx", "ai.onnx.ml", "com.microsoft"])
def test_the_operators_that_converters_write_pass(make: Make, domain: str) -> None:
    op = {"com.microsoft": "FusedMatMul", "ai.onnx.ml": "Scaler"}.get(domain, "Relu")
    assert inspect(make([node(op, ["z"], ["x_hat"], domain=domain)])).operators == 1


def test_a_set_that_is_declared_and_not_used_passes(make: Make) -> None:
    model = make(relu())
    for domain in ("pkg.onnxscript.torch_lib", "com.microsoft", "ai.onnx.preview.training"):
        model.opset_import.append(helper.make_opsetid(domain, 1))
    inspect(model)


# ---------------------------------------------------------------- functions and sub-graphs


def calling(name: str, *called: str) -> Any:
    """A function that calls others one after the other, or Relu."""
    nodes, value = [], "i"
    for k, other in enumerate(called):
        nodes.append(node(other, [value], [f"v{k}"], domain="own"))
        value = f"v{k}"
    return helper.make_function("own", name, ["i"], ["o"], [*nodes, node("Relu", [value], ["o"])], SETS)


def test_functions_of_the_file_pass_with_what_they_become_counted(make: Make) -> None:
    model = make([node("f", ["z"], ["x_hat"], domain="own")])
    model.functions.extend([calling("f", "g", "g"), calling("g")])
    assert (
        inspect(model).operators == 1 + 3 + 2 + 3 + 2 + 1
    )  # the call, f, two g; then f with its two g and g on its own


def test_functions_that_grow_or_never_end_are_refused(make: Make) -> None:
    twice = make([node("f0", ["z"], ["x_hat"], domain="own")])
    twice.functions.extend(calling(f"f{k}", f"f{k + 1}", f"f{k + 1}") for k in range(15))
    twice.functions.append(calling("f15"))
    assert f"more than {contents.MAX_NODES:,} operators" in refusal(twice)
    itself = make([node("f", ["z"], ["x_hat"], domain="own")])
    itself.functions.append(calling("f", "f"))
    assert "uses itself" in refusal(itself)
    double = make(relu())
    double.functions.extend([calling("f"), calling("f")])
    assert "two functions of one name" in refusal(double)


def test_a_function_does_not_hide_what_it_is_given(make: Make) -> None:
    """A size that stands where the function is used, and a setting that it hands on, are seen in its body."""
    body = [node("ConstantOfShape", ["i"], ["a"]), node("RandomNormalLike", ["a"], ["o"])]
    body[1].attribute.add(name="scale", ref_attr_name="s", type=1)
    function = helper.make_function("own", "f", ["i"], ["o"], body, SETS, attributes=["s"])
    for size, scale, found in ((2**40, 1.0, "numbers made of a few"), (4, -1.0, "a deviation of -1")):
        model = make([node("f", ["s"], ["x_hat"], domain="own", s=scale)], {"s": np.array([size])})
        model.functions.append(function)
        assert found in refusal(model)


def test_sub_graphs_pass_as_they_are_written_and_are_bounded_in_depth(make: Make) -> None:
    def branch(depth: int) -> NodeProto:
        inner = [branch(depth - 1)] if depth else [node("Identity", ["z"], ["o"])]
        graph = helper.make_graph(inner, "b", [], [helper.make_empty_tensor_value_info("o")])
        return node("If", ["yes"], ["o"], then_branch=graph, else_branch=graph)

    assert inspect(make([branch(2)], {"yes": np.array(True)})).operators == 15
    assert "nested" in refusal(make([chain(18)], {"yes": np.array(True)}))


def chain(depth: int) -> NodeProto:
    made = node("Identity", ["z"], ["o"])
    for _ in range(depth):
        graph = helper.make_graph([made], "b", [], [helper.make_empty_tensor_value_info("o")])
        made = node("If", ["yes"], ["o"], then_branch=graph)
    return made


def test_one_setting_twice_is_refused(make: Make) -> None:
    wrong = node("Flatten", ["z"], ["x_hat"], axis=1)
    wrong.attribute.append(helper.make_attribute("axis", 99))
    assert "'axis' twice" in refusal(make([wrong]))


# ---------------------------------------------------------------- sizes


def tensor(dims: list[int], kind: int = TensorProto.FLOAT, **values: Any) -> TensorProto:
    return TensorProto(name="w", dims=dims, data_type=kind, **values)


@pytest.mark.parametrize(
    "wrong",
    [
        tensor([3], raw_data=bytes(8)),
        tensor([3], raw_data=bytes(16)),
        tensor([2**40], raw_data=bytes(4)),
        tensor([2**33, 2**33], raw_data=b""),
        tensor([-1], raw_data=b""),
        tensor([1] * 40, raw_data=bytes(4)),
        tensor([3], float_data=[1.0]),
        tensor([3]),
        tensor([2], float_data=[1.0, 2.0], raw_data=bytes(8)),
        tensor([2], TensorProto.INT64, int32_data=[1]),
        tensor([2], TensorProto.STRING, string_data=[b"a"]),
        tensor([2], TensorProto.STRING, raw_data=b"ab"),
        tensor([3], TensorProto.INT4, raw_data=bytes(3)),
        tensor([1], 99, raw_data=bytes(4)),
        tensor([1], 0, raw_data=b""),
    ],
)
def test_weights_that_do_not_hold_what_they_declare_are_refused(make: Make, wrong: TensorProto) -> None:
    line = refusal(make([node("Identity", ["w"], ["x_hat"])], {"w": wrong}))
    assert ": w: found " in line
    constant = node("Constant", [], ["x_hat"], value=wrong)
    assert ": found " in refusal(make([constant]))


def test_weights_of_every_type_that_hold_it_pass(make: Make) -> None:
    kinds = [kind for name, kind in TensorProto.DataType.items() if name != "UNDEFINED"]
    weights = {}
    for kind in kinds:
        for dims in ([], [0], [3], [2, 3]):
            values = np.ones(int(np.prod(dims)), object if kind == TensorProto.STRING else np.float32)
            flat = ["a"] * values.size if kind == TensorProto.STRING else values
            weights[f"w{kind}{dims}"] = helper.make_tensor(f"w{kind}{dims}", kind, dims, flat)
    inspect(make(relu(), weights))


def test_more_weights_than_memory_are_refused(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    model = make(relu(), {"w": np.zeros(1000, np.float32)})
    assert inspect(model).weight_bytes == 4000
    monkeypatch.setattr(sizes, "MAX_BYTES", 3999)
    assert "weights: found" in refusal(model)


def test_sparse_weights_count_as_what_they_become(make: Make) -> None:
    def sparse(dims: list[int], at: list[int]) -> ModelProto:
        model = make(relu())
        values = numpy_helper.from_array(np.ones(1, np.float32), "s")
        model.graph.sparse_initializer.add(values=values, indices=numpy_helper.from_array(np.array(at)), dims=dims)
        return model

    inspect(sparse([10, 10], [3]))
    assert "expected at most 1,024 MiB" in refusal(sparse([2**20, 2**20], [3]))
    assert "places of shape" in refusal(sparse([10, 10], [3, 4, 5]))
    assert "above 0" in refusal(sparse([10, -10], [3]))


def test_an_input_that_holds_nothing_is_refused_and_open_ones_pass(make: Make) -> None:
    assert "z: found an input of 0 × 2" in refusal(make(relu(), shape=(0, 2)))
    for shape in (("n", 2), (None, 2), (-1, 2), ()):
        inspect(make(relu(), shape=shape))


def test_the_summary_says_what_is_in_it(make: Make) -> None:
    summary = inspect(make(relu(), {"w": np.zeros((2, 3), np.float16)}))
    assert (summary.ir_version, summary.operators, summary.weight_bytes, summary.external) == (8, 1, 12, ())
