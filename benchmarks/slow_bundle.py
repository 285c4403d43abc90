"""A bundle whose decoder takes a chosen time on whatever machine it runs."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

from aevae_desktop import bundle
from aevae_desktop.bundle import ImageSpec, Manifest, Points
from aevae_desktop.engine.child.model import Model

SIDE, WIDTH = 28, 512


def write_slow_bundle(folder: Path, milliseconds: float) -> tuple[Path, float]:
    """Write it to ``folder``; returns the folder and the median time of a decode in ms, as measured here."""
    times = 20
    for _ in range(4):  # the time is nearly, not quite, proportional to the number of turns
        _write(folder, times)
        found = _decode_ms(folder)
        if abs(found / milliseconds - 1) < 0.1:
            break
        times = max(1, round(times * milliseconds / found))
    return folder, found


def _write(folder: Path, times: int) -> None:
    rng = np.random.default_rng(0)
    points = Points(
        rng.normal(0, 1, (500, 2)).astype(np.float32),
        None,
        (np.arange(500) % 10).astype(np.int16),
        np.zeros(500, np.uint8),
    )
    manifest = Manifest("slow", "Slow", "ae", "loop", ImageSpec(SIDE, SIDE), 2, classes=tuple("0123456789"))
    bundle.write(folder, manifest, {bundle.DECODER: _decoder(times), bundle.POINTS: bundle.pack_points(points)})


def _decoder(times: int) -> bytes:
    """x_hat = sigmoid(tanh(M ... tanh(M tanh(z A))) B), M ``times`` times."""
    rng = np.random.default_rng(0)
    value, node = helper.make_tensor_value_info, helper.make_node
    weights = {
        "a": rng.normal(0, 1, (2, WIDTH)),
        "m": rng.normal(0, WIDTH**-0.5, (WIDTH, WIDTH)),
        "b": rng.normal(0, WIDTH**-0.5, (WIDTH, SIDE * SIDE)),
    }
    constants = {"times": np.int64(times), "on": np.bool_(True), "shape": np.array([-1, 1, SIDE, SIDE])}
    tensors = {name: array.astype(np.float32) for name, array in weights.items()} | constants
    h_in, h_out = (value(name, TensorProto.FLOAT, ["n", WIDTH]) for name in ("h_in", "h_out"))
    flags = [value("i", TensorProto.INT64, []), value("go", TensorProto.BOOL, [])]
    turn = [node("Identity", ["go"], ["go_on"]), node("MatMul", ["h_in", "m"], ["s"]), node("Tanh", ["s"], ["h_out"])]
    body = helper.make_graph(turn, "turn", [*flags, h_in], [value("go_on", TensorProto.BOOL, []), h_out])
    nodes = [
        node("MatMul", ["z", "a"], ["h"]),
        node("Loop", ["times", "on", "h"], ["g"], body=body),
        node("MatMul", ["g", "b"], ["o"]),
        node("Sigmoid", ["o"], ["p"]),
        node("Reshape", ["p", "shape"], ["x_hat"]),
    ]
    z = value("z", TensorProto.FLOAT, ["n", 2])
    x_hat = value("x_hat", TensorProto.FLOAT, ["n", 1, SIDE, SIDE])
    initializers = [numpy_helper.from_array(np.asarray(array), name) for name, array in tensors.items()]
    graph = helper.make_graph(nodes, "slow", [z], [x_hat], initializers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model)
    return bytes(model.SerializeToString())


def _decode_ms(folder: Path) -> float:
    model, z = Model(folder), np.zeros((1, 2), np.float32)
    times = []
    for _ in range(20):
        start = time.perf_counter()
        model.decode(z)
        times.append(time.perf_counter() - start)
    return float(np.median(times) * 1e3)
