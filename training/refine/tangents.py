"""Forward-mode derivatives of an ONNX graph: beside each value ``(n, ...)`` its d tangents ``(n, d, ...)``.

One rule an operator (Griewank and Walther, "Evaluating derivatives", 2008, chapter 3). Only operators of dense decoders
have one: a graph with another is refused.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

from aevae_desktop.errors import ModelError


class Writer:
    """Collects the nodes of a graph; ``add`` and ``constant`` give the name of the value that they make."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []

    def add(self, op: str, *inputs: str, **attributes: Any) -> str:
        """A node with one output."""
        return self.add_many(op, inputs, 1, **attributes)[0]

    def add_many(self, op: str, inputs: Sequence[str], count: int, **attributes: Any) -> list[str]:
        """A node with ``count`` outputs."""
        outputs = [f"{op.lower()}_{len(self.nodes)}_{k}" for k in range(count)]
        self.nodes.append(helper.make_node(op, list(inputs), outputs, **attributes))
        return outputs

    def sigmoid(self, value: str) -> str:
        """``1 / (1 + exp(-value))`` written out: ONNX Runtime's own is thirty times less exact, which steps enlarge."""
        grown = self.add("Add", self.constant(1.0), self.add("Exp", self.add("Neg", value)))
        return self.add("Div", self.constant(1.0), grown)

    def constant(self, value: Any, dtype: type[np.generic] = np.float32) -> str:
        """A constant array."""
        return self.add("Constant", value=numpy_helper.from_array(np.asarray(value, dtype)))


class Pushed:
    """A graph written a second time, with tangents: ``values`` and ``tangents`` are named by the first graph's names.

    What has no tangent does not depend on z.
    """

    def __init__(self, writer: Writer, values: dict[str, str], tangents: dict[str, str]) -> None:
        self.writer, self.values, self.tangents = writer, values, tangents
        self._axis: str | None = None

    def push(self, node: onnx.NodeProto) -> None:
        """Write ``node`` and the tangents of its output. Raises ``ModelError`` where it has no rule."""
        rule = RULES.get(node.op_type)
        if rule is None or node.domain not in ("", "ai.onnx"):
            known = ", ".join(sorted(RULES))
            raise ModelError(field="decoder.onnx", found=f"an operator {node.op_type}", expected=f"one of {known}")
        settings = {one.name: helper.get_attribute_value(one) for one in node.attribute}
        value, tangent = rule(self, [self.values.get(name, "") for name in node.input], node.input, settings)
        self.values[node.output[0]] = value
        if tangent:
            self.tangents[node.output[0]] = tangent

    def beside(self, value: str) -> str:
        """``(n, ...)`` as ``(n, 1, ...)``, to be multiplied with tangents."""
        self._axis = self._axis or self.writer.constant([1], np.int64)
        return self.writer.add("Unsqueeze", value, self._axis)

    def times(self, tangent: str, slope: str) -> str:
        """The tangents of an elementwise function whose derivative is ``slope: (n, ...)``."""
        return self.writer.add("Mul", tangent, self.beside(slope)) if tangent else ""


Found = tuple[str, str]
Settings = dict[str, Any]
Rule = Callable[[Pushed, list[str], Sequence[str], Settings], Found]


def _one(pushed: Pushed, names: Sequence[str]) -> str:
    return pushed.tangents.get(names[0], "")


def _sigmoid(p: Pushed, given: list[str], names: Sequence[str], _: Settings) -> Found:
    w = p.writer
    out = w.sigmoid(given[0])
    return out, p.times(_one(p, names), w.add("Mul", out, w.add("Sub", w.constant(1.0), out)))


def _tanh(p: Pushed, given: list[str], names: Sequence[str], _: Settings) -> Found:
    w = p.writer
    out = w.add("Tanh", *given)
    return out, p.times(_one(p, names), w.add("Sub", w.constant(1.0), w.add("Mul", out, out)))


def _relu(p: Pushed, given: list[str], names: Sequence[str], _: Settings) -> Found:
    w = p.writer
    out = w.add("Relu", *given)
    return out, p.times(
        _one(p, names), w.add("Cast", w.add("Greater", out, w.constant(0.0)), to=onnx.TensorProto.FLOAT)
    )


def _erf(p: Pushed, given: list[str], names: Sequence[str], _: Settings) -> Found:
    w = p.writer
    bell = w.add("Exp", w.add("Neg", w.add("Mul", given[0], given[0])))
    return w.add("Erf", *given), p.times(_one(p, names), w.add("Mul", bell, w.constant(2 / math.sqrt(math.pi))))


def _sin(p: Pushed, given: list[str], names: Sequence[str], _: Settings) -> Found:
    return p.writer.add("Sin", *given), p.times(_one(p, names), p.writer.add("Cos", *given))


