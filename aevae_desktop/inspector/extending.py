"""Operators put after the outputs of an ONNX network, or before its input, where it is not yet what a bundle's is.

Only operators that are the same in every operator set, so that the network keeps its own: Sigmoid, Log, Add, Mul,
Gather. Field numbers are those of onnx.proto.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from aevae_desktop.inspector.layers import with_outputs
from aevae_desktop.inspector.messages import Value
from aevae_desktop.inspector.wire import Reader, Span, WireError, number_written, written

_GRAPH, _NODE, _WEIGHTS = 7, 1, 5
_INPUT, _OUTPUT, _OPERATOR, _ATTRIBUTE = 1, 2, 4, 5
_TAKES = 11
_REAL = {1: "f", 10: "e", 11: "d"}  # TensorProto.DataType, as `struct` calls them
_INT64, _INT = 7, 2  # TensorProto.DataType, AttributeProto.AttributeType


def free_name(data: bytes, name: str) -> str:
    """``name``, longer where it stands in the network already."""
    while name.encode() in data:
        name += "_"
    return name


def with_sigmoid(data: bytes, output: str, name: str) -> bytes:
    """The network with one output more, ``name``: the sigmoid of ``output``."""
    return _extended(data, [_node("Sigmoid", [output], name)], [], [name])


def with_log_var(data: bytes, output: str, name: str, role: str) -> bytes:
    """The network with one output more, ``name``: log_var of ``output``, a "sigma", "log_sigma" or "variance"."""
    log, nodes = output if role == "log_sigma" else f"{name}_half", list[bytes]()
    if role == "variance":
        return _extended(data, [_node("Log", [output], name)], [], [name])
    if role == "sigma":
        nodes = [_node("Log", [output], log)]
    return _extended(data, [*nodes, _node("Add", [log, log], name)], [], [name])


def with_value(data: bytes, name: str) -> bytes:
    """The network with one output more, ``name``, a value that it makes anyway."""
    return _extended(data, [], [], [name])


def with_halves(data: bytes, output: str, names: tuple[str, str], d: int) -> bytes:
    """The network with two outputs more: the first ``d`` numbers of each row of ``output``, and the next ``d``."""
    axis = written(_ATTRIBUTE, written(1, b"axis") + number_written(3, 1) + number_written(20, _INT))
    nodes = [_node("Gather", [output, f"{name}_rows"], name, axis) for name in names]
    weights = [
        _whole_numbers(f"{name}_rows", range(first, first + d)) for name, first in zip(names, (0, d), strict=True)
    ]
    return _extended(data, nodes, weights, list(names))


def with_scaled_input(data: bytes, old: str, name: str, scale: float, shift: float) -> bytes:
    """The network whose input ``old`` is ``scale * name + shift``, ``name`` being its input in that one's place.

    Raises ``WireError`` where ``old`` is no input of real numbers.
    """
    reader = Reader(data)
    parts = list(reader.parts())
    graph = [part for number, _, place in parts if number == _GRAPH for part in reader.parts(place)]
    inputs = [(whole, reader.message(Value, place)) for number, whole, place in graph if number == _TAKES]
    whole, value = next(((whole, value) for whole, value in inputs if value.name == old), (Span(0, 0), Value()))
    kind = value.type.tensor.data_type if value.type and value.type.tensor else 0
    if kind not in _REAL:
        raise WireError(f"no input {old!r:.60} of real numbers")
    place = next(place for number, part, place in graph if part == whole and number == _TAKES)
    kept = b"".join(data[part.start : part.end] for number, part, _ in reader.parts(place) if number != 1)
    nodes = [
        _node("Mul", [name, f"{name}_scale"], f"{name}_times"),
        _node("Add", [f"{name}_times", f"{name}_shift"], old),
    ]
    numbers = [_real_number(f"{name}_scale", scale, kind), _real_number(f"{name}_shift", shift, kind)]
    made = [written(_NODE, node) for node in nodes] + [written(_WEIGHTS, number) for number in numbers]
    made += [data[part.start : part.end] for _, part, _ in graph if part != whole]
    made.append(written(_TAKES, written(1, name.encode()) + kept))
    others = [data[part.start : part.end] for number, part, _ in parts if number != _GRAPH]
    return b"".join([*others, written(_GRAPH, b"".join(made))])


def _real_number(name: str, value: float, kind: int) -> bytes:
    return number_written(2, kind) + written(8, name.encode()) + written(9, struct.pack(f"<{_REAL[kind]}", value))


def _node(operator: str, inputs: list[str], output: str, attributes: bytes = b"") -> bytes:
    given = b"".join(written(_INPUT, name.encode()) for name in inputs)
    return given + written(_OUTPUT, output.encode()) + written(_OPERATOR, operator.encode()) + attributes


def _whole_numbers(name: str, values: Sequence[int]) -> bytes:
    raw = b"".join(value.to_bytes(8, "little") for value in values)
    return number_written(1, len(values)) + number_written(2, _INT64) + written(8, name.encode()) + written(9, raw)


def _extended(data: bytes, nodes: list[bytes], weights: list[bytes], outputs: list[str]) -> bytes:
    """The network with these at the end of its graph, which is written once, as the inspector wants it."""
    more = b"".join([*(written(_NODE, node) for node in nodes), *(written(_WEIGHTS, each) for each in weights)])
    reader = Reader(with_outputs(data, outputs))
    parts = list(reader.parts())
    graph = b"".join(reader.data[place.start : place.end] for number, _, place in parts if number == _GRAPH)
    others = [reader.data[whole.start : whole.end] for number, whole, _ in parts if number != _GRAPH]
    return b"".join([*others, written(_GRAPH, graph + more)])
