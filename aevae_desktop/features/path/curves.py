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
from aevae_desktop.features.path.state import CURVE_ROWS, Curve, Curves, PathSpec, PathState, Survey
from aevae_desktop.session.model import Model
from aevae_desktop.session.state import Mode, SessionState

SLOT = "trail"
BUDGET_MS = 16.0  # of tracing in one request
EVEN, EVENINGS = 1.02, 6  # the largest step by the mean one of equal steps; tries to get there
Job = Trace | SurveyJob


def laid(state: SessionState) -> SessionState:
    """A curve of every kind that is asked for in every pane; one that is there already stays as it is."""
    spec = state.part(PathState).spec
    kinds = {spec.kind, *spec.compared} & PATHS.keys()
    for i, pane in enumerate(state.panes):
        made = {kind: _curve(pane.part(Curves).get(kind), pane.model, i, spec, kind) for kind in kinds}
        curves = {kind: curve for kind, curve in made.items() if curve is not None}
        if curves != dict(pane.part(Curves)):
            state = state.with_pane(i, Curves(curves))
    return state


def request(state: SessionState) -> Job | None:
    """What is to be traced or measured next: the path itself before those beside it.

    Figures are seen in Path mode only; without them a path of equal steps cannot be laid in any mode.
    """
    measured = state.mode is Mode.PATH or state.part(PathState).spec.even
    for i, kind, curve in _in_turn(state):
        model = state.panes[i].model
        if model is None or curve.error:
            continue
        if not curve.done:
            weight = state.part(PathState).spec.weight if PATHS[kind].weighted else 0.0
            return Trace(model.key, model.key, curve.z, curve.knots, weight, not curve.started, BUDGET_MS)
        if curve.survey is None and measured:
            return SurveyJob(model.key, model.key, curve.z)
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
    return _with(state, job, lambda curve: replace(curve, done=True, error=reason))


def _traced(state: SessionState, job: Trace, frame: Frame) -> SessionState:
    """A curve that is better than before."""

    def better(curve: Curve) -> Curve:
        z = frame.arrays["z"]
        return replace(curve, z=z, started=True, done=bool(frame.header["done"]))

    return _with(state, job, better)


def _surveyed(state: SessionState, job: SurveyJob, frame: Frame) -> SessionState:
    """A curve as measured; where its steps are to be equal its points are moved along it, and measured once more."""
    survey = Survey(*(frame.arrays[name] for name in ("step", "distance", "label")))

    def known(curve: Curve) -> Curve:
        if not state.part(PathState).spec.even or curve.evened >= EVENINGS or survey.unevenness <= EVEN:
            return replace(curve, survey=survey)
        rows, knots = interpolation.evenly_by_legs(survey.step, curve.knots)
        if np.array_equal(knots, curve.knots) and _even(survey.step, curve.knots):
            return replace(curve, survey=survey)  # as even as whole numbers of steps allow
        z = interpolation.at_rows(curve.z, rows)
        before = curve.before or replace(curve, survey=survey, even=False)
        evened = curve.evened + 1
        return replace(curve, z=z, knots=knots, evened=evened, before=before)

    return _with(state, job, known)


def knots(spec: PathSpec) -> NDArray[np.int32]:
    """The rows of a curve that are way-points, ``(legs + 1,)``."""
    return np.round(np.linspace(0, CURVE_ROWS - 1, spec.legs + 1)).astype(np.int32)


def _curve(old: Curve | None, model: Model | None, i: int, spec: PathSpec, kind: str) -> Curve | None:
    codes = [z for waypoint in spec.waypoints if (z := waypoint.code(i, model)) is not None]
    if model is None or len(codes) < max(len(spec.waypoints), 2):
        return None
    weight = spec.weight if PATHS[kind].weighted else None
    recipe = (model.key, model.manifest, kind, spec.closed, weight, *(id(z) for z in codes))
    if old is not None and old.recipe[:-1] == recipe:
        return _kept(old, spec.even)
    z = interpolation.sample(kind, np.stack(codes), _times(spec), closed=spec.closed)
    # the codes themselves go along, so that no other array can take the place of one in memory
    made = Curve((*recipe, codes), z, knots(spec))
    return replace(made, done=not PATHS[kind].traced, even=spec.even)


def _kept(curve: Curve, even: bool) -> Curve:
    """A curve that is there already: measured again to be evened, or as it was before that."""
    if even == curve.even:
        return curve
    if curve.before is not None:
        return curve.before
    return replace(curve, even=even, survey=None if even else curve.survey)


def _times(spec: PathSpec) -> NDArray[np.float64]:
    """The t of every row: all way-points are on rows, and a leg's rows are at equal steps of t."""
    rows, legs = knots(spec), max(spec.legs, 1)
    parts = [np.linspace(k, k + 1, b - a, endpoint=False) for k, (a, b) in enumerate(pairwise(rows.tolist()))]
    return np.concatenate([*parts, [legs]]) / legs


def _in_turn(state: SessionState) -> Iterator[tuple[int, str, Curve]]:
    """The curves on screen, the path itself before those beside it."""
    main = state.part(PathState).spec.kind
    for first in (True, False):
        for i, _ in state.shown_models():
            for kind, curve in state.panes[i].part(Curves).items():
                if (kind == main) is first:
                    yield i, kind, curve


def _even(step: NDArray[np.float32], knots: NDArray[np.int32]) -> bool:
    """Whether the steps of every leg are equal."""
    return all(float(step[a:b].max()) <= EVEN * float(step[a:b].mean()) for a, b in pairwise(knots.tolist()))


def _with(state: SessionState, job: Job, change: Callable[[Curve], Curve]) -> SessionState:
    """The state with every curve changed that ``job`` spoke of: those whose points are the very ones it carried."""
    for i, pane in enumerate(state.panes):
        mine = [kind for kind, curve in pane.part(Curves).items() if curve.z is job.z]
        if mine:
            curves = {**pane.part(Curves), **{kind: change(pane.part(Curves)[kind]) for kind in mine}}
            state = state.with_pane(i, Curves(curves))
    return state
