"""The posterior controller with a client that answers at once, and only when it is told to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from aevae_desktop import bundle
from aevae_desktop.core.codes.posterior import epsilons, reparameterised
from aevae_desktop.engine.wire.protocol import Decode, ReadImages, Reconstruct
from aevae_desktop.errors import ModelError
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Encoding
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.posterior import controller as posterior_controller
from aevae_desktop.features.posterior.controller import PosteriorController
from aevae_desktop.features.posterior.state import PosteriorState
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.session.inference.events import Failed

STROKE = (np.array([[40.0, 20.0], [80.0, 90.0], [30.0, 150.0]]),)


def picture(z: Any) -> Any:
    """What the client of these tests decodes: the first pixels are z itself."""
    images = np.zeros((len(z), 28, 28), np.float32)
    images[:, 0, : z.shape[1]] = z
    return images


def rest(session: Any) -> None:
    """Let the pen rest, and answer all."""
    session.fake.flush()
    session.controller(PosteriorController).settle()
    session.fake.flush()


@pytest.fixture
def watched(session: Any) -> Any:
    session.controller(ProbeController).probe_sample(17)
    session.controller(PosteriorController).watch(True)
    rest(session)
    return session


def panes(session: Any) -> Any:
    return session.state.part(PosteriorState).panes


def test_nothing_is_asked_for_while_nobody_looks(session: Any) -> None:
    session.controller(ProbeController).probe_sample(17)
    session.fake.flush()
    asked = len(session.fake.asked)
    session.controller(PosteriorController).set_pad((0, 1.0))
    session.controller(PosteriorController).again()
    session.controller(PosteriorController).settle()
    session.controller(DrawingController).redraw(STROKE)
    assert not any(slot.startswith(posterior_controller.PREFIX) for slot in session.fake.numbers)
    assert len(session.fake.asked) == asked + 1  # the reading of the drawing
    assert not session.controller(PosteriorController).busy
    assert not panes(session)


def test_a_sample_has_its_stored_posterior_and_the_drawing_its_own(watched: Any) -> None:
    ae, vae = panes(watched)[0], panes(watched)[1]
    codes = watched.state.panes[1].model.codes
    assert (vae.subject.mu == codes.mu[17]).all()
    assert (vae.subject.log_var == codes.log_var[17]).all()
    assert ae.subject.log_var is None
    assert vae.terms.nll is None  # no image is stored
    watched.controller(DrawingController).redraw(STROKE)
    rest(watched)
    assert watched.state.part(PosteriorState).source == "drawing"
    reading = watched.state.panes[1].get(Encoding)
    assert panes(watched)[1].subject.mu is reading.mu
    assert panes(watched)[1].terms.mse == pytest.approx(reading.mse)
    watched.controller(PosteriorController).choose("sample")
    assert panes(watched)[1].subject.name == "sample 17"
    watched.controller(DrawingController).clear()
    watched.controller(PosteriorController).choose("drawing")
    assert not panes(watched)
    assert watched.state.part(PosteriorState).notes[1] == "Draw something first (D)."


def test_eps_moves_z_by_sigma_and_the_latest_wins(watched: Any) -> None:
    for x in (0.5, 1.0, 1.2):
        watched.controller(PosteriorController).set_pad((0, x), (1, -0.4))
    own = panes(watched)[1].subject
    z = own.mu + np.exp(0.5 * own.log_var.astype(float)) * (1.2, -0.4)
    job = watched.fake.waiting[posterior_controller.AT_EPS]
    np.testing.assert_allclose(job.z[own.key], z[None], rtol=1e-6)
    watched.fake.flush()
    assert (panes(watched)[1].image == picture(job.z[own.key])[0]).all()
    assert (panes(watched)[0].image_z == panes(watched)[0].subject.mu).all()  # an AE stays where it is
    watched.controller(PosteriorController).set_pad((1, 99.0))
    assert watched.state.part(PosteriorState).eps == (1.2, posterior_controller.REACH)
    watched.controller(PosteriorController).centre()
    assert (panes(watched)[1].z == own.mu).all()


def test_the_same_seed_draws_the_same_bit_for_bit(watched: Any) -> None:
    first = panes(watched)[1].settled
    assert (first.eps == epsilons(1, 2)).all()
    own = panes(watched)[1].subject
    assert (first.z == reparameterised(own.mu, own.log_var, first.eps)).all()
    assert (first.images == picture(first.z)).all()
    watched.controller(PosteriorController).again()
    watched.controller(PosteriorController).settle()
    watched.controller(PosteriorController).set_seed(9)
    watched.fake.flush()  # the draws of seed 2 come when nobody wants them any more
    assert panes(watched)[1].draws is first
    watched.controller(PosteriorController).set_seed(2)
    rest(watched)
    assert not np.isclose(panes(watched)[1].settled.z, first.z).all(axis=1).any()
    watched.controller(PosteriorController).set_seed(1)
    rest(watched)
    again = panes(watched)[1].settled
    assert again is not first
    assert again.z.tobytes() == first.z.tobytes()
    assert again.images.tobytes() == first.images.tobytes()
    watched.controller(PosteriorController).take(5)
    assert watched.state.part(PosteriorState).eps == tuple(first.eps[5])
    assert (panes(watched)[1].z == first.z[5]).all()
    assert watched.state.part(PosteriorState).draw == 5


def test_the_measured_variance_is_near_what_the_encoder_says(watched: Any) -> None:
    """63 times the ratio is chi-square with 63 degrees of freedom: within [32, 105] but for one time in a thousand."""
    draws, own = panes(watched)[1].settled, panes(watched)[1].subject
    ratio = 63 * draws.z_variance / np.exp(own.log_var.astype(float))
    assert ((ratio > 32) & (ratio < 105)).all()
    assert (panes(watched)[0].settled.z_variance == 0).all()
    assert draws.mu_variance is None  # no image: nothing was encoded


def test_the_flip_book_goes_round_and_a_hand_stops_it(watched: Any, qtbot: QtBot) -> None:
    watched.controller(PosteriorController).take(62)
    watched.controller(PosteriorController).play(True)
    qtbot.waitUntil(lambda: watched.state.part(PosteriorState).draw == 0, timeout=60_000)
    assert watched.controller(PosteriorController).playing
    watched.controller(PosteriorController).set_pad((0, 0.3))
    assert not watched.controller(PosteriorController).playing
    watched.controller(PosteriorController).play(True)
    watched.controller(PosteriorController).watch(False)
    assert not watched.state.part(PosteriorState).playing
    assert not panes(watched)


def test_draws_of_a_drawing_are_encoded_64_times_once_the_pen_rests(watched: Any) -> None:
    asked = len(watched.fake.asked)
    for k in (1, 2, 3):
        watched.controller(DrawingController).sketch(STROKE[0][:k])
        watched.fake.flush()
    jobs = watched.fake.asked[asked:]
    assert not any(isinstance(job, Reconstruct) and len(next(iter(job.x.values()))) > 1 for job in jobs)
    assert panes(watched)[1].draws is not None
    assert panes(watched)[1].settled is None  # of the subject before: shown, but as what they are
    assert watched.controller(PosteriorController).busy
    rest(watched)
    job = next(job for job in reversed(watched.fake.asked) if isinstance(job, Reconstruct))
    assert {len(x) for x in job.x.values()} == {64}
    assert panes(watched)[1].settled is not None


@pytest.fixture
def with_images(library: Path, tiny_bundle: Any) -> Callable[..., tuple[Path, Any]]:
    """``with_images(name, **made)``: a VAE's bundle that carries its originals, and those."""

    def make(name: str, **made: Any) -> tuple[Path, Any]:
        images = np.random.default_rng(len(name)).integers(0, 255, (200, 28, 28), np.uint8)
        provenance = {"config": {"likelihood": "mse"}}
        folder = tiny_bundle(name, kind="vae", parent=library, provenance=provenance, **made)
        manifest = bundle.read(folder)
        files = {name: (folder / name).read_bytes() for name in manifest.files}
        bundle.write(folder, manifest, files | {bundle.IMAGES: bundle.pack_images(images)})
        return folder, images

    return make


