"""No false refusals: what exporters write passes. And of damaged files nothing but one line comes out."""

from __future__ import annotations

import io
import os
import random
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from onnx import ModelProto, TensorProto, helper
from torch import nn

from aevae_desktop import inspector
from aevae_desktop.engine.wire.library import shipped_folder
from aevae_desktop.errors import ModelError

Make = Callable[..., ModelProto]
MUTANTS = int(os.environ.get("AEVAE_MUTANTS", "300"))
node = helper.make_node
SHIPPED = sorted(shipped_folder().rglob("*.onnx"))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_shipped_network_passes(file: Path) -> None:
    data = file.read_bytes()
    summary = inspector.inspect(data, file, runtime="1.24.4", beside={"decoder.onnx"})  # an encoder refines by it
    assert summary.operators > 1
    assert 0.9 * len(data) < summary.weight_bytes + 9000


class ConvEncoder(nn.Module):
    """As people write them: convolutions, norms, and a sample beside mu and log_var."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(1, 8, 3, 2, 1), nn.BatchNorm2d(8), nn.LeakyReLU(), nn.GroupNorm(2, 8), nn.Flatten(),
            nn.Linear(1568, 4),
        )  # fmt: skip

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, ...]:
        mu, log_var = self.body(x).chunk(2, 1)
        return mu, log_var, mu + torch.exp(0.5 * log_var) * torch.randn_like(mu)


class ConvDecoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(2, 392), nn.Unflatten(1, (8, 7, 7)), nn.ConvTranspose2d(8, 8, 4, 2, 1),
            nn.InstanceNorm2d(8, affine=True), nn.Upsample(scale_factor=2, mode="bilinear"),
            nn.ReflectionPad2d(1), nn.Conv2d(8, 1, 3), nn.Sigmoid(),
        )  # fmt: skip

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        return torch.as_tensor(self.body(z))


class RecurrentDecoder(nn.Module):
    def __init__(self, kind: type[nn.Module]) -> None:
        super().__init__()
        self.rows, self.pixels = kind(2, 16, 2, batch_first=True), nn.Linear(16, 28)

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        return torch.sigmoid(self.pixels(self.rows(z[:, None, :].expand(-1, 28, -1))[0]))


def exported(net: nn.Module, example: torch.Tensor, dynamo: bool) -> bytes:
    buffer = io.BytesIO()
    options: dict[str, Any] = {"dynamo": dynamo, "input_names": ["x"]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if dynamo:
            torch.onnx.export(net.eval(), (example,), verbose=False, **options).save(buffer)
        else:
            torch.onnx.export(net.eval(), (example,), buffer, dynamic_axes={"x": {0: "n"}}, opset_version=17, **options)
    return buffer.getvalue()


@pytest.mark.parametrize("dynamo", [False, True], ids=["torchscript", "dynamo"])
def test_what_torch_exports_passes(dynamo: bool) -> None:
    z = torch.zeros(2, 2)
    cases = [
        (ConvEncoder(), torch.zeros(2, 1, 28, 28)),
        (ConvDecoder(), z),
        (RecurrentDecoder(nn.LSTM), z),
        (RecurrentDecoder(nn.GRU), z),
    ]
    for net, example in cases:
        summary = inspector.inspect(exported(net, example, dynamo), "decoder.onnx", runtime="1.24.4")
        assert summary.weight_bytes > 1000


def test_what_keras_writes_by_tf2onnx_passes(make: Make) -> None:
    """NHWC pictures turned by Transpose, sizes taken from Shape, a sample, a while loop, a branch; old and new sets."""
    nodes = [
        node("Transpose", ["z"], ["t"], perm=[0, 3, 1, 2], name="model/conv2d/Conv2D__6"),
        node("Pad", ["t", "margins"], ["p"], mode="constant"),
        node("Conv", ["p", "w"], ["c"], strides=[2, 2], dilations=[1, 1], group=1, auto_pad="SAME_UPPER"),
        node("Shape", ["c"], ["s"]),
        node("Slice", ["s", "zero", "one", "zero"], ["n"]),
        node("Concat", ["n", "rest"], ["sizes"], axis=0),
        node("Reshape", ["c", "sizes"], ["f"]),
        node("RandomNormalLike", ["f"], ["e"], dtype=1, mean=0.0, scale=1.0),
        node("Resize", ["c", "nothing", "twice"], ["r"], mode="linear", coordinate_transformation_mode="half_pixel"),
        node("Identity", ["e"], ["x_hat"]),
    ]
    weights = {
        "margins": np.array([0, 0, 1, 1, 0, 0, 1, 1]), "w": np.zeros((8, 1, 3, 3), np.float32), "zero": np.array([0]),
        "one": np.array([1]), "rest": np.array([-1]), "nothing": np.zeros(0, np.float32),
        "twice": np.array([1, 1, 2, 2], np.float32),
    }  # fmt: skip
    for opset in (13, 15, 18):
        model = make(nodes, weights, opset, ("unk__6", 28, 28, 1))
        model.opset_import.append(helper.make_opsetid("ai.onnx.ml", 2))
        assert inspector.inspect(model.SerializeToString(), "encoder.onnx", runtime="1.24.4").operators == len(nodes)


def test_what_sklearn_onnx_writes_passes(make: Make) -> None:
    nodes = [
        node("Scaler", ["z"], ["a"], domain="ai.onnx.ml", offset=[0.5, 0.5], scale=[2.0, 2.0]),
        node("MatMul", ["a", "components"], ["b"]),
        node("Cast", ["b"], ["c"], to=TensorProto.FLOAT),
        node("ArrayFeatureExtractor", ["c", "at"], ["d"], domain="ai.onnx.ml"),
        node("TreeEnsembleRegressor", ["d"], ["x_hat"], domain="ai.onnx.ml", n_targets=1, nodes_values=[0.5, 0.0, 0.0]),
    ]
    model = make(nodes, {"components": np.zeros((2, 2), np.float32), "at": np.array([0])}, 21)
    model.opset_import.append(helper.make_opsetid("ai.onnx.ml", 1))
    assert inspector.inspect(model.SerializeToString(), "encoder.onnx", runtime="1.24.4").operators == len(nodes)


# ---------------------------------------------------------------- damaged


def mutant(data: bytes, rng: random.Random) -> bytes:
    """``data`` with one to eight changes: bits, bytes, pieces that are lost, put in or written twice."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 8))):
        at = rng.randrange(min(len(changed), rng.choice((60, 300, 10**6))) or 1)
        piece = rng.randrange(1, 20)
        kind = rng.randrange(6)
        if kind == 0:
            changed[at : at + 1] = bytes(byte ^ 1 << rng.randrange(8) for byte in changed[at : at + 1])
        elif kind == 1:
            changed[at : at + 1] = bytes([rng.choice((0, 1, 127, 128, 255))])
        elif kind == 2:
            del changed[at : at + piece]
        elif kind == 3:
            changed[at:at] = rng.randbytes(piece)
        elif kind == 4 and rng.random() < 0.2:
            del changed[at:]
        else:
            start = rng.randrange(len(changed) or 1)
            changed[at:at] = changed[start : start + piece]
    return bytes(changed)


