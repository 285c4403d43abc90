"""Refined codes behind an encoder: ``mu_refined`` and, for a VAE, ``log_var_refined`` beside its own outputs.

The decoder's weights are not written twice: ONNX lets a tensor say in which file beside, and where, its bytes lie, and
here that file is ``decoder.onnx``. So the two files belong together, as the manifest's hashes say.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from aevae_desktop.bundle import DECODER, Refined
from aevae_desktop.core.codes.refining import Cost
from aevae_desktop.errors import ModelError
from training.refine.cost import cost as cost_at
from training.refine.look import DOMAIN, OPSETS, core, look
from training.refine.start import FLAT, start
from training.refine.steps import better, propose, shorten

PREFIX = "decoder."  # of the weights' names, which the encoder may have too
SHARED = 256  # bytes: a smaller array is written where it is used
MOST_DIMENSIONS = 32  # of a code: the elimination is written out
LOOKED = ("cost", "slope", "curvature")


def attached(encoder: bytes, decoder: bytes, names: Refined, mu: str, cost: Cost) -> bytes:
    """``encoder.onnx`` with refined outputs after its own, for the ``decoder.onnx`` that lies beside it.

    ``mu`` is what its code is called; ``names`` the outputs, the number of steps and their damping. Raises
    ``ModelError`` for a decoder of operators without a rule (``tangents.RULES``) and for long codes.
    """
    proto, other = onnx.load_from_string(encoder), onnx.load_from_string(decoder)
    found = core(other)
    d = other.graph.input[0].type.tensor_type.shape.dim[1].dim_value
    if not 1 <= d <= MOST_DIMENSIONS:
        raise ModelError(field=DECODER, found=f"codes of {d} numbers", expected=f"at most {MOST_DIMENSIONS}")
    if names.starts and d != FLAT:
        raise ModelError(field="starts", found=f"codes of {d} numbers", expected=f"codes of {FLAT}: a disc is searched")
    proto.functions.extend([look(found, cost), cost_at(found, cost), propose(d), shorten(), better()])
    if names.starts:
        proto.functions.append(start(found, cost, names.starts, names.reach))
    proto.opset_import.append(OPSETS[1])
    weights = _weights(proto, other, decoder, found.weights)
    proto.graph.node.extend(_steps(proto.graph.input[0].name, mu, weights, names))
    for name in (names.mu, names.log_var):
        if name:
            proto.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", d]))
    onnx.checker.check_model(_inside(proto, decoder))
    data: bytes = proto.SerializeToString()
    return data


def _steps(x: str, mu: str, weights: list[str], names: Refined) -> list[onnx.NodeProto]:
    """The way from ``mu`` to the refined code: its start, a look, as many steps as there are, and the better end."""

    def call(name: str, given: list[str], made: list[str]) -> onnx.NodeProto:
        return helper.make_node(name, given, made, domain=DOMAIN)

    def looked(z: str, k: int) -> list[str]:
        return [z, *(f"{name}_{k}" for name in LOOKED)]

    damping = numpy_helper.from_array(np.full((1, 1), names.damping, np.float32))
    nodes = [
        helper.make_node("Constant", [], ["damping"], value=damping),
        helper.make_node("Flatten", [x], ["pixels"], axis=1),
    ]
    z = first = "z_0" if names.starts else mu
    if names.starts:
        nodes.append(call("Start", ["pixels", mu, *weights], [z]))
    nodes.append(call("Look", ["pixels", z, *weights], looked(z, 0)[1:]))
    for k in range(names.steps):
        before, tried, z = looked(z, k), [f"tried_{k}", f"tried_cost_{k}"], f"z_{k + 1}"
        nodes += [
            call("Propose", [before[0], *before[2:], "damping"], tried[:1]),
            call("Cost", ["pixels", tried[0], *weights], tried[1:]),
            call("Shorten", [*before, *tried], [z]),
            call("Look", ["pixels", z, *weights], looked(z, k + 1)[1:]),
        ]
    ends = [name for end, k in ((first, 0), (z, names.steps)) for name in (end, f"cost_{k}", f"curvature_{k}")]
    nodes.append(call("Better", ends, [names.mu, "curvature"]))
    return [*nodes, *(_log_var("curvature", names.log_var) if names.log_var else [])]


def _log_var(curvature: str, name: str) -> list[onnx.NodeProto]:
    """``-log diag``: of all Gaussians without covariances the nearest to the one with this precision."""
    return [
        helper.make_node("Einsum", [curvature], ["precision"], equation="nii->ni"),
        helper.make_node("Log", ["precision"], ["log_precision"]),
        helper.make_node("Neg", ["log_precision"], [name]),
    ]


def _weights(proto: onnx.ModelProto, other: onnx.ModelProto, decoder: bytes, names: list[str]) -> list[str]:
    """Give ``proto`` the weights ``names`` of ``other``, whose file is ``decoder``; what they are called in it."""
    tensors = {tensor.name: tensor for tensor in other.graph.initializer}
    casts = {node.output[0]: node for node in other.graph.node if node.op_type in ("Cast", "Constant")}
    front = []
    for name in names:
        node = casts.get(name)
        source = node.input[0] if node is not None and node.op_type == "Cast" else name
        if node is not None:
            moved = helper.make_node(node.op_type, [PREFIX + one for one in node.input], [PREFIX + name])
            moved.attribute.extend(node.attribute)
            front.append(moved)
        if source in tensors:
            proto.graph.initializer.append(_shared(tensors[source], decoder))
        elif node is None or node.op_type != "Constant":
            raise ModelError(field=DECODER, found=f"weights {name!r} that are worked out", expected="stored weights")
    nodes = [*front, *proto.graph.node]
    del proto.graph.node[:]
    proto.graph.node.extend(nodes)
    return [PREFIX + name for name in names]


def _shared(tensor: TensorProto, decoder: bytes) -> TensorProto:
    """``tensor`` by the place of its bytes in the file ``decoder``; as it is where it is small or has no such place."""
    data = numpy_helper.to_array(tensor)
    raw = numpy_helper.from_array(data).raw_data
    place = decoder.find(raw) if len(raw) >= SHARED else -1
    if place < 0:
        return numpy_helper.from_array(data, PREFIX + tensor.name)
    found = TensorProto(
        name=PREFIX + tensor.name, dims=tensor.dims, data_type=tensor.data_type, data_location=TensorProto.EXTERNAL
    )
    for key, value in (("location", DECODER), ("offset", place), ("length", len(raw))):
        found.external_data.add(key=key, value=str(value))
    return found


def _inside(proto: onnx.ModelProto, decoder: bytes) -> onnx.ModelProto:
    """With all weights inside, as the checker wants a network that is no file yet."""
    whole = onnx.ModelProto()
    whole.CopyFrom(proto)
    for tensor in whole.graph.initializer:
        place = {one.key: one.value for one in tensor.external_data}
        if place:
            start = int(place["offset"])
            tensor.raw_data = decoder[start : start + int(place["length"])]
            tensor.data_location = TensorProto.DEFAULT
            del tensor.external_data[:]
    return whole