def _cos(p: Pushed, given: list[str], names: Sequence[str], _: Settings) -> Found:
    out, slope = p.writer.add("Cos", *given), p.writer.add("Neg", p.writer.add("Sin", *given))
    return out, p.times(_one(p, names), slope)


def _sum(op: str, sign: str) -> Rule:
    """Of a sum or a difference; ``sign`` is the operator that the second tangent goes through."""

    def rule(p: Pushed, given: list[str], names: Sequence[str], _: Settings) -> Found:
        first, second = (p.tangents.get(name, "") for name in names)
        out = p.writer.add(op, *given)
        if first and second:
            return out, p.writer.add(op, first, second)
        return out, first or (p.writer.add(sign, second) if second else "")

    return rule


def _product(p: Pushed, given: list[str], names: Sequence[str], _: Settings) -> Found:
    first, second = (p.tangents.get(name, "") for name in names)
    out = p.writer.add("Mul", *given)
    if first and second:
        return out, p.writer.add("Add", p.times(first, given[1]), p.times(second, given[0]))
    if first:
        return out, p.writer.add("Mul", first, given[1])
    return out, p.writer.add("Mul", second, given[0]) if second else ""


def _quotient(p: Pushed, given: list[str], names: Sequence[str], _: Settings) -> Found:
    if names[1] in p.tangents:
        raise ModelError(field="decoder.onnx", found="a division by what depends on z", expected="by constants only")
    first = _one(p, names)
    return p.writer.add("Div", *given), p.writer.add("Div", first, given[1]) if first else ""


def _matmul(p: Pushed, given: list[str], names: Sequence[str], _: Settings) -> Found:
    first = _by_constants(p, names)
    return p.writer.add("MatMul", *given), p.writer.add("MatMul", first, given[1])


def _gemm(p: Pushed, given: list[str], names: Sequence[str], settings: Settings) -> Found:
    first = _by_constants(p, names)
    if settings.get("transA") or settings.get("alpha", 1.0) != 1.0 or settings.get("beta", 1.0) != 1.0:
        raise ModelError(field="decoder.onnx", found="a Gemm that scales", expected="x W + b")
    weight = p.writer.add("Transpose", given[1], perm=[1, 0]) if settings.get("transB") else given[1]
    return p.writer.add("Gemm", *given, **settings), p.writer.add("MatMul", first, weight)


def _by_constants(p: Pushed, names: Sequence[str]) -> str:
    if names[0] not in p.tangents or any(name in p.tangents for name in names[1:]):
        raise ModelError(field="decoder.onnx", found="a product of two values", expected="a value times weights")
    return p.tangents[names[0]]


def _layer_norm(p: Pushed, given: list[str], names: Sequence[str], settings: Settings) -> Found:
    """``y = (h - mean) / s``, so ``dy = (dh - mean(dh) - y mean(y dh)) / s``; then scale and shift."""
    w, tangent = p.writer, p.tangents[names[0]]
    if settings.get("axis", -1) not in (-1, 1):
        raise ModelError(field="decoder.onnx", found="a norm over several axes", expected="over the last")
    out, mean, inverse = w.add_many("LayerNormalization", given, 3, **settings)
    last = w.constant([-1], np.int64)
    y = p.beside(w.add("Mul", w.add("Sub", given[0], mean), inverse))
    lean = w.add("ReduceMean", w.add("Mul", y, tangent), last)
    flat = w.add("Sub", w.add("Sub", tangent, w.add("ReduceMean", tangent, last)), w.add("Mul", y, lean))
    return out, w.add("Mul", w.add("Mul", flat, p.beside(inverse)), given[1])


def _concat(p: Pushed, given: list[str], names: Sequence[str], settings: Settings) -> Found:
    if settings["axis"] not in (1, -1) or not all(name in p.tangents for name in names):
        raise ModelError(field="decoder.onnx", found="values put beside constants", expected="values beside values")
    out = p.writer.add("Concat", *given, axis=settings["axis"])
    return out, p.writer.add("Concat", *(p.tangents[name] for name in names), axis=-1)


def _identity(p: Pushed, given: list[str], names: Sequence[str], _: Settings) -> Found:
    return given[0], _one(p, names)


RULES: dict[str, Rule] = {
    "Add": _sum("Add", "Identity"),
    "Concat": _concat,
    "Cos": _cos,
    "Div": _quotient,
    "Erf": _erf,
    "Gemm": _gemm,
    "Identity": _identity,
    "LayerNormalization": _layer_norm,
    "MatMul": _matmul,
    "Mul": _product,
    "Relu": _relu,
    "Sigmoid": _sigmoid,
    "Sin": _sin,
    "Sub": _sum("Sub", "Neg"),
    "Tanh": _tanh,
}
