"""Networks in fewer bits: int8 by ONNX Runtime's own quantiser, or float16 throughout; and how far off they are.

Beside the full bundle, on request: ``aevae-train export RUN --also int8,fp16``. A bundle whose weights are *stored* as
float16 (``--stored float16``) still computes in float32 and is exact; these are not.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from training.export.metrics import Coder

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Distance:
    """How far reduced networks are from the full ones on ``n`` images.

    ``code``: the largest difference of a code, of its deviation over the images; ``pixel`` and ``mean_pixel``: the
    largest and the mean difference of a decoded pixel, at the full networks' codes, of the range of pixels.
    """

    n: int
    code: float
    pixel: float
    mean_pixel: float

    def to_json(self) -> dict[str, Any]:
        """As plain data, to three digits."""
        return {
            name: float(f"{value:.3g}") if isinstance(value, float) else value for name, value in asdict(self).items()
        }


def reduced(files: Files, precision: str) -> dict[str, bytes]:
    """The networks ``files`` in the ``precision``, one of ``PRECISIONS``."""
    return {name: PRECISIONS[precision](_widened(data)) for name, data in files.items()}


def distance(full: Coder, small: Coder, x: NDArray[np.float32]) -> Distance:
    """Compare two pairs of networks on images ``(n, c, h, w)`` in [0, 1]."""
    (mu, _), (other, _) = full.codes(x), small.codes(x)
    pixels = np.abs(full.decode(mu) - small.decode(mu))
    code = float((np.abs(other - mu) / np.maximum(mu.std(0), 1e-6)).max())
    return Distance(len(x), code, float(pixels.max()), float(pixels.mean()))


def _int8(proto: onnx.ModelProto) -> bytes:
    """Weights of 8 bits; what flows between layers is rounded to 8 bits too, over the range that each batch has."""
    from onnxruntime.quantization import quantize_dynamic  # noqa: TID251  # its telemetry is off: `metrics` saw to it

    with tempfile.TemporaryDirectory(prefix="aevae-") as folder:
        source, target = Path(folder) / "full.onnx", Path(folder) / "int8.onnx"
        source.write_bytes(proto.SerializeToString())
        before = logging.root.level
        logging.root.setLevel(logging.ERROR)  # it advises to prepare models in ways that ours are
        try:
            quantize_dynamic(source, target)
        finally:
            logging.root.setLevel(before)
        return target.read_bytes()


def _fp16(proto: onnx.ModelProto) -> bytes:
    """All values of 16 bits but what goes in and comes out."""
    from onnxruntime.transformers.float16 import convert_float_to_float16  # noqa: TID251  # as above

    data: bytes = convert_float_to_float16(proto, keep_io_types=True).SerializeToString()
    return data


PRECISIONS: dict[str, Callable[[onnx.ModelProto], bytes]] = {"int8": _int8, "fp16": _fp16}


def _widened(data: bytes) -> onnx.ModelProto:
    """The network with weights that are stored as float16 as float32 again, as both tools expect them."""
    proto = onnx.load_from_string(data)
    tensors = {tensor.name: tensor for tensor in proto.graph.initializer}
    casts = [node for node in proto.graph.node if node.op_type == "Cast" and node.input[0] in tensors]
    for node in casts:
        wide = numpy_helper.to_array(tensors[node.input[0]]).astype(np.float32)
        tensors[node.input[0]].CopyFrom(numpy_helper.from_array(wide, node.output[0]))
        proto.graph.node.remove(node)
    return proto
