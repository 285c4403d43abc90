"""Uses of operators that end ONNX Runtime's process or take all memory are refused, and their honest neighbours pass.

Most kinds are those that ``benchmarks/onnx_crashers.py`` found to kill a process of ONNX Runtime, to hang it or to take
over 1 GiB in it; each is written here as small as can be.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from onnx import ModelProto, NodeProto, TensorProto, helper

from aevae_desktop import inspector
from aevae_desktop.errors import ModelError

Make = Callable[..., ModelProto]
HUGE = 2**40


def one(op: str, given: list[Any] | None = None, outputs: int = 1, domain: str = "", **settings: Any) -> Any:
    """A use of ``op`` of arrays, which stand in the file, or of the input z; and those arrays."""
    values = {f"w{k}": value for k, value in enumerate(given or []) if isinstance(value, np.ndarray)}
    names = [value if isinstance(value, str) else f"w{k}" for k, value in enumerate(given or [])]
    made = ["x_hat", *(f"x{k}" for k in range(1, outputs))]
    return helper.make_node(op, names, made, domain=domain, **settings), values


def floats(*shape: int) -> np.ndarray[Any, Any]:
    return np.ones(shape, np.float32)


def whole(*values: int) -> np.ndarray[Any, Any]:
    return np.array(values, np.int64)


def loop(count: np.ndarray[Any, Any] | str, go: np.ndarray[Any, Any] | str, worked_out: bool = False) -> Any:
    kinds = {"i": TensorProto.INT64, "go_in": TensorProto.BOOL, "s": TensorProto.FLOAT}
    inputs = [helper.make_tensor_value_info(name, kind, [] if name != "s" else None) for name, kind in kinds.items()]
    last = (
        helper.make_node("Less", ["s", "s"], ["go_out"])
        if worked_out
        else helper.make_node("Identity", ["go_in"], ["go_out"])
    )
    nodes = [last, helper.make_node("Identity", ["s"], ["t"])]
    body = helper.make_graph(
        nodes, "b", inputs, [helper.make_empty_tensor_value_info(name) for name in ("go_out", "t")]
    )
    return one("Loop", [count, go, "z"], body=body)


KILLERS = {
    "a spread of 0": one("RandomNormalLike", ["z"], scale=0.0),
    "a spread below 0": one("RandomNormal", shape=[2], scale=-1.0),
    "no number as spread": one("RandomNormalLike", ["z"], scale=float("nan")),
    "bounds the wrong way round": one("RandomUniformLike", ["z"], low=1.0, high=0.0),
    "no number as bound": one("RandomUniform", shape=[2], low=float("nan")),
    "a place that is none": one("SequenceAt", ["z", floats(0).astype(np.int64)]),
    "a place to take from that is none": one("SequenceErase", ["z", floats(4, 0).astype(np.int64)]),
    "a place to put that is none": one("SequenceInsert", ["z", floats(1), floats(0, 3).astype(np.int64)]),
    "parts that cannot be joined": one("SequenceConstruct", [floats(0), floats(2, 3, 1)]),
    "a division that does not fit": one("Div", [np.array([3, -(2**31)], np.int32), np.array([-1], np.int32)]),
    "grams without end": one(
        "TfIdfVectorizer", ["z"], ngram_counts=[0], ngram_indexes=[0], pool_int64s=[1], max_skip_count=2**31
    ),
    "norms of nothing": one("InstanceNormalization", [floats(1, 2, 5, 0), floats(2), floats(2)]),
    "different ones of nothing": one("Unique", [floats(3, 0)], axis=0),
    "a recurrent layer of nothing": one("LSTM", [floats(1, 0, 2), floats(1, 12, 2), floats(1, 12, 3)], hidden_size=3),
    "a convolution of nothing": one("ConvTranspose", [floats(1, 1, 0, 4, 5), floats(1, 2, 3, 3, 3)]),
    "a convolution over time of nothing": one("CausalConvWithState", [floats(1, 0, 2), floats(4, 1, 5)]),
    "fewer indices than grams": one(
        "TfIdfVectorizer", ["z"], ngram_counts=[0, 4], ngram_indexes=[0, 1, 2, 3, 4, 5], pool_int64s=list(range(10))
    ),
    "an index beyond memory": one("TfIdfVectorizer", ["z"], ngram_counts=[0], ngram_indexes=[2**31], pool_int64s=[1]),
    "targets of a tree": one("TreeEnsemble", ["z"], domain="ai.onnx.ml", n_targets=2**31),
    "attention to nothing": one("Attention", [floats(1, 2, 3, 0), floats(1, 2, 3, 4), floats(1, 2, 3, 4)]),
    "batches below 0": one("GatherND", ["z", whole(0)], batch_dims=-2),
    "more parts than outputs": one("Split", ["z"], num_outputs=3),
    "parts without end": one("Split", ["z"], num_outputs=2**31 - 1),
    "a step of 0": one("STFT", [floats(1, 16, 1), np.array(0), floats(4)]),
    "a length of 0": one("STFT", [floats(1, 16, 1), np.array(3), "", np.array(0)]),
    "a window that is a number": one("STFT", [floats(1, 16, 1), np.array(3), floats()]),
    "an empty window": one("STFT", [floats(1, 16, 1), np.array(3), floats(0)]),
    "groups of 0": one("ConvInteger", ["z", np.ones((4, 2, 3, 3), np.uint8)], group=0),
    "a loop without an end": loop(np.array(2**62), np.array(True)),
    "a loop without a number": loop("", ""),
    "rounds that are no number": loop(np.zeros(0, np.int64), np.array(True), worked_out=True),
    "neighbours": one("LRN", ["z"], size=2**31 - 1),
    "a constant of 4 TiB": one("ConstantOfShape", [whole(HUGE)]),
    "a constant of several sizes": one("ConstantOfShape", [whole(65536, 65536)]),
    "spread out": one("Expand", [floats(1), whole(HUGE)]),
    "tiled": one("Tile", [floats(1000), whole(HUGE)]),
    "a range": one("Range", [whole(0).reshape(()), np.array(HUGE), np.array(1)]),
    "a range of no step": one("Range", [np.array(k, np.float32) for k in (0, 1, 0)]),
    "margins": one("Pad", ["z", whole(0, 0, 2**31, 0)]),
    "margins of two sides": one("Pad", ["z", whole(255, 65536, 10**6, 7), "", whole(1, -1)]),
    "margins as a setting": one("Pad", ["z"], pads=[0, HUGE, 0, 0]),
    "margins around known weights": one("Pad", [floats(2, 3), whole(65536, 4, 1, 10**6)]),
    "cut or padded": one("CenterCropPad", ["z", whole(2, HUGE)]),
    "noise": one("RandomNormal", shape=[65536, 65536]),
    "one of many": one("OneHot", [whole(1), np.array(2**31), floats(2)]),
    "a grid": one("AffineGrid", ["z", whole(1, 1, 10**6, 10**6)]),
    "a window": one("HannWindow", [np.array(10**9)]),
    "a picture made larger": one("Resize", [floats(1, 1, 4, 4), "", np.array([1, 1, 1e5, 1e5], np.float32)]),
    "a picture of a size": one("Resize", ["z", "", "", whole(1, 1, 10**6, 10**6)]),
    "scales without end": one("Upsample", [floats(1, 1, 4, 4), np.array([1, 1, np.inf, 1], np.float32)]),
    "a kernel": one("LpPool", ["z"], kernel_shape=[3, 10**9]),
    "strides": one("ConvTranspose", ["z", floats(2, 4, 3, 3)], strides=[2**32 + 1, 3]),
    "margins of a convolution": one("Conv", ["z", floats(4, 2, 3, 3)], pads=[2, 10**9, 0, 2**31]),
    "unpooled": one("MaxUnpool", [floats(1, 1, 2, 2), np.ones((1, 1, 2, 2), np.int64)], kernel_shape=[10**6, 10**6]),
    "regions": one("MaxRoiPool", ["z", floats(2, 5)], pooled_shape=[2**31, 4]),
    "features": one("FeatureVectorizer", [floats(1, 1)], domain="ai.onnx.ml", inputdimensions=[2**31]),
}

HONEST = {
    "a sample": one("RandomNormalLike", ["z"], scale=1.0, mean=0.0, seed=3.0),
    "dropout": one("RandomUniformLike", ["z"], low=0.0, high=1.0),
    "a place": one("SequenceAt", ["z", np.array(-1)]),
    "two halves": one("Split", ["z"], outputs=2, num_outputs=2, axis=1),
    "parts by size": one("Split", ["z", whole(1, 1)], outputs=2),
    "a for loop": loop(np.array(28), np.array(True)),
    "a while loop": loop(np.array(2**63 - 1), np.array(True), worked_out=True),
    "a while loop with the number left out": loop("", np.array(True), worked_out=True),
    "zeros for a recurrent state": one("ConstantOfShape", [whole(1, 1, 512)]),
    "a scalar": one("ConstantOfShape", [np.zeros(0, np.int64)]),
    "rows as many as there are": one("Expand", ["z", whole(1, 1)]),
    "a grid of a picture": one("Range", [np.array(0), np.array(4096), np.array(1)]),
    "a range down": one("Range", [np.array(28), np.array(0), np.array(-1)]),
    "margins": one("Pad", ["z", whole(0, 0, 1, 1, 0, 0, 1, 1)]),
    "less of it": one("Pad", ["z", whole(0, -1, 0, -1)]),
    "twice as large": one("Resize", ["z", np.zeros(0, np.float32), np.array([1, 1, 2, 2], np.float32)]),
    "to a size": one("Resize", ["z", "", "", whole(1, 3, 2048, 2048)]),
    "old upsampling": one("Upsample", ["z"], scales=[1.0, 1.0, 2.0, 2.0]),
    "labels": one("OneHot", ["z", np.array([10]), floats(2)]),
    "a convolution": one(
        "Conv", ["z", floats(64, 1, 7, 7)], group=64, pads=[3] * 4, kernel_shape=[7, 7], strides=[2, 2]
    ),
    "a recurrent layer": one("LSTM", ["z", floats(1, 4096, 2), floats(1, 4096, 1024)], hidden_size=1024),
    "an empty constant": one("Concat", [np.zeros(0, np.int64), whole(-1)], axis=0),
    "a division": one("Div", [whole(7, -(2**31)), whole(-1)]),
    "grams": one(
        "TfIdfVectorizer", ["z"], ngram_counts=[0, 4], ngram_indexes=list(range(7)), pool_int64s=list(range(10))
    ),
    "words": one("TfIdfVectorizer", ["z"], ngram_counts=[0], ngram_indexes=[0, 1], pool_strings=["a", "b"]),
    "a recurrent layer without a state": one("GRU", ["z", floats(1, 9, 2), floats(1, 9, 3), "", ""], hidden_size=3),
    "a mean over nothing in particular": one("ReduceMean", ["z", np.zeros(0, np.int64)]),
    "a place in batches": one("GatherND", ["z", whole(0)], batch_dims=0),
}


@pytest.mark.parametrize("name", KILLERS)
def test_what_ends_the_runtime_is_refused(make: Make, name: str) -> None:
    use, weights = KILLERS[name]
    with pytest.raises(ModelError) as caught:
        inspector.inspect(make([use], weights).SerializeToString(), "decoder.onnx")
    line = str(caught.value)
    assert line.startswith(f"decoder.onnx: {use.op_type}: found ")
    assert "expected " in line
    assert caught.value.remedy


@pytest.mark.parametrize("name", HONEST)
def test_what_exporters_write_passes(make: Make, name: str) -> None:
    use, weights = HONEST[name]
    assert inspector.inspect(make([use], weights).SerializeToString(), "decoder.onnx").operators >= 1


def test_constants_of_every_form_are_seen_and_through_identity(make: Make) -> None:
    forms: list[dict[str, Any]] = [
        {"value": helper.make_tensor("", TensorProto.INT64, [1], [HUGE])},
        {"value_int": HUGE},
        {"value_ints": [HUGE]},
        {"value_float": float(HUGE)},
        {"value_floats": [float(HUGE)]},
    ]
    for form in forms:
        nodes = [
            helper.make_node("Constant", [], ["c"], **form),
            helper.make_node("Identity", ["c"], ["s"]),
            helper.make_node("ConstantOfShape", ["s"], ["x_hat"]),
        ]
        with pytest.raises(ModelError, match="numbers made of a few"):
            inspector.inspect(make(nodes).SerializeToString(), "decoder.onnx")


def test_a_killer_in_a_branch_is_found_by_its_name(make: Make) -> None:
    use: NodeProto = one("RandomNormalLike", ["z"], scale=-1.0)[0]
    use.name = "noise"
    inner = helper.make_graph([use], "b", [], [helper.make_empty_tensor_value_info("x_hat")])
    branch = helper.make_node("If", ["yes"], ["x_hat"], then_branch=inner, else_branch=inner)
    with pytest.raises(ModelError, match="RandomNormalLike 'noise': found a deviation of -1"):
        inspector.inspect(make([branch], {"yes": np.array(True)}).SerializeToString(), "decoder.onnx")
