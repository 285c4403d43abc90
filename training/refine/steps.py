"""One damped step, as ONNX functions: which way, and how far (Levenberg, 1944; Marquardt, 1963).

ONNX has no operator that solves equations, so the elimination is written out, d rounds of it. A step is never taken
or left: it is shortened, so that rounding moves the code it leads to by no more than rounding.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import helper

from training.refine.look import DOMAIN, OPSETS
from training.refine.tangents import Writer

LEAST = 1e-6  # of the curvature's diagonal, so that a dead direction stays where it is
TRIFLE = 0.1  # nats: a promise that is smaller is believed, as rounding is about as large


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


def shorten() -> onnx.FunctionProto:
    """The function ``Shorten (z, cost, slope, curvature, tried, tried_cost) -> next (n, d)``.

    The step to ``tried`` goes to the lowest point of the parabola through the cost at both its ends and the slope that
    its promise has: of a step that saves the share ``r`` of the promise, ``1 / (2 - r)``, and never more than all.
    """
    w = Writer()
    trifle, none = w.constant(TRIFLE, np.float64), w.constant(0.0, np.float64)
    saved = w.add("Add", w.add("Sub", "cost", "tried_cost"), trifle)
    kept = w.add("Div", saved, w.add("Add", w.add("Max", _promised(w), none), trifle))
    left = w.add("Sub", w.constant(2.0, np.float64), w.add("Min", kept, w.constant(1.0, np.float64)))
    length = w.add("Cast", w.add("Reciprocal", left), to=onnx.TensorProto.FLOAT)
    step = w.add("Mul", w.add("Sub", "tried", "z"), length)
    w.nodes.append(helper.make_node("Add", ["z", step], ["next"]))
    inputs = ["z", "cost", "slope", "curvature", "tried", "tried_cost"]
    return helper.make_function(DOMAIN, "Shorten", inputs, ["next"], w.nodes, [OPSETS[0]])


def better() -> onnx.FunctionProto:
    """The function ``Better (z, cost, curvature, new_z, new_cost, new_curvature) -> kept_z, kept_curvature``.

    The new ones, but where their cost is higher, or NaN.
    """
    w = Writer()
    fine = w.add("LessOrEqual", "new_cost", "cost")
    deep = w.add("Unsqueeze", fine, w.constant([2], np.int64))
    w.nodes.append(helper.make_node("Where", [fine, "new_z", "z"], ["kept_z"]))
    w.nodes.append(helper.make_node("Where", [deep, "new_curvature", "curvature"], ["kept_curvature"]))
    names = ["z", "cost", "curvature"]
    inputs = [*names, *(f"new_{name}" for name in names)]
    return helper.make_function(DOMAIN, "Better", inputs, ["kept_z", "kept_curvature"], w.nodes, [OPSETS[0]])


def _promised(w: Writer) -> str:
    """What the step saves by slope and curvature: ``-slope . step - step . curvature step / 2``, double ``(n, 1)``."""
    step = w.add("Unsqueeze", w.add("Sub", "tried", "z"), w.constant([2], np.int64))
    bent = w.add("Mul", w.add("MatMul", "curvature", step), w.constant(0.5))
    force = w.add("Add", w.add("Unsqueeze", "slope", w.constant([2], np.int64)), bent)
    promised = w.add("Neg", w.add("MatMul", w.add("Transpose", step, perm=[0, 2, 1]), force))
    return w.add("Cast", w.add("Squeeze", promised, w.constant([2], np.int64)), to=onnx.TensorProto.DOUBLE)
