"""The layers of a network as its file has them, and how to see what each of them is given.

A layer is an operator with weights of its own. Graphs inside of graphs are not looked into.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from aevae_desktop.inspector.messages import Graph, Network, Node
from aevae_desktop.inspector.wire import Reader, written

KINDS = {
    "Gemm": "fully connected",
    "MatMul": "fully connected",
    "Conv": "convolution",
    "ConvTranspose": "transposed convolution",
}
MOST = 64  # layers that are looked at
_GRAPH, _OUTPUT, _NAME = 7, 12, 1  # field numbers of ModelProto, GraphProto and ValueInfoProto
_SAME = ("Cast", "Identity", "DequantizeLinear")  # give their first input's shape

Dims = tuple[int, ...]


@dataclass(frozen=True)
class Layer:
    """One layer: its ``kind`` in words, and the name of the value that it is ``given``.

    It ``takes`` and ``gives`` so many numbers, or channels; ``weights``: how many it has learned, biases among them.
    """

    kind: str
    given: str
    takes: int
    gives: int
    weights: int


def layers(data: bytes) -> tuple[list[Layer], list[str]]:
    """The first ``MOST`` layers of the network ``data``, which was inspected, in the order in which they run.

    And the names of the values that they are given, without the network's own inputs and outputs.
    """
    graph = Reader(data).message(Network).graph
    assert graph is not None
    known = _constants(graph)
    each = (_layer(node, known) for node in graph.nodes if node.op in KINDS)
    found = [layer for layer in each if layer is not None][:MOST]
    own = {value.name for value in (*graph.inputs, *graph.outputs)}
    return found, [name for name in dict.fromkeys(layer.given for layer in found) if name not in own]


def with_outputs(data: bytes, names: Iterable[str]) -> bytes:
    """The network ``data`` with the values ``names`` among its outputs, after its own.

    What is written after a protobuf message is merged into it (protobuf.dev, "Encoding", last one wins): lists grow.
    """
    outputs = b"".join(written(_OUTPUT, written(_NAME, name.encode())) for name in names)
    return data + written(_GRAPH, outputs) if outputs else data


def _constants(graph: Graph) -> dict[str, Dims]:
    """The shape of every value that does not depend on an input, by name."""
    known: dict[str, Dims] = {tensor.name: tuple(tensor.dims) for tensor in graph.weights}
    for node in graph.nodes:
        dims = _constant(node, known)
        if dims is not None and node.outputs:
            known[node.outputs[0]] = dims
    return known


def _constant(node: Node, known: dict[str, Dims]) -> Dims | None:
    if node.op == "Constant":
        tensor = next((attribute.t for attribute in node.attributes if attribute.t is not None), None)
        return tuple(tensor.dims) if tensor is not None else None
    dims = known.get(node.inputs[0]) if node.inputs else None
    if dims is None or node.op in _SAME:
        return dims
    return dims[::-1] if node.op == "Transpose" and len(dims) == 2 else None


def _layer(node: Node, known: dict[str, Dims]) -> Layer | None:
    """None for a product of two values that both depend on the input, as in attention."""
    given = [name for name in node.inputs if name not in known]
    weights = [known[name] for name in node.inputs if name in known]
    if len(given) != 1 or not weights or len(weights[0]) < 2:
        return None
    first, second, *_ = weights[0]
    turned = node.op == "Conv" or (node.op == "Gemm" and _is_set(node, "transB"))
    takes, gives = (second, first) if turned else (first, second)
    groups = next((attribute.i or 1 for attribute in node.attributes if attribute.name == "group"), 1)
    if node.op == "Conv":
        takes *= groups
    elif node.op == "ConvTranspose":
        gives *= groups
    return Layer(KINDS[node.op], given[0], takes, gives, sum(math.prod(dims) for dims in weights))


def _is_set(node: Node, name: str) -> bool:
    return any(attribute.name == name and attribute.i for attribute in node.attributes)
