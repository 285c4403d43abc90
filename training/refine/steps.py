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
    """The function ``Choose`` that keeps the better of two looks, and the damping that follows."""
    w = Writer()
    better = w.add("Less", "new_cost", "cost")
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
