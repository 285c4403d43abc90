"""What of a canvas must be painted again when the state changes: all that rests, or only where something lives."""

from __future__ import annotations

from aevae_desktop.session.arithmetic import Arithmetic
from aevae_desktop.session.course import Film, PathState, Trails
from aevae_desktop.session.drawing import Drawing, Reading
from aevae_desktop.session.field_work import Fields
from aevae_desktop.session.looks import Filter, PointLook, is_numeric
from aevae_desktop.session.model import Model
from aevae_desktop.session.posterior import PosteriorState
from aevae_desktop.session.probing import Probe
from aevae_desktop.session.sampling import Sampling
from aevae_desktop.session.selection import Selecting
from aevae_desktop.session.state import SessionState, panes_differ
from aevae_desktop.session.tiles import Manifold, TileLook


def map_changed(before: Model | None, after: Model | None) -> bool:
    """Whether there are other points to fit to: another model's, or a model's own, come or seen from elsewhere."""
    if before is after:
        return False
    places = [None if model is None or model.codes is None else model.codes.xy for model in (before, after)]
    return places[0] is not places[1]


def rest_differs(old: SessionState, new: SessionState, i: int) -> bool:
    """Whether anything changed that is baked into the picture."""
    a, b = old.panes[i], new.panes[i]
    measured = a.get(Manifold) is not b.get(Manifold) or a.part(Fields) is not b.part(Fields)
    if (
        measured
        or old.part(TileLook) is not new.part(TileLook)
        or old.part(Selecting).selection is not new.part(Selecting).selection
    ):
        return True
    draws = old.part(Sampling).draws is not new.part(Sampling).draws
    if draws and b.model is not None and _drawn_differs(old, new, b.model.key):
        return True
    path = (
        a.part(Trails) is not b.part(Trails)
        or old.part(PathState).course is not new.part(PathState).course
        or old.part(PathState).current != new.part(PathState).current
    )
    looks = old.layers is not new.layers or old.hidden is not new.hidden
    looks = (
        looks
        or old.part(PointLook) is not new.part(PointLook)
        or old.part(Filter) is not new.part(Filter)
        or _scale_differs(old, new)
    )
    return (
        path
        or looks
        or (a.model is not b.model and _redrawn(a.model, b.model))
        or a.error is not b.error
        or a.wanted != b.wanted
    )


def _drawn_differs(old: SessionState, new: SessionState, key: str) -> bool:
    """Whether there are other random codes on the map; how many of them are decoded is nothing of it."""
    a, b = old.part(Sampling).draws.get(key), new.part(Sampling).draws.get(key)
    if a is b or a is None or b is None:
        return a is not b
    return a.z is not b.z or a.distance is not b.distance or a.recipe != b.recipe


def _redrawn(before: Model | None, after: Model | None) -> bool:
    """Whether a model's resting picture is another: not where only its plane was moved to a parallel one."""
    if before is None or after is None:
        return before is not after
    return before.key != after.key or before.codes is not after.codes


def _scale_differs(old: SessionState, new: SessionState) -> bool:
    """Whether the scale that all maps share may have changed: another map has other codes."""
    if old.shown == new.shown and not panes_differ(old, new, "model"):
        return False
    models = (_redrawn(a.model, b.model) for a, b in zip(old.panes, new.panes, strict=True))
    return is_numeric(new.part(PointLook).colour) and (old.shown != new.shown or any(models))


def live_differs(old: SessionState, new: SessionState, i: int) -> bool:
    """Whether anything changed that a live overlay shows; a preview that came back is nothing of the map."""
    a, b = old.panes[i], new.panes[i]
    pane = (
        a.get(Probe) is not b.get(Probe)
        or a.get(Reading) is not b.get(Reading)
        or a.get(Film) is not b.get(Film)
        or a.model is not b.model
    )
    whole = (
        old.part(PathState) is not new.part(PathState)
        or old.part(Drawing) is not new.part(Drawing)
        or old.part(Arithmetic) is not new.part(Arithmetic)
    )
    return pane or _posterior_differs(old, new, i) or whole or old.pinned != new.pinned


def changed_inside(old: SessionState, new: SessionState, i: int) -> set[str]:
    """Live overlays whose look can have changed within one and the same region."""
    forced = {"drawing"} if old.panes[i].get(Reading) is not new.panes[i].get(Reading) else set()
    forced |= {"arithmetic"} if old.part(Arithmetic) is not new.part(Arithmetic) else set()
    forced |= {"epsilon"} if _posterior_differs(old, new, i) else set()
    return forced | ({"probe"} if old.pinned != new.pinned else set())


def _posterior_differs(old: SessionState, new: SessionState, i: int) -> bool:
    """Whether the Posterior card shows something else of pane ``i``; a picture that came back is nothing of the map."""
    a, b = old.part(PosteriorState).panes.get(i), new.part(PosteriorState).panes.get(i)
    if a is None or b is None:
        return a is not b
    return a.subject is not b.subject or a.z is not b.z or a.draws is not b.draws