def test_an_original_that_a_bundle_carries_is_encoded(session: Any, with_images: Any) -> None:
    folder, images = with_images("vae-images")
    session.controller(ModelsController).open(1, folder)
    session.fake.flush()
    session.show(1)
    session.controller(ProbeController).probe_sample(3)
    session.controller(PosteriorController).watch(True)
    rest(session)
    rest(session)
    assert any(isinstance(job, ReadImages) for job in session.fake.asked)
    seen = panes(session)[1]
    assert (seen.subject.x == images[3] / np.float32(255)).all()
    assert seen.terms.nll == pytest.approx(float(np.square(images[3] / 255 - 0.25).sum()), rel=1e-5)


def test_a_model_opened_later_reads_the_original_too(session: Any, with_images: Any, tiny_bundle: Any) -> None:
    """One map's bundle carries the originals; the other is switched for another of the same data set."""
    one = bundle.DatasetSpec("one", n_train=160, n_test=40, sha256={"images": "1" * 64})
    folder, images = with_images("vae-images", dataset=one)
    session.controller(ModelsController).open(0, folder)
    session.controller(PosteriorController).watch(True)
    for name in ("vae-bare", "vae-other"):
        session.controller(ModelsController).open(
            1, tiny_bundle(name, kind="vae", seed=len(name), dataset=one, parent=folder.parent)
        )
        session.fake.flush()
        session.controller(ProbeController).probe_sample(3)
        session.fake.flush()
        rest(session)
        rest(session)
        assert [(seen.subject.x == images[3] / np.float32(255)).all() for seen in panes(session).values()] == [True] * 2
    asked = len(session.fake.asked)
    rest(session)
    assert not any(isinstance(job, ReadImages) for job in session.fake.asked[asked:])  # once is enough


