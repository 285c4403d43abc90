"""ONNX files that hurt, put together with onnx.helper and serialised without a check."""

from __future__ import annotations

import itertools
from random import Random
from typing import Any

import numpy as np
from onnx import TensorProto, defs, helper, numpy_helper

from tests.conftest import PIXELS, SIDE

FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64
node, value = helper.make_node, helper.make_tensor_value_info


def tensors(weights: dict[str, Any]) -> list[Any]:
    """Initializers of these arrays."""
    return [numpy_helper.from_array(np.asarray(array), name) for name, array in weights.items()]


def packed(nodes: list[Any], inputs: list[Any], outputs: list[Any], weights: dict[str, Any], **more: Any) -> bytes:
    """The bytes of a model, unchecked; ``domains`` (name -> version), ``functions``, ``ir_version`` may be given."""
    domains = {"": 17, **more.pop("domains", {})}
    opsets = [helper.make_opsetid(name, version) for name, version in domains.items()]
    graph = helper.make_graph(nodes, "net", inputs, outputs, tensors(weights))
    model = helper.make_model(graph, opset_imports=opsets, ir_version=more.pop("ir_version", 8), **more)
    return bytes(model.SerializeToString())


def frame(d: int, kind: int = FLOAT, shape: tuple[Any, ...] = ("n", 1, SIDE, SIDE)) -> tuple[Any, Any]:
    """``z`` and ``x_hat`` as a decoder should have them."""
    return value("z", FLOAT, ["n", d]), value("x_hat", kind, list(shape))


def after_image(d: int, *nodes: Any, weights: dict[str, Any] | None = None, kind: int = FLOAT, **more: Any) -> bytes:
    """A decoder whose sound image ``img`` (n, 1, 28, 28) goes through ``nodes`` to ``x_hat``."""
    start = [
        node("MatMul", ["z", "w"], ["a"]),
        node("Sigmoid", ["a"], ["p"]),
        node("Reshape", ["p", "s"], ["img"]),
    ]
    sound = {"w": np.full((d, PIXELS), 0.05, np.float32), "s": np.array([-1, 1, SIDE, SIDE])}
    z, x_hat = frame(d, kind, more.pop("shape", ("n", 1, SIDE, SIDE)))
    return packed([*start, *nodes], [z], [x_hat], {**sound, **(weights or {})}, **more)


def slicing_decoder(d: int) -> bytes:
    """A decoder of ``d`` dimensions that looks at the first alone, so that its file is small."""
    nodes = [
        node("Slice", ["z", "from", "to", "axis"], ["one"]),
        node("MatMul", ["one", "w"], ["a"]),
        node("Sigmoid", ["a"], ["p"]),
        node("Reshape", ["p", "s"], ["x_hat"]),
    ]
    weights = {
        "from": np.array([0]),
        "to": np.array([1]),
        "axis": np.array([1]),
        "w": np.full((1, PIXELS), 0.3, np.float32),
        "s": np.array([-1, 1, SIDE, SIDE]),
    }
    z, x_hat = frame(d)
    return packed(nodes, [z], [x_hat], weights)


def large_decoder(d: int, side: int) -> bytes:
    """An image of ``side`` x ``side`` of one value, made by Expand."""
    nodes = [
        node("ReduceMean", ["z"], ["m"], axes=[1], keepdims=1),
        node("Sigmoid", ["m"], ["p"]),
        node("Reshape", ["p", "small"], ["q"]),
        node("Expand", ["q", "large"], ["x_hat"]),
    ]
    weights = {"small": np.array([-1, 1, 1, 1]), "large": np.array([1, 1, side, side])}
    z, x_hat = frame(d, shape=("n", 1, side, side))
    return packed(nodes, [z], [x_hat], weights)


def nested(d: int, depth: int) -> bytes:
    """If within If within If; protobuf itself goes no deeper than some 30 of them."""
    inner = helper.make_graph([node("Identity", ["img"], ["deep"])], "g", [], [value("deep", FLOAT, None)])
    for k in range(depth):
        step = node("If", ["yes"], [f"o{k}"], then_branch=inner, else_branch=inner if depth < 8 else _leaf(k))
        inner = helper.make_graph([step], f"g{k}", [], [value(f"o{k}", FLOAT, None)])
    return after_image(d, node("If", ["yes"], ["x_hat"], then_branch=inner, else_branch=_leaf(-1)),
                       weights={"yes": np.array(True)})  # fmt: skip


def _leaf(k: int) -> Any:
    return helper.make_graph([node("Identity", ["img"], [f"l{k}"])], f"leaf{k}", [], [value(f"l{k}", FLOAT, None)])


def functions(d: int, levels: int, calls: int) -> bytes:
    """Functions that call functions: ``calls ** levels`` nodes once they are written out."""
    opset = [helper.make_opsetid("", 17), helper.make_opsetid("net", 1)]
    made = []
    for k in range(levels):
        op = "Identity" if k == 0 else f"F{k - 1}"
        domain = "" if k == 0 else "net"
        names = ["x", *(f"t{j}" for j in range(calls - 1)), "y"]
        body = [node(op, [a], [b], domain=domain) for a, b in itertools.pairwise(names)]
        made.append(helper.make_function("net", f"F{k}", ["x"], ["y"], body, opset))
    last = node(f"F{levels - 1}", ["img"], ["x_hat"], domain="net")
    return after_image(d, last, functions=made, domains={"net": 1})


