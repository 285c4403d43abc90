"""Type-correct ONNX models of one operator each, made from the schemas of the `onnx` package, with extreme values.

Model number ``k`` depends on ``k`` alone, so a table of crashes can name models by their numbers. What is right in
each is its types; sizes, attributes and values are drawn at random, often zero, negative or huge, because that is what
a file made to hurt would hold. What is fed is tame, because the program feeds it and not the file: small numbers, and
no empty tensor but where the file declares it so.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.random import Generator
from onnx import AttributeProto, ModelProto, TensorProto, defs, helper, numpy_helper
from onnx.defs import OpSchema

DOMAINS = ("", "ai.onnx.ml")
KINDS = AttributeProto

SIZES = (0, 1, 1, 1, 2, 2, 3, 3, 4, 5, 7)
SMALL = (0, 1, 1, 2, 2, 3, 4, -1, -2)
HUGE = (2**31 - 1, 2**31, -(2**31), 2**32 + 1, 2**62, 2**63 - 1, -(2**63), 10**6, 10**9, -(10**6), 65536, 255)
REALS = (0.0, 1.0, -1.0, 0.5, 1e-30, 1e30, float("inf"), float("-inf"), float("nan"), 1e9)
WORDS = {
    "auto_pad": ("NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID"),
    "coordinate_transformation_mode": ("asymmetric", "align_corners", "half_pixel", "tf_crop_and_resize"),
    "direction": ("forward", "reverse", "bidirectional", "LEFT", "RIGHT"),
    "mode": ("nearest", "linear", "cubic", "constant", "reflect", "edge", "wrap", "DCR", "CRD", "avg", "bilinear"),
    "nearest_mode": ("floor", "ceil", "round_prefer_floor", "simple"),
    "reduction": ("none", "add", "mul", "max", "min", "mean", "sum"),
    "equation": ("ij,jk->ik", "ii->i", "...ij->...ji", "i,j->ij", "ijk->", "i->ii", "a,b,c,d->abcd", "->", "ij,jk"),
    "padding_mode": ("zeros", "border", "reflection"),
    "approximate": ("none", "tanh"),
    "layout": ("0", "1"),
    "activations": ("Sigmoid", "Tanh", "Relu", "Affine", "nonsense"),
    "post_transform": ("NONE", "SOFTMAX", "LOGISTIC", "SOFTMAX_ZERO", "PROBIT"),
    "nodes_modes": ("BRANCH_LEQ", "BRANCH_LT", "LEAF", "BRANCH_EQ"),
    "aggregate_function": ("SUM", "AVERAGE", "MIN", "MAX"),
    "kernel_type": ("LINEAR", "POLY", "RBF", "SIGMOID"),
}  # fmt: skip
LENGTHS = {
    "pads": 4,
    "strides": 2,
    "kernel_shape": 2,
    "dilations": 2,
    "axes": 1,
    "output_padding": 2,
    "output_shape": 2,
}
# The shapes with which an operator gets past its first checks; of the rest, inputs share one shape or have any.
SHAPES: dict[str, tuple[tuple[int, ...], ...]] = {
    "Conv": ((1, 2, 5, 5), (4, 2, 3, 3), (4,)),
    "ConvTranspose": ((1, 2, 5, 5), (2, 4, 3, 3), (4,)),
    "ConvInteger": ((1, 2, 5, 5), (4, 2, 3, 3), (), ()),
    "QLinearConv": ((1, 2, 5, 5), (), (), (4, 2, 3, 3), (), (), (), (), (4,)),
    "DeformConv": ((1, 2, 5, 5), (4, 2, 3, 3), (1, 18, 3, 3), (4,), (1, 9, 3, 3)),
    "MaxPool": ((1, 2, 5, 5),),
    "AveragePool": ((1, 2, 5, 5),),
    "LpPool": ((1, 2, 5, 5),),
    "MaxUnpool": ((1, 1, 2, 2), (1, 1, 2, 2), (4,)),
    "MaxRoiPool": ((1, 2, 5, 5), (2, 5)),
    "RoiAlign": ((1, 2, 5, 5), (2, 4), (2,)),
    "GridSample": ((1, 2, 5, 5), (1, 3, 3, 2)),
    "AffineGrid": ((1, 2, 3), (4,)),
    "BatchNormalization": ((1, 2, 5, 5), (2,), (2,), (2,), (2,)),
    "InstanceNormalization": ((1, 2, 5, 5), (2,), (2,)),
    "GroupNormalization": ((1, 4, 5, 5), (4,), (4,)),
    "LayerNormalization": ((2, 3, 4), (4,), (4,)),
    "Gemm": ((2, 3), (3, 4), (4,)),
    "MatMul": ((2, 3), (3, 4)),
    "LSTM": ((3, 1, 2), (1, 12, 2), (1, 12, 3), (1, 24), (1,), (1, 1, 3), (1, 1, 3), (1, 9)),
    "GRU": ((3, 1, 2), (1, 9, 2), (1, 9, 3), (1, 18), (1,), (1, 1, 3)),
    "RNN": ((3, 1, 2), (1, 3, 2), (1, 3, 3), (1, 6), (1,), (1, 1, 3)),
    "Resize": ((1, 1, 4, 4), (8,), (4,), (4,)),
    "Upsample": ((1, 1, 4, 4), (4,)),
    "Pad": ((2, 3), (4,), ()),
    "Slice": ((4, 5), (2,), (2,), (2,), (2,)),
    "DepthToSpace": ((1, 4, 2, 2),),
    "SpaceToDepth": ((1, 1, 4, 4),),
    "TopK": ((4, 5), (1,)),
    "OneHot": ((3,), (), (2,)),
    "Range": ((), (), ()),
    "NonMaxSuppression": ((1, 3, 4), (1, 1, 3), (), (), ()),
    "STFT": ((1, 16, 1), (), (4,), ()),
    "DFT": ((1, 8, 1), (), ()),
    "MelWeightMatrix": ((), (), (), (), ()),
    "CenterCropPad": ((4, 5), (2,)),
    "Col2Im": ((1, 4, 4), (2,), (2,)),
    "Attention": ((1, 2, 3, 4), (1, 2, 3, 4), (1, 2, 3, 4)),
    "RotaryEmbedding": ((1, 2, 3, 4), (8, 2), (8, 2), (1, 3)),
    "Scan": ((3, 2), (3, 2)),
}


@dataclass(frozen=True, eq=False)
class OneOp:
    """One model: its number, ``op`` as ``domain:Name-since``, the file's bytes and what to feed it."""

    number: int
    op: str
    data: bytes
    feeds: dict[str, Any]
    text: str


