"""What all tests share: no display, and small bundles with real networks in them."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import hypothesis
import numpy as np
import pytest

from aevae_desktop import bundle
from aevae_desktop.bundle import ImageSpec, Manifest, Points, TensorNames

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ["tests.session_fixtures", "tests.window_fixtures"]

hypothesis.settings.register_profile("untimed", deadline=None)  # time is for the benchmarks
hypothesis.settings.load_profile("untimed")

SIDE, PIXELS = 28, 784
STATUS = pytest.StashKey[int]()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    session.config.stash[STATUS] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave at once when Qt was used: the interpreter takes thousands of widgets down in no order, and may crash there.

    How the program itself ends is tested where it is one: by its exit status, in processes of its own.
    """
    if "PySide6.QtWidgets" in sys.modules and STATUS in config.stash:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(config.stash[STATUS])


def _model(nodes: list[Any], inputs: list[Any], outputs: list[Any], weights: dict[str, Any]) -> bytes:
    from onnx import checker, helper, numpy_helper

    tensors = [numpy_helper.from_array(np.asarray(value), name) for name, value in weights.items()]
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model)
    return bytes(model.SerializeToString())


def tiny_decoder(d: int, seed: int, bias: float = -2) -> bytes:
    """x_hat = sigmoid(z W + bias), with smooth blobs for W, folded to (n, 1, 28, 28)."""
    from onnx import TensorProto, helper

    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    centres = rng.uniform(7, 21, (d, 2))
    blobs = np.stack([np.exp(-((y - cy) ** 2 + (x - cx) ** 2) / 20).reshape(-1) for cy, cx in centres])
    weights = {
        "w": (4 * blobs).astype(np.float32),
        "b": np.full(PIXELS, bias, np.float32),
        "s": np.array([-1, 1, SIDE, SIDE]),
    }
    nodes = [
        helper.make_node("Gemm", ["z", "w", "b"], ["a"]),
        helper.make_node("Sigmoid", ["a"], ["p"]),
        helper.make_node("Reshape", ["p", "s"], ["x_hat"]),
    ]
    z = helper.make_tensor_value_info("z", TensorProto.FLOAT, ["n", d])
    x_hat = helper.make_tensor_value_info("x_hat", TensorProto.FLOAT, ["n", 1, SIDE, SIDE])
    return _model(nodes, [z], [x_hat], weights)


def loop_decoder(d: int, above: float = 5) -> bytes:
    """The image is z W; where a coordinate of z is above a limit, the network repeats itself for ever."""
    from onnx import TensorProto, helper

    value, node = helper.make_tensor_value_info, helper.make_node
    body = helper.make_graph(
        [node("Identity", ["go_in"], ["go_out"]), node("Add", ["in", "zero"], ["out"])],
        "body",
        [
            value("i", TensorProto.INT64, []),
            value("go_in", TensorProto.BOOL, []),
            value("in", TensorProto.FLOAT, ["n", PIXELS]),
        ],
        [value("go_out", TensorProto.BOOL, []), value("out", TensorProto.FLOAT, ["n", PIXELS])],
    )
    weights = {
        "w": np.full((d, PIXELS), 0.1, np.float32),
        "limit": np.float32(above),
        "zero": np.float32(0),
        "times": np.int64(2**62),
        "s": np.array([-1, 1, SIDE, SIDE]),
    }
    nodes = [
        node("MatMul", ["z", "w"], ["a"]),
        node("ReduceMax", ["z"], ["top"], keepdims=0),
        node("Greater", ["top", "limit"], ["go"]),
        node("Loop", ["times", "go", "a"], ["b"], body=body),
        node("Reshape", ["b", "s"], ["x_hat"]),
    ]
    z, x_hat = value("z", TensorProto.FLOAT, ["n", d]), value("x_hat", TensorProto.FLOAT, ["n", 1, SIDE, SIDE])
    return _model(nodes, [z], [x_hat], weights)


