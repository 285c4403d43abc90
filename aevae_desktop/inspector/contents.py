"""Everything a file would have ONNX Runtime build: each use of an operator, with what is known before it runs.

Sub-graphs are walked where they stand. A function that the file defines is walked anew for each use of it, with the
settings and the weights given there, because that is how ONNX Runtime puts it in; so is it bounded, by what it becomes.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aevae_desktop.inspector.messages import Attribute, Function, Graph, Network, Node, SparseTensor, Tensor
from aevae_desktop.inspector.sizes import FLOAT, INT64, NUMBERS
from aevae_desktop.inspector.wire import Reader, Span, WireError

MAX_NODES = 50_000  # with every function put in
MAX_PARTS = 500_000  # their inputs and settings, and weights
MAX_NESTED = 16  # sub-graphs and functions inside one another
MAX_FUNCTIONS = 2_000
MAX_KNOWN = 256  # values of a weight that are looked at
STANDARD = ("", "ai.onnx")  # two names of the same set of operators

Key = tuple[str, str, str]


@dataclass(frozen=True, eq=False)
class Known:
    """A value that stands in the file: its shape, and its numbers where they are few; without them, ``None``."""

    shape: tuple[int, ...]
    data_type: int
    numbers: tuple[float, ...] | None

    @property
    def count(self) -> int:
        """How many numbers it holds."""
        return math.prod(self.shape)


@dataclass(frozen=True, eq=False)
class Use:
    """One use of an operator: its settings by name, and of each input what the file says."""

    node: Node
    settings: Mapping[str, Attribute]
    given: tuple[Known | None, ...]
    reader: Reader

    @property
    def label(self) -> str:
        """The operator and its name, to find it by."""
        return f"{self.node.op} {self.node.name!r}" if self.node.name else self.node.op

    def number(self, name: str, default: int = 0) -> int:
        """A whole setting."""
        attribute = self.settings.get(name)
        return default if attribute is None or attribute.i is None else attribute.i

    def numbers(self, name: str) -> list[int]:
        """A setting of several whole numbers."""
        attribute = self.settings.get(name)
        return [] if attribute is None else attribute.ints

    def real(self, name: str, default: float) -> float:
        """A setting that is no whole number."""
        attribute = self.settings.get(name)
        return default if attribute is None or attribute.f is None else _unpacked(self.reader, [attribute.f], "f")[0]

    def reals(self, name: str) -> tuple[float, ...]:
        """A setting of several such numbers."""
        attribute = self.settings.get(name)
        return () if attribute is None else _unpacked(self.reader, attribute.floats, "f")

    def text(self, name: str, default: str = "") -> str:
        """A setting that is a word."""
        attribute = self.settings.get(name)
        if attribute is None or attribute.s is None:
            return default
        return self.reader.data[attribute.s.start : attribute.s.end].decode(errors="replace")

    def known(self, place: int) -> Known | None:
        """What the file says of the input at ``place``, if it says anything."""
        return self.given[place] if place < len(self.given) else None

    def values(self, place: int) -> tuple[float, ...]:
        """The numbers of the input at ``place``, if they stand in the file and are few."""
        known = self.known(place)
        return known.numbers or () if known else ()


@dataclass(frozen=True, eq=False)
class Scope:
    """The names that a graph sees, its own before those around it, and the settings of the function it is part of."""

    names: dict[str, Known] = field(default_factory=dict)
    outer: Scope | None = None
    settings: Mapping[str, Attribute] = field(default_factory=dict)

    def find(self, name: str) -> Known | None:
        """What is known of ``name``."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        return None