@cache
def schemas() -> list[tuple[OpSchema, int]]:
    """Every operator as each operator set has it, with the operator set to use it in."""
    versions: dict[tuple[str, str], list[OpSchema]] = defaultdict(list)
    for schema in defs.get_all_schemas_with_history():
        if schema.domain in DOMAINS:
            versions[schema.domain, schema.name].append(schema)
    found: list[tuple[OpSchema, int]] = []
    for _, known in sorted(versions.items()):
        known.sort(key=lambda schema: schema.since_version)
        found += [(schema, schema.since_version) for schema in known if not schema.deprecated]
    return found


def make(number: int) -> OneOp | None:
    """Model ``number``; None where the operator takes what cannot be made here (maps, sparse tensors, optionals)."""
    schema, opset = schemas()[number % len(schemas())]
    return _Maker(schema, opset, number).model()


class _Maker:
    """One draw of types, sizes, values and attributes for an operator."""

    def __init__(self, schema: OpSchema, opset: int, number: int) -> None:
        self.schema, self.opset, self.number = schema, opset, number
        self.rng: Generator = np.random.default_rng([20261129, number])
        self.bound: dict[str, str] = {}
        self.base = self._shape()
        self.inputs: list[Any] = []
        self.weights: list[TensorProto] = []
        self.feeds: dict[str, Any] = {}
        self.folded = self.rng.random() < 0.5  # everything known when the model is opened
        self.wild = float(self.rng.choice((0.02, 0.1, 0.3)))  # how often a whole number is huge

    def model(self) -> OneOp | None:
        try:
            names = self._operands()
            attributes = dict(self._attributes())
            outputs = self._outputs()
        except _UnmadeError:
            return None
        node = helper.make_node(self.schema.name, names, outputs, domain=self.schema.domain)
        node.attribute.extend(attributes.values())
        proto = self._wrap(node, outputs)
        op = f"{self.schema.domain}:{self.schema.name}-{self.schema.since_version}"
        return OneOp(self.number, op, proto.SerializeToString(), self.feeds, text(proto))

    def _wrap(self, node: Any, outputs: list[str]) -> ModelProto:
        given = [helper.make_empty_tensor_value_info(name) for name in outputs]  # its type is worked out
        graph = helper.make_graph([node], "one", self.inputs, given, self.weights)
        domain = self.schema.domain
        sets = [helper.make_opsetid("", self.opset if not domain else 17)]
        sets += [helper.make_opsetid(domain, self.opset)] if domain else []
        return helper.make_model(graph, opset_imports=sets, ir_version=10)

    # ------------------------------------------------------------ inputs and outputs

    def _operands(self) -> list[str]:
        names: list[str] = []
        for place, formal in enumerate(self.schema.inputs):
            option = formal.option.name
            if option == "Optional" and self.rng.random() < 0.4:
                names.append("")
                continue
            for _ in range(int(self.rng.integers(1, 4)) if option == "Variadic" else 1):
                names.append(self._operand(len(names), place, self._type(formal)))
        while names and not names[-1]:
            names.pop()
        return names

    def _operand(self, index: int, place: int, kind: str) -> str:
        name = f"i{index}"
        if kind.startswith("seq("):
            self._sequence(name, kind)
            return name
        element = _element(kind)
        shape = self._shape_of(place)
        if self.folded or (place and self.rng.random() < 0.5) or element not in FEEDABLE:
            self.weights.append(self._tensor(name, element, shape))
            return name
        wild, self.wild = self.wild, 0.0
        self.feeds[name] = numpy_helper.to_array(self._tensor(name, element, shape))
        self.wild = wild
        fixed = 0 in shape or self.rng.random() < 0.4
        declared = list(shape) if fixed else [f"{name}_{k}" for k in range(len(shape))]
        self.inputs.append(helper.make_tensor_value_info(name, element, declared))
        return name

    def _sequence(self, name: str, kind: str) -> None:
        element = _element(kind[4:-1])
        if element not in FEEDABLE:
            raise _UnmadeError
        parts = [self._tensor("", element, shape) for shape in self._full_shapes()]
        self.feeds[name] = [numpy_helper.to_array(part) for part in parts]
        self.inputs.append(helper.make_tensor_sequence_value_info(name, element, None))

    def _full_shapes(self) -> list[tuple[int, ...]]:
        return [tuple(max(1, size) for size in self._shape()) for _ in range(int(self.rng.integers(0, 4)))]

    def _outputs(self) -> list[str]:
        least = max(self.schema.min_output, 1)
        return [f"o{k}" for k in range(int(self.rng.integers(least, max(least, min(self.schema.max_output, 4)) + 1)))]

    def _type(self, formal: Any) -> str:
        """The type of a formal parameter: one draw for each type variable, floats more often than not."""
        known = {c.type_param_str: sorted(c.allowed_type_strs) for c in self.schema.type_constraints}
        allowed = known.get(formal.type_str, [formal.type_str])
        if formal.type_str not in self.bound:
            likely = [kind for kind in allowed if kind in ("tensor(float)", "tensor(int64)")]
            usable = likely if likely and self.rng.random() < 0.6 else [k for k in allowed if _usable(k)]
            if not usable:
                raise _UnmadeError
            self.bound[formal.type_str] = str(self.rng.choice(usable))
        return self.bound[formal.type_str]

    # ------------------------------------------------------------ sizes and values

    def _shape(self) -> tuple[int, ...]:
        return tuple(int(k) for k in self.rng.choice(SIZES, int(self.rng.integers(0, 6))))

    def _shape_of(self, place: int) -> tuple[int, ...]:
        fitting, draw = SHAPES.get(self.schema.name, ()), self.rng.random()
        if place < len(fitting) and draw < 0.85:
            shape = fitting[place]
            return tuple(0 if self.rng.random() < 0.04 else k for k in shape)
        return self.base if draw < 0.6 else self._shape() if draw < 0.9 else (len(self.base),)

    def _tensor(self, name: str, element: int, shape: tuple[int, ...]) -> TensorProto:
        count = int(np.prod(shape))
        if element == TensorProto.STRING:
            return helper.make_tensor(name, element, shape, [b"a", b"", b"\xff"][:1] * count)
        kind = helper.tensor_dtype_to_np_dtype(element)
        if kind.kind in "iu":
            values = np.array([self._integer() for _ in range(count)], object)
            values = np.array([int(v) & (2 ** (8 * kind.itemsize) - 1) for v in values], np.uint64)
            return numpy_helper.from_array(values.astype(f"u{kind.itemsize}").view(kind).reshape(shape), name)
        reals = self.rng.choice(REALS, count) if self.rng.random() < 0.2 else self.rng.normal(0, 2, count)
        with np.errstate(all="ignore"):
            return helper.make_tensor(
                name, element, shape, np.asarray(reals, np.float64).astype(kind).tobytes(), raw=True
            )

    def _integer(self) -> int:
        return (
            int(self.rng.choice(SMALL)) if self.rng.random() >= self.wild else int(HUGE[self.rng.integers(len(HUGE))])
        )

    # ------------------------------------------------------------ attributes

    def _attributes(self) -> Any:
        for name, attribute in sorted(self.schema.attributes.items()):
            if attribute.required or self.rng.random() < 0.5:
                kind = getattr(KINDS, attribute.type.name)
                yield name, helper.make_attribute(name, self._attribute(name, kind), attr_type=kind)

    def _attribute(self, name: str, kind: int) -> Any:
        draws = {
            KINDS.INT: self._number,
            KINDS.FLOAT: lambda: float(self.rng.choice(REALS)),
            KINDS.STRING: lambda: str(self.rng.choice(WORDS.get(name, ("a", "")))),
            KINDS.INTS: lambda: self._numbers(name),
            KINDS.FLOATS: lambda: [float(v) for v in self.rng.choice(REALS, self._few())],
            KINDS.STRINGS: lambda: [str(v) for v in self.rng.choice(WORDS.get(name, ("a", "")), self._few())],
            KINDS.GRAPH: self._body,
            KINDS.TENSOR: lambda: self._tensor("", int(self.rng.choice((1, 7))), self._shape()),
        }
        if kind not in draws:
            raise _UnmadeError
        draw: Any = draws[kind]
        return (self._dtype() if name in ("to", "dtype", "output_dtype") else draw()) if kind == KINDS.INT else draw()

    def _body(self) -> Any:
        """A graph for If, Loop or Scan: it hands on what it is given, or a constant."""
        name, kind = self.schema.name, TensorProto.FLOAT
        if name == "If":
            value = self._tensor("v", kind, self._shape())
            return helper.make_graph([helper.make_node("Identity", ["v"], ["w"])], "b", [], [_untyped("w")], [value])
        inputs = [_untyped(f"s{k}") for k in range(int(self.rng.integers(1, 4)))]
        if name == "Loop":
            inputs = [helper.make_tensor_value_info("n", TensorProto.INT64, []),
                      helper.make_tensor_value_info("c", TensorProto.BOOL, []), *inputs]  # fmt: skip
        kept = inputs[1:] if name == "Loop" else inputs
        nodes = [helper.make_node("Identity", [value.name], [value.name + "_"]) for value in kept]
        return helper.make_graph(nodes, "b", inputs, [_untyped(value.name + "_") for value in kept])

    def _few(self) -> int:
        return int(self.rng.integers(0, 5))

    def _number(self) -> int:
        return self._integer() if self.rng.random() < 0.9 else 0

    def _numbers(self, name: str) -> list[int]:
        usual = LENGTHS.get(name, len(self.base))
        count = usual if self.rng.random() < 0.8 else int(self.rng.integers(0, 7))
        if name == "perm" and self.rng.random() < 0.7:
            return [int(k) for k in self.rng.permutation(count)]
        return [self._integer() for _ in range(count)]

    def _dtype(self) -> int:
        return int(self.rng.choice((1, 1, 1, 6, 7, 7, 9, 10, 11, 8, 16, 17, 22, 0, 99)))