def test_a_reading_of_the_sample_before_is_not_taken_for_the_next(session: Any, with_images: Any) -> None:
    session.controller(ModelsController).open(1, with_images("vae-images")[0])
    session.fake.flush()
    session.show(1)
    session.controller(PosteriorController).watch(True)
    session.controller(ProbeController).probe_sample(3)
    session.controller(PosteriorController).settle()
    session.fake.flush("posterior.original.1")
    late = session.fake.waiting.pop("posterior.reread.1")
    session.controller(ProbeController).probe_sample(4)
    session.controller(PosteriorController).settle()
    session.fake.waiting = {"posterior.reread.1": late}
    session.fake.flush()
    assert panes(session)[1].subject.x is None
    rest(session)


def test_an_original_that_cannot_be_read_spoils_its_own_map_only(
    session: Any, with_images: Any, tiny_bundle: Any
) -> None:
    one = bundle.DatasetSpec("one", n_train=160, n_test=40, sha256={"images": "1" * 64})
    folder, _ = with_images("vae-images", dataset=one)
    session.controller(ModelsController).open(0, tiny_bundle("vae-bare", kind="vae", dataset=one, parent=folder.parent))
    session.controller(ModelsController).open(1, folder)
    session.fake.flush()
    session.controller(ProbeController).probe_sample(3)
    session.controller(PosteriorController).watch(True)
    session.fake.flush()
    session.controller(PosteriorController).settle()
    job = session.fake.waiting.pop("posterior.original.1")
    session.fake.listener(Failed("bulk", 1, "posterior.original.1", job, ModelError("images.bin is cut off")))
    assert [pane.error for pane in panes(session).values()] == ["", "images.bin is cut off"]


# ------------------------------------------------------------ what goes wrong


def test_a_model_switched_meanwhile_leaves_nothing_of_the_old_one(
    watched: Any, tiny_bundle: Any, library: Path
) -> None:
    other = tiny_bundle("vae-16", kind="vae", latent_dim=16, parent=library)
    watched.controller(PosteriorController).set_pad((0, 1.0))
    watched.controller(PosteriorController).settle()
    stale = dict(watched.fake.waiting)
    watched.fake.waiting.clear()
    watched.controller(ModelsController).open(1, other)
    watched.fake.flush()
    watched.fake.waiting.update(stale)
    watched.fake.flush()
    assert 1 not in panes(watched) or len(panes(watched)[1].z) == 16
    watched.controller(ProbeController).probe(1, 0.2, 0.1)
    rest(watched)
    assert panes(watched)[1].settled.z.shape == (64, 16)
    assert len(panes(watched)[1].eps) == 16
    assert panes(watched)[1].eps[2:] == (0.0,) * 14


