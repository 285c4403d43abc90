"""The field fielded: which fields are measured, in which order, and what is never measured twice."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from aevae_desktop.core.map.fields import FIELDS
from aevae_desktop.core.map.grid import STRIDES
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.engine.wire.protocol import Evaluate
from aevae_desktop.errors import ModelError
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.tiles import field_controller
from aevae_desktop.features.tiles.field_controller import FieldController
from aevae_desktop.features.tiles.field_work import PLANES
from aevae_desktop.features.tiles.state import Fields
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.state import Layer

VIEW = View2D(0.0, 0.0, 60.0, 300.0, 240.0)
SLOT = field_controller.SLOT


@pytest.fixture
def fielded(session: Any) -> Any:
    """A session whose maps have been looked at once, and no field on."""
    for pane in (0, 1):
        session.look(pane, VIEW)
    session.fake.asked.clear()
    return session


def show(session: Any, *names: str) -> None:
    for name in FIELDS:
        session.controller(LayersController).set_layer(name, Layer(on=name in names))
    session.controller(FieldController).review()


def places(session: Any, field: str | None = None) -> int:
    """How many places were asked for so far."""
    jobs = [job for job in session.fake.asked if isinstance(job, Evaluate) and field in (None, job.field)]
    return sum(len(job.xy) for job in jobs)


def expected(field: Any) -> np.ndarray:
    """What the fake answers: x + y at each place."""
    return field.grid.xy(np.arange(len(field.grid))).astype(np.float32).sum(axis=1).reshape(field.grid.shape)


def test_a_layer_that_is_turned_on_is_measured_everywhere_in_both_maps(fielded: Any) -> None:
    show(fielded, "evidence")
    fielded.fake.flush()
    for pane in fielded.state.panes:
        field = pane.part(Fields)["evidence"]
        assert field.ready == 1.0
        assert field.grid.covers(VIEW.bounds())
        np.testing.assert_allclose(field.values[..., 0], expected(field), atol=1e-5)
        assert not field.values.flags.writeable
        assert len(field.grid) <= FIELDS["evidence"].most
    assert fielded.idle


def test_coarse_places_come_first_and_stand_for_those_between(fielded: Any) -> None:
    fielded.show(0)
    show(fielded, "evidence")
    shown, jobs = [], []
    while SLOT in fielded.fake.waiting:
        jobs.append(fielded.fake.waiting[SLOT])
        answer_one(fielded)
        shown.append(fielded.state.panes[0].part(Fields)["evidence"])
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


def test_one_request_is_under_way_and_grows_with_what_the_last_one_took(fielded: Any) -> None:
    fielded.show(0)
    show(fielded, "evidence", "density")
    sizes = []
    while SLOT in fielded.fake.waiting:
        assert [slot for slot in fielded.fake.waiting if slot == SLOT] == [SLOT]
        sizes.append(len(fielded.fake.waiting[SLOT].xy))
        answer_one(fielded)
    assert sizes[0] == field_controller.PACE.first
    assert max(sizes) <= round(field_controller.PACE.budget_ms / 0.02)  # the fake says 0.02 ms a place
    assert max(sizes) > 300


def test_toggling_a_layer_measures_nothing_again(fielded: Any) -> None:
    show(fielded, "evidence")
    fielded.fake.flush()
    before, field = places(fielded), fielded.state.panes[0].part(Fields)["evidence"]
    show(fielded)
    show(fielded, "evidence")
    fielded.fake.flush()
    assert places(fielded) == before
    assert fielded.state.panes[0].part(Fields)["evidence"] is field


def test_a_small_pan_and_the_way_back_measure_nothing(fielded: Any) -> None:
    show(fielded, "evidence")
    fielded.fake.flush()
    before = places(fielded)
    for dx in (20, -5, -15):
        fielded.look(0, VIEW.panned(dx, 4))
        fielded.controller(FieldController).review()
    assert SLOT not in fielded.fake.waiting
    assert places(fielded) == before


def test_a_large_pan_measures_only_what_is_new_and_the_way_back_nothing(fielded: Any) -> None:
    fielded.show(0)
    show(fielded, "evidence")
    fielded.fake.flush()
    first, field = places(fielded), fielded.state.panes[0].part(Fields)["evidence"]
    fielded.look(0, VIEW.panned(150, 0))
    fielded.controller(FieldController).review()
    fielded.fake.flush()
    moved = fielded.state.panes[0].part(Fields)["evidence"]
    assert moved.ready == 1.0
    assert 0 < places(fielded) - first < 0.7 * len(moved.grid)
    np.testing.assert_allclose(moved.values[..., 0], expected(moved), atol=1e-5)
    fielded.look(0, VIEW)
    fielded.controller(FieldController).review()
    assert SLOT not in fielded.fake.waiting
    assert fielded.state.panes[0].part(Fields)["evidence"].grid == field.grid


def test_zooming_in_shows_the_coarse_field_until_the_fine_one_comes(fielded: Any) -> None:
    fielded.show(0)
    show(fielded, "evidence")
    fielded.fake.flush()
    close = VIEW.zoomed(8, (100, 90))
    fielded.look(0, close)
    fielded.controller(FieldController).review()
    field = fielded.state.panes[0].part(Fields)["evidence"]
    assert field.ready == 0.0
    assert field.grid.covers(close.bounds())
    np.testing.assert_allclose(field.values[..., 0], expected(field), atol=1e-4)


def test_nothing_is_asked_while_a_hand_moves_the_map(fielded: Any, qtbot: QtBot) -> None:
    fielded.show(0)
    show(fielded, "evidence")
    answer_one(fielded)
    before = places(fielded)
    for dx in range(5):
        fielded.look(0, VIEW.panned(100 * dx, 0))
        assert SLOT not in fielded.fake.waiting
        assert not fielded.idle
    assert places(fielded) == before
    qtbot.waitUntil(lambda: SLOT in fielded.fake.waiting)
    fielded.fake.flush()
    assert fielded.state.panes[0].part(Fields)["evidence"].ready == 1.0
    assert fielded.idle


def test_an_answer_that_comes_late_is_not_lost(fielded: Any) -> None:
    """The map moved while a request was in flight: its places are known when the map comes back."""
    fielded.show(0)
    show(fielded, "evidence")
    job, number = fielded.fake.waiting[SLOT], fielded.fake.numbers[SLOT]
    fielded.look(0, VIEW.panned(2000, 0))
    fielded.controller(FieldController).review()
    fielded.on_event(Replied("bulk", number, SLOT, job, answer(job)))
    fielded.look(0, VIEW)
    fielded.controller(FieldController).review()
    fielded.fake.flush()
    assert fielded.state.panes[0].part(Fields)["evidence"].ready == 1.0
    asked = np.concatenate([j.xy for j in fielded.fake.asked if isinstance(j, Evaluate)])
    again = (asked[:, None] == job.xy[None, :1]).all(axis=2).sum()
    assert again == 1


def test_another_plane_needs_other_fields(fielded: Any, tiny_bundle: Any) -> None:
    fielded.show(0)
    fielded.controller(ModelsController).open(0, tiny_bundle("ae-five", kind="ae", latent_dim=5))
    fielded.fake.flush()
    fielded.look(0, VIEW)
    show(fielded, "evidence")
    fielded.fake.flush()
    old = fielded.state.panes[0].part(Fields)["evidence"]
    model = replace(fielded.state.panes[0].model, plane=Plane.axes(5, 2, 3))
    fielded.set_state(fielded.state.with_pane(0, model=model))
    fielded.controller(FieldController).review()
    job = fielded.fake.waiting[SLOT]
    assert (job.basis == Plane.axes(5, 2, 3).basis).all()
    assert fielded.state.panes[0].part(Fields)["evidence"].ready == 0.0
    fielded.fake.flush()
    new = fielded.state.panes[0].part(Fields)["evidence"]
    assert new.plane is model.plane
    assert new is not old


def test_a_new_model_takes_the_old_ones_fields_away(fielded: Any, tiny_bundle: Any) -> None:
    show(fielded, "evidence")
    fielded.fake.flush()
    fielded.controller(ModelsController).open(0, tiny_bundle("ae-other", kind="ae", seed=5))
    for kind in ("load", "points"):
        fielded.fake.flush(f"{kind}:{fielded.state.panes[0].wanted}")
    assert not fielded.state.panes[0].part(Fields)


def test_what_a_model_lacks_is_not_asked_for(fielded: Any) -> None:
    show(fielded, "prior_density", "empty")
    fielded.fake.flush()
    ae, vae = fielded.state.panes
    assert not ae.part(Fields)
    assert set(vae.part(Fields)) == {"prior_density", "empty"}
    model = replace(ae.model, has_encoder=False)
    fielded.set_state(fielded.state.with_pane(0, model=model))
    show(fielded, "flow")
    fielded.fake.flush()
    assert "flow" not in fielded.state.panes[0].part(Fields)
    assert "flow" in fielded.state.panes[1].part(Fields)


def test_a_failure_is_told_by_the_key_and_not_asked_for_again(fielded: Any) -> None:
    fielded.show(0)
    show(fielded, "stretch")
    job, number = fielded.fake.waiting.pop(SLOT), fielded.fake.numbers[SLOT]
    fielded.on_event(Failed("bulk", number, SLOT, job, ModelError("the decoder gave NaN")))
    assert "NaN" in fielded.state.panes[0].part(Fields)["stretch"].error
    assert fielded.state.notice == ""
    fielded.controller(FieldController).review()
    assert SLOT not in fielded.fake.waiting
    show(fielded, "stretch", "evidence")
    fielded.fake.flush()
    assert fielded.state.panes[0].part(Fields)["evidence"].ready == 1.0


def fail(fielded: Any) -> None:
    job, number = fielded.fake.waiting.pop(SLOT), fielded.fake.numbers[SLOT]
    fielded.on_event(Failed("bulk", number, SLOT, job, ModelError("the decoder gave NaN")))


@pytest.mark.parametrize("beside", [(), ("evidence",)])
def test_what_has_failed_is_tried_again_when_its_layer_comes_back(fielded: Any, beside: tuple[str, ...]) -> None:
    fielded.show(0)
    show(fielded, *beside)
    fielded.fake.flush()
    show(fielded, "stretch", *beside)
    fail(fielded)
    assert fielded.state.panes[0].part(Fields)["stretch"].error
    show(fielded, *beside)
    show(fielded, "stretch", *beside)
    assert not fielded.state.panes[0].part(Fields)["stretch"].error
    fielded.fake.flush()
    assert fielded.state.panes[0].part(Fields)["stretch"].ready == 1.0


def test_what_has_failed_is_tried_again_when_its_model_is_opened_again(fielded: Any, tiny_bundle: Any) -> None:
    fielded.show(0)
    first = Path(fielded.state.panes[0].wanted)
    fielded.controller(ModelsController).open(1, first)
    fielded.fake.flush()
    show(fielded, "stretch")
    fail(fielded)
    for folder in (tiny_bundle("ae-other", kind="ae", seed=5), first):  # its twin stays in the other pane
        fielded.controller(ModelsController).open(0, folder)
        fielded.fake.flush()
        fielded.controller(FieldController).review()
    fielded.fake.flush()
    assert fielded.state.panes[0].part(Fields)["stretch"].ready == 1.0


def slide(fielded: Any, steps: int) -> None:
    """Move the plane of the left map, a step at a time, as a slider does."""
    for k in range(steps):
        model = fielded.state.panes[0].model
        origin = np.array([0, 0, 0.05 * (k + 1), 0, 0], np.float32)
        fielded.set_state(fielded.state.with_pane(0, model=replace(model, plane=Plane(origin, model.plane.basis))))
        fielded.controller(FieldController).review()
        answer_one(fielded)


def test_a_slider_leaves_only_the_last_planes_behind(fielded: Any, tiny_bundle: Any) -> None:
    fielded.show(0)
    fielded.controller(ModelsController).open(0, tiny_bundle("ae-five", kind="ae", latent_dim=5))
    fielded.fake.flush()
    fielded.look(0, VIEW)
    layers = ("evidence", "density", "stretch")
    show(fielded, *layers)
    slide(fielded, 12)
    assert len(fielded.controller(FieldController).memory) == len(layers) * PLANES
    assert len(fielded.controller(FieldController)._flights.pace) <= len(layers)
    before, plane = places(fielded), fielded.state.panes[0].model.plane
    fielded.fake.flush()
    first = places(fielded) - before
    slide(fielded, 2)
    before = places(fielded)
    fielded.set_state(fielded.state.with_pane(0, model=replace(fielded.state.panes[0].model, plane=plane)))
    fielded.controller(FieldController).review()
    fielded.fake.flush()
    assert first > 0
    assert places(fielded) == before  # one of the last planes: nothing is measured again


def test_a_model_that_no_pane_shows_leaves_nothing_behind(fielded: Any, tiny_bundle: Any) -> None:
    fielded.show(0)
    show(fielded, "evidence")
    answer_one(fielded)
    fielded.look(0, VIEW.panned(2000, 0))  # a request is given up, and may be answered late
    fielded.controller(FieldController).review()
    works = [weakref.ref(work) for work in fielded.controller(FieldController)._work.values()]
    show(fielded)
    fielded.controller(ModelsController).open(0, tiny_bundle("ae-other", kind="ae", seed=5))
    fielded.fake.flush()
    gc.collect()
    assert len(fielded.controller(FieldController).memory) == 0
    assert not fielded.controller(FieldController)._flights.pace
    assert [work() for work in works] == [None] * len(works)


def test_the_same_model_in_both_panes_is_measured_once(fielded: Any) -> None:
    fielded.controller(ModelsController).open(1, fielded.state.panes[0].wanted)
    fielded.fake.flush()
    fielded.fake.asked.clear()
    show(fielded, "evidence")
    fielded.fake.flush()
    left, right = (pane.part(Fields)["evidence"] for pane in fielded.state.panes)
    np.testing.assert_array_equal(left.values, right.values)
    assert places(fielded) == len(left.grid)


@pytest.mark.parametrize("place", [(1e9, 60), (0, 1e-12), (0, 1e12)])
def test_views_beyond_all_sense_are_harmless(fielded: Any, place: tuple[float, float]) -> None:
    view = View2D(place[0], 0, place[1], 300, 240)
    fielded.show(0)
    show(fielded, "evidence")
    fielded.fake.flush()
    fielded.look(0, view)
    fielded.controller(FieldController).review()
    fielded.fake.flush()
    asked = [job.xy for job in fielded.fake.asked if isinstance(job, Evaluate)]
    assert np.abs(np.concatenate(asked)).max() < 20
    assert fielded.idle


def answer(job: Evaluate) -> Any:
    from aevae_desktop.engine.wire.frames import Frame

    values = job.xy.sum(axis=1, dtype=np.float64).astype(np.float32)[:, None]
    return Frame({"ms": 0.02 * len(job.xy)}, {"values": values})


def answer_one(session: Any) -> None:
    """Answer the request that waits, and no more."""
    job, number = session.fake.waiting.pop(SLOT), session.fake.numbers[SLOT]
    session.on_event(Replied("bulk", number, SLOT, job, answer(job)))
