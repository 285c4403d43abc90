"""One damped step, as one ONNX function: where to look next (Levenberg, 1944; Marquardt, 1963).

ONNX has no operator that solves equations, so the elimination is written out, d rounds of it.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import helper

from training.refine.look import DOMAIN, OPSETS
from training.refine.tangents import Writer

SHRINK, GROW = 0.3, 8.0  # the damping after a step that was kept, and after one that was not
LEAST = 1e-6  # of the curvature's diagonal, so that a dead direction stays where it is
GAIN = 0.25  # of what the curvature promises, at least: a step that saves less has come to where rounding is enlarged
TRIFLE = 0.01  # nats of the promise that need not be kept: so near to the best code, rounding is as large


def propose(d: int) -> onnx.FunctionProto:
    """The function ``Propose (z, slope, curvature, damping (n, 1)) -> z + step (n, d)``.

    The step solves ``(curvature + damping diag(curvature)) step = -slope``.
    """
    w = Writer()
    eye = np.eye(d, dtype=np.float32)
    ridge = w.add("Unsqueeze", w.add("Add", "damping", w.constant(1.0)), w.constant([2], np.int64))
    own = w.add("Mul", "curvature", w.constant(eye))
    others = w.add("Mul", "curvature", w.constant(1 - eye))
    damped = w.add("Add", w.add("Add", w.add("Mul", own, ridge), others), w.constant(LEAST * eye))
    table = w.add("Concat", damped, w.add("Unsqueeze", "slope", w.constant([2], np.int64)), axis=2)
    for k in range(d):
        table = _eliminated(w, table, k, eye)
    step = w.add("Squeeze", w.add("Gather", table, w.constant([d], np.int64), axis=2), w.constant([2], np.int64))
    w.nodes.append(helper.make_node("Sub", ["z", step], ["next"]))
    return helper.make_function(
        DOMAIN, "Propose", ["z", "slope", "curvature", "damping"], ["next"], w.nodes, [OPSETS[0]]
    )


def _eliminated(w: Writer, table: str, k: int, eye: np.ndarray) -> str:
    """Gauss and Jordan's round ``k`` of ``(n, d, d + 1)``; the pivots of a positive matrix need no search."""
    index = w.constant([k], np.int64)
    row = w.add("Gather", table, index, axis=1)
    row = w.add("Div", row, w.add("Gather", row, index, axis=2))
    others = w.add("Sub", table, w.add("Mul", w.add("Gather", table, index, axis=2), row))
    return w.add("Where", w.constant(eye[:, k : k + 1], np.bool_), row, others)


def choose() -> onnx.FunctionProto:
    """The function ``Choose`` that keeps the new look where it is better by enough, and the damping that follows."""
    w = Writer()
    wanted = w.add("Relu", w.add("Sub", _promised(w), w.constant(TRIFLE, np.float64)))
    enough = w.add("Mul", w.constant(GAIN, np.float64), wanted)
    better = w.add("Greater", w.add("Sub", "cost", "new_cost"), enough)
    deep = w.add("Unsqueeze", better, w.constant([2], np.int64))
    names = ("z", "cost", "slope", "curvature")
    for name in names:
        mask = deep if name == "curvature" else better
        w.nodes.append(helper.make_node("Where", [mask, f"new_{name}", name], [f"kept_{name}"]))
    factor = w.add("Where", better, w.constant(SHRINK), w.constant(GROW))
    w.nodes.append(helper.make_node("Mul", ["damping", factor], ["kept_damping"]))
    inputs = [*names, "damping", *(f"new_{name}" for name in names)]
    outputs = [*(f"kept_{name}" for name in names), "kept_damping"]
    return helper.make_function(DOMAIN, "Choose", inputs, outputs, w.nodes, [OPSETS[0]])


def _promised(w: Writer) -> str:
    """What the step saves by slope and curvature: ``-slope . step - step . curvature step / 2``, double ``(n, 1)``."""
    step = w.add("Unsqueeze", w.add("Sub", "new_z", "z"), w.constant([2], np.int64))
    bent = w.add("Mul", w.add("MatMul", "curvature", step), w.constant(0.5))
    force = w.add("Add", w.add("Unsqueeze", "slope", w.constant([2], np.int64)), bent)
    promised = w.add("Neg", w.add("MatMul", w.add("Transpose", step, perm=[0, 2, 1]), force))
    return w.add("Cast", w.add("Squeeze", promised, w.constant([2], np.int64)), to=onnx.TensorProto.DOUBLE)
