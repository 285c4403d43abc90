"""What is put after the outputs of a network: the values that come out, and the inspector lets it pass."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import checker, load_model_from_string

from aevae_desktop import inspector
from aevae_desktop.inspector import extending
from aevae_desktop.runtime import ort
from tests.conftest import tiny_decoder, tiny_encoder

X = np.random.default_rng(0).uniform(0, 1, (3, 1, 28, 28)).astype(np.float32)


def run(data: bytes, **given: Any) -> dict[str, Any]:
    inspector.inspect(data, Path("net.onnx"))
    session = ort.InferenceSession(data, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(names, given), strict=True))


def test_a_sigmoid_after_an_output() -> None:
    z = np.array([[0.5, -1], [3, 2]], np.float32)
    found = run(extending.with_sigmoid(tiny_decoder(2, 1), "x_hat", "more"), z=z)
    np.testing.assert_allclose(found["more"], 1 / (1 + np.exp(-found["x_hat"])), rtol=1e-5)
    np.testing.assert_array_equal(found["x_hat"], run(tiny_decoder(2, 1), z=z)["x_hat"])


def test_log_var_of_each_role() -> None:
    data = extending.with_sigmoid(tiny_encoder(2, 1, True), "log_var", "w1")
    for role in ("sigma", "variance", "log_sigma"):
        found = run(extending.with_log_var(data, "w1", "l", role), x=X)
        s = found["w1"]
        wanted = {"sigma": np.log(s**2), "variance": np.log(s), "log_sigma": 2 * s}[role]
        np.testing.assert_allclose(found["l"], wanted, rtol=1e-4)


@pytest.mark.parametrize("d", [1, 2, 3])
def test_two_halves(d: int) -> None:
    found = run(extending.with_halves(tiny_encoder(2 * d, 1, False), "mu", ("a", "b"), d), x=X)
    np.testing.assert_array_equal(np.concatenate([found["a"], found["b"]], 1), found["mu"])
    assert found["a"].shape == (3, d)


def test_the_graph_is_written_once() -> None:
    data = extending.with_sigmoid(tiny_decoder(2, 1), "x_hat", "more")
    model = load_model_from_string(data)
    assert [output.name for output in model.graph.output] == ["x_hat", "more"]
    del model.graph.output[1]  # which tells no type, as the checker wants it to
    checker.check_model(model)
