"""Weights stored as float16 in an ONNX file that computes in float32: half the size, the same numbers.

Each large weight is a float16 initializer and a Cast that any runtime folds when it loads the file. Only weights that
float16 holds exactly are stored so: ``round_weights`` makes a trained model's such, before it is exported.
"""

from __future__ import annotations

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

LEAST = 256  # numbers; smaller arrays are not worth a node
SUFFIX = "_float16"


def round_weights(model: nn.Module) -> None:
    """Round every matrix of ``model`` to the nearest float16, in place; biases and norms stay as they are."""
    with torch.no_grad():
        for weight in model.parameters():
            if weight.ndim > 1:
                weight.copy_(weight.half().float())


def store_half(proto: onnx.ModelProto) -> None:
    """Replace, in place, each large float32 initializer whose values float16 holds exactly."""
    casts = []
    for tensor in proto.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < LEAST:
            continue
        small = values.astype(np.float16)
        if not np.array_equal(small.astype(np.float32), values):
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(small, name + SUFFIX))
        casts.append(onnx.helper.make_node("Cast", [name + SUFFIX], [name], to=onnx.TensorProto.FLOAT))
    nodes = [*casts, *proto.graph.node]
    del proto.graph.node[:]
    proto.graph.node.extend(nodes)
