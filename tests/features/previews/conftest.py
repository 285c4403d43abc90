"""A window whose left decoder has holes, and what its decoders say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest


@pytest.fixture
def roots(window: Any, tiny_bundle: Any, make_onnx: Any) -> Any:
    """The window with a left model that decodes to NaN where z1 + z2 is below zero."""
    from onnx import TensorProto, helper

    from aevae_desktop.features.models.controller import ModelsController

    nodes = [
        helper.make_node("MatMul", ["z", "w"], ["a"]),
        helper.make_node("Sqrt", ["a"], ["b"]),
        helper.make_node("Reshape", ["b", "s"], ["x_hat"]),
    ]
    z = helper.make_tensor_value_info("z", TensorProto.FLOAT, ["n", 2])
    x_hat = helper.make_tensor_value_info("x_hat", TensorProto.FLOAT, ["n", 1, 28, 28])
    weights = {"w": np.ones((2, 784), np.float32), "s": np.array([-1, 1, 28, 28])}
    dataset = window.session.state.panes[0].model.manifest.dataset
    folder = tiny_bundle("roots", dataset=dataset, decoder=make_onnx(nodes, [z], [x_hat], weights))
    window.session.controller(ModelsController).open(0, folder)
    assert window.wait_idle(60_000)
    assert window.session.state.panes[0].model.manifest.id == "roots"
    return window


class Decoders:
    """The decoders of a window's models, run without the program."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __call__(self, key: str, z: np.ndarray) -> np.ndarray:
        from aevae_desktop.runtime import ort

        if key not in self._made:
            options = ort.SessionOptions()
            options.intra_op_num_threads = 1
            path = str(Path(key) / "decoder.onnx")
            self._made[key] = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        return self._made[key].run(None, {"z": z[None].astype(np.float32)})[0][0, 0]


@pytest.fixture
def decode() -> Decoders:
    return Decoders()
