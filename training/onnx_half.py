"""Running one ONNX half in training: the few lines that metrics and the export check share."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.errors import ModelError

BATCH = 1000


class OnnxHalf:
    """An encoder or decoder held as ONNX bytes, run on one CPU thread in batches."""

    def __init__(self, data: bytes, what: str) -> None:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self.session = ort.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime has no common base class for its errors
            raise ModelError(f"onnxruntime cannot load it ({error})", file=what) from error
        self.input = self.session.get_inputs()[0].name

    def run(self, names: list[str], values: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """The outputs ``names`` for a batch of any length, ``(n, ...) -> [(n, ...), ...]``."""
        parts: list[list[Any]] = [
            self.session.run(names, {self.input: np.ascontiguousarray(values[start : start + BATCH])})
            for start in range(0, len(values), BATCH)
        ]
        return [np.concatenate(column) for column in zip(*parts, strict=True)]
