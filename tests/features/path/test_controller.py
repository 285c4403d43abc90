"""Any sequence of edits, of the path and of the drawing, is undone to the exact start and redone to the exact end."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from aevae_desktop.core.paths.interpolation import PATHS
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Drawing
from aevae_desktop.features.path.controller import FULL, PathController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.path.state import FRAME_COUNTS, MOST_WAYPOINTS, PathState, lettered
from aevae_desktop.session.state import Mode, SessionState

EDITS = 200
KINDS = st.sampled_from(list(PATHS))
PLACES = st.tuples(st.floats(-4, 4), st.floats(-4, 4))
PANES = st.integers(0, 1)
ANY = st.integers(0, MOST_WAYPOINTS - 1)


def seen(state: SessionState) -> tuple[Any, ...]:
    """All that undo takes back, by value: codes and strokes bit by bit."""
    spec = state.part(PathState).spec
    waypoints = [
        (a.name, a.keys, a.sample, *(None if z is None else z.tobytes() for z in a.z), a.drawn is None)
        for a in spec.waypoints
    ]
    how = (spec.kind, spec.compared, spec.closed, spec.even, spec.weight, spec.frames, spec.given)
    return waypoints, how, [stroke.tobytes() for stroke in state.part(Drawing).strokes]


def run_out(session: Any, step: Any) -> None:
    """``step`` until there is nothing left to step to."""
    for _ in range(3 * EDITS):
        before = session.state
        step()
        if session.state is before or (seen(session.state) == seen(before) and not_moved(before, session.state)):
            return
    raise AssertionError("undo never came to an end")


def not_moved(a: SessionState, b: SessionState) -> bool:
    return all(len(a.part(kind).edits.past) == len(b.part(kind).edits.past) for kind in (PathState, Drawing))


def check_there_and_back(session: Any, start: tuple[Any, ...]) -> None:
    run_out(session, session.redo)
    end = seen(session.state)
    run_out(session, session.undo)
    assert seen(session.state) == start
    assert not session.state.part(PathState).edits.past
    assert not session.state.part(Drawing).edits.past
    run_out(session, session.redo)
    assert seen(session.state) == end


class Edits(RuleBasedStateMachine):
    """A person at both panes and the pen."""

    session: Any
    fresh: SessionState

    def __init__(self) -> None:
        super().__init__()
        self.session.controller(PathController).drop()
        self.session.fake.waiting.clear()
        self.session.state = replace(self.fresh, mode=Mode.PATH)
        self.path, self.pen = self.session.controller(PathController), self.session.controller(DrawingController)
        self.start = seen(self.session.state)

    @rule(pane=PANES, at=PLACES)
    def click(self, pane: int, at: tuple[float, float]) -> None:
        self.session.controller(PathController).click(pane, *at)

    @rule(pane=PANES, at=PLACES)
    def double_click(self, pane: int, at: tuple[float, float]) -> None:
        before = seen(self.session.state)
        self.session.controller(PathController).click(pane, *at)
        self.session.controller(PathController).unclick()
        assert seen(self.session.state) == before

    @rule(index=ANY, pane=PANES, way=st.lists(PLACES, min_size=1, max_size=4), kept=st.booleans())
    def drag(self, index: int, pane: int, way: list[tuple[float, float]], kept: bool) -> None:
        before, edits = seen(self.session.state), self.session.state.part(PathState).edits
        for at in way:
            self.path.drag(index, pane, at)
        if kept:
            self.path.drop()
        else:
            self.path.give_up()
            assert seen(self.session.state) == before
            assert self.session.state.part(PathState).edits is edits  # no trace: what was undone can still be redone

    @rule(index=ANY, to=ANY)
    def reorder(self, index: int, to: int) -> None:
        self.path.reorder(index, to)

    @rule(index=st.none() | ANY)
    def remove(self, index: int | None) -> None:
        self.path.remove(index)

    @rule(index=ANY)
    def choose(self, index: int) -> None:
        self.path.choose(index)

    @rule(by=st.sampled_from([-1, 1]))
    def shift(self, by: int) -> None:
        self.path.shift(by)

    @rule(k=st.integers(0, 9))
    def add_class(self, k: int) -> None:
        self.path.add_class(k)

    @rule(index=ANY)
    def put_at_probe(self, index: int) -> None:
        self.path.put_at_probe(index)

    @rule(
        name=st.sampled_from(
            ["add", "add_drawing", "add_selection", "swap", "clear", "surprise", "toggle_closed", "toggle_even"]
        )
    )
    def whole(self, name: str) -> None:
        getattr(self.path, name)()

    @rule(end=st.sampled_from(["a", "b"]), pane=PANES)
    def waypoint(self, end: str, pane: int) -> None:
        self.path.anchor_probe(end, pane)

    @rule(kind=KINDS, other=KINDS, on=st.booleans())
    def kinds(self, kind: str, other: str, on: bool) -> None:
        self.path.set_kind(kind)
        self.path.compare(other, on)

    @rule(weights=st.lists(st.floats(-1, 11), min_size=1, max_size=3), frames=st.sampled_from(FRAME_COUNTS))
    def numbers(self, weights: list[float], frames: int) -> None:
        for weight in weights:
            self.path.set_weight(weight)
        self.path.set_frames(frames)

    @rule(x=st.floats(2, 26), y=st.floats(2, 26))
    def stroke(self, x: float, y: float) -> None:
        line = np.array([[x, y], [14.0, 14.0], [28 - x, 28 - y]])
        self.pen.sketch(line[:2])
        self.pen.sketch(line)
        self.pen.finish_stroke()

    @rule()
    def wipe(self) -> None:
        self.pen.clear()

    @rule()
    def redraw(self) -> None:
        self.pen.redraw((np.array([[5.0, 5.0], [20.0, 20.0]]),))

    @rule()
    def undo(self) -> None:
        self.session.undo()

    @rule()
    def redo(self) -> None:
        self.session.redo()

    @rule()
    def answer(self) -> None:
        self.session.fake.flush()

    def teardown(self) -> None:
        check_there_and_back(self.session, self.start)


def test_any_sequence_of_edits_is_undone_and_redone(session: Any) -> None:
    Edits.session, Edits.fresh = session, session.state
    checks = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
    run_state_machine_as_test(
        Edits,
        settings=settings(
            max_examples=8,
            stateful_step_count=EDITS,
            deadline=None,
            suppress_health_check=checks,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],  # making 200 edits fewer takes minutes
        ),
    )


def test_two_hundred_edits_are_undone_and_redone(session: Any) -> None:
    start, chance = seen(session.state), random.Random(5)
    session.set_mode(Mode.PATH)
    line = [start]
    for _ in range(EDITS):
        before = session.state
        while seen(session.state) == seen(before):  # each of them does change something
            one(session, chance)
        session.controller(PathController).drop()
        if chance.random() < 0.1:
            session.fake.flush()
        line.append(seen(session.state))
    for was in line[-2::-1]:
        session.undo()
        assert seen(session.state) == was
    for then in line[1:]:
        session.redo()
        assert seen(session.state) == then
    assert len(session.state.part(PathState).edits.past) + len(session.state.part(Drawing).edits.past) >= EDITS
    check_there_and_back(session, start)


def one(session: Any, chance: random.Random) -> None:
    desk, at = session.controller(PathController), (chance.uniform(-4, 4), chance.uniform(-4, 4))
    pane, index, kinds = chance.randrange(2), chance.randrange(8), list(PATHS)
    chance.choice(
        [
            lambda: session.controller(PathController).click(pane, *at),
            lambda: session.controller(PathController).click(pane, *at),
            lambda: desk.drag(index, pane, at),
            lambda: desk.reorder(index, chance.randrange(8)),
            lambda: desk.remove(index),
            lambda: desk.add_class(chance.randrange(10)),
            desk.swap,
            desk.toggle_closed,
            desk.toggle_even,
            lambda: desk.set_kind(chance.choice(kinds)),
            lambda: desk.compare(chance.choice(kinds), True),
            lambda: session.controller(DrawingController).redraw((np.array([at, (9.0, 9.0)]) + 10,)),
            lambda: desk.set_weight(chance.uniform(0, 10)),
        ]
    )()


def test_a_path_has_room_for_all_letters_and_says_when_it_is_full(session: Any) -> None:
    session.controller(PathController).clear()
    for k in range(MOST_WAYPOINTS + 2):
        session.controller(PathController).add_class(k % 10)
    way = session.state.part(PathState).waypoints
    assert len(way) == MOST_WAYPOINTS
    assert lettered(25, way[25]) == "Z mean of 5"
    assert session.state.notice == FULL


def test_a_nudge_after_a_pause_is_a_step_of_its_own(session: Any) -> None:
    start = seen(session.state)
    for x in (0.1, 0.2):
        session.controller(PathController).drag(0, 0, (x, 0.0))
    session.controller(PathController).drop()
    middle = seen(session.state)
    session.controller(PathController).drag(0, 0, (0.3, 0.0))
    session.undo()
    assert seen(session.state) == middle
    session.undo()
    assert seen(session.state) == start


@pytest.mark.parametrize("command", ["add_drawing", "add_selection"])
def test_what_is_not_there_is_said_in_one_line(session: Any, command: str) -> None:
    before = session.state.part(PathState)
    getattr(session.controller(PathController), command)()
    assert session.state.part(PathState) is before
    assert session.state.notice
    assert "\n" not in session.state.notice


def test_what_changes_nothing_is_no_step(session: Any) -> None:
    spec, before = session.state.part(PathState).spec, session.state
    session.controller(PathController).set_kind(spec.kind)
    session.controller(PathController).compare(spec.kind, True)
    session.controller(PathController).compare("slerp", False)
    session.controller(PathController).set_closed(spec.closed)
    session.controller(PathController).set_even(spec.even)
    session.controller(PathController).set_weight(spec.weight)
    session.controller(PathController).set_frames(spec.frames)
    assert session.state is before
    session.controller(PathController).set_closed(True)
    session.controller(PathController).set_closed(True)
    assert len(session.state.part(PathState).edits.past) == 1


def test_a_path_that_is_taken_away_stops_the_player(session: Any, qtbot: Any) -> None:
    session.controller(PlayController).play(True)
    session.controller(PathController).clear()
    qtbot.waitUntil(lambda: not session.state.part(PathState).playing, timeout=60_000)
    states: list[Any] = []
    session.changed.connect(lambda old, new: states.append(new))
    qtbot.wait(60)
    assert not states
