"""Paths over the wire: traced and surveyed by a server as the window asks, against the model's own decodes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop import bundle
from aevae_desktop.bundle import ImageSpec
from aevae_desktop.core.paths import interpolation
from aevae_desktop.engine.child.at_hand import OpenServer as Server
from aevae_desktop.engine.wire.frames import Frame, FrameReader
from aevae_desktop.engine.wire.protocol import (
    Load,
    Survey,
    Trace,
    Unload,
    models_of,
    parse_request,
    request,
)
from aevae_desktop.errors import ModelError
from tests.engine.child.asking import ask, refusal

Make = Callable[..., Path]
refused = partial(refusal, kind=ModelError)
T = np.linspace(0, 1, 61)


def opened(folder: Path) -> Server:
    server = Server()
    ask(server, Load("a", str(folder)))
    return server


def line(d: int, *codes: Any) -> np.ndarray:
    ends = codes or (np.full(d, -3.0), np.linspace(-2, 4, d))
    return interpolation.sample("shortest", ends, T)


def job_of(folder: Path, z: np.ndarray, **how: Any) -> Trace:
    return Trace("a", str(folder), z, np.array([0, len(z) - 1], np.int32), **how)


def pixel_steps(server: Server, z: np.ndarray, span: float = 1.0) -> np.ndarray:
    x = server.models["a"].decode(z).reshape(len(z), -1).astype(float)
    return np.linalg.norm(np.diff(x, axis=0), axis=1) / span


def to_the_end(server: Server, job: Trace) -> list[Frame]:
    """Ask, and ask again with what came back, until it is done."""
    replies = [ask(server, job)]
    while not replies[-1].header["done"]:
        replies.append(ask(server, replace(job, z=replies[-1].arrays["z"], fresh=False)))
        assert len(replies) < 2000
    return replies


def test_requests_survive_the_way(tmp_path: Path) -> None:
    z = line(3)
    trace = Trace("a", str(tmp_path), z, np.array([0, 30, 60], np.int32), 2.5, False, 12.0)
    for job in (trace, Survey("a", str(tmp_path), z)):
        (frame,) = FrameReader().feed(request(7, job))
        number, back = parse_request(frame)
        assert (number, type(back), models_of(job)) == (7, type(job), ("a",))
        for name, value in vars(job).items():
            np.testing.assert_array_equal(getattr(back, name), value)


@pytest.mark.parametrize("d", [1, 2, 16])
@pytest.mark.parametrize("weight", [0.0, 3.0])
def test_a_path_is_traced_in_pieces_and_gets_no_longer(tiny_bundle: Make, d: int, weight: float) -> None:
    folder = tiny_bundle(latent_dim=d)
    server, z = opened(folder), line(d)
    whole = ask(server, job_of(folder, z, weight=weight, budget_ms=1e9))
    replies = to_the_end(server, job_of(folder, z, weight=weight, budget_ms=0.0))
    assert len(replies) > 3
    for reply in (whole, *replies):
        assert (reply.arrays["z"].dtype, reply.arrays["z"].shape) == (np.float32, z.shape)
        np.testing.assert_array_equal(reply.arrays["z"][[0, -1]], z[[0, -1]])
        assert reply.header["length"] == pytest.approx(pixel_steps(server, reply.arrays["z"]).sum(), rel=1e-4)
    np.testing.assert_allclose(whole.arrays["z"], replies[-1].arrays["z"], atol=1e-5)  # no state is lost between
    if not weight:
        lengths = [pixel_steps(server, z).sum(), *(reply.header["length"] for reply in replies)]
        assert all(b <= a * (1 + 1e-6) for a, b in pairwise(lengths))
        assert d == 1 or lengths[-1] < 0.99 * lengths[0]


def test_a_curve_that_the_process_does_not_know_is_traced_on(tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    first = ask(opened(folder), job_of(folder, line(2), budget_ms=0.0))
    other = opened(folder)
    replies = to_the_end(other, job_of(folder, first.arrays["z"], fresh=False))
    assert replies[-1].header["length"] < first.header["length"]
    ask(other, job_of(folder, line(2), budget_ms=0.0))
    ask(other, Unload("a"))
    assert not other.tracing._waiting
    assert not other.tracing._cost_models
    assert "a" in str(refused(other, job_of(folder, line(2))))


def test_few_unfinished_paths_are_kept(tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    server = opened(folder)
    for k in range(20):
        ask(server, job_of(folder, line(2, (0, k), (1, 1)), budget_ms=0.0))
    assert 0 < len(server.tracing._waiting) < 10


def test_a_survey_says_what_lies_along_the_path(tiny_bundle: Make) -> None:
    for name, image, span in (("one", ImageSpec(28, 28), 1.0), ("two", ImageSpec(28, 28, 1, -1.0, 1.0), 2.0)):
        folder = tiny_bundle(name, encoder=None, image=image)
        server, z = opened(folder), line(2)
        arrays = ask(server, Survey("a", str(folder), z)).arrays
        points = bundle.read_points(folder, bundle.read(folder))
        apart = np.linalg.norm(z[:, None].astype(float) - points.mu, axis=2)
        np.testing.assert_allclose(arrays["step"], pixel_steps(server, z, span), rtol=1e-4)
        np.testing.assert_allclose(arrays["distance"], apart.min(axis=1), rtol=1e-5)
        np.testing.assert_array_equal(arrays["label"], points.label[apart.argmin(axis=1)])
        assert (arrays["step"].dtype, arrays["distance"].dtype, arrays["label"].dtype) == (
            np.dtype(np.float32),
            np.dtype(np.float32),
            np.dtype(np.int16),
        )
        traced = ask(server, job_of(folder, z, budget_ms=1e9))
        steps = ask(server, Survey("a", str(folder), traced.arrays["z"])).arrays["step"]
        assert traced.header["length"] == pytest.approx(steps.sum(), rel=1e-4)


def test_a_long_path_of_large_images_is_decoded_in_pieces(tiny_bundle: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tiny_bundle()
    whole = ask(opened(folder), Survey("a", str(folder), line(2))).arrays["step"]
    monkeypatch.setattr("aevae_desktop.engine.child.jobs.tracing._MOST_BYTES", 1)
    pieces = ask(opened(folder), Survey("a", str(folder), line(2))).arrays["step"]
    np.testing.assert_allclose(pieces, whole, rtol=1e-5)


def test_without_codes_there_is_a_path_but_none_to_follow(tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    manifest = bundle.read(folder)
    bare = folder.with_name("bare")
    contents = {bundle.DECODER: bundle.read_file(folder, manifest, bundle.DECODER)}
    bundle.write(bare, replace(manifest, id="bare", files={}), contents)
    server = opened(bare)
    arrays = ask(server, Survey("a", str(bare), line(2))).arrays
    assert np.isnan(arrays["distance"]).all()
    assert (arrays["label"] == -1).all()
    assert ask(server, job_of(bare, line(2), budget_ms=1e9)).header["done"]
    assert "no codes" in str(refused(server, job_of(bare, line(2), weight=1.0)))


@pytest.mark.parametrize(
    "z", [line(2, (1, 2), (1, 2)), line(2, (1, 0), (-1, 0)), line(2, (1e6, 0), (0, -1e6)), line(2)[:1]]
)
def test_odd_paths_are_answered(tiny_bundle: Make, z: np.ndarray) -> None:
    folder = tiny_bundle()
    server = opened(folder)
    job = replace(job_of(folder, z, weight=1.0, budget_ms=1e9), knots=np.unique([0, len(z) - 1]).astype(np.int32))
    reply = ask(server, job)
    assert reply.header["done"]
    np.testing.assert_array_equal(reply.arrays["z"][[0, -1]], z[[0, -1]])
    survey = ask(server, Survey("a", str(folder), z))
    assert all(np.isfinite(array).all() for array in survey.arrays.values())
    assert len(survey.arrays["step"]) == len(z) - 1


def test_a_decoder_of_nan_is_one_line_that_says_where(nan_bundle: Path, tiny_bundle: Make, make_onnx: Any) -> None:
    server = opened(nan_bundle)
    for job in (Survey("a", str(nan_bundle), line(2)), job_of(nan_bundle, line(2))):
        assert "t = 0" in str(refused(server, job))
    folder = tiny_bundle("part", decoder=root_decoder(make_onnx))
    server, z = opened(folder), line(2, (1.0, 0.0), (-0.5, 0.0))
    for job in (Survey("a", str(folder), z), job_of(folder, z)):
        assert "NaN or infinity on the path, at t = 0.683" in str(refused(server, job))


def root_decoder(make_onnx: Any) -> bytes:
    """The image is sqrt(z) W: NaN where a coordinate is below 0."""
    from onnx import TensorProto, helper

    value, node = helper.make_tensor_value_info, helper.make_node
    weights = {"w": np.full((2, 784), 0.1, np.float32), "s": np.array([-1, 1, 28, 28])}
    nodes = [node("Sqrt", ["z"], ["r"]), node("MatMul", ["r", "w"], ["a"]), node("Reshape", ["a", "s"], ["x_hat"])]
    z, x_hat = value("z", TensorProto.FLOAT, ["n", 2]), value("x_hat", TensorProto.FLOAT, ["n", 1, 28, 28])
    return bytes(make_onnx(nodes, [z], [x_hat], weights))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"z": np.zeros((61, 3), np.float32)}, "z"),
        ({"z": np.full((61, 2), np.inf, np.float32)}, "finite"),
        ({"knots": np.array([0, 30], np.int32)}, "knots"),
        ({"knots": np.array([0, 30, 30, 60], np.int32)}, "rising"),
        ({"weight": -1.0}, "weight"),
        ({"weight": np.nan}, "weight"),
        ({"key": "b"}, "b"),
    ],
)
def test_nonsense_is_refused_in_one_line(tiny_bundle: Make, change: dict[str, Any], word: str) -> None:
    folder = tiny_bundle()
    assert word in str(refused(opened(folder), replace(job_of(folder, line(2)), **change)))
