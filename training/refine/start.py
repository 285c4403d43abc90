"""Where a refinement starts: of some places around the encoder's code, the one that decodes best, as an ONNX function.

Steps go downhill and stay in their valley, and on a map of two numbers the best code is often in the next one. The
places lie on a spiral of golden angles, which covers a disc evenly with any number of them (Vogel, 1979, "A better way
to construct the sunflower head").
"""

from __future__ import annotations

import math

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper

from aevae_desktop.core.codes.refining import Cost
from training.refine.cost import decoded
from training.refine.look import DOMAIN, OPSETS, Core, half_square, reconstruction
from training.refine.tangents import Writer

FLAT = 2  # dimensions: a disc; in more of them a few places are lost


def around(starts: int, reach: float) -> NDArray[np.float32]:
    """``starts`` places in a disc of the radius ``reach``, latent units, from its middle outwards: ``(starts, 2)``."""
    k = np.arange(starts)
    radius, angle = reach * np.sqrt((k + 0.5) / max(1, starts)), k * math.pi * (3 - math.sqrt(5))
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1).astype(np.float32)


def start(core: Core, cost: Cost, starts: int, reach: float) -> onnx.FunctionProto:
    """The function ``Start (x (n, p), z (n, 2), weights...) -> best (n, 2)``: of z and the places around it."""
    w = Writer()
    inputs = {name: f"w{k}" for k, name in enumerate(core.weights)}
    one = w.constant([1], np.int64)
    shifts = np.concatenate([np.zeros((1, FLAT), np.float32), around(starts, reach)])
    places = w.add("Add", w.add("Unsqueeze", "z", one), w.constant(shifts[None]))
    rows = w.add("Reshape", places, w.constant([-1, FLAT], np.int64))
    out = decoded(w, core, {core.z: rows, **inputs})
    sizes = w.add("Concat", w.constant([-1, len(shifts)], np.int64), w.add("Shape", "x", start=1, end=2), axis=0)
    total = reconstruction(w, cost, core.squashed, w.add("Reshape", out, sizes), w.add("Unsqueeze", "x", one))
    if cost.prior:
        total = w.add("Add", total, half_square(w, places))
    wanted = w.add("Expand", w.add("ArgMin", total, axis=1), w.constant([1, 1, FLAT], np.int64))
    picked = w.add("GatherElements", places, wanted, axis=1)
    w.nodes.append(helper.make_node("Squeeze", [picked, one], ["best"]))
    return helper.make_function(DOMAIN, "Start", ["x", "z", *inputs.values()], ["best"], w.nodes, [OPSETS[0]])
