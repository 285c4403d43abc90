"""Inputs of a network that are noise: drawn outside of it, times a width, added to a mean, as in mu + sigma * eps."""

from __future__ import annotations

from collections.abc import Iterable

from aevae_desktop.inspector.messages import Graph, Network, Node
from aevae_desktop.inspector.wire import Reader

_SAME = ("Identity", "Cast")  # give their input's values


def noise_inputs(data: bytes) -> frozenset[str]:
    """The inputs of the network ``data``, which was inspected, that only scale what others say before it is added.

    Names say nothing. An input that nothing uses is one of them, too. An image that is scaled by constants is no noise:
    the other factor depends on another input.
    """
    graph = Reader(data).message(Network).graph
    assert graph is not None
    weights = {tensor.name for tensor in graph.weights}
    inputs = [value.name for value in graph.inputs if value.name not in weights]
    return frozenset(name for name in inputs if len(inputs) > 1 and _is_noise(graph, name, inputs))


def _is_noise(graph: Graph, name: str, inputs: list[str]) -> bool:
    others = _depend_on(graph, [other for other in inputs if other != name])
    return all(_scales(graph, node, others) for node in _users(graph.nodes, name))


def _scales(graph: Graph, node: Node, others: set[str]) -> bool:
    """Whether ``node`` multiplies by what depends on other inputs, and its product is only added to something."""
    if node.op != "Mul" or not others.intersection(node.inputs):
        return False
    after = _users(graph.nodes, node.outputs[0])
    return bool(after) and all(user.op in ("Add", "Sum") for user in after)


def _users(nodes: Iterable[Node], name: str) -> list[Node]:
    """The operators that are given ``name``, as it is or as another type of number."""
    names, found = {name}, list[Node]()
    for node in nodes:  # in the order in which they run
        if names.intersection(node.inputs):
            if node.op in _SAME:
                names.update(node.outputs)
            else:
                found.append(node)
    return found


def _depend_on(graph: Graph, names: Iterable[str]) -> set[str]:
    found = set(names)
    for node in graph.nodes:
        if found.intersection(node.inputs):
            found.update(node.outputs)
    return found
