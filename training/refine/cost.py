"""What a code costs, as an ONNX function: the decoder once more, without derivatives."""

from __future__ import annotations

from collections.abc import Mapping

import onnx
from onnx import helper

from aevae_desktop.core.codes.refining import Cost
from training.refine.look import DOMAIN, OPSETS, Core, half_square, reconstruction
from training.refine.tangents import Writer


def cost(core: Core, what: Cost) -> onnx.FunctionProto:
    """The function ``Cost (x (n, p), z (n, d), weights...) -> cost (n, 1) double``."""
    w = Writer()
    inputs = {name: f"w{k}" for k, name in enumerate(core.weights)}
    total = reconstruction(w, what, core.squashed, decoded(w, core, {core.z: "z", **inputs}), "x")
    if what.prior:
        total = w.add("Add", total, half_square(w, "z"))
    w.nodes.append(helper.make_node("Identity", [total], ["cost"]))
    return helper.make_function(DOMAIN, "Cost", ["x", "z", *inputs.values()], ["cost"], w.nodes, [OPSETS[0]])


def decoded(w: Writer, core: Core, given: Mapping[str, str]) -> str:
    """Write the decoder with its inputs as ``given``; what its flat output is called. Sigmoids are the exact ones."""
    names = dict(given)
    for k, node in enumerate(core.nodes):
        inputs = [names.get(name, "") for name in node.input]
        if node.op_type == "Sigmoid":
            names[node.output[0]] = w.sigmoid(inputs[0])
            continue
        made = onnx.NodeProto()
        made.CopyFrom(node)
        del made.input[:], made.output[:]
        made.input.extend(inputs)
        made.output.extend(f"decoded_{k}_{j}" for j in range(len(node.output)))
        names.update(zip(node.output, made.output, strict=True))
        w.nodes.append(made)
    return names[core.out]
