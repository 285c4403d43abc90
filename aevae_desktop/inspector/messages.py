"""The parts of an ONNX file that are looked at: what onnx.proto calls ModelProto, GraphProto, NodeProto, ...

Field numbers are those of ONNX's specification. What is not named here (documentation, metadata, training
information, types of values in between) cannot make ONNX Runtime read, run or reserve anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from aevae_desktop.inspector.wire import Kind, Span, many, one

EXTERNAL = 1  # TensorProto.DataLocation


@dataclass(slots=True)
class Entry:
    """A key and its value."""

    key: str = one(1, Kind.TEXT, "")
    value: str = one(2, Kind.TEXT, "")


@dataclass(slots=True)
class Tensor:
    """Weights: their shape and where their values lie in the file."""

    dims: list[int] = many(1, Kind.INT)
    data_type: int = one(2, Kind.INT32, 0)
    floats: list[Span] = many(4, Kind.FIXED32)
    int32s: list[Span] = many(5, Kind.VARINTS)
    strings: list[Span] = many(6, Kind.BYTES)
    int64s: list[Span] = many(7, Kind.VARINTS)
    name: str = one(8, Kind.TEXT, "")
    raw: Span | None = one(9, Kind.BYTES)
    doubles: list[Span] = many(10, Kind.FIXED64)
    uint64s: list[Span] = many(11, Kind.VARINTS)
    external: list[Entry] = many(13, "Entry")
    location: int = one(14, Kind.INT32, 0)


@dataclass(slots=True)
class SparseTensor:
    """Weights that are mostly zero: the values that are not, and where they are."""

    values: Tensor | None = one(1, "Tensor")
    indices: Tensor | None = one(2, "Tensor")
    dims: list[int] = many(3, Kind.INT)


@dataclass(slots=True)
class Attribute:
    """A setting of an operator."""

    name: str = one(1, Kind.TEXT, "")
    f: Span | None = one(2, Kind.FLOAT)
    i: int | None = one(3, Kind.INT)
    s: Span | None = one(4, Kind.BYTES)
    t: Tensor | None = one(5, "Tensor")
    g: Graph | None = one(6, "Graph")
    floats: list[Span] = many(7, Kind.FIXED32)
    ints: list[int] = many(8, Kind.INT)
    strings: list[Span] = many(9, Kind.BYTES)
    tensors: list[Tensor] = many(10, "Tensor")
    graphs: list[Graph] = many(11, "Graph")
    type: int = one(20, Kind.INT32, 0)
    refers_to: str = one(21, Kind.TEXT, "")
    sparse: SparseTensor | None = one(22, "SparseTensor")
    sparses: list[SparseTensor] = many(23, "SparseTensor")


@dataclass(slots=True)
class Node:
    """One use of an operator."""

    inputs: list[str] = many(1, Kind.TEXT)
    outputs: list[str] = many(2, Kind.TEXT)
    name: str = one(3, Kind.TEXT, "")
    op: str = one(4, Kind.TEXT, "")
    attributes: list[Attribute] = many(5, "Attribute")
    domain: str = one(7, Kind.TEXT, "")
    overload: str = one(8, Kind.TEXT, "")


@dataclass(slots=True)
class Size:
    """One size of a shape: a number, or the name of an open one."""

    size: int | None = one(1, Kind.INT)


@dataclass(slots=True)
class Shape:
    """A shape."""

    sizes: list[Size] = many(1, "Size")


@dataclass(slots=True)
class TensorType:
    """What kind of tensor goes in or comes out."""

    data_type: int = one(1, Kind.INT32, 0)
    shape: Shape | None = one(2, "Shape")


@dataclass(slots=True)
class Type:
    """The type of an input or output, where it is a tensor."""

    tensor: TensorType | None = one(1, "TensorType")


@dataclass(slots=True)
class Value:
    """A named input or output."""

    name: str = one(1, Kind.TEXT, "")
    type: Type | None = one(2, "Type")

    def sizes(self) -> tuple[int | None, ...]:
        """Its shape, None for an open size; nothing where no shape is told."""
        shape = self.type and self.type.tensor and self.type.tensor.shape
        return tuple(size.size for size in shape.sizes) if shape else ()


@dataclass(slots=True)
class Graph:
    """Nodes in the order in which they run, and their weights."""

    nodes: list[Node] = many(1, "Node")
    name: str = one(2, Kind.TEXT, "")
    weights: list[Tensor] = many(5, "Tensor")
    inputs: list[Value] = many(11, "Value")
    outputs: list[Value] = many(12, "Value")
    sparse_weights: list[SparseTensor] = many(15, "SparseTensor")


@dataclass(slots=True)
class OperatorSet:
    """A set of operators, and its version."""

    domain: str = one(1, Kind.TEXT, "")
    version: int = one(2, Kind.INT, 0)


@dataclass(slots=True)
class Function:
    """An operator that the file defines itself, from other operators."""

    name: str = one(1, Kind.TEXT, "")
    inputs: list[str] = many(4, Kind.TEXT)
    nodes: list[Node] = many(7, "Node")
    operator_sets: list[OperatorSet] = many(9, "OperatorSet")
    domain: str = one(10, Kind.TEXT, "")
    defaults: list[Attribute] = many(11, "Attribute")
    overload: str = one(13, Kind.TEXT, "")


@dataclass(slots=True)
class Network:
    """A whole file."""

    ir_version: int = one(1, Kind.INT, 0)
    producer: str = one(2, Kind.TEXT, "")
    graph: Graph | None = one(7, "Graph")
    operator_sets: list[OperatorSet] = many(8, "OperatorSet")
    functions: list[Function] = many(25, "Function")
