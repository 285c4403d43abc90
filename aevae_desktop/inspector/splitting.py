"""A whole autoencoder in one graph, cut in two at a value that all of its image is made of: where it is, and the rest.

Pure graph work: which of the values is the code is told by running it (``engine.child.whole``). Field numbers are
those of onnx.proto.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aevae_desktop.inspector.cutting import needed_for
from aevae_desktop.inspector.messages import Graph, Network, Node, Value
from aevae_desktop.inspector.wire import Reader, Span, number_written, written

_GRAPH, _FUNCTION = 7, 25
_NODE, _WEIGHTS, _INPUT, _OUTPUT, _VALUES, _NAME = 1, 5, 11, 12, 13, 8
MOST = 64  # values that are looked at


def cuts(data: bytes, output: str) -> list[str]:
    """The values that every way from the inputs of the network ``data`` to ``output`` leads through, in their order.

    None where it has graphs inside of its graph: what those see cannot be told from here.
    """
    graph = Reader(data).message(Network).graph
    assert graph is not None
    if any(attribute.g is not None or attribute.graphs for node in graph.nodes for attribute in node.attributes):
        return []
    weights = {tensor.name for tensor in graph.weights}
    needed = needed_for(graph.nodes, [output])
    live = {value.name for value in graph.inputs if value.name not in weights and value.name in needed}
    nodes = list(_moving(graph, set(live), needed))
    return _alone(nodes, live, output)[:MOST]


def _moving(graph: Graph, known: set[str], needed: set[str]) -> Iterator[Node]:
    """The operators that depend on an input and that ``needed`` values come of, in the order in which they run."""
    for node in graph.nodes:
        if known.intersection(node.inputs) and needed.intersection(node.outputs):
            known.update(node.outputs)
            yield node


def _alone(nodes: Sequence[Node], live: set[str], output: str) -> list[str]:
    """The values that are all that is still to be used after some operator ran."""
    uses: dict[str, int] = {}
    for node in nodes:
        for name in set(node.inputs):
            uses[name] = uses.get(name, 0) + 1
    live, found = set(live), list[str]()
    for node in nodes:
        live.update(name for name in node.outputs if uses.get(name))
        for name in set(node.inputs) & live:
            uses[name] -= 1
            if not uses[name]:
                live.discard(name)
        if len(live) == 1 and not live.issubset(found):
            found.append(next(iter(live)))
    return [name for name in found if name != output]


def above(data: bytes, cut: str, output: str, shape: Sequence[int | str], kind: int) -> bytes | None:
    """What makes ``output`` of the value ``cut``, which is the input, of ``shape`` and of TensorProto type ``kind``.

    None where the image needs the network's own inputs, too.
    """
    reader = Reader(data)
    network = reader.message(Network)
    assert network.graph is not None
    weights = {tensor.name for tensor in network.graph.weights}
    nodes = [node for node in network.graph.nodes if cut not in node.outputs]
    needed = needed_for(nodes, [output])
    if any(value.name in needed and value.name not in weights for value in network.graph.inputs):
        return None
    fields = list(reader.parts())
    graph = next(place for number, _, place in fields if number == _GRAPH)
    kept = b"".join(_kept(reader, graph, needed, cut, output))
    sizes = b"".join(written(1, _size(size)) for size in shape)
    made = written(1, cut.encode()) + written(2, written(1, number_written(1, kind) + written(2, sizes)))
    others = b"".join(data[whole.start : whole.end] for number, whole, _ in fields if number != _GRAPH)
    return others + written(_GRAPH, kept + written(_INPUT, made))


def _kept(reader: Reader, graph: Span, needed: set[str], cut: str, output: str) -> Iterator[bytes]:
    for number, whole, place in reader.parts(graph):
        if number in (_INPUT, _VALUES):
            continue
        if number == _NODE:
            outputs = reader.message(Node, place).outputs
            stays = cut not in outputs and not needed.isdisjoint(outputs)
        elif number == _OUTPUT:
            stays = reader.message(Value, place).name == output
        elif number == _WEIGHTS:
            names = [reader.data[text.start : text.end] for field, _, text in reader.parts(place) if field == _NAME]
            stays = any(name.decode(errors="replace") in needed for name in names)
        else:
            stays = True
        if stays:
            yield reader.data[whole.start : whole.end]


def _size(size: int | str) -> bytes:
    return written(2, size.encode()) if isinstance(size, str) else number_written(1, size)
