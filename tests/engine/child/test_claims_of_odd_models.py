"""Every measure on models as people may bring them: figures, or one line that says why there are none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from aevae_desktop import bundle
from aevae_desktop.bundle import Points
from aevae_desktop.core.claims.measures import MEASURES
from aevae_desktop.engine.child.at_hand import OpenServer as Server
from aevae_desktop.engine.wire import protocol, replies
from aevae_desktop.engine.wire.frames import Frame, FrameReader
from aevae_desktop.engine.wire.protocol import error_in, request

Make = Callable[..., Path]
TINY = bundle.DatasetSpec("tiny")
NAMES = ("model", *MEASURES)


def told(folder: Path, measure: str, judge: str = "") -> Frame | str:
    """The figures, or the line; each reply is one that the window takes."""
    server, job = Server(), protocol.Measure("a", str(folder), measure, 0, judge)
    (question,) = FrameReader().feed(request(1, job))
    for _ in range(5000):
        (reply,) = FrameReader().feed(server.answer(question))
        if (error := error_in(reply)) is not None:
            assert "\n" not in str(error)
            assert "Traceback" not in str(error)
            assert "failed:" not in str(error)  # that would be a fault of ours
            return str(error)
        replies.check(job, reply, replies.Known())
        if reply.header["figures"] is not None:
            return reply
    raise AssertionError("it has no end")


def columns(n: int) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    rng = np.random.default_rng(0)
    return {name: rng.uniform(0.01, 0.1, n).astype(np.float32) for name in ("error", "pca", "reconstruction")}


def points(d: int, n: int = 400, spread: float = 1.0, log_var: float = -3.0) -> Points:
    rng = np.random.default_rng(0)
    mu = (spread * rng.standard_normal((n, d))).astype(np.float32)
    label = (np.arange(n) % 10).astype(np.int16)
    split = (np.arange(n) >= n // 2).astype(np.uint8)
    return Points(mu, np.full((n, d), log_var, np.float32), label, split, columns(n))


@pytest.mark.parametrize("measure", NAMES)
@pytest.mark.parametrize("d", [1, 3])
def test_codes_of_few_numbers(tiny_bundle: Make, tiny_judge: Make, measure: str, d: int) -> None:
    folder = tiny_bundle(latent_dim=d, points=points(d), dataset=TINY)
    found = told(folder, measure, str(tiny_judge()))
    assert isinstance(found, Frame) or "linear" in found or "few" in found or "expected" in found


@pytest.mark.parametrize(
    "measure", ["model", "size", "regular", "gaps", "random", "smooth", "chance", "trick", "overfit"]
)
def test_codes_of_512_numbers(tiny_bundle: Make, tiny_judge: Make, measure: str) -> None:
    folder = tiny_bundle(latent_dim=512, points=points(512), dataset=TINY)
    found = told(folder, measure, str(tiny_judge()))
    assert isinstance(found, Frame) or len(found) > 20


@pytest.mark.parametrize("measure", NAMES)
def test_a_collapsed_vae(tiny_bundle: Make, tiny_judge: Make, measure: str) -> None:
    folder = tiny_bundle(points=points(2, spread=0.0, log_var=0.0), dataset=TINY)
    found = told(folder, measure, str(tiny_judge()))
    if measure == "chance":
        assert isinstance(found, Frame)
        assert found.header["figures"]["sigma_share"]["low"] > 0.95


@pytest.mark.parametrize("measure", NAMES)
def test_a_model_without_encoder_judge_classes_or_columns(tiny_bundle: Make, measure: str) -> None:
    whole = points(2)
    bare = Points(whole.mu, None, np.full(400, -1, np.int16), whole.split)
    found = told(tiny_bundle(kind="ae", encoder=None, points=bare), measure)
    if isinstance(found, str):
        assert any(word in found for word in ("no judge", "no classes", "no deviation", "does not store"))


@pytest.mark.parametrize("measure", NAMES)
def test_a_bundle_with_one_code(tiny_bundle: Make, tiny_judge: Make, measure: str) -> None:
    folder = tiny_bundle(points=points(2, n=1), dataset=TINY)
    found = told(folder, measure, str(tiny_judge()))
    assert isinstance(found, Frame) or "20 at least" in found or "not linear" in found
