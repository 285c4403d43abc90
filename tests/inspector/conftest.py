"""Small ONNX files made by hand, right and wrong ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

Make = Callable[..., ModelProto]


def _make(
    nodes: list[NodeProto], weights: dict[str, Any] | None = None, opset: int = 17, shape: tuple[Any, ...] = ("n", 2)
) -> ModelProto:
    tensors = [
        value if isinstance(value, TensorProto) else numpy_helper.from_array(value, name)
        for name, value in (weights or {}).items()
    ]
    z = helper.make_tensor_value_info("z", TensorProto.FLOAT, shape)
    graph = helper.make_graph(nodes, "made", [z], [helper.make_empty_tensor_value_info(nodes[-1].output[0])], tensors)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)


@pytest.fixture
def make() -> Make:
    """``make(nodes, weights, opset, shape)``: a model with input z, whose output is the last node's first."""
    return _make
