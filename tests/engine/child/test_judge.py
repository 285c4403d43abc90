"""A judge's network: what it says of images, and what it refuses."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto, helper

from aevae_desktop.bundle import FileRecord, ImageSpec, judge
from aevae_desktop.engine.child.judge import Judge
from aevae_desktop.engine.child.network import CHUNK
from aevae_desktop.errors import BundleError, ModelError

Make = Callable[..., Path]
Onnx = Callable[..., bytes]


def opened(folder: Path) -> Judge:
    card, network = judge.read(folder)
    return Judge(network, card, folder / judge.NETWORK)


def bands(n: int) -> Any:
    """Image k has its rows of class k bright; the last of every eleven is dark, of no class."""
    x = np.zeros((n, 28, 28), np.float32)
    for i in range(n):
        x[i, 2 * (i % 11) : 2 * (i % 11) + 2] = i % 11 < 10
    return x


def network(make_onnx: Onnx, weight: Any, shape: tuple[Any, ...] = ("n", 1, 28, 28)) -> bytes:
    """Outputs ``weight`` for every image."""
    nodes = [
        helper.make_node("Reshape", ["x", "s"], ["f"]),
        helper.make_node("MatMul", ["f", "zero"], ["a"]),
        helper.make_node("Add", ["a", "w"], ["probability"]),
    ]
    k = len(weight)
    weights = {"s": np.array([-1, 784]), "zero": np.zeros((784, k), np.float32), "w": np.asarray(weight, np.float32)}
    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, list(shape))
    return make_onnx(
        nodes, [x], [helper.make_tensor_value_info("probability", TensorProto.FLOAT, [shape[0], k])], weights
    )


def test_it_says_which_class_or_none(tiny_judge: Make) -> None:
    found = opened(tiny_judge())(bands(22))
    assert found.shape == (22, 11)
    assert found.dtype == np.float32
    np.testing.assert_array_equal(found.argmax(axis=1), np.arange(22) % 11)
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-6)


def test_many_none_and_values_outside(tiny_judge: Make) -> None:
    one = opened(tiny_judge())
    np.testing.assert_array_equal(one(bands(2 * CHUNK + 3)).argmax(axis=1), np.arange(2 * CHUNK + 3) % 11)
    assert one(bands(0)).shape == (0, 11)
    np.testing.assert_array_equal(one(bands(11) * 3 - 1), one(np.clip(bands(11) * 3 - 1, 0, 1)))


def test_its_own_range_of_values(tiny_judge: Make) -> None:
    wide = opened(tiny_judge(image=ImageSpec(28, 28, 1, 0.0, 2.0)))
    x = bands(11) * np.float32(0.5)
    np.testing.assert_allclose(wide(x), opened(tiny_judge("plain"))(2 * x), atol=1e-6)


def test_a_batch_of_one_is_looped_over(tiny_judge: Make, make_onnx: Onnx) -> None:
    one = opened(tiny_judge(network=network(make_onnx, [0.5, 0.5], (1, 1, 28, 28)), classes=("a",)))
    np.testing.assert_array_equal(one(bands(3)), np.full((3, 2), 0.5))


@pytest.mark.parametrize("weight", [[0.5, 0.6], [1.5, -0.5], [np.nan, 1.0], [np.inf, 1.0]])
def test_what_are_no_probabilities_is_refused(tiny_judge: Make, make_onnx: Onnx, weight: list[float]) -> None:
    one = opened(tiny_judge(network=network(make_onnx, weight), classes=("a",)))
    with pytest.raises(ModelError, match="probability: found other numbers"):
        one(bands(2))


def test_another_number_of_classes_is_refused(tiny_judge: Make) -> None:
    with pytest.raises(ModelError, match=r"found 11, expected 4 probabilities an image"):
        opened(tiny_judge(classes=("a", "b", "c")))


def test_images_of_another_size_are_refused(tiny_judge: Make) -> None:
    with pytest.raises(ModelError, match="expected images of"):
        opened(tiny_judge())(np.zeros((1, 8, 8), np.float32))


def test_what_is_no_network_or_another_one_is_refused(tiny_judge: Make) -> None:
    folder = tiny_judge()
    card, data = judge.read(folder)
    with pytest.raises(BundleError, match="sha256"):
        Judge(data[:-1] + bytes([data[-1] ^ 1]), card)
    junk = b"<html>"
    with pytest.raises(ModelError, match=r"judge.onnx: found"):
        Judge(junk, replace(card, network=FileRecord(hashlib.sha256(junk).hexdigest(), len(junk))))


def test_the_inspector_sees_it_first(tiny_judge: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    from aevae_desktop.runtime import ort

    card, _ = judge.read(tiny_judge())
    bomb = bytes.fromhex("0808") + b"\x3a\xff\xff\xff\xff\x0f"
    monkeypatch.setattr(ort, "InferenceSession", lambda *given, **named: pytest.fail("onnxruntime has seen it"))
    with pytest.raises(ModelError):
        Judge(bomb, replace(card, network=FileRecord(hashlib.sha256(bomb).hexdigest(), len(bomb))))