class Contents:
    """``network`` laid out: ``uses`` of operators, ``tensors`` and ``sparse`` ones. Raises ``WireError``."""

    def __init__(self, network: Network, reader: Reader) -> None:
        self.network, self._reader = network, reader
        self.uses: list[Use] = []
        self.tensors: list[Tensor] = []
        self.sparse: list[SparseTensor] = []
        self.functions = self._by_name(network.functions)
        self._parts_left = MAX_PARTS
        if network.graph is None or not (network.graph.nodes or network.graph.outputs):
            raise WireError("no graph in it")
        self._graph(network.graph, Scope(), 0)
        for function in network.functions:  # once as it stands: it may be used nowhere
            self._function(function, {}, {}, 0)

    @staticmethod
    def _by_name(functions: list[Function]) -> dict[Key, Function]:
        if len(functions) > MAX_FUNCTIONS:
            raise WireError(f"more than {MAX_FUNCTIONS:,} functions")
        found = {(function.domain, function.name, function.overload): function for function in functions}
        if len(found) < len(functions):
            raise WireError("two functions of one name")
        return found

    # ------------------------------------------------------------ the walk

    def _graph(self, graph: Graph, outer: Scope, depth: int) -> None:
        if depth > MAX_NESTED:
            raise WireError(f"sub-graphs or functions nested more than {MAX_NESTED} deep, or one that uses itself")
        scope = Scope({}, outer, outer.settings)
        for tensor in graph.weights:
            scope.names[tensor.name] = self._tensor(tensor)
        self.sparse += graph.sparse_weights
        self._nodes(graph.nodes, scope, depth)

    def _nodes(self, nodes: list[Node], scope: Scope, depth: int) -> None:
        for node in nodes:
            if len(self.uses) >= MAX_NODES:
                raise WireError(f"more than {MAX_NODES:,} operators")
            self._spend(len(node.inputs))
            settings = self._settings(node.attributes, scope)
            given = tuple(scope.find(name) if name else None for name in node.inputs)
            use = Use(node, settings, given, self._reader)
            self.uses.append(use)
            self._parts(settings, scope, depth)
            self._learn(use, scope)
            function = self.functions.get((node.domain, node.op, node.overload))
            if function is not None:
                known = dict(zip(function.inputs, given, strict=False))
                self._function(function, settings, {name: v for name, v in known.items() if v}, depth + 1)

    def _function(
        self, function: Function, settings: Mapping[str, Attribute], names: dict[str, Known], depth: int
    ) -> None:
        if depth > MAX_NESTED:
            raise WireError(f"sub-graphs or functions nested more than {MAX_NESTED} deep, or one that uses itself")
        defaults = self._settings(function.defaults, Scope())
        self._parts(defaults, Scope(), depth)
        self._nodes(function.nodes, Scope(names, None, {**defaults, **settings}), depth)

    def _settings(self, attributes: list[Attribute], scope: Scope) -> dict[str, Attribute]:
        """By name; one that a function hands on is the one it was given."""
        self._spend(len(attributes))
        found: dict[str, Attribute] = {}
        for attribute in attributes:
            if attribute.name in found:
                raise WireError(f"the setting {attribute.name!r:.40} twice on one operator")
            given = scope.settings.get(attribute.refers_to) if attribute.refers_to else attribute
            found[attribute.name] = given or attribute
        return found

    def _parts(self, settings: Mapping[str, Attribute], scope: Scope, depth: int) -> None:
        """The weights and sub-graphs in an operator's settings."""
        for attribute in settings.values():
            for tensor in [attribute.t, *attribute.tensors]:
                if tensor is not None:
                    self._tensor(tensor)
            self.sparse += [sparse for sparse in (attribute.sparse, *attribute.sparses) if sparse is not None]
            for graph in [attribute.g, *attribute.graphs]:
                if graph is not None:
                    self._graph(graph, scope, depth + 1)

    def _spend(self, count: int) -> None:
        self._parts_left -= count
        if self._parts_left < 0:
            raise WireError(f"more than {MAX_PARTS:,} inputs, settings and weights")

    # ------------------------------------------------------------ values that stand in the file

    def _tensor(self, tensor: Tensor) -> Known:
        self._spend(1)
        self.tensors.append(tensor)
        return self._known(tensor)

    def _known(self, tensor: Tensor) -> Known:
        shape = tuple(tensor.dims)
        few = all(0 <= size <= MAX_KNOWN for size in shape) and math.prod(shape) <= MAX_KNOWN
        numbers = self._numbers(tensor) if few and not tensor.external else ()
        return Known(shape, tensor.data_type, numbers if few and len(numbers) == math.prod(shape) else None)

    def _numbers(self, tensor: Tensor) -> tuple[float, ...]:
        """The values of a small tensor; none of a type that is not looked at."""
        reader, code = self._reader, NUMBERS.get(tensor.data_type, "")
        if tensor.raw is not None:
            return _unpacked(reader, [tensor.raw], code)
        if code in ("f", "d"):
            return _unpacked(reader, tensor.floats if code == "f" else tensor.doubles, code)
        spans = (tensor.int64s or tensor.uint64s or tensor.int32s) if code else []
        return tuple(value for span in spans if span.size <= 10 * MAX_KNOWN for value in reader.varints(span))

    def _learn(self, use: Use, scope: Scope) -> None:
        """What a ``Constant`` gives is known as a weight is; what ``Identity`` gives, as what it is given."""
        if use.node.domain not in STANDARD or not use.node.outputs:
            return
        known = use.known(0) if use.node.op == "Identity" else None
        if use.node.op == "Constant":
            known = next((self._constant(attribute) for attribute in use.settings.values()), None)
        if known is not None:
            scope.names[use.node.outputs[0]] = known

    def _constant(self, attribute: Attribute) -> Known | None:
        """The value of a ``Constant``: a tensor, or one or several numbers."""
        if attribute.t is not None:
            return self._known(attribute.t)
        if attribute.i is not None:
            return Known((), INT64, (attribute.i,))
        if attribute.f is not None:
            return Known((), FLOAT, _unpacked(self._reader, [attribute.f], "f"))
        if attribute.ints:
            return Known((len(attribute.ints),), INT64, tuple(attribute.ints[:MAX_KNOWN]))
        numbers = _unpacked(self._reader, attribute.floats, "f")
        return Known((len(numbers),), FLOAT, numbers)


def _unpacked(reader: Reader, spans: Sequence[Span | None], code: str) -> tuple[float, ...]:
    """The numbers of ``spans``, which lie as ``struct``'s ``code`` says; no more than are looked at."""
    if not code:
        return ()
    size, found = struct.calcsize(code), list[float]()
    for span in spans:
        if span is not None and len(found) < MAX_KNOWN:
            count = min(span.size // size, MAX_KNOWN + 1)
            found += struct.unpack_from(f"<{count}{code}", reader.data, span.start)
    return tuple(found)
