"""What layers are given, over the wire: against what the networks themselves say, and against numpy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from aevae_desktop.engine.child.at_hand import OpenServer as Server
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Decode, Load, LookInside, Reconstruct, Unload, error_in
from aevae_desktop.engine.wire.replies import Known, check
from tests.engine.child.asking import ask

Make = Callable[..., Path]
RNG = np.random.default_rng(0)
X = RNG.random((1, 28, 28), np.float32)
NONE = np.empty((0, 28, 28), np.float32)


def look(server: Server, folder: Path, x: np.ndarray, z: np.ndarray, eps: np.ndarray) -> Frame:
    job = LookInside("a", str(folder), x, z, eps)
    reply = ask(server, job)
    assert error_in(reply) is None, error_in(reply)
    check(job, reply, Known())
    return reply


def opened(folder: Path) -> Server:
    server = Server()
    assert error_in(ask(server, Load("a", str(folder)))) is None
    return server


@pytest.mark.parametrize("kind", ["ae", "vae"])
def test_an_image_goes_through_as_it_does_without_anybody_looking(tiny_bundle: Make, kind: str) -> None:
    folder = tiny_bundle(f"{kind}-in", kind=kind)
    server = opened(folder)
    eps = np.array([0.5, -1.5], np.float32)
    seen = look(server, folder, X, np.empty((0, 2), np.float32), eps)
    plain = ask(server, Reconstruct({"a": X})).arrays
    np.testing.assert_array_equal(seen.arrays["mu"], plain["mu/a"])
    z = plain["mu/a"] + (np.exp(plain["log_var/a"] / 2) * eps if kind == "vae" else 0)
    np.testing.assert_allclose(seen.arrays["z"], z, rtol=1e-6)
    decoded = ask(server, Decode({"a": seen.arrays["z"]})).arrays["x_hat/a"]
    np.testing.assert_array_equal(seen.arrays["x_hat"], decoded)


def test_each_layer_is_told_with_its_size_and_what_it_is_given(tiny_bundle: Make) -> None:
    folder = tiny_bundle("vae-in", kind="vae")
    seen = look(opened(folder), folder, X, np.empty((0, 2), np.float32), np.zeros(2, np.float32))
    for half, first, width in (("encoder", X.ravel(), 784), ("decoder", seen.arrays["z"].ravel(), 2)):
        layers = seen.header[half]
        assert layers, half
        assert layers[0]["takes"] == width
        np.testing.assert_array_equal(seen.arrays[f"{half}/0"], first)
        for k, layer in enumerate(layers):
            given = seen.arrays[f"{half}/{k}"]
            assert given.size == np.prod(layer["shape"]) == layer["takes"]
            assert layer["weights"] >= layer["takes"] * layer["gives"]


def test_a_code_alone_goes_through_the_decoder_alone(tiny_bundle: Make) -> None:
    folder = tiny_bundle("ae-code", kind="ae")
    z = np.array([[1.0, -2.0]], np.float32)
    seen = look(opened(folder), folder, NONE, z, np.zeros(2, np.float32))
    assert not seen.header["encoder"]
    assert "mu" not in seen.arrays
    np.testing.assert_array_equal(seen.arrays["z"], z)


def test_what_cannot_be_is_one_line(tiny_bundle: Make) -> None:
    folder = tiny_bundle("ae-lone", kind="ae", encoder=None)
    server, eps = opened(folder), np.zeros(2, np.float32)
    error = error_in(ask(server, LookInside("a", str(folder), X, np.empty((0, 2), np.float32), eps)))
    assert "no encoder" in str(error)
    error = error_in(ask(server, LookInside("a", str(folder), NONE, np.zeros((1, 3), np.float32), eps)))
    assert "(1, 2)" in str(error)
    with_encoder = tiny_bundle("ae-both", kind="ae")
    small = X[:, :9]
    error = error_in(ask(opened(with_encoder), LookInside("a", str(with_encoder), small, small[:0, 0, :2], eps)))
    assert "(1, 9, 28)" in str(error)
    ask(server, Unload("a"))
    assert error_in(ask(server, LookInside("a", str(folder), NONE, np.zeros((1, 2), np.float32), eps))) is not None
