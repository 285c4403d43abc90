"""The curves of the path in each pane: laid, traced and measured bit by bit. Pure functions of the state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.paths import interpolation
from aevae_desktop.core.paths.interpolation import PATHS
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Survey as SurveyJob
from aevae_desktop.engine.wire.protocol import Trace
from aevae_desktop.features.path.state import TRAIL, Course, PathState, Survey, Trail, Trails
from aevae_desktop.session.model import Model
from aevae_desktop.session.state import Mode, SessionState

SLOT = "trail"
BUDGET_MS = 16.0  # of tracing in one request
EVEN, EVENINGS = 1.02, 6  # the largest step by the mean one of equal steps; tries to get there
Job = Trace | SurveyJob


def laid(state: SessionState) -> SessionState:
    """A curve of every kind that is asked for in every pane; one that is there already stays as it is."""
    course = state.part(PathState).course
    kinds = {course.kind, *course.compared} & PATHS.keys()
    for i, pane in enumerate(state.panes):
        made = {kind: _trail(pane.part(Trails).get(kind), pane.model, i, course, kind) for kind in kinds}
        trails = {kind: trail for kind, trail in made.items() if trail is not None}
        if trails != dict(pane.part(Trails)):
            state = state.with_pane(i, Trails(trails))
    return state


def request(state: SessionState) -> Job | None:
    """What is to be traced or measured next: the path itself before those beside it.

    Figures are seen in Path mode only; without them a path of equal steps cannot be laid in any mode.
    """
    measured = state.mode is Mode.PATH or state.part(PathState).course.even
    for i, kind, trail in _in_turn(state):
        model = state.panes[i].model
        if model is None or trail.error:
            continue
        if not trail.done:
            weight = state.part(PathState).course.weight if PATHS[kind].weighted else 0.0
            return Trace(model.key, model.key, trail.z, trail.knots, weight, not trail.started, BUDGET_MS)
        if trail.survey is None and measured:
            return SurveyJob(model.key, model.key, trail.z)
    return None


def answered(state: SessionState, job: object, frame: Frame) -> SessionState:
    """The state with what came back for ``job``; that of a path that was laid anew meanwhile finds no place."""
    match job:
        case Trace():
            return _traced(state, job, frame)
        case SurveyJob():
            return _surveyed(state, job, frame)
    return state


def failed(state: SessionState, job: object, reason: str) -> SessionState:
    """A curve that cannot be traced or measured: it stays where it is."""
    if not isinstance(job, Trace | SurveyJob):
        return state
    return _with(state, job, lambda trail: replace(trail, done=True, error=reason))


def _traced(state: SessionState, job: Trace, frame: Frame) -> SessionState:
    """A curve that is better than before."""

    def better(trail: Trail) -> Trail:
        z = frame.arrays["z"]
        return replace(trail, z=z, started=True, done=bool(frame.header["done"]))

    return _with(state, job, better)


def _surveyed(state: SessionState, job: SurveyJob, frame: Frame) -> SessionState:
    """A curve as measured; where its steps are to be equal its points are moved along it, and measured once more."""
    survey = Survey(*(frame.arrays[name] for name in ("step", "distance", "label")))

    def known(trail: Trail) -> Trail:
        if not state.part(PathState).course.even or trail.evened >= EVENINGS or survey.unevenness <= EVEN:
            return replace(trail, survey=survey)
        rows, knots = interpolation.evenly_by_legs(survey.step, trail.knots)
        if np.array_equal(knots, trail.knots) and _even(survey.step, trail.knots):
            return replace(trail, survey=survey)  # as even as whole numbers of steps allow
        z = interpolation.at_rows(trail.z, rows)
        before = trail.before or replace(trail, survey=survey, even=False)
        evened = trail.evened + 1
        return replace(trail, z=z, knots=knots, evened=evened, before=before)

    return _with(state, job, known)


def knots(course: Course) -> NDArray[np.int32]:
    """The rows of a curve that are way-points, ``(legs + 1,)``."""
    return np.round(np.linspace(0, TRAIL - 1, course.legs + 1)).astype(np.int32)


def _trail(old: Trail | None, model: Model | None, i: int, course: Course, kind: str) -> Trail | None:
    codes = [z for anchor in course.anchors if (z := anchor.code(i, model)) is not None]
    if model is None or len(codes) < max(len(course.anchors), 2):
        return None
    weight = course.weight if PATHS[kind].weighted else None
    recipe = (model.key, model.manifest, kind, course.closed, weight, *(id(z) for z in codes))
    if old is not None and old.recipe[: len(recipe)] == recipe:
        return _kept(old, course.even)
    z = interpolation.sample(kind, np.stack(codes), _times(course), closed=course.closed)
    # the codes themselves go along, so that no other array can take the place of one in memory
    made = Trail((*recipe, codes), z, knots(course))
    return replace(made, done=not PATHS[kind].traced, even=course.even)


def _kept(trail: Trail, even: bool) -> Trail:
    """A curve that is there already: measured again to be evened, or as it was before that."""
    if even == trail.even:
        return trail
    if trail.before is not None:
        return trail.before
    return replace(trail, even=even, survey=None if even else trail.survey)


def _times(course: Course) -> NDArray[np.float64]:
    """The t of every row: all way-points are on rows, and a leg's rows are at equal steps of t."""
    rows, legs = knots(course), max(course.legs, 1)
    parts = [np.linspace(k, k + 1, b - a, endpoint=False) for k, (a, b) in enumerate(pairwise(rows.tolist()))]
    return np.concatenate([*parts, [legs]]) / legs


def _in_turn(state: SessionState) -> Iterator[tuple[int, str, Trail]]:
    """The curves on screen, the path itself before those beside it."""
    main = state.part(PathState).course.kind
    for first in (True, False):
        for i, _ in state.shown_models():
            for kind, trail in state.panes[i].part(Trails).items():
                if (kind == main) is first:
                    yield i, kind, trail


def _even(step: NDArray[np.float32], knots: NDArray[np.int32]) -> bool:
    """Whether the steps of every leg are equal."""
    return all(float(step[a:b].max()) <= EVEN * float(step[a:b].mean()) for a, b in pairwise(knots.tolist()))


def _with(state: SessionState, job: Job, change: Callable[[Trail], Trail]) -> SessionState:
    """The state with every curve changed that ``job`` spoke of: those whose points are the very ones it carried."""
    for i, pane in enumerate(state.panes):
        mine = [kind for kind, trail in pane.part(Trails).items() if trail.z is job.z]
        if mine:
            trails = {**pane.part(Trails), **{kind: change(pane.part(Trails)[kind]) for kind in mine}}
            state = state.with_pane(i, Trails(trails))
    return state
