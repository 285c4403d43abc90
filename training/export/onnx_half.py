"""Running one ONNX half in training: the few lines that metrics and the export check share."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.errors import ModelError
from aevae_desktop.inspector import inspect

BATCH = 1000


class OnnxHalf:
    """An encoder or decoder held as ONNX bytes, run on one CPU thread in batches.

    Others' files may have a fixed batch, which is filled up, and images of another rank, which are reshaped. They run
    in this very process: what ``inspect`` cannot see, such as how much memory a network takes, is not bounded.
    """

    def __init__(self, data: bytes, what: str) -> None:
        from aevae_desktop.runtime import ort

        inspect(data, what, runtime=ort.__version__)  # no file outside, nothing known to end this process
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self.session = ort.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime has no common base class for its errors
            raise ModelError(f"onnxruntime cannot load it ({error})", file=what) from error
        first = next(iter(self.session.get_inputs()), None)
        if first is None:
            raise ModelError(file=what, field="inputs", found="none", expected="one")
        self.what = what
        self.input = first.name
        self._fixed = bool(first.shape) and isinstance(first.shape[0], int) and first.shape[0] > 0
        self._batch: int = first.shape[0] if self._fixed else BATCH
        self._item: list[Any] = list(first.shape[1:])

    def run(self, names: list[str], values: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """The outputs ``names`` for a batch of any length, ``(n, ...) -> [(n, ...), ...]``. Raises ``ModelError``."""
        parts = [self._run(names, values[start : start + self._batch]) for start in range(0, len(values), self._batch)]
        columns = list(zip(*parts, strict=True))
        for name, column in zip(names, columns, strict=True):
            if len({out.shape[1:] for out in column}) > 1:
                raise self._misshapen(name, column[-1], "the same shape for every batch")
        return [np.concatenate(column) for column in columns]

    def _run(self, names: list[str], values: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        n = len(values)
        if self._fixed and n < self._batch:
            values = np.concatenate([values, np.repeat(values[-1:], self._batch - n, axis=0)])
        try:
            found = self.session.run(names, {self.input: np.ascontiguousarray(self._fold(values))})
        except Exception as error:  # as above
            raise ModelError(f"cannot be run ({error})", file=self.what) from error
        for name, out in zip(names, found, strict=True):
            if not isinstance(out, np.ndarray) or out.dtype.kind not in "fiub":
                kind = getattr(out, "dtype", type(out).__name__)
                raise ModelError(file=self.what, field=name, found=f"{kind} values", expected="numbers")
            if out.ndim == 0 or len(out) != len(values):
                raise self._misshapen(name, out, f"a row for each of {len(values)}")
        return [out[:n] for out in found]

    def _misshapen(self, name: str, out: NDArray[Any], expected: str) -> ModelError:
        return ModelError(file=self.what, field=name, found=f"shape {out.shape}", expected=expected)

    def _fold(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """In the shape the file declares, where it declares one that holds as many values."""
        declared = all(isinstance(size, int) for size in self._item)
        if declared and self._item and np.prod(self._item) == np.prod(values.shape[1:]):
            return values.reshape(len(values), *self._item)
        return values
