"""What a step needs to know at a code, as one ONNX function: the cost there, its slope and its curvature."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import onnx
from onnx import helper

from aevae_desktop.core.codes.refining import Cost
from aevae_desktop.errors import ModelError
from training.refine.tangents import Pushed, Writer

DOMAIN = "aevae"
OPSETS = (helper.make_opsetid("", 18), helper.make_opsetid(DOMAIN, 1))
_SHAPES = ("Reshape", "Flatten", "Identity")  # what may stand after the pixels


@dataclass(frozen=True, eq=False)
class Core:
    """A decoder from ``z`` to flat pixels: its ``nodes``, the ``weights`` they use, and the name of what they give.

    ``squashed``: that is logits, and a sigmoid was left out.
    """

    nodes: list[onnx.NodeProto]
    z: str
    weights: list[str]
    out: str
    squashed: bool


def core(decoder: onnx.ModelProto) -> Core:
    """The part of ``decoder`` that depends on z, without what only shapes its end. Raises ``ModelError``."""
    graph = decoder.graph
    depends = {graph.input[0].name}
    nodes = []
    for node in graph.node:
        if depends & set(node.input):
            depends |= set(node.output)
            nodes.append(node)
    made = {node.output[0]: node for node in nodes}
    out = graph.output[0].name
    while out in made and made[out].op_type in _SHAPES:
        out = made[out].input[0]
    squashed = out in made and made[out].op_type == "Sigmoid"
    out = made[out].input[0] if squashed else out
    kept = _leading_to(out, nodes)
    weights = dict.fromkeys(name for node in kept for name in node.input if name and name not in depends)
    if not kept:
        raise ModelError(field="decoder.onnx", found="no layers", expected="a decoder of dense layers")
    return Core(kept, graph.input[0].name, list(weights), out, squashed)


def _leading_to(out: str, nodes: list[onnx.NodeProto]) -> list[onnx.NodeProto]:
    wanted, kept = {out}, []
    for node in reversed(nodes):
        if wanted & set(node.output):
            wanted |= set(node.input)
            kept.append(node)
    return kept[::-1]


def look(core: Core, cost: Cost) -> onnx.FunctionProto:
    """The function ``Look (x (n, p), z (n, d), weights...) -> cost (n, 1) double, slope (n, d), curvature (n, d, d)``.

    The curvature is Gauss and Newton's for a Gaussian likelihood, Fisher's for the Bernoulli; it is never negative.
    """
    if cost.variance is None and not core.squashed:
        raise ModelError(field="decoder.onnx", found="no sigmoid at its end", expected="one, for this likelihood")
    inputs = {name: f"w{k}" for k, name in enumerate(core.weights)}
    writer = Writer()
    identity = _identity(writer)
    pushed = Pushed(writer, {core.z: "z", **inputs}, {core.z: identity})
    for node in core.nodes:
        pushed.push(node)
    out, jacobian = pushed.values[core.out], pushed.tangents[core.out]
    if cost.variance is None:
        found = _bernoulli(writer, pushed, out, jacobian)
    else:
        found = _gaussian(writer, pushed, out, jacobian, core.squashed, cost.variance)
    if cost.prior:
        found = _with_prior(writer, found, identity)
    for made, name in zip(found, ("cost", "slope", "curvature"), strict=True):
        writer.nodes.append(helper.make_node("Identity", [made], [name]))
    names = ["x", "z", *inputs.values()]
    return helper.make_function(DOMAIN, "Look", names, ["cost", "slope", "curvature"], writer.nodes, [OPSETS[0]])


Terms = tuple[str, str, str]


def _identity(w: Writer) -> str:
    """The tangents of z itself, ``(n, d, d)``: each 1 in its own direction."""
    d = w.add("Shape", "z", start=1, end=2)
    square = w.add("EyeLike", w.add("ConstantOfShape", w.add("Concat", d, d, axis=0)), dtype=1)
    n = w.add("Shape", "z", start=0, end=1)
    return w.add("Expand", square, w.add("Concat", n, d, d, axis=0))


def _bernoulli(w: Writer, p: Pushed, logits: str, jacobian: str) -> Terms:
    pixels = w.sigmoid(logits)
    spread = w.add("Mul", pixels, w.add("Sub", w.constant(1.0), pixels))
    curved = _outer(w, w.add("Mul", jacobian, p.beside(spread)), jacobian)
    return _cross_entropy(w, logits, "x"), _along(w, jacobian, w.add("Sub", pixels, "x")), curved


def _gaussian(w: Writer, p: Pushed, out: str, jacobian: str, squashed: bool, variance: float) -> Terms:
    if squashed:
        out = w.sigmoid(out)
        jacobian = w.add("Mul", jacobian, p.beside(w.add("Mul", out, w.add("Sub", w.constant(1.0), out))))
    residual, weight = w.add("Sub", out, "x"), w.constant(1 / variance)
    slope = w.add("Mul", _along(w, jacobian, residual), weight)
    return _squares(w, residual, variance), slope, w.add("Mul", _outer(w, jacobian, jacobian), weight)


def _with_prior(w: Writer, found: Terms, identity: str) -> Terms:
    cost, slope, curvature = found
    return w.add("Add", cost, half_square(w, "z")), w.add("Add", slope, "z"), w.add("Add", curvature, identity)


def reconstruction(w: Writer, cost: Cost, squashed: bool, out: str, x: str) -> str:
    """The reconstruction term alone, double, of the decoder's ``out (..., p)``, for pixels ``x`` of that shape."""
    if cost.variance is None:
        return _cross_entropy(w, out, x)
    return _squares(w, w.add("Sub", w.sigmoid(out) if squashed else out, x), cost.variance)


def half_square(w: Writer, z: str) -> str:
    """What a VAE's prior charges codes ``(..., d)``: half the squared length, double ``(..., 1)``."""
    return _total(w, w.add("Mul", z, z), 0.5)


def _cross_entropy(w: Writer, logits: str, x: str) -> str:
    return _total(w, w.add("Sub", w.add("Softplus", logits), w.add("Mul", x, logits)), 1.0)


def _squares(w: Writer, residual: str, variance: float) -> str:
    return _total(w, w.add("Mul", residual, residual), 0.5 / variance)


def _total(w: Writer, values: str, factor: float) -> str:
    """``factor`` times the sum over the last axis, in double: near the best code, costs differ by very little."""
    total = w.add("ReduceSum", w.add("Cast", values, to=onnx.TensorProto.DOUBLE), w.constant([-1], np.int64))
    return total if factor == 1 else w.add("Mul", total, w.constant(factor, np.float64))


def _outer(w: Writer, left: str, right: str) -> str:
    """``(n, d, p), (n, d, p) -> (n, d, d)``."""
    return w.add("MatMul", left, w.add("Transpose", right, perm=[0, 2, 1]))


def _along(w: Writer, jacobian: str, residual: str) -> str:
    """``(n, d, p), (n, p) -> (n, d)``."""
    column = w.add("Unsqueeze", residual, w.constant([2], np.int64))
    return w.add("Squeeze", w.add("MatMul", jacobian, column), w.constant([2], np.int64))
