"""Less of an ONNX network: without some of its outputs, and without all that only those need.

An encoder that also gives refined codes is twenty times the work of one that does not, and ONNX Runtime does all of it
whatever it is asked for. Field numbers are those of onnx.proto.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from aevae_desktop.inspector.contents import STANDARD
from aevae_desktop.inspector.messages import Attribute, Graph, Node, Value
from aevae_desktop.inspector.wire import Reader, Span, WireError, written

REFINED = "_refined"  # ends their names
_GRAPH, _FUNCTION = 7, 25
_NODE, _WEIGHTS, _OUTPUT, _TENSOR_NAME = 1, 5, 12, 8


class _Part(NamedTuple):
    """One field of a graph: its bytes, what it ``makes``, and the node that it is, if it is one."""

    data: bytes
    number: int
    makes: tuple[str, ...] = ()
    node: Node | None = None


def without_outputs(data: bytes, names: Collection[str]) -> bytes:
    """The network ``data`` without the outputs ``names``; as it is where it cannot be read, has none or only those."""
    reader = Reader(data)
    try:
        fields = list(reader.parts())
        graphs = [place for number, _, place in fields if number == _GRAPH]
        parts = [_part(reader, *field) for field in reader.parts(graphs[0])] if len(graphs) == 1 else []
    except WireError:
        return data
    outputs = [part.makes[0] for part in parts if part.number == _OUTPUT]
    wanted = [name for name in outputs if name not in names]
    if not wanted or len(wanted) == len(outputs):
        return data
    nodes = [part.node for part in parts if part.node is not None]
    needed = needed_for(nodes, wanted)
    own = [node for node in nodes if not needed.isdisjoint(node.outputs)]
    dropped = (_GRAPH,) if _uses_functions(own) else (_GRAPH, _FUNCTION)
    kept = [data[whole.start : whole.end] for number, whole, _ in fields if number not in dropped]
    graph = (part.data for part in parts if _stays(part, wanted, needed))
    return b"".join([*kept, written(_GRAPH, b"".join(graph))])


def without_refined(data: bytes) -> bytes:
    """The network without refined codes as ``aevae-train`` calls them, ``NAME_refined`` beside an output ``NAME``.

    Where no manifest says what they are, they could be taken for anything of that size.
    """
    reader = Reader(data)
    try:
        graphs = [place for number, _, place in reader.parts() if number == _GRAPH]
        outputs = {
            reader.message(Value, place).name for graph in graphs for number, _, place in reader.parts(graph)
            if number == _OUTPUT
        }  # fmt: skip
    except WireError:
        return data
    names = [name for name in outputs if name.endswith(REFINED) and name.removesuffix(REFINED) in outputs]
    return without_outputs(data, names)


def _part(reader: Reader, number: int, whole: Span, place: Span) -> _Part:
    data = reader.data[whole.start : whole.end]
    if number == _NODE:
        node = reader.message(Node, place)
        return _Part(data, number, tuple(node.outputs), node)
    if number == _OUTPUT:
        return _Part(data, number, (reader.message(Value, place).name,))
    if number == _WEIGHTS:
        texts = [part for field, _, part in reader.parts(place) if field == _TENSOR_NAME]
        return _Part(data, number, tuple(reader.data[text.start : text.end].decode(errors="replace") for text in texts))
    return _Part(data, number)


def _stays(part: _Part, outputs: list[str], needed: set[str]) -> bool:
    if part.number == _OUTPUT:
        return part.makes[0] in outputs
    return part.number not in (_NODE, _WEIGHTS) or not needed.isdisjoint(part.makes)


def needed_for(nodes: Iterable[Node], outputs: Iterable[str]) -> set[str]:
    """The names of all values that lead to ``outputs``."""
    makers = {name: node for node in nodes for name in node.outputs}
    needed: set[str] = set()
    wanted = list(outputs)
    while wanted:
        name = wanted.pop()
        if name not in needed:
            needed.add(name)
            if name in makers:
                wanted += [*makers[name].inputs, *makers[name].outputs, *_inner(makers[name].attributes)]
    return needed


def _uses_functions(nodes: Iterable[Node]) -> bool:
    """Whether one of ``nodes`` may be an operator that the file defines itself."""
    return any(node.domain not in STANDARD or any(True for _ in _graphs(node.attributes)) for node in nodes)


def _inner(attributes: list[Attribute]) -> Iterator[str]:
    """What the graphs inside of a node are given: they see the values of the graph around them."""
    for graph in _graphs(attributes):
        for node in graph.nodes:
            yield from (*node.inputs, *_inner(node.attributes))
        yield from (value.name for value in graph.outputs)


def _graphs(attributes: list[Attribute]) -> Iterator[Graph]:
    for attribute in attributes:
        yield from (graph for graph in (attribute.g, *attribute.graphs) if graph is not None)
