"""A network that would read another file is refused before ONNX Runtime sees it, wherever in the file it asks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from onnx import ModelProto, TensorProto, helper, numpy_helper

from aevae_desktop import inspector
from aevae_desktop.errors import ModelError
from aevae_desktop.runtime import ort

Make = Callable[..., ModelProto]
SECRET = b"root:x:0:0 and the rest of a file that is none of the network's business"


def elsewhere(place: str, size: int = len(SECRET), name: str = "w") -> TensorProto:
    tensor = TensorProto(name=name, data_type=TensorProto.UINT8, dims=[size], data_location=TensorProto.EXTERNAL)
    for key, value in (("location", place), ("offset", "0"), ("length", str(size))):
        tensor.external_data.add(key=key, value=value)
    return tensor


def identity(value: str = "w") -> list[object]:
    return [helper.make_node("Identity", [value], ["x_hat"])]


def refusal(model: ModelProto) -> str:
    with pytest.raises(ModelError) as caught:
        inspector.inspect(model.SerializeToString(), "decoder.onnx")
    return str(caught.value)


@pytest.mark.parametrize(
    "place", ["/etc/passwd", "../other", "a/../../b", r"..\b", "C:/x", "http://a/b", "*/_ORT_MEM_ADDR_/*"]
)
def test_a_file_outside_the_folder_gets_a_sharper_word(make: Make, place: str) -> None:
    line = refusal(make(identity(), {"w": elsewhere(place)}))
    assert "outside the folder" in line
    assert "be wary of this file" in line


def test_weights_beside_the_network_are_told_with_how_to_export(make: Make) -> None:
    line = refusal(make(identity(), {"w": elsewhere("decoder.onnx.data")}))
    assert "keeps its weights in another file, 'decoder.onnx.data'" in line
    assert "external_data=False" in line


def test_the_place_counts_even_where_the_location_is_said_to_be_inside(make: Make) -> None:
    tensor = elsewhere("other")
    tensor.data_location = TensorProto.DEFAULT
    assert "another file" in refusal(make(identity(), {"w": tensor}))


def test_a_constant_a_sub_graph_a_function_and_sparse_weights_are_looked_into(make: Make) -> None:
    constant = helper.make_node("Constant", [], ["w"], value=elsewhere("a"))
    inner = helper.make_graph(identity("w"), "b", [], [helper.make_empty_tensor_value_info("x_hat")], [elsewhere("b")])
    branch = helper.make_node("If", ["yes"], ["x_hat"], then_branch=inner, else_branch=inner)
    function = helper.make_function(
        "own", "f", [], ["o"], [helper.make_node("Constant", [], ["o"], value=elsewhere("c"))],
        [helper.make_opsetid("", 17)],
    )  # fmt: skip
    used = make([helper.make_node("Identity", ["z"], ["x_hat"])])
    used.functions.append(function)
    sparse = make(identity("z"))
    sparse.graph.sparse_initializer.add(
        values=elsewhere("d", 1), indices=numpy_helper.from_array(np.array([0])), dims=[3]
    )
    wrong = [make([constant, *identity()]), make([branch], {"yes": np.array(True)}), used, sparse]
    assert [f"another file, '{letter}'" in refusal(model) for letter, model in zip("abcd", wrong, strict=True)] == [
        True
    ] * 4


def test_what_the_caller_hands_over_himself_is_named_and_passes(make: Make) -> None:
    data = make(identity(), {"w": elsewhere("w.data")}).SerializeToString()
    assert inspector.inspect(data, "f", beside={"w.data"}).external == ("w.data",)


def test_the_runtime_we_ask_for_refuses_it_as_well(tmp_path: Path, make: Make) -> None:
    """The reason for ``onnxruntime>=1.24.4``: in 1.23.2 this session opens, and its output is the file's text."""
    (tmp_path / "secret").write_bytes(SECRET)
    data = make(identity(), {"w": elsewhere(str(tmp_path / "secret"))}).SerializeToString()
    options = ort.SessionOptions()
    options.log_severity_level = 4
    with pytest.raises(Exception, match=r"(?i)external|outside|path"):
        ort.InferenceSession(data, options, providers=["CPUExecutionProvider"])
