"""The curves of the path: traced and measured by what comes back, and by nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Survey, Trace
from aevae_desktop.errors import ModelError
from aevae_desktop.features.path import curves
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.curve_controller import CurveController
from aevae_desktop.features.path.state import CURVE_ROWS, Curves, FrameSequence, PathState
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.state import Mode


@pytest.fixture
def session(session: Any) -> Any:
    """In Path mode, where what is measured is seen."""
    session.set_mode(Mode.PATH)
    session.fake.flush()
    return session


def measured(z: np.ndarray, speed: float = 1.0) -> Frame:
    """As a model would that changes the picture ever faster along the path."""
    step = np.linalg.norm(np.diff(z, axis=0), axis=1) * np.exp(speed * (z[1:, 0] - z[0, 0]))
    near = {"distance": np.zeros(len(z), np.float32), "label": np.zeros(len(z), np.int16)}
    return Frame({"ms": 1.0}, {"step": step.astype(np.float32), **near})


def test_a_curve_is_laid_through_its_way_points_in_every_pane(session: Any) -> None:
    session.controller(PathController).add_class(4)
    for pane in session.state.panes:
        curve = pane.part(Curves)["linear"]
        way = [
            waypoint.z[0 if pane is session.state.panes[0] else 1]
            for waypoint in session.state.part(PathState).waypoints
        ]
        assert curve.z.shape == (CURVE_ROWS, 2)
        np.testing.assert_array_equal(curve.z[curve.knots], np.stack(way))


def test_a_path_that_lost_its_last_way_points_is_laid_anew(session: Any) -> None:
    path = session.controller(PathController)
    laid = [[pane.part(Curves)["linear"].z for pane in session.state.panes]]
    for k in (4, 7):
        path.add_class(k)
        laid.append([pane.part(Curves)["linear"].z for pane in session.state.panes])
    for before in laid[-2::-1]:
        path.undo()
        for pane, z in zip(session.state.panes, before, strict=True):
            np.testing.assert_array_equal(pane.part(Curves)["linear"].z, z)


def test_nothing_is_measured_while_nobody_sees_it(session: Any) -> None:
    session.set_mode(Mode.EXPLORE)
    session.controller(PathController).swap()
    session.fake.flush("film")
    assert session.idle
    assert not session.fake.waiting
    session.controller(PathController).set_even(True)  # which needs the steps
    assert isinstance(session.fake.waiting[curves.SLOT], Survey)
    session.controller(PathController).set_even(False)
    session.fake.flush()
    known = [pane.part(Curves)["linear"].survey is not None for pane in session.state.panes]
    assert known == [True, False]  # what was asked for already, and nothing after it
    session.set_mode(Mode.PATH)
    session.fake.flush()
    assert all(pane.part(Curves)["linear"].survey is not None for pane in session.state.panes)


def test_what_was_laid_from_the_same_stays_and_the_rest_is_laid_anew(session: Any) -> None:
    before = session.state.panes[0].part(Curves)["linear"]
    session.controller(PathController).compare("slerp", True)
    assert session.state.panes[0].part(Curves)["linear"] is before
    session.controller(PathController).set_weight(7.0)  # no kind that follows the data is drawn
    assert session.state.panes[0].part(Curves)["linear"] is before
    session.controller(PathController).set_closed(True)
    assert session.state.panes[0].part(Curves)["linear"] is not before


def test_only_what_speaks_of_this_very_curve_is_taken(session: Any) -> None:
    session.controller(PathController).set_kind("shortest")
    old = session.fake.waiting[curves.SLOT]
    assert isinstance(old, Trace)
    session.controller(PathController).swap()
    before = session.state
    reply = Frame({"done": True, "ms": 1.0}, {"z": old.z + 9})
    session.on_event(Replied("bulk", 1, curves.SLOT, old, reply))
    for pane, was in zip(session.state.panes, before.panes, strict=True):
        assert pane.part(Curves)["shortest"] is was.part(Curves)["shortest"]
    session.fake.flush()
    assert all(pane.part(Curves)["shortest"].survey is not None for pane in session.state.panes)


def test_a_traced_curve_is_better_step_by_step_and_measured_when_it_is_done(session: Any) -> None:
    session.controller(PathController).set_kind("shortest")
    for step, done in ((0.1, False), (0.2, True)):
        job = session.fake.waiting.pop(curves.SLOT)
        assert isinstance(job, Trace)
        assert job.fresh == (step == 0.1)
        better = job.z + np.float32(step) * (np.arange(CURVE_ROWS)[:, None] % (CURVE_ROWS - 1) > 0)
        frame = Frame({"done": done, "ms": 1.0}, {"z": better.astype(np.float32)})
        session.on_event(Replied("bulk", 1, curves.SLOT, job, frame))
        curve = next(
            p.part(Curves)["shortest"] for p in session.state.panes if p.part(Curves)["shortest"].z is frame.arrays["z"]
        )
        assert (curve.started, curve.done) == (True, done)
    session.fake.flush()
    assert np.array_equal(
        session.state.panes[0].get(FrameSequence).z, session.state.panes[0].part(Curves)["shortest"].z[::2]
    )


def test_constant_speed_moves_the_points_until_the_steps_are_equal(session: Any) -> None:
    session.controller(PathController).set_even(True)
    for _ in range(40):
        job = session.fake.waiting.pop(curves.SLOT, None)
        if job is None:
            break
        session.on_event(Replied("bulk", 1, curves.SLOT, job, measured(job.z)))
    for i, pane in enumerate(session.state.panes):
        curve = pane.part(Curves)["linear"]
        assert curve.survey is not None
        assert curve.survey.unevenness <= curves.EVEN
        assert 1 <= curve.evened <= curves.EVENINGS
        ends = [waypoint.z[i] for waypoint in session.state.part(PathState).waypoints]
        np.testing.assert_array_equal(curve.z[[0, -1]], np.stack(ends))


def test_a_curve_is_filmed_once_its_steps_are_equal_and_not_on_the_way(session: Any) -> None:
    session.controller(PathController).add_class(4)
    session.controller(PathController).set_even(True)
    films, tries = {id(p.get(FrameSequence)): p.get(FrameSequence) for p in session.state.panes}, 0
    while (job := session.fake.waiting.pop(curves.SLOT, None)) is not None:
        session.on_event(Replied("bulk", 1, curves.SLOT, job, measured(job.z)))
        films |= {id(p.get(FrameSequence)): p.get(FrameSequence) for p in session.state.panes}
        tries += 1
    assert tries > 4
    assert len(films) == 4
    for pane in session.state.panes:
        np.testing.assert_array_equal(pane.get(FrameSequence).z, pane.part(Curves)["linear"].z[::2])


@pytest.mark.parametrize("closed", [False, True])
def test_an_evened_curve_still_goes_through_its_way_points(session: Any, closed: bool) -> None:
    for k in (4, 2, 7, 5, 1, 9):
        session.controller(PathController).add_class(k)
    session.controller(PathController).set_closed(closed)
    session.controller(PathController).set_even(True)
    asked = 0
    while (job := session.fake.waiting.pop(curves.SLOT, None)) is not None:
        session.on_event(Replied("bulk", 1, curves.SLOT, job, measured(job.z, 0.3)))
        asked += 1
    assert asked <= 2 * (curves.EVENINGS + 1)
    for i, pane in enumerate(session.state.panes):
        curve, way = (
            pane.part(Curves)["linear"],
            [waypoint.z[i] for waypoint in session.state.part(PathState).waypoints],
        )
        np.testing.assert_array_equal(curve.z[curve.knots], np.stack(way + way[: int(closed)]))
        assert curve.survey.unevenness < 1.15  # a leg has a whole number of steps


def test_a_curve_that_cannot_be_measured_says_why_once_and_asks_no_more(session: Any) -> None:
    session.controller(PathController).swap()
    job = session.fake.waiting.pop(curves.SLOT)
    session.on_event(Failed("bulk", 1, curves.SLOT, job, ModelError("the decoder returns NaN")))
    curve = next(p.part(Curves)["linear"] for p in session.state.panes if p.part(Curves)["linear"].z is job.z)
    assert "NaN" in curve.error
    assert curve.survey is None
    assert "NaN" in session.state.notice
    asked = session.fake.waiting.pop(curves.SLOT)  # of the other pane
    assert asked.z is not job.z
    session.on_event(Replied("bulk", 2, curves.SLOT, asked, measured(asked.z)))
    assert curves.SLOT not in session.fake.waiting
    assert session.idle or session.fake.waiting


def test_the_film_of_a_curve_that_fails_halfway_shows_it_as_far_as_it_came(session: Any) -> None:
    session.controller(PathController).set_kind("shortest")
    session.fake.flush("film")
    job = session.fake.waiting.pop(curves.SLOT)
    better = (job.z + np.float32(0.1) * (np.arange(CURVE_ROWS)[:, None] % (CURVE_ROWS - 1) > 0)).astype(np.float32)
    session.on_event(Replied("bulk", 1, curves.SLOT, job, Frame({"done": False, "ms": 1.0}, {"z": better})))
    i = next(i for i, p in enumerate(session.state.panes) if p.part(Curves)["shortest"].z is better)
    failed = session.fake.waiting.pop(curves.SLOT)
    session.on_event(Failed("bulk", 2, curves.SLOT, failed, ModelError("the decoder returns NaN")))
    np.testing.assert_array_equal(session.state.panes[i].get(FrameSequence).z, better[::2])
    session.fake.flush("film")
    assert session.state.panes[i].get(FrameSequence).ready.all()


def test_the_path_comes_before_those_beside_it(session: Any) -> None:
    state = session.state
    for i, pane in enumerate(state.panes):
        state = state.with_pane(i, Curves({k: replace(t, survey=None) for k, t in pane.part(Curves).items()}))
    path = state.part(PathState)
    compared = replace(path, spec=replace(path.spec, compared=frozenset({"slerp"})))
    state = curves.laid(state.with_part(compared))
    asked = []
    while (job := curves.request(state)) is not None:
        asked.append(next((i, k) for i, p in enumerate(state.panes) for k, t in p.part(Curves).items() if t.z is job.z))
        state = curves.answered(state, job, measured(job.z))
    assert asked == [(0, "linear"), (1, "linear"), (0, "slerp"), (1, "slerp")]


@pytest.mark.parametrize("kind", ["linear", "slerp", "spline", "shortest"])
def test_identical_and_opposite_way_points_make_a_finite_curve(session: Any, kind: str) -> None:
    session.controller(PathController).set_kind(kind)
    for z in ((1.0, 0.0), (1.0, 0.0), (-1.0, 0.0), (1e6, -1e6)):
        code = np.array(z, np.float32)
        session.controller(PathController).add_codes("", (code, code))
    session.fake.flush()
    curve = session.state.panes[0].part(Curves)[kind]
    assert np.isfinite(curve.z).all()
    assert curve.survey is not None
    assert not curve.error


def test_one_way_point_makes_no_curve(session: Any) -> None:
    session.controller(PathController).remove()
    assert all(not pane.part(Curves) and pane.get(FrameSequence) is None for pane in session.state.panes)
    assert not session.controller(CurveController).busy


def test_a_survey_job_carries_the_curve_itself(session: Any) -> None:
    session.controller(PathController).swap()
    job = session.fake.waiting[curves.SLOT]
    assert isinstance(job, Survey)
    assert any(job.z is pane.part(Curves)["linear"].z for pane in session.state.panes)


def test_equal_steps_on_and_off_trace_nothing_again(session: Any) -> None:
    session.controller(PathController).set_kind("shortest")
    session.fake.flush()
    traced = [pane.part(Curves)["shortest"].z for pane in session.state.panes]
    session.fake.asked.clear()
    session.controller(PathController).set_even(True)
    session.fake.flush()
    assert all(pane.part(Curves)["shortest"].even for pane in session.state.panes)
    session.controller(PathController).set_even(False)
    session.fake.flush()
    assert not any(isinstance(job, Trace) for job in session.fake.asked)
    for pane, z in zip(session.state.panes, traced, strict=True):
        assert pane.part(Curves)["shortest"].z is z
        assert pane.part(Curves)["shortest"].survey is not None
        np.testing.assert_array_equal(
            pane.get(FrameSequence).z, z[:: (CURVE_ROWS - 1) // (len(pane.get(FrameSequence).z) - 1)]
        )