def greedy_decoder(d: int) -> bytes:
    """The image is z W plus the mean of as many ones as z asks for: z0 = 1e10 wants 40 GB."""
    from onnx import TensorProto, helper

    value, node = helper.make_tensor_value_info, helper.make_node
    weights = {
        "w": np.full((d, PIXELS), 0.1, np.float32),
        "one": np.ones(1, np.float32),
        "s": np.array([-1, 1, SIDE, SIDE]),
    }
    nodes = [
        node("MatMul", ["z", "w"], ["a"]),
        node("ReduceMax", ["z"], ["top"], keepdims=0),
        node("Max", ["top", "one"], ["wish"]),
        node("Cast", ["wish"], ["count"], to=TensorProto.INT64),
        node("Expand", ["one", "count"], ["ones"]),
        node("ReduceMean", ["ones"], ["mean"], keepdims=0),
        node("Add", ["a", "mean"], ["b"]),
        node("Reshape", ["b", "s"], ["x_hat"]),
    ]
    z, x_hat = value("z", TensorProto.FLOAT, ["n", d]), value("x_hat", TensorProto.FLOAT, ["n", 1, SIDE, SIDE])
    return _model(nodes, [z], [x_hat], weights)


def tiny_encoder(d: int, seed: int, vae: bool) -> bytes:
    """mu = x W, and for a VAE log_var = x V - 2; x: (n, 1, 28, 28)."""
    from onnx import TensorProto, helper

    rng = np.random.default_rng(seed)
    weights: dict[str, Any] = {"s": np.array([-1, PIXELS]), "w": rng.normal(0, 0.1, (PIXELS, d)).astype(np.float32)}
    nodes = [helper.make_node("Reshape", ["x", "s"], ["f"]), helper.make_node("MatMul", ["f", "w"], ["mu"])]
    names = ["mu"]
    if vae:
        weights |= {"v": np.full((PIXELS, d), -0.01, np.float32), "c": np.full(d, -2, np.float32)}
        nodes.append(helper.make_node("Gemm", ["f", "v", "c"], ["log_var"]))
        names.append("log_var")
    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 1, SIDE, SIDE])
    return _model(
        nodes, [x], [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", d]) for name in names], weights
    )


def tiny_judge_network(classes: int = 10) -> bytes:
    """Probability of class k: by the brightness of the rows 2 k and 2 k + 1; where all are dark, of none of them."""
    from onnx import TensorProto, helper

    rows = np.zeros((SIDE, SIDE, classes + 1))
    for k in range(classes):
        rows[2 * k : 2 * k + 2, :, k] = 0.5
    weights = {
        "s": np.array([-1, PIXELS]),
        "w": rows.reshape(PIXELS, -1).astype(np.float32),
        "b": np.array([0] * classes + [5], np.float32),
    }
    nodes = [
        helper.make_node("Reshape", ["x", "s"], ["f"]),
        helper.make_node("Gemm", ["f", "w", "b"], ["a"]),
        helper.make_node("Softmax", ["a"], ["probability"], axis=1),
    ]
    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 1, SIDE, SIDE])
    return _model(
        nodes, [x], [helper.make_tensor_value_info("probability", TensorProto.FLOAT, ["n", classes + 1])], weights
    )


def tiny_points(d: int, n: int, seed: int, vae: bool) -> Points:
    """n codes in ten clusters, the last fifth of them test images."""
    rng = np.random.default_rng(seed)
    label = np.arange(n) % 10
    angle = label * (2 * np.pi / 10)
    mu = rng.normal(0, 0.15, (n, d))
    mu[:, 0] += 2 * np.cos(angle)
    mu[:, -1] += 2 * np.sin(angle)
    log_var = rng.normal(-3, 0.1, (n, d)).astype(np.float32) if vae else None
    split = np.where(np.arange(n) < n - n // 5, bundle.TRAIN, bundle.TEST)
    return Points(mu.astype(np.float32), log_var, label.astype(np.int16), split.astype(np.uint8))


@pytest.fixture(autouse=True, scope="module")
def cleared() -> Iterator[None]:
    """What a module leaves of Qt ends with it.

    Nobody finds a window or a session that was dropped: Qt keeps what its signals call. They would add up to GB, and a
    style sheet is laid over every widget there still is.
    """
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication
    from shiboken6 import isValid

    from aevae_desktop.session.session import Session

    sessions = [each for each in gc.get_objects() if type(each) is Session and isValid(each)]
    for each in (*QApplication.topLevelWidgets(), *sessions):
        each.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]
    gc.collect()