@pytest.mark.parametrize("d", [1, 16])
def test_any_number_of_dimensions(session: Any, tiny_bundle: Any, library: Path, d: int) -> None:
    session.controller(ModelsController).open(1, tiny_bundle(f"vae-{d}", kind="vae", latent_dim=d, parent=library))
    session.fake.flush()
    session.show(1)
    session.controller(PosteriorController).watch(True)
    session.controller(PosteriorController).set_pad((d - 1, -2.0))
    rest(session)
    seen = panes(session)[1]
    assert seen.settled.z_variance.shape == (d,)
    assert seen.z[-1] == pytest.approx(seen.subject.mu[-1] - 2 * np.exp(0.5 * seen.subject.log_var[-1]), rel=1e-5)


def test_a_huge_variance_is_one_line_or_finite(watched: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    state = watched.state
    model = state.panes[1].model
    codes = replace(model.codes, log_var=np.full_like(model.codes.log_var, 80.0), mu=model.codes.mu.copy())
    watched.set_state(state.with_pane(1, model=replace(model, codes=codes)))
    watched.controller(PosteriorController).set_pad((0, 1.0))
    rest(watched)
    assert panes(watched)[1].error == ""
    assert np.isfinite(panes(watched)[1].settled.z).all()
    assert np.isfinite(panes(watched)[1].terms.kl_total)
    codes = replace(codes, log_var=np.full_like(codes.log_var, 3e5), mu=codes.mu.copy())
    watched.set_state(watched.state.with_pane(1, model=replace(model, codes=codes)))
    rest(watched)
    seen = panes(watched)[1]
    assert "z1 is too large to be decoded" in seen.error
    assert "z1 is too large to be decoded" in seen.undrawn
    assert seen.image is None
    assert seen.settled is None
    watched.controller(PosteriorController).centre()
    rest(watched)
    assert panes(watched)[1].z is not None  # at eps = 0 there is nothing to overflow


def test_a_decoder_that_fails_leaves_no_stale_picture(watched: Any) -> None:
    watched.controller(PosteriorController).set_pad((0, 1.0))
    job = watched.fake.waiting.pop(posterior_controller.AT_EPS)
    watched.fake.listener(Failed("interactive", 1, posterior_controller.AT_EPS, job, ModelError("found NaN at z")))
    assert panes(watched)[1].image is None
    assert "NaN" in panes(watched)[1].error
    watched.controller(PosteriorController).set_pad((0, 0.5))
    rest(watched)
    assert panes(watched)[1].error == ""
    watched.controller(PosteriorController).again()
    watched.controller(PosteriorController).settle()
    job = watched.fake.waiting.pop(posterior_controller.DRAW)
    assert isinstance(job, Decode)
    watched.fake.listener(Failed("bulk", 1, posterior_controller.DRAW, job, ModelError("found NaN at a draw")))
    assert "NaN" in panes(watched)[1].undrawn
    assert panes(watched)[1].draws is None  # those of the seed before would be taken for these
    assert panes(watched)[1].image is not None  # which has nothing to do with it
    assert not watched.controller(PosteriorController).busy  # it is not tried for ever
    assert not any(slot.startswith(posterior_controller.PREFIX) for slot in watched.fake.waiting)
    watched.controller(PosteriorController).again()
    watched.controller(PosteriorController).settle()
    watched.fake.listener(Failed("bulk", 1, posterior_controller.DRAW, job, ModelError("too late")))
    watched.fake.flush()
    assert panes(watched)[1].undrawn == ""
    assert panes(watched)[1].settled.seed == watched.state.part(PosteriorState).seed


def test_notes_say_why_there_is_nothing(session: Any, tiny_bundle: Callable[..., Path], library: Path) -> None:
    session.controller(PosteriorController).watch(True)
    session.controller(ModelsController).open(0, tiny_bundle("no-encoder", kind="ae", encoder=None, parent=library))
    session.fake.flush()
    session.set_state(
        replace(session.state.with_pane(0, model=replace(session.state.panes[0].model, has_encoder=False)))
    )
    session.controller(DrawingController).redraw(STROKE)
    rest(session)
    assert session.state.part(PosteriorState).notes[0] == "It cannot encode a drawing: it has no encoder."
    assert 1 in panes(session)
    session.controller(PosteriorController).choose("sample")
    session.set_state(session.state.with_pane(1, drop=(Probe,)))
    assert session.state.part(PosteriorState).notes[1] == "There is no sample at the probe: point at a map."
