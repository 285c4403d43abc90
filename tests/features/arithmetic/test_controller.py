"""Arithmetic, command by command, without any process."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from aevae_desktop.engine.wire.protocol import Decode
from aevae_desktop.features.arithmetic.controller import NO_DRAWING, NO_SELECTION, STILL, SUM, ArithmeticController
from aevae_desktop.features.arithmetic.state import Arithmetic, Outcome
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.path.state import FrameSequence, PathState
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.selection.controller import SelectionController


def mu(session: Any, pane: int) -> np.ndarray:
    return session.state.panes[pane].model.codes.mu.astype(np.float64)


def outcome(session: Any, pane: int) -> Outcome:
    found = session.state.part(Arithmetic).outcomes[pane]
    assert isinstance(found, Outcome), found
    return found


@pytest.fixture
def added(session: Any) -> Any:
    """A mean of samples 3, 17 and 100 minus the mean of class 4, added to sample 8."""
    session.controller(ArithmeticController).watch(True)
    session.controller(SelectionController).numbers("3, 17, 100")
    session.controller(ArithmeticController).take_selection("plus")
    session.controller(ArithmeticController).take_class("minus", 4)
    session.controller(ProbeController).probe_sample(8)
    session.controller(ArithmeticController).start_at_probe()
    session.fake.flush()
    return session


def expected(session: Any, pane: int, scale: float = 1.0) -> np.ndarray:
    codes = mu(session, pane)
    return codes[8] + scale * (codes[[3, 17, 100]].mean(axis=0) - codes[4::10].mean(axis=0))


@pytest.mark.parametrize("scale", [1.0, -1.35, 0.0, 2.0])
def test_the_sum_its_pictures_and_the_nearest_in_every_pane(added: Any, scale: float) -> None:
    added.controller(ArithmeticController).set_scale(scale)
    added.fake.flush()
    for pane in (0, 1):
        found, z, codes = outcome(added, pane), expected(added, pane, scale), mu(added, pane)
        np.testing.assert_allclose(found.result, z, rtol=1e-6, atol=1e-6)
        assert found.length == pytest.approx(np.linalg.norm(expected(added, pane) - codes[8]))
        assert found.images is not None
        np.testing.assert_array_equal(found.images[:, 0, :2], found.codes())  # these decoders spell z out
        apart = np.sqrt(np.square(codes - found.result.astype(np.float64)).sum(axis=1))
        assert found.near is not None
        assert found.near.images is not None
        np.testing.assert_array_equal(found.near.samples, np.argsort(apart)[:5])
        np.testing.assert_allclose(found.near.distance, np.sort(apart)[:5], rtol=1e-5)
        np.testing.assert_array_equal(found.near.images[:, 0, :2], mu(added, pane)[found.near.samples].astype(np.uint8))


def test_an_earlier_scale_is_shown_until_the_latest_has_come_and_no_other_slot_ever(added: Any) -> None:
    first = outcome(added, 0)
    added.controller(ArithmeticController).set_scale(0.5)
    late = added.fake.waiting[SUM]
    added.controller(ArithmeticController).set_scale(0.75)
    assert outcome(added, 0).images is first.images
    assert isinstance(late, Decode)
    assert added.fake.waiting[SUM] is not late  # only the latest waits
    added.fake.flush(SUM)
    np.testing.assert_array_equal(outcome(added, 0).shown, outcome(added, 0).result)
    added.controller(ArithmeticController).take_class("plus", 2)
    assert outcome(added, 0).images is None  # nothing stale where anything else was changed
    latest, added.fake.waiting[SUM] = added.fake.waiting[SUM], late
    added.fake.flush(SUM)
    assert outcome(added, 0).images is None
    added.fake.waiting[SUM] = latest
    added.fake.flush(SUM)
    np.testing.assert_array_equal(outcome(added, 0).images[0, 0, :2], outcome(added, 0).plus)


def test_as_a_path_lays_start_to_result_and_undo_takes_it_back(added: Any) -> None:
    before = added.state.part(PathState).spec
    added.controller(ArithmeticController).set_scale(1.5)
    added.controller(ArithmeticController).as_path()
    added.fake.flush()
    for pane in (0, 1):
        film = added.state.panes[pane].get(FrameSequence)
        np.testing.assert_array_equal(film.z[0], mu(added, pane)[8].astype(np.float32))
        np.testing.assert_allclose(film.z[-1], expected(added, pane, 1.5), rtol=1e-6, atol=1e-6)
        assert film.ready.all()
    added.undo()
    assert [a.name for a in added.state.part(PathState).waypoints] == [a.name for a in before.waypoints]


def test_swap_is_the_same_as_minus_one(added: Any) -> None:
    added.controller(ArithmeticController).swap()
    for pane in (0, 1):
        np.testing.assert_allclose(outcome(added, pane).result, expected(added, pane, -1.0), rtol=1e-6, atol=1e-6)


def test_another_model_is_worked_out_anew_and_no_closed_one_is_shown(added: Any, tiny_bundle: Any) -> None:
    dataset = added.state.panes[1].model.manifest.dataset
    added.controller(ModelsController).open(1, tiny_bundle("vae-other", kind="vae", seed=9, dataset=dataset))
    added.controller(ArithmeticController).set_scale(0.5)  # in flight while the model is switched
    added.fake.flush()
    assert outcome(added, 1).model.manifest.id == "vae-other"
    np.testing.assert_allclose(outcome(added, 1).result, expected(added, 1, 0.5), rtol=1e-6, atol=1e-6)
    np.testing.assert_array_equal(outcome(added, 1).images[3, 0, :2], outcome(added, 1).result)
    added.controller(ArithmeticController).watch(False)
    added.controller(ModelsController).open(1, tiny_bundle("vae-unseen", kind="vae", seed=4, dataset=dataset))
    added.fake.flush()
    assert added.state.part(Arithmetic).outcomes == ()


@pytest.mark.parametrize("d", [1, 16])
def test_any_latent_dimension(session: Any, tiny_bundle: Any, d: int) -> None:
    session.controller(ModelsController).open(0, tiny_bundle(f"ae-{d}", kind="ae", latent_dim=d, n=200))
    session.show(0)
    session.fake.flush()
    session.controller(ArithmeticController).watch(True)
    session.controller(ArithmeticController).take_class("plus", 1)
    session.controller(ArithmeticController).take_class("minus", 2)
    session.controller(ProbeController).probe_sample(5)
    session.controller(ArithmeticController).start_at_probe()
    session.fake.flush()
    codes, found = mu(session, 0), outcome(session, 0)
    np.testing.assert_allclose(
        found.result, codes[5] + codes[1::10].mean(axis=0) - codes[2::10].mean(axis=0), rtol=1e-5, atol=1e-6
    )
    assert found.near is not None
    assert session.state.part(Arithmetic).outcomes[1] is None  # one map


def test_what_cannot_be_is_said_in_one_line(session: Any, tiny_bundle: Any) -> None:
    controller = session.controller(ArithmeticController)
    controller.watch(True)
    controller.as_path()
    assert session.state.notice == "Choose what to add, what to subtract and where to start."
    controller.take_selection("plus")
    assert session.state.notice == NO_SELECTION
    controller.start_at_drawing()
    assert session.state.notice == NO_DRAWING
    session.controller(SelectionController).numbers("3, 17")
    controller.take_selection("plus")
    controller.take_selection("minus")
    controller.start_at_probe()
    assert session.state.part(Arithmetic).outcomes[0] == "What is added is what is subtracted: the difference is zero."
    controller.take_class("minus", 4)
    controller.set_scale(0.0)
    controller.as_path()
    assert session.state.notice == STILL
    session.controller(ModelsController).open(0, tiny_bundle("stranger", kind="ae"))  # of other images
    session.fake.flush()
    assert session.state.part(Arithmetic).outcomes[0] == "2 selected comes from other images than those of this model."
    controller.take_class("plus", 7)
    assert session.state.part(Arithmetic).outcomes[0] == "This model cannot place the start."
    controller.start_at_probe()
    session.fake.flush()
    assert outcome(session, 0).images is not None
    controller.clear()
    assert session.state.part(Arithmetic).outcomes == (None, None)


def test_a_model_without_codes_says_so(session: Any, tiny_bundle: Any) -> None:
    from aevae_desktop.bundle import Points

    none = Points(np.zeros((0, 2), np.float32), None, np.zeros(0, np.int16), np.zeros(0, np.uint8))
    session.controller(ArithmeticController).watch(True)
    session.controller(ArithmeticController).take_class("plus", 1)
    session.controller(ArithmeticController).take_class("minus", 2)
    session.controller(ArithmeticController).start_at_probe()
    session.controller(ModelsController).open(0, tiny_bundle("bare", kind="ae", points=none))
    session.fake.flush()
    assert session.state.part(Arithmetic).outcomes[0] == "This model stores no codes."


def test_a_start_is_found_in_a_model_that_came_while_nobody_looked(added: Any, tiny_bundle: Any) -> None:
    dataset = added.state.panes[1].model.manifest.dataset
    added.controller(ArithmeticController).watch(False)
    added.controller(ModelsController).open(1, tiny_bundle("vae-unseen", kind="vae", seed=4, dataset=dataset))
    added.fake.flush()
    added.controller(ArithmeticController).watch(True)
    np.testing.assert_array_equal(outcome(added, 1).start, mu(added, 1)[8].astype(np.float32))
    np.testing.assert_allclose(outcome(added, 1).result, expected(added, 1), rtol=1e-6, atol=1e-6)