def test_of_damaged_files_nothing_but_one_line_comes_out(make: Make) -> None:
    body = helper.make_graph([node("Identity", ["z"], ["o"])], "b", [], [helper.make_empty_tensor_value_info("o")])
    function = helper.make_function(
        "own", "f", ["i"], ["o"], [node("Relu", ["i"], ["o"])], [helper.make_opsetid("", 17)]
    )
    nodes = [
        node("If", ["yes"], ["a"], then_branch=body, else_branch=body),
        node("f", ["a"], ["b"], domain="own"),
        node("Pad", ["b", "margins"], ["x_hat"]),
    ]
    rich = make(nodes, {"yes": np.array(True), "margins": np.array([0, 1, 0, 1])})
    rich.functions.append(function)
    seeds = [rich.SerializeToString(), *(file.read_bytes() for file in SHIPPED if file.stat().st_size < 20_000)]
    rng = random.Random(20261129)
    told = [refusal(mutant(rng.choice(seeds), rng)) for _ in range(MUTANTS)]
    assert {len(line.splitlines()) for line in told if line} == {1}
    assert max(map(len, told)) < 500
    assert sum(map(bool, told)) > MUTANTS // 2


def refusal(data: bytes) -> str:
    """The line with which ``data`` is refused, or nothing; any other error ends the test."""
    try:
        inspector.inspect(data, "decoder.onnx", runtime="1.24.4")
    except ModelError as error:
        return str(error)
    return ""
