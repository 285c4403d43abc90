"""The field desk: which fields are measured, in which order, and what is never measured twice."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from aevae_desktop.core.fields import FIELDS
from aevae_desktop.core.grid import STRIDES
from aevae_desktop.core.plane import Plane
from aevae_desktop.core.view2d import View2D
from aevae_desktop.engine.protocol import Evaluate
from aevae_desktop.errors import ModelError
from aevae_desktop.session import field_desk
from aevae_desktop.session.events import Failed, Replied
from aevae_desktop.session.field_memory import PLANES
from aevae_desktop.session.state import Layer

VIEW = View2D(0.0, 0.0, 60.0, 300.0, 240.0)
SLOT = field_desk.SLOT


@pytest.fixture
def desk(session: Any) -> Any:
    """A session whose maps have been looked at once, and no field on."""
    for pane in (0, 1):
        session.look(pane, VIEW)
    session.fake.asked.clear()
    return session


def show(session: Any, *names: str) -> None:
    for name in FIELDS:
        session.set_layer(name, Layer(on=name in names))
    session.fields.review()


def places(session: Any, field: str | None = None) -> int:
    """How many places were asked for so far."""
    jobs = [job for job in session.fake.asked if isinstance(job, Evaluate) and field in (None, job.field)]
    return sum(len(job.xy) for job in jobs)


def expected(field: Any) -> np.ndarray:
    """What the fake answers: x + y at each place."""
    return field.grid.xy(np.arange(len(field.grid))).astype(np.float32).sum(axis=1).reshape(field.grid.shape)


def test_a_layer_that_is_turned_on_is_measured_everywhere_in_both_maps(desk: Any) -> None:
    show(desk, "evidence")
    desk.fake.flush()
    for pane in desk.state.panes:
        field = pane.fields["evidence"]
        assert field.ready == 1.0
        assert field.grid.covers(VIEW.bounds())
        np.testing.assert_allclose(field.values[..., 0], expected(field), atol=1e-5)
        assert not field.values.flags.writeable
        assert len(field.grid) <= FIELDS["evidence"].most
    assert desk.idle


def test_coarse_places_come_first_and_stand_for_those_between(desk: Any) -> None:
    desk.show(0)
    show(desk, "evidence")
    shown, jobs = [], []
    while SLOT in desk.fake.waiting:
        jobs.append(desk.fake.waiting[SLOT])
        answer_one(desk)
        shown.append(desk.state.panes[0].fields["evidence"])
    grid = shown[-1].grid
    places = [np.rint(job.xy / grid.step).astype(int) - (grid.left, grid.bottom) for job in jobs]
    apart = [int(np.gcd.reduce(place, axis=None)) for place in places]
    assert apart[0] == STRIDES[0]
    assert apart == sorted(apart, reverse=True)
    whole = next(field for field in shown if not np.isnan(field.values).any())
    assert whole.ready < 0.02
    inner = tuple(slice((size - 1) // STRIDES[0] * STRIDES[0] + 1) for size in grid.shape)  # between coarse places
    np.testing.assert_allclose(whole.values[..., 0][inner], expected(whole)[inner], atol=1e-4)  # x + y is a slope
    assert [field.ready for field in shown] == sorted(field.ready for field in shown)


def test_one_request_is_under_way_and_grows_with_what_the_last_one_took(desk: Any) -> None:
    desk.show(0)
    show(desk, "evidence", "density")
    sizes = []
    while SLOT in desk.fake.waiting:
        assert [slot for slot in desk.fake.waiting if slot == SLOT] == [SLOT]
        sizes.append(len(desk.fake.waiting[SLOT].xy))
        answer_one(desk)
    assert sizes[0] == field_desk.FIRST
    assert max(sizes) <= round(field_desk.CHUNK_MS / 0.02)  # the fake says 0.02 ms a place
    assert max(sizes) > 300


def test_toggling_a_layer_measures_nothing_again(desk: Any) -> None:
    show(desk, "evidence")
    desk.fake.flush()
    before, field = places(desk), desk.state.panes[0].fields["evidence"]
    show(desk)
    show(desk, "evidence")
    desk.fake.flush()
    assert places(desk) == before
    assert desk.state.panes[0].fields["evidence"] is field


def test_a_small_pan_and_the_way_back_measure_nothing(desk: Any) -> None:
    show(desk, "evidence")
    desk.fake.flush()
    before = places(desk)
    for dx in (20, -5, -15):
        desk.look(0, VIEW.panned(dx, 4))
        desk.fields.review()
    assert SLOT not in desk.fake.waiting
    assert places(desk) == before


def test_a_large_pan_measures_only_what_is_new_and_the_way_back_nothing(desk: Any) -> None:
    desk.show(0)
    show(desk, "evidence")
    desk.fake.flush()
    first, field = places(desk), desk.state.panes[0].fields["evidence"]
    desk.look(0, VIEW.panned(150, 0))
    desk.fields.review()
    desk.fake.flush()
    moved = desk.state.panes[0].fields["evidence"]
    assert moved.ready == 1.0
    assert 0 < places(desk) - first < 0.7 * len(moved.grid)
    np.testing.assert_allclose(moved.values[..., 0], expected(moved), atol=1e-5)
    desk.look(0, VIEW)
    desk.fields.review()
    assert SLOT not in desk.fake.waiting
    assert desk.state.panes[0].fields["evidence"].grid == field.grid


def test_zooming_in_shows_the_coarse_field_until_the_fine_one_comes(desk: Any) -> None:
    desk.show(0)
    show(desk, "evidence")
    desk.fake.flush()
    close = VIEW.zoomed(8, (100, 90))
    desk.look(0, close)
    desk.fields.review()
    field = desk.state.panes[0].fields["evidence"]
    assert field.ready == 0.0
    assert field.grid.covers(close.bounds())
    np.testing.assert_allclose(field.values[..., 0], expected(field), atol=1e-4)


def test_nothing_is_asked_while_a_hand_moves_the_map(desk: Any, qtbot: QtBot) -> None:
    desk.show(0)
    show(desk, "evidence")
    answer_one(desk)
    before = places(desk)
    for dx in range(5):
        desk.look(0, VIEW.panned(100 * dx, 0))
        assert SLOT not in desk.fake.waiting
        assert not desk.idle
    assert places(desk) == before
    qtbot.waitUntil(lambda: SLOT in desk.fake.waiting)
    desk.fake.flush()
    assert desk.state.panes[0].fields["evidence"].ready == 1.0
    assert desk.idle


def test_an_answer_that_comes_late_is_not_lost(desk: Any) -> None:
    """The map moved while a request was in flight: its places are known when the map comes back."""
    desk.show(0)
    show(desk, "evidence")
    job, number = desk.fake.waiting[SLOT], desk.fake.numbers[SLOT]
    desk.look(0, VIEW.panned(2000, 0))
    desk.fields.review()
    desk._heard(Replied("bulk", number, SLOT, job, answer(job)))
    desk.look(0, VIEW)
    desk.fields.review()
    desk.fake.flush()
    assert desk.state.panes[0].fields["evidence"].ready == 1.0
    asked = np.concatenate([j.xy for j in desk.fake.asked if isinstance(j, Evaluate)])
    again = (asked[:, None] == job.xy[None, :1]).all(axis=2).sum()
    assert again == 1


def test_another_plane_needs_other_fields(desk: Any, tiny_bundle: Any) -> None:
    desk.show(0)
    desk.open(0, tiny_bundle("ae-five", kind="ae", latent_dim=5))
    desk.fake.flush()
    desk.look(0, VIEW)
    show(desk, "evidence")
    desk.fake.flush()
    old = desk.state.panes[0].fields["evidence"]
    model = replace(desk.state.panes[0].model, plane=Plane.axes(5, 2, 3))
    desk._set(desk.state.with_pane(0, model=model))
    desk.fields.review()
    job = desk.fake.waiting[SLOT]
    assert (job.basis == Plane.axes(5, 2, 3).basis).all()
    assert desk.state.panes[0].fields["evidence"].ready == 0.0
    desk.fake.flush()
    new = desk.state.panes[0].fields["evidence"]
    assert new.plane is model.plane
    assert new is not old


def test_a_new_model_takes_the_old_ones_fields_away(desk: Any, tiny_bundle: Any) -> None:
    show(desk, "evidence")
    desk.fake.flush()
    desk.open(0, tiny_bundle("ae-other", kind="ae", seed=5))
    desk.fake.flush("load:" + str(desk.state.panes[0].wanted))
    assert not desk.state.panes[0].fields


def test_what_a_model_lacks_is_not_asked_for(desk: Any) -> None:
    show(desk, "prior_density", "empty")
    desk.fake.flush()
    ae, vae = desk.state.panes
    assert not ae.fields
    assert set(vae.fields) == {"prior_density", "empty"}
    model = replace(ae.model, has_encoder=False)
    desk._set(desk.state.with_pane(0, model=model))
    show(desk, "flow")
    desk.fake.flush()
    assert "flow" not in desk.state.panes[0].fields
    assert "flow" in desk.state.panes[1].fields


def test_a_failure_is_told_by_the_key_and_not_asked_for_again(desk: Any) -> None:
    desk.show(0)
    show(desk, "stretch")
    job, number = desk.fake.waiting.pop(SLOT), desk.fake.numbers[SLOT]
    desk._heard(Failed("bulk", number, SLOT, job, ModelError("the decoder gave NaN")))
    assert "NaN" in desk.state.panes[0].fields["stretch"].error
    assert desk.state.notice == ""
    desk.fields.review()
    assert SLOT not in desk.fake.waiting
    show(desk, "stretch", "evidence")
    desk.fake.flush()
    assert desk.state.panes[0].fields["evidence"].ready == 1.0


def fail(desk: Any) -> None:
    job, number = desk.fake.waiting.pop(SLOT), desk.fake.numbers[SLOT]
    desk._heard(Failed("bulk", number, SLOT, job, ModelError("the decoder gave NaN")))


@pytest.mark.parametrize("beside", [(), ("evidence",)])
def test_what_has_failed_is_tried_again_when_its_layer_comes_back(desk: Any, beside: tuple[str, ...]) -> None:
    desk.show(0)
    show(desk, *beside)
    desk.fake.flush()
    show(desk, "stretch", *beside)
    fail(desk)
    assert desk.state.panes[0].fields["stretch"].error
    show(desk, *beside)
    show(desk, "stretch", *beside)
    assert not desk.state.panes[0].fields["stretch"].error
    desk.fake.flush()
    assert desk.state.panes[0].fields["stretch"].ready == 1.0


def test_what_has_failed_is_tried_again_when_its_model_is_opened_again(desk: Any, tiny_bundle: Any) -> None:
    desk.show(0)
    first = Path(desk.state.panes[0].wanted)
    desk.open(1, first)
    desk.fake.flush()
    show(desk, "stretch")
    fail(desk)
    for folder in (tiny_bundle("ae-other", kind="ae", seed=5), first):  # its twin stays in the other pane
        desk.open(0, folder)
        desk.fake.flush()
        desk.fields.review()
    desk.fake.flush()
    assert desk.state.panes[0].fields["stretch"].ready == 1.0


def slide(desk: Any, steps: int) -> None:
    """Move the plane of the left map, a step at a time, as a slider does."""
    for k in range(steps):
        model = desk.state.panes[0].model
        origin = np.array([0, 0, 0.05 * (k + 1), 0, 0], np.float32)
        desk._set(desk.state.with_pane(0, model=replace(model, plane=Plane(origin, model.plane.basis))))
        desk.fields.review()
        answer_one(desk)


def test_a_slider_leaves_only_the_last_planes_behind(desk: Any, tiny_bundle: Any) -> None:
    desk.show(0)
    desk.open(0, tiny_bundle("ae-five", kind="ae", latent_dim=5))
    desk.fake.flush()
    desk.look(0, VIEW)
    layers = ("evidence", "density", "stretch")
    show(desk, *layers)
    slide(desk, 12)
    assert len(desk.fields.memory) == len(layers) * PLANES
    assert len(desk.fields._count) <= len(layers)
    before, plane = places(desk), desk.state.panes[0].model.plane
    desk.fake.flush()
    first = places(desk) - before
    slide(desk, 2)
    before = places(desk)
    desk._set(desk.state.with_pane(0, model=replace(desk.state.panes[0].model, plane=plane)))
    desk.fields.review()
    desk.fake.flush()
    assert first > 0
    assert places(desk) == before  # one of the last planes: nothing is measured again


def test_a_model_that_no_pane_shows_leaves_nothing_behind(desk: Any, tiny_bundle: Any) -> None:
    desk.show(0)
    show(desk, "evidence")
    answer_one(desk)
    desk.look(0, VIEW.panned(2000, 0))  # a request is given up, and may be answered late
    desk.fields.review()
    works = [weakref.ref(work) for work in desk.fields._work.values()]
    show(desk)
    desk.open(0, tiny_bundle("ae-other", kind="ae", seed=5))
    desk.fake.flush()
    gc.collect()
    assert len(desk.fields.memory) == 0
    assert not desk.fields._count
    assert [work() for work in works] == [None] * len(works)


def test_the_same_model_in_both_panes_is_measured_once(desk: Any) -> None:
    desk.open(1, desk.state.panes[0].wanted)
    desk.fake.flush()
    desk.fake.asked.clear()
    show(desk, "evidence")
    desk.fake.flush()
    left, right = (pane.fields["evidence"] for pane in desk.state.panes)
    np.testing.assert_array_equal(left.values, right.values)
    assert places(desk) == len(left.grid)


@pytest.mark.parametrize("place", [(1e9, 60), (0, 1e-12), (0, 1e12)])
def test_views_beyond_all_sense_are_harmless(desk: Any, place: tuple[float, float]) -> None:
    view = View2D(place[0], 0, place[1], 300, 240)
    desk.show(0)
    show(desk, "evidence")
    desk.fake.flush()
    desk.look(0, view)
    desk.fields.review()
    desk.fake.flush()
    asked = [job.xy for job in desk.fake.asked if isinstance(job, Evaluate)]
    assert np.abs(np.concatenate(asked)).max() < 20
    assert desk.idle


def answer(job: Evaluate) -> Any:
    from aevae_desktop.engine.frames import Frame

    values = job.xy.sum(axis=1, dtype=np.float64).astype(np.float32)[:, None]
    return Frame({"ms": 0.02 * len(job.xy)}, {"values": values})


def answer_one(session: Any) -> None:
    """Answer the request that waits, and no more."""
    job, number = session.fake.waiting.pop(SLOT), session.fake.numbers[SLOT]
    session._heard(Replied("bulk", number, SLOT, job, answer(job)))