@pytest.fixture(autouse=True)
def own_views(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of saved views, and the folder of runs, so that no test touches the user's own."""
    path = tmp_path / "kept" / "views.json"
    monkeypatch.setenv("AEVAE_VIEWS", str(path))
    monkeypatch.setenv("AEVAE_STATE", str(tmp_path / "kept" / "state"))
    return path


@pytest.fixture
def make_onnx() -> Callable[..., bytes]:
    """``make_onnx(nodes, inputs, outputs, weights)``: the bytes of a checked ONNX model, all parts from onnx.helper."""
    return _model


@pytest.fixture
def hanging_bundle(tiny_bundle: Callable[..., Path]) -> Path:
    """A bundle whose decoder never returns where a coordinate of z is above 5."""
    return tiny_bundle("hanging", decoder=loop_decoder(2))


@pytest.fixture
def stuck_bundle(tiny_bundle: Callable[..., Path]) -> Path:
    """A bundle whose decoder never returns at all, so that it cannot be opened."""
    return tiny_bundle("stuck", decoder=loop_decoder(2, above=-1))


@pytest.fixture
def nan_bundle(tiny_bundle: Callable[..., Path]) -> Path:
    """A bundle whose decoder returns nothing but NaN."""
    return tiny_bundle("nan", decoder=tiny_decoder(2, 0, bias=np.nan))


@pytest.fixture
def greedy_bundle(tiny_bundle: Callable[..., Path]) -> Path:
    """A bundle whose decoder wants 4 bytes times the largest coordinate of z."""
    return tiny_bundle("greedy", decoder=greedy_decoder(2))


@pytest.fixture
def tiny_bundle(tmp_path: Path) -> Callable[..., Path]:
    """A factory of bundles: ``tiny_bundle("name", kind="vae", decoder=..., encoder=None, **manifest_changes)``.

    Returns the folder, ``tmp_path / name`` unless ``parent`` is given. Images 28 x 28 in [0, 1], classes "0" to
    "9", ``n`` stored codes. ``decoder`` and ``encoder`` replace the ONNX bytes; ``encoder=None`` leaves it out;
    ``more`` are other files of it.
    """

    def make(
        name: str = "tiny-vae",
        *,
        kind: str = "vae",
        latent_dim: int = 2,
        n: int = 200,
        seed: int = 0,
        parent: Path | None = None,
        decoder: bytes | None = None,
        encoder: bytes | str | None = "default",
        points: Points | None = None,
        more: Mapping[str, bytes] | None = None,
        **changes: Any,
    ) -> Path:
        vae = kind == "vae"
        contents = {
            **(more or {}),
            bundle.DECODER: decoder or tiny_decoder(latent_dim, seed),
            bundle.POINTS: bundle.pack_points(points or tiny_points(latent_dim, n, seed, vae)),
        }
        if encoder is not None:
            contents[bundle.ENCODER] = (
                encoder if isinstance(encoder, bytes) else tiny_encoder(latent_dim, seed + 1, vae)
            )
        manifest = Manifest(
            id=name,
            title=f"Tiny {kind.upper()}",
            kind=kind,
            family="linear",
            image=ImageSpec(SIDE, SIDE),
            latent_dim=latent_dim,
            prior="standard_normal" if vae else "none",
            tensors=TensorNames(log_var="log_var" if vae else None),
            classes=tuple("0123456789"),
        )
        folder = (parent or tmp_path) / name
        bundle.write(folder, replace(manifest, **changes), contents)
        return folder

    return make


@pytest.fixture
def tiny_judge(tmp_path: Path) -> Callable[..., Path]:
    """A factory of judges: ``tiny_judge("name", network=..., parent=..., **card_changes)`` returns the folder.

    Of images 28 x 28 in [0, 1] of the data set "tiny", classes "0" to "9": see ``tiny_judge_network``.
    """
    from aevae_desktop.bundle import judge

    def make(name: str = "tiny", network: bytes | None = None, parent: Path | None = None, **changes: Any) -> Path:
        rate = judge.Rate(0.02, 0.01, 0.03, 1000)
        card = judge.JudgeCard(
            id=name,
            classes=tuple("0123456789"),
            image=ImageSpec(SIDE, SIDE),
            dataset=bundle.DatasetSpec("tiny"),
            network=bundle.FileRecord("0" * 64, 1),
            errors=(judge.Errors("as they are", rate, rate, rate),),
        )
        folder = (parent or tmp_path / bundle.JUDGES) / name
        judge.write(folder, replace(card, **changes), network or tiny_judge_network(), "# A judge\n")
        return folder

    return make
