"""The parts of the state: found by class, replaced whole, and let go of with the model that they speak of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Self

import numpy as np
import pytest

from aevae_desktop.core.map.plane import Plane
from aevae_desktop.features.arithmetic.state import Arithmetic
from aevae_desktop.features.drawing.state import Drawing
from aevae_desktop.features.path.state import Curves, FrameSequence, PathState
from aevae_desktop.features.posterior.state import PosteriorState
from aevae_desktop.features.probe.state import Owner, Preview, Probe
from aevae_desktop.features.samplers.state import Sampling
from aevae_desktop.session.model import Model, OnPlane, SaidByModels
from aevae_desktop.session.state import EMPTY, Mode, SessionState


@dataclass(frozen=True, eq=False)
class Spoken(SaidByModels):
    """What two models have said."""

    panes: tuple[str, ...] = ()
    gone: frozenset[str] = frozenset()

    def without(self, pane: int, closed: frozenset[str]) -> Self:
        return replace(self, panes=(*self.panes[:pane], "", *self.panes[pane + 1 :]), gone=closed)


def test_a_part_that_nobody_has_put_is_one_for_all_states() -> None:
    assert EMPTY.part(PathState) is SessionState().part(PathState)
    assert EMPTY.part(PathState) is replace(EMPTY, mode=Mode.DRAW).part(PathState)


def test_putting_parts_leaves_the_others_and_the_state_before_as_they_were() -> None:
    path, drawing = PathState(t=0.5), Drawing(half=None)
    state = EMPTY.with_part(path).with_part(drawing)
    assert (state.part(PathState), state.part(Drawing)) == (path, drawing)
    assert EMPTY.part(PathState) is not path
    assert state.part(Arithmetic) is EMPTY.part(Arithmetic)
    later = replace(state.with_pane(0, wanted="a"), notice="n")
    assert later.part(PathState) is path
    assert later.with_part(PathState()).part(Drawing) is drawing
    assert later.part(PathState) is path


def test_a_part_of_a_pane_is_put_replaced_and_dropped_and_never_in_place() -> None:
    one, other = Preview(np.zeros((2, 2), np.float32), np.zeros(2, np.float32), 1.0, Owner.POINTER), Curves()
    state = EMPTY.with_pane(1, one, other, wanted="a")
    assert (state.panes[1].get(Preview), state.panes[1].part(Curves), state.panes[1].wanted) == (one, other, "a")
    assert state.panes[1].get(Probe) is None
    later = state.with_pane(1, drop=(Preview, Probe))
    assert (later.panes[1].get(Preview), later.panes[1].part(Curves)) == (None, other)
    assert state.panes[1].get(Preview) is one
    assert EMPTY.panes[1].get(Preview) is None
    with pytest.raises(TypeError):  # what cannot be made of nothing has no value until somebody puts one
        state.panes[1].part(Probe)


def test_another_model_leaves_nothing_of_the_one_before(session: Any) -> None:
    """Nor of what a feature keeps that nobody here has heard of."""
    state = session.state.with_part(Spoken(("a", "b")))
    left, right = state.panes
    assert left.parts.keys() >= {Probe, Preview, FrameSequence, Curves}
    after = state.with_model(0, replace(left.model))
    fresh = after.panes[0]
    assert (fresh.wanted, fresh.error, dict(fresh.parts)) == (left.wanted, None, {})
    assert after.panes[1] is right
    assert after.part(Spoken).panes == ("", "b")
    assert after.part(Spoken).gone == {left.model.key}


def test_a_model_that_another_pane_shows_too_is_not_closed(session: Any) -> None:
    state = session.state.with_part(Spoken(("a", "b"))).with_pane(1, model=session.state.panes[0].model)
    assert state.with_model(0, session.state.panes[1].model).part(Spoken).gone == frozenset()


def test_what_the_features_keep_of_a_pane_goes_with_its_model(session: Any) -> None:
    model = session.state.panes[0].model
    said: dict[str, Any] = {model.key: "draws", "other": "draws"}
    state = session.state.with_part(
        replace(EMPTY.part(Arithmetic), outcomes=("a", "b")),
        replace(EMPTY.part(PosteriorState), panes={0: "p", 1: "q"}, notes={0: "why"}),
        Sampling(draws=MappingProxyType(said)),
    ).with_model(0, replace(model))
    assert state.part(Arithmetic).outcomes == (None, "b")
    assert (dict(state.part(PosteriorState).panes), dict(state.part(PosteriorState).notes)) == ({1: "q"}, {})
    assert dict(state.part(Sampling).draws) == {"other": "draws"}


@dataclass(frozen=True, eq=False)
class Lying(OnPlane):
    """A part that a plane of some height is seen from, up to which it stays."""

    height: float = 0.0

    def through(self, model: Model) -> Lying | None:
        height = float(model.plane.origin[0])
        return Lying(height) if height < 2.0 else None


def test_another_plane_moves_or_drops_what_lies_on_it_and_nothing_else(session: Any) -> None:
    model, other = session.state.panes[0].model, Curves()
    state = session.state.with_pane(0, Lying(0.0), other)
    for height, expected in ((1.0, 1.0), (3.0, None)):
        seen = replace(model, plane=Plane(np.array([height, 0.0]), np.eye(2)))
        pane = state.with_plane(0, seen).panes[0]
        lying = pane.get(Lying)
        assert (None if lying is None else lying.height) == expected
        assert (pane.model, pane.part(Curves)) == (seen, other)