def recursive(d: int) -> bytes:
    """A function that calls itself."""
    opset = [helper.make_opsetid("", 17), helper.make_opsetid("net", 1)]
    body = [node("F", ["x"], ["y"], domain="net")]
    made = helper.make_function("net", "F", ["x"], ["y"], body, opset)
    return after_image(d, node("F", ["img"], ["x_hat"], domain="net"), functions=[made], domains={"net": 1})


def external(d: int, location: str, offset: int = 0, length: int = 784 * 4) -> bytes:
    """The weights lie in another file."""
    tensor = TensorProto()
    tensor.name, tensor.data_type, tensor.data_location = "w", FLOAT, TensorProto.EXTERNAL
    tensor.dims.extend([d, PIXELS])
    for key, text in (("location", location), ("offset", str(offset)), ("length", str(length))):
        entry = tensor.external_data.add()
        entry.key, entry.value = key, text
    z, x_hat = frame(d)
    nodes = [node("MatMul", ["z", "w"], ["a"]), node("Reshape", ["a", "s"], ["x_hat"])]
    graph = helper.make_graph(nodes, "net", [z], [x_hat], [tensor, *tensors({"s": np.array([-1, 1, SIDE, SIDE])})])
    return bytes(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)]).SerializeToString())


_NUMPY = {"tensor(float)": np.float32, "tensor(int64)": np.int64, "tensor(int32)": np.int32, "tensor(bool)": np.bool_,
          "tensor(uint8)": np.uint8, "tensor(double)": np.float64, "tensor(int8)": np.int8}  # fmt: skip
_SHAPES: tuple[tuple[int, ...], ...] = (
    (),
    (0,),
    (1,),
    (3,),
    (2, 3),
    (1, 1, 4, 4),
    (2, 0, 3),
    (1, 3, 5, 5),
    (1, 1, 1, 1, 1),
)
_NOT_ALONE = {"If", "Loop", "Scan", "SequenceMap", "StringNormalizer", "Constant"}


def one_op(d: int, rng: Random) -> tuple[str, bytes]:
    """A decoder with one operator more, of the right types and of any values: its name, and the file.

    Its first output goes nowhere but is an output of the model, so that it must be worked out.
    """
    schemas = [s for s in defs.get_all_schemas() if s.domain == "" and s.name not in _NOT_ALONE and not s.deprecated]
    schema = sorted(schemas, key=lambda s: str(s.name))[rng.randrange(len(schemas))]
    types = {c.type_param_str: _one_type(c.allowed_type_strs, rng) for c in schema.type_constraints}
    weights: dict[str, Any] = {}
    inputs = []
    for k, wanted in enumerate(schema.inputs):
        if k >= schema.min_input and rng.random() < 0.4:
            break
        inputs.append(f"in{k}")
        weights[f"in{k}"] = _array(types.get(wanted.type_str, wanted.type_str), rng)
    outputs = [f"out{k}" for k in range(max(1, schema.min_output))]
    attributes = {name: _attribute(a, rng) for name, a in schema.attributes.items() if a.required or rng.random() < 0.4}
    attributes = {name: attribute for name, attribute in attributes.items() if attribute is not None}
    odd = node(schema.name, inputs, outputs, **attributes)
    graph_nodes = [
        node("MatMul", ["z", "w"], ["a"]),
        node("Sigmoid", ["a"], ["p"]),
        node("Reshape", ["p", "s"], ["x_hat"]),
        odd,
    ]
    weights |= {"w": np.full((d, PIXELS), 0.05, np.float32), "s": np.array([-1, 1, SIDE, SIDE])}
    z, x_hat = frame(d)
    more = value("out0", FLOAT, None)
    more.type.Clear()  # the runtime works out what it is
    data = packed(graph_nodes, [z], [x_hat, more], weights, domains={"": max(17, schema.since_version)}, ir_version=10)
    return str(schema.name), data


def _one_type(allowed: Any, rng: Random) -> str:
    known = sorted(name for name in allowed if name in _NUMPY)
    return (
        "tensor(float)" if "tensor(float)" in known and rng.random() < 0.6 else rng.choice(known or ["tensor(float)"])
    )


def _array(kind: str, rng: Random) -> Any:
    shape = rng.choice(_SHAPES)
    size = int(np.prod(shape))
    dtype = _NUMPY.get(kind, np.float32)
    if dtype is np.bool_:
        return np.full(shape, rng.random() < 0.5)
    if np.issubdtype(dtype, np.floating):
        return np.full(shape, rng.choice((0.0, 1.0, -1.0, 3e38, float("nan"), float("inf"), 0.5)), dtype)
    top = np.iinfo(dtype)
    values = [rng.choice((0, 1, 2, -1 if top.min < 0 else 3, 5, top.max, top.min)) for _ in range(size)]
    return np.array(values, dtype).reshape(shape)


def _attribute(schema: Any, rng: Random) -> Any:
    kind = str(schema.type).rsplit(".", 1)[-1]
    numbers = (0, 1, 2, 3, -1, 7, 1 << 31, -(1 << 62), (1 << 63) - 1)
    if kind == "INT":
        return rng.choice(numbers)
    if kind == "INTS":
        return [rng.choice(numbers) for _ in range(rng.randrange(1, 5))]
    if kind == "FLOAT":
        return rng.choice((0.0, -1.0, 1e38, float("nan"), 1e-38))
    return "NOTSET" if kind == "STRING" else None