class _UnmadeError(Exception):
    """The operator wants a type that is not made here."""


_PLAIN = ("float", "double", "float16", "bool", *(f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)))
FEEDABLE = {getattr(TensorProto, name.upper()) for name in _PLAIN}


def _untyped(name: str) -> Any:
    return helper.make_empty_tensor_value_info(name)


def _usable(kind: str) -> bool:
    inner = kind[4:-1] if kind.startswith("seq(tensor(") else kind
    return inner in {f"tensor({name})" for name in (*_PLAIN, "bfloat16", "string")}


def _element(kind: str) -> int:
    return int(getattr(TensorProto, kind[7:-1].upper()))


def text(proto: ModelProto) -> str:
    """The node, its attributes and the shapes and first values of what it is given, in one line."""
    node = proto.graph.node[0]
    values = {
        w.name: f"{list(w.dims)}={numpy_helper.to_array(w).ravel()[:4].tolist()}" for w in proto.graph.initializer
    }
    for fed in proto.graph.input:
        values[fed.name] = "fed " + str([d.dim_value or d.dim_param for d in fed.type.tensor_type.shape.dim])
    given = ", ".join(f"{name} {values.get(name, '')}" for name in node.input)
    settings = ", ".join(f"{a.name}={helper.get_attribute_value(a)!r:.60}" for a in node.attribute)
    return f"{node.op_type}({given}) {settings}"
