"""A better code over the wire: as the window asks a server for it, against the model's own decodes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop.bundle import ImageSpec, Points
from aevae_desktop.core.images import measure
from aevae_desktop.engine.child.at_hand import OpenServer as Server
from aevae_desktop.engine.child.jobs import refining
from aevae_desktop.engine.wire import replies
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Load, Refine
from aevae_desktop.engine.wire.replies import Known
from aevae_desktop.errors import ModelError
from tests.engine.child import test_conditional as conditional
from tests.engine.child.asking import ask, refusal

Make = Callable[..., Path]
refused = partial(refusal, kind=ModelError)
BERNOULLI = {"config": {"likelihood": "bernoulli"}}
NONE = np.zeros((0, 2), np.float32)


def opened(folder: Path, label: int = 0) -> Server:
    server = Server()
    ask(server, Load("a", str(folder), label))
    return server


def job_of(folder: Path, x: Any, z: Any, budget_ms: float = 1e9) -> Refine:
    return Refine("a", str(folder), x, z, budget_ms)


def to_the_end(server: Server, job: Refine) -> list[Frame]:
    """Ask again until it is done; every reply is one that the window believes."""
    known = Known()
    known.images["a"] = server.models["a"].manifest.image.shape
    frames = []
    while not frames or frames[-1].header["share"] < 1.0:
        frames.append(ask(server, job))
        replies.check(job, frames[-1], known)
    return frames


def drawn(server: Server, *z: float) -> Any:
    """The picture of a code, in [0, 1]."""
    model = server.models["a"]
    return model.unit(model.decode(np.array([z], np.float32)))


def test_the_code_of_a_decode_is_found_and_its_picture_is_the_decoders_own(tiny_bundle: Make) -> None:
    folder = tiny_bundle(kind="ae")
    server = opened(folder)
    x = drawn(server, 0.7, -0.4)
    (reply,) = to_the_end(server, job_of(folder, x, np.zeros((1, 2), np.float32)))
    assert set(reply.arrays) == {"mu", "x_hat"}
    np.testing.assert_allclose(reply.arrays["mu"], [[0.7, -0.4]], atol=2e-3)
    np.testing.assert_array_equal(reply.arrays["x_hat"], server.models["a"].decode(reply.arrays["mu"]))
    assert reply.header["decodes"] > 10
    assert reply.header["left_ms"] == 0


def test_small_pieces_find_the_same_and_tell_how_far_they_are(tiny_bundle: Make) -> None:
    folder = tiny_bundle(kind="ae", latent_dim=5)
    server = opened(folder)
    x, z = drawn(server, *np.linspace(-1, 1, 5)), np.full((1, 5), 0.2, np.float32)
    frames = to_the_end(server, job_of(folder, x, z, 1e-6))
    shares = [frame.header["share"] for frame in frames]
    assert len(frames) > 10
    assert shares == sorted(shares)
    assert not any(frame.arrays for frame in frames[:-1])
    assert frames[0].header["left_ms"] > 0
    (whole,) = to_the_end(server, job_of(folder, x, z))
    np.testing.assert_allclose(frames[-1].arrays["mu"], whole.arrays["mu"], atol=1e-3)


def test_of_a_vae_that_tells_its_loss_the_negative_elbo_falls_and_the_variance_comes(tiny_bundle: Make) -> None:
    folder = tiny_bundle(provenance=BERNOULLI)
    server = opened(folder)
    x = drawn(server, 1.5, 2.5)
    start = np.array([[0.1, 0.2]], np.float32)
    (reply,) = to_the_end(server, job_of(folder, x, start))
    model, mu = server.models["a"], reply.arrays["mu"]

    def cost(z: Any) -> float:
        return float(measure.bernoulli_nll(x, model.decode(z))[0] + 0.5 * (z.astype(float) ** 2).sum())

    assert cost(mu) < cost(start)
    assert reply.arrays["log_var"].shape == (1, 2)
    for k in range(2):  # the curvature there, by differences of the cost itself: near Fisher's, as the errors are small
        by = np.eye(2, dtype=np.float32)[k : k + 1] * np.float32(0.05)
        bend = (cost(mu + by) - 2 * cost(mu) + cost(mu - by)) / 0.05**2
        assert float(np.exp(-reply.arrays["log_var"][0, k])) == pytest.approx(bend, rel=0.1)


def test_a_model_of_another_range_is_compared_in_0_to_1(tiny_bundle: Make) -> None:
    folder = tiny_bundle(kind="ae", image=ImageSpec(28, 28, 1, -1.0, 3.0))
    server = opened(folder)
    x = drawn(server, 0.5, 0.9)
    assert float(x.max()) < 0.6
    (reply,) = to_the_end(server, job_of(folder, x, np.zeros((1, 2), np.float32)))
    np.testing.assert_allclose(reply.arrays["mu"], [[0.5, 0.9]], atol=3e-3)
    np.testing.assert_array_equal(reply.arrays["x_hat"], server.models["a"].decode(reply.arrays["mu"]))


@pytest.mark.parametrize("stored", [True, False])
def test_a_decoder_alone_finds_the_code_of_a_picture(tiny_bundle: Make, stored: bool) -> None:
    d = 2
    none = Points(np.empty((0, d), np.float32), None, np.empty(0, np.int16), np.empty(0, np.uint8))
    folder = tiny_bundle(kind="ae", encoder=None, points=None if stored else none)
    server = opened(folder)
    x = drawn(server, -1.1, 0.6)
    frames = to_the_end(server, job_of(folder, x, NONE, 5.0))
    np.testing.assert_allclose(frames[-1].arrays["mu"], [[-1.1, 0.6]], atol=5e-3)


@pytest.mark.parametrize("label", [0, 3])
def test_a_conditional_one_refines_as_of_its_class(tiny_bundle: Make, label: int) -> None:
    folder = tiny_bundle(
        kind="ae", image=ImageSpec(8, 8), decoder=conditional.decoder("gather"), encoder=conditional.encoder()
    )
    server = opened(folder, label)
    x = drawn(server, 0.3, -0.2)
    (reply,) = to_the_end(server, job_of(folder, x, server.models["a"].encode(x).mu))
    z = np.array([[0.3, -0.2]], np.float32)
    np.testing.assert_allclose(reply.arrays["mu"], z, atol=2e-3)
    logits = (z @ conditional.OF_Z + conditional.OF_CLASS[label]).reshape(1, 8, 8)
    np.testing.assert_allclose(reply.arrays["x_hat"], 1 / (1 + np.exp(-logits)), atol=2e-3)


def test_another_image_takes_the_place_of_one_that_is_not_finished(tiny_bundle: Make) -> None:
    folder = tiny_bundle(kind="ae")
    server = opened(folder)
    first, second = (job_of(folder, drawn(server, a, 0.5), np.zeros((1, 2), np.float32), 1e-6) for a in (0.9, -0.9))
    for _ in range(3):
        went_on = ask(server, first).header["decodes"]
    begun = ask(server, second).header["decodes"]
    assert begun < went_on
    assert ask(server, first).header["decodes"] == begun  # forgotten
    np.testing.assert_allclose(to_the_end(server, second)[-1].arrays["mu"], [[-0.9, 0.5]], atol=2e-3)


def test_a_model_that_is_opened_anew_begins_again(tiny_bundle: Make) -> None:
    folder = tiny_bundle(kind="ae")
    server = opened(folder)
    job = job_of(folder, drawn(server, 0.9, 0.5), np.zeros((1, 2), np.float32), 1e-6)
    begun = ask(server, job).header["decodes"]
    ask(server, job)
    ask(server, Load("a", str(folder)))
    assert ask(server, job).header["decodes"] == begun


def test_a_decoder_of_nothing_but_nan_is_refused_with_the_place(nan_bundle: Path) -> None:
    server, x = opened(nan_bundle), np.full((1, 28, 28), 0.5, np.float32)
    assert "NaN or infinity at z = (" in str(refused(server, job_of(nan_bundle, x, NONE)))
    given = job_of(nan_bundle, x, np.full((1, 2), 0.5, np.float32))
    assert "NaN or infinity at z = (0.5, 0.5)" in str(refused(server, given))


def test_what_is_too_much_or_does_not_fit_is_refused(tiny_bundle: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tiny_bundle(kind="ae")
    server = opened(folder)
    x, z = np.zeros((1, 28, 28), np.float32), np.zeros((1, 2), np.float32)
    assert "x: found shape (1, 27, 28)" in str(refused(server, job_of(folder, x[:, 1:], z)))
    assert "z: found shape (1, 3)" in str(refused(server, job_of(folder, x, np.zeros((1, 3), np.float32))))
    assert "z: found" in str(refused(server, job_of(folder, x, z + np.float32(np.nan))))
    monkeypatch.setattr(refining, "MOST_DERIVATIVES", 2 * 784 - 1)
    said = str(refused(server, job_of(folder, x, z)))
    assert "found 2 numbers a code and 784 an image, expected at most 1,567 together" in said
